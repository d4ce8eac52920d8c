"""Records of what is offered."""

import datetime
from decimal import Decimal

import factory
from django.utils import timezone

from offers.models import (
    AccessMode,
    AgeStep,
    Availability,
    Campaign,
    Closure,
    CostKind,
    FieldOfAction,
    Forwarding,
    FundingLine,
    Grant,
    GrantDeadline,
    Guide,
    Language,
    LifePhase,
    LifeSituation,
    LinkCheck,
    Offer,
    OfferType,
    OfferTypeGroup,
    Programme,
    ProgrammeStage,
    Project,
    RegistrationKind,
    Schedule,
    TargetGroup,
    Topic,
    WordGroup,
)
from tests.network.factories import PartnerFactory
from tests.sozialraum.factories import DistrictFactory, SchoolHolidayFactory


class TermFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"wort-{n}")
    name = factory.LazyAttribute(lambda term: term.code.replace("-", " ").capitalize())


class OfferTypeGroupFactory(TermFactory):
    class Meta:
        model = OfferTypeGroup

    code = "offene-treffs"


class OfferTypeFactory(TermFactory):
    class Meta:
        model = OfferType

    code = "elterncafe"
    name = "Elterncafé"
    group = factory.SubFactory(OfferTypeGroupFactory)


class FieldOfActionFactory(TermFactory):
    class Meta:
        model = FieldOfAction

    code = "bildung"


class TopicFactory(TermFactory):
    class Meta:
        model = Topic

    field_of_action = factory.SubFactory(FieldOfActionFactory)


class TargetGroupFactory(TermFactory):
    class Meta:
        model = TargetGroup


class LifeSituationFactory(TermFactory):
    class Meta:
        model = LifeSituation


class LanguageFactory(TermFactory):
    class Meta:
        model = Language

    code = "ar"
    name = "Arabisch"
    native_name = "العربية"


class AccessModeFactory(TermFactory):
    class Meta:
        model = AccessMode

    code = "vor-ort"
    name = "vor Ort"


class HomeVisitFactory(AccessModeFactory):
    code = "zuhause"
    name = "zu Hause"
    comes_home = True


class OnlineFactory(AccessModeFactory):
    code = "online"
    name = "online"
    is_remote = True


class CostKindFactory(TermFactory):
    class Meta:
        model = CostKind

    code = "free"
    name = "kostenlos"
    is_free = True


class FeeFactory(CostKindFactory):
    code = "fee"
    name = "kostet etwas"
    is_free = False


class RegistrationKindFactory(TermFactory):
    class Meta:
        model = RegistrationKind

    code = "none"
    name = "ohne Anmeldung"
    is_needed = False


class RegistrationNeededFactory(RegistrationKindFactory):
    code = "required"
    name = "mit Anmeldung"
    is_needed = True


class ProgrammeFactory(TermFactory):
    class Meta:
        model = Programme


class GuideFactory(TermFactory):
    """A page for families that are new in town, with two steps."""

    class Meta:
        model = Guide

    code = "neu-in-der-stadt"
    name = "Neu in der Stadt"
    lead = "Herzlich willkommen."
    text = "Nach einem Umzug fehlt das Vertraute.\n\nHier finden Sie Menschen."
    steps = "Schauen Sie nach, wer für Sie da ist.\n\nGehen Sie in einen Treff."


class AgeStepFactory(TermFactory):
    class Meta:
        model = AgeStep

    code = "1-jahr"
    name = "1 Jahr"
    ages = (12, 24)


class LifePhaseFactory(TermFactory):
    class Meta:
        model = LifePhase

    code = "toddler"
    name = "1–3 Jahre"
    ages = (12, 36)


class OfferFactory(factory.django.DjangoModelFactory):
    """A published offer for children under three; where it takes place is up to the test."""

    class Meta:
        model = Offer
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Angebot {n:03}")
    slug = factory.Sequence(lambda n: f"angebot-{n}")
    summary = "Ein Treffen für Familien."
    type = factory.SubFactory(OfferTypeFactory)
    ages = (0, 36)
    provider = factory.SubFactory(PartnerFactory)
    registration = factory.SubFactory(RegistrationKindFactory)
    cost = factory.SubFactory(CostKindFactory)
    status = Offer.Status.PUBLISHED
    archived_reason = factory.LazyAttribute(lambda offer: "Der Kurs ist zu Ende." if offer.status == "archived" else "")
    confirmed_at = factory.LazyFunction(lambda: timezone.localdate() - datetime.timedelta(days=30))

    @factory.post_generation
    def access_modes(self, create, modes, **_kwargs):
        self.access_modes.set(modes if modes is not None else [AccessModeFactory()])

    @factory.post_generation
    def topics(self, create, topics, **_kwargs):
        self.topics.set(topics or [])

    @factory.post_generation
    def catchment_districts(self, create, districts, **_kwargs):
        self.catchment_districts.set(districts or [])


