"""Records of conferences, activities and projects."""

import datetime

import factory
from django.utils import timezone

from network.models import (
    Activity,
    Conference,
    ConferenceDecision,
    ConferenceFeedback,
    ConferenceGroup,
    ConferenceInvitation,
    ConferenceTask,
    GroupMember,
    GroupPeriod,
)
from network.quarters import Quarter
from tests.network.factories import PartnerFactory
from tests.sozialraum.factories import BoroughFactory, DistrictFactory, SocialSpaceFactory

BEGUN = datetime.date(2024, 1, 1)


class ConferenceGroupFactory(factory.django.DjangoModelFactory):
    """A group that is planned; `districts` are those for which it meets, one of its own by default."""

    class Meta:
        model = ConferenceGroup
        skip_postgeneration_save = True

    borough = factory.SubFactory(BoroughFactory)
    name = factory.Sequence(lambda n: f"Gruppe {n}")
    slug = factory.Sequence(lambda n: f"gruppe-{n}")
    inviting_unit = factory.SubFactory(PartnerFactory, email="praxisberatung@example.org")

    @factory.post_generation
    def districts(self, create, districts, **_kwargs):
        self.districts.set([DistrictFactory()] if districts is None else districts)


class GroupPeriodFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GroupPeriod

    group = factory.SubFactory(ConferenceGroupFactory)
    valid_from = BEGUN


class GroupMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GroupMember

    group = factory.SubFactory(ConferenceGroupFactory)
    partner = factory.SubFactory(PartnerFactory)
    valid_from = BEGUN


def in_days(days: float) -> datetime.datetime:
    return timezone.now() + datetime.timedelta(days=days)


def in_the_morning(days: int) -> datetime.datetime:
    """Return half past nine some days from now: what begins then ends on the same day, whenever the tests run."""
    day = timezone.localdate() + datetime.timedelta(days=days)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(9, 30)))


class ConferenceFactory(factory.django.DjangoModelFactory):
    """A conference that is planned for next week; it counts for the quarter of its day."""

    class Meta:
        model = Conference

    group = factory.SubFactory(ConferenceGroupFactory)
    starts_at = factory.LazyFunction(lambda: in_the_morning(7))
    ends_at = factory.LazyAttribute(lambda one: one.starts_at + datetime.timedelta(hours=2))
    quarter = factory.LazyAttribute(lambda one: Quarter.of(timezone.localdate(one.starts_at)).first)
    place = "Quartiersbüro, Beispielweg 1"
    inviting_unit = factory.LazyAttribute(lambda one: one.group.inviting_unit)

    class Params:
        held = factory.Trait(state="held", starts_at=factory.LazyFunction(lambda: in_the_morning(-1)))
        closed = factory.Trait(
            state="closed",
            starts_at=factory.LazyFunction(lambda: in_the_morning(-1)),
            minutes="Wir haben uns getroffen.",
            closed_at=factory.LazyFunction(timezone.now),
        )


class ConferenceInvitationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ConferenceInvitation

    conference = factory.SubFactory(ConferenceFactory)
    partner = factory.SubFactory(PartnerFactory)
    email = factory.Sequence(lambda n: f"stelle{n}@example.org")


class ConferenceDecisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ConferenceDecision

    conference = factory.SubFactory(ConferenceFactory, held=True)
    text = "Wir laden die Familienhebammen dazu ein."


class ConferenceTaskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ConferenceTask

    conference = factory.SubFactory(ConferenceFactory, held=True)
    text = "Räume für ein Elterncafé suchen"
    owner = factory.SubFactory(PartnerFactory, email="stelle@example.org")
    due_on = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=30))


class ConferenceFeedbackFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ConferenceFeedback

    conference = factory.SubFactory(ConferenceFactory, held=True)
    social_space = factory.SubFactory(SocialSpaceFactory)
    text = "Es fehlt ein Treff für Väter."


class ActivityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Activity
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Fortbildung {n}")
    starts_at = factory.LazyFunction(lambda: in_the_morning(14))
    ends_at = factory.LazyAttribute(lambda one: one.starts_at + datetime.timedelta(hours=6))

    @factory.post_generation
    def responsible(self, create, partners, **_kwargs):
        self.responsible.set([PartnerFactory()] if partners is None else partners)

    @factory.post_generation
    def participants(self, create, partners, **_kwargs):
        self.participants.set(partners or [])
