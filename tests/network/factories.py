"""Records of the network."""

import datetime

import factory
from django.utils import timezone

from network.models import (
    AccessibilityFeature,
    ContactPoint,
    Facility,
    FacilityKind,
    HelpLine,
    LeadAssignment,
    Membership,
    Network,
    OpeningHours,
    Partner,
    PartnerKind,
    RoleAssignment,
    RolloutStep,
    UnitKind,
    User,
    VisitRequest,
)
from tests.sozialraum.factories import DistrictFactory, SocialSpaceFactory, centre


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = factory.django.Password("ein-langes-passwort")


class PartnerKindFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PartnerKind
        django_get_or_create = ("code",)

    code = "beratungsstelle"
    name = "Beratungsstelle"
    name_plural = "Beratungsstellen"


class PartnerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Partner

    kind = factory.SubFactory(PartnerKindFactory)
    name = factory.Sequence(lambda n: f"Träger {n}")
    slug = factory.Sequence(lambda n: f"traeger-{n}")


class FacilityKindFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FacilityKind
        django_get_or_create = ("code",)

    code = "familienzentrum"
    name = "Familienzentrum"
    name_plural = "Familienzentren"


class FacilityFactory(factory.django.DjangoModelFactory):
    """A facility in the middle of a district of its own; without a district, in the middle of the grid's first square."""

    class Meta:
        model = Facility
        skip_postgeneration_save = True

    partner = factory.SubFactory(PartnerFactory)
    kind = factory.SubFactory(FacilityKindFactory)
    name = factory.Sequence(lambda n: f"Haus {n}")
    slug = factory.Sequence(lambda n: f"haus-{n}")
    street = factory.Sequence(lambda n: f"Beispielweg {n}")
    postcode = "41061"
    city = "Musterstadt"
    point = factory.LazyAttribute(lambda house: house.district.boundary.centroid if house.district else centre(0))
    district = factory.SubFactory(DistrictFactory)


class AccessibilityFeatureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AccessibilityFeature
        django_get_or_create = ("code",)

    code = "stufenlos"
    name = "stufenloser Zugang"
    is_step_free = True


class OpeningHoursFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OpeningHours

    facility = factory.SubFactory(FacilityFactory)
    weekday = 0
    opens = datetime.time(9)
    closes = datetime.time(12)


class NetworkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Network

    name = factory.Sequence(lambda n: f"Netzwerk {n}")
    slug = factory.Sequence(lambda n: f"netzwerk-{n}")
    purpose = "Gemeinsam für Familien"


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    network = factory.SubFactory(NetworkFactory)
    partner = factory.SubFactory(PartnerFactory)
    valid_from = datetime.date(2020, 1, 1)


class ContactPointFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ContactPoint

    function = factory.Sequence(lambda n: f"Ansprechstelle {n}")
    phone = "0221 4710-200"


class HelpLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HelpLine

    name = "Elterntelefon"
    number = "0800 111 0550"


class UnitKindFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = UnitKind
        django_get_or_create = ("code",)

    code = "asd"
    name = "Allgemeiner Sozialer Dienst"


class LeadFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LeadAssignment

    social_space = factory.SubFactory(SocialSpaceFactory)
    network = factory.SubFactory(NetworkFactory)
    partner = factory.SubFactory(PartnerFactory)
    valid_from = datetime.date(2025, 1, 1)


class RolloutStepFactory(factory.django.DjangoModelFactory):
    """The proposal with which all begins, done."""

    class Meta:
        model = RolloutStep

    social_space = factory.SubFactory(SocialSpaceFactory)
    network = factory.SubFactory(NetworkFactory)
    kind = RolloutStep.Kind.PROPOSAL
    done_on = datetime.date(2025, 1, 1)
    decided_by = "Jugendamt"


class RoleFactory(factory.django.DjangoModelFactory):
    """The overall steering; give a partner, a network or a social space for a narrower role."""

    class Meta:
        model = RoleAssignment

    user = factory.SubFactory(UserFactory)
    role = "steering"


class VisitRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = VisitRequest

    social_space = factory.SubFactory(SocialSpaceFactory)
    wish = VisitRequest.Wish.VISIT
    name = factory.Sequence(lambda n: f"Familie {n}")
    address = "Hauptstraße 5, 41236"
    birth_month = factory.LazyAttribute(lambda asked: asked.received_on.replace(day=1))
    received_on = factory.LazyFunction(timezone.localdate)
    phone = "0221 4710-555"


def person(role: str = "", **where: object) -> User:
    """Return somebody who holds a role, or none."""
    user = UserFactory()
    if role == "operator":
        user.is_superuser = user.is_staff = True
        user.save()
    elif role:
        RoleFactory(user=user, role=role, **where)
    return user