class ScheduleFactory(factory.django.DjangoModelFactory):
    """Every Wednesday morning since the beginning of 2026."""

    class Meta:
        model = Schedule

    offer = factory.SubFactory(OfferFactory)
    kind = Schedule.Kind.WEEKLY
    weekday = Schedule.Weekday.WEDNESDAY
    first_day = datetime.date(2026, 1, 1)
    starts = datetime.time(9, 30)
    ends = datetime.time(11)


class ClosureFactory(factory.django.DjangoModelFactory):
    """One day on which nobody is there."""

    class Meta:
        model = Closure

    offer = factory.SubFactory(OfferFactory)
    first_day = datetime.date(2026, 12, 2)
    last_day = factory.SelfAttribute("first_day")
    message = "Krankheit im Team"


class AvailabilityFactory(factory.django.DjangoModelFactory):
    """Three places are free, as somebody said today."""

    class Meta:
        model = Availability

    offer = factory.SubFactory(OfferFactory)
    free = 3
    said_on = factory.LazyFunction(timezone.localdate)


class ProgrammeStageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProgrammeStage

    programme = factory.SubFactory(ProgrammeFactory, code="home", name="HOME")
    district = factory.SubFactory(DistrictFactory)
    stage = ProgrammeStage.Stage.PILOT
    valid_from = datetime.date(2025, 1, 1)


class WordGroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WordGroup

    name = factory.Sequence("Wortgruppe {}".format)
    said = factory.LazyFunction(lambda: ["Geldsorgen"])
    meant = factory.LazyFunction(lambda: ["Schuldnerberatung"])


class LinkCheckFactory(factory.django.DjangoModelFactory):
    """A web address that answered; `dead` for one that has not for a week."""

    class Meta:
        model = LinkCheck

    class Params:
        dead = factory.Trait(
            outcome="failed",
            status=None,
            tries=3,
            failing_since=factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=7)),
        )

    url = factory.Sequence(lambda n: f"https://seite{n}.example.org/")
    outcome = "ok"
    status = 200
    checked_at = factory.LazyFunction(timezone.now)


class CampaignFactory(factory.django.DjangoModelFactory):
    """A campaign that asks all partners, as it is before anybody has started it."""

    class Meta:
        model = Campaign

    title = "Stimmen Ihre Angebote noch?"
    holiday = factory.SubFactory(SchoolHolidayFactory)
    message = "Guten Tag, bald sind Ferien."
    answer_by = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=14))


class ProjectFactory(factory.django.DjangoModelFactory):
    """An idea that nobody has taken further."""

    class Meta:
        model = Project

    title = factory.Sequence(lambda n: f"Idee {n}")
    description = "Ein Treff für Väter am Wochenende."
    owner = factory.SubFactory(PartnerFactory)


class FundingLineFactory(TermFactory):
    class Meta:
        model = FundingLine

    code = "kinderstark"
    name = "kinderstark"


class GrantFactory(factory.django.DjangoModelFactory):
    """Twelve thousand euros for a year, granted."""

    class Meta:
        model = Grant

    title = factory.Sequence(lambda n: f"Förderung {n}")
    line = factory.SubFactory(FundingLineFactory)
    applicant = factory.SubFactory(PartnerFactory)
    status = "granted"
    decision_number = "K-2026-1"
    decided_on = datetime.date(2025, 11, 3)
    valid_from = datetime.date(2026, 1, 1)
    valid_until = datetime.date(2026, 12, 31)
    amount = Decimal(12000)
    own_share = Decimal(3000)
    purpose = "Lotsinnen in zwei Geburtskliniken"


class ForwardingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Forwarding

    grant = factory.SubFactory(GrantFactory)
    recipient = factory.SubFactory(PartnerFactory)
    amount = Decimal(5000)


class GrantDeadlineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GrantDeadline

    grant = factory.SubFactory(GrantFactory)
    kind = "proof"
    due_on = datetime.date(2027, 3, 31)
