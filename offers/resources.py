"""All that helps with a need (topics, situations of life) at an age in an area: the professionals' question.

What families find and what only professionals see, the houses and the functions that answer; the nearest first, what is for the
whole city last. Nothing of a question is kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from django.contrib.gis.db.models import Union
from django.contrib.gis.db.models.functions import Distance
from django.contrib.gis.geos import Point
from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.models import ContactPoint, Facility
from network.places import Place
from network.social_spaces import points_in
from offers.models import AgeStep, Entry, LifeSituation, Offer, Reach, Topic
from offers.places import shown_place
from offers.search.matching import current
from offers.sessions import Series
from offers.surroundings import FAMILY_OFFICE, FIRST_KINDS, facilities
from offers.wording import describe_ages, describe_times
from sozialraum.models import District, SocialSpace, SocialSpaceMembership

MOST: Final = 40  # of one nearness; who finds more asks more closely
MOST_HOUSES: Final = 15
Nearness = Reach.Nearness


class Ring(IntEnum):
    """How near something is to the area that was asked for."""

    HERE = 0
    FOR_HERE = 1
    BESIDE = 2
    EVERYWHERE = 3


HEADINGS: Final[dict[Ring, Promise]] = {
    Ring.HERE: _("Hier"),
    Ring.FOR_HERE: _("Für Familien von hier"),
    Ring.BESIDE: _("Gleich nebenan"),
    Ring.EVERYWHERE: _("In der ganzen Stadt, zu Hause oder aus der Ferne"),
}


@dataclass(frozen=True)
class Need:
    """What is asked: any of the topics or situations, one age, one area (a district or a social space)."""

    topics: tuple[Topic, ...] = ()
    situations: tuple[LifeSituation, ...] = ()
    step: AgeStep | None = None
    district: District | None = None
    space: SocialSpace | None = None

    @property
    def facets(self) -> list[str]:
        """Return the need as the search's copy spells it."""
        return [f"thema={one.code}" for one in self.topics] + [f"lebenslage={one.code}" for one in self.situations]

    @property
    def area(self) -> str:
        """Return the area as the search's copy spells it."""
        return f"district:{self.district.pk}" if self.district else f"space:{self.space.pk}"

    @property
    def place(self) -> District | SocialSpace:
        return self.district or self.space


@dataclass(frozen=True)
class Resource:
    """An offer that helps: what stands on its card, and to what of the need it fits."""

    offer: Offer
    place: Place
    times: list[str]
    ages: str
    fits: list[str]
    metres: float | None = None

    @property
    def is_internal(self) -> bool:
        """Return whether only professionals see it."""
        return self.offer.visibility == Offer.Visibility.PROFESSIONALS

    @property
    def kilometres(self) -> str:
        return "" if self.metres is None else f"{self.metres / 1000:.1f}".replace(".", ",")


@dataclass(frozen=True)
class Group:
    """What is equally near; `total` counts those that are not shown, too."""

    heading: Promise
    resources: list[Resource]
    total: int


@dataclass(frozen=True)
class Answer:
    """All that helps."""

    groups: list[Group]
    contacts: list[ContactPoint]
    houses: list[Facility]
    houses_beside: list[Facility]
    family_offices: list[Facility] = field(default_factory=list)

    @property
    def house_lists(self) -> list[tuple[Promise, list[Facility]]]:
        """Return the lists of houses that are not empty, under their headings."""
        lists = [(_("Häuser für Familien"), self.houses), (_("Offene Häuser nebenan"), self.houses_beside)]
        return [one for one in lists if one[1]]

    @property
    def total(self) -> int:
        """Return how many offers help."""
        return sum(group.total for group in self.groups)


@dataclass(frozen=True)
class Ground:
    """The area of a need: its districts, those beside it, and its middle."""

    districts: list[int]
    beside: list[int]
    middle: Point | None

    @classmethod
    def of(cls, need: Need) -> "Ground":
        if need.district:
            own = [need.district.pk]
        else:
            held = SocialSpaceMembership.objects.on(timezone.localdate()).filter(social_space=need.space)
            own = list(held.values_list("district", flat=True))
        ground = District.objects.filter(pk__in=own).aggregate(whole=Union("boundary"))["whole"]
        beside = list(District.objects.beside(own).values_list("pk", flat=True)) if own else []
        return cls(own, beside, ground.point_on_surface if ground else None)


@dataclass(frozen=True)
class Found:
    """An offer that helps, before it is fetched: how near it is and to how much of the need it fits."""

    pk: int
    nearness: Ring
    fits: int
    title: str
    metres: float | None = None

    @property
    def order(self) -> tuple:
        """Return what sorts those that are equally near: what fits best, then the shortest way, then the title."""
        return -self.fits, self.metres if self.metres is not None else 0, self.title, self.pk


def resources(need: Need) -> Answer:
    """Return all that helps with a need; the number of questions to the database does not depend on how much that is."""
    ground = Ground.of(need)
    found = sorted([*public_near(need, ground), *internal(need, ground)], key=lambda one: (one.nearness, one.order))
    shown, totals = [], {}
    for nearness in Ring:
        of_one = [one for one in found if one.nearness is nearness]
        if nearness is Ring.EVERYWHERE:
            public, number = public_everywhere(need, {one.pk for one in found})
            of_one, totals[nearness] = sorted([*of_one, *public], key=lambda one: one.order), len(of_one) + number
        else:
            totals[nearness] = len(of_one)
        shown += of_one[:MOST]
    fetched = fetch(need, shown)
    groups = [
        Group(
            HEADINGS[nearness],
            [fetched[one.pk] for one in shown if one.nearness is nearness and one.pk in fetched],
            totals[nearness],
        )
        for nearness in Ring
        if totals[nearness]
    ]
    return Answer(groups, contacts(need), *houses(ground), family_offices(ground))


def entries(need: Need) -> QuerySet[Entry]:
    """Return what families find for a need, wherever it is."""
    found = Entry.objects.filter(current())
    found = found.filter(ages__overlap=need.step.ages) if need.step else found
    return found.filter(facets__overlap=need.facets) if need.facets else found


def public_near(need: Need, ground: Ground) -> Iterable[Found]:
    """Yield what families find in an area, for it, or beside it; a place beside with its distance."""
    beside = [f"district:{pk}" for pk in ground.beside]
    near = Q(area=need.area) | Q(area__in=beside, nearness=Nearness.HELD_HERE)
    rows = Reach.objects.filter(near, entry__in=entries(need)).values_list("entry", "area", "nearness")
    nearest: dict[int, Ring] = {}
    for pk, area, nearness in rows:
        rank = Ring(nearness) if area == need.area else Ring.BESIDE
        nearest[pk] = min(rank, nearest.get(pk, rank))
    yield from measured(Entry.objects.filter(pk__in=nearest), need, nearest, ground)


def measured(found: QuerySet[Entry], need: Need, nearest: dict[int, Ring], ground: Ground) -> Iterable[Found]:
    columns = ["pk", "title", "facets"]
    if ground.middle:
        found, columns = found.annotate(metres=Distance("point", ground.middle)), [*columns, "metres"]
    for pk, title, facets, *metres in found.values_list(*columns):
        way = metres[0].m if metres and metres[0] is not None and nearest[pk] is Ring.BESIDE else None
        yield Found(pk, nearest[pk], len(set(need.facets) & set(facets)), title, way)


def public_everywhere(need: Need, near: set[int]) -> tuple[list[Found], int]:
    """Return the first of what families find wherever they live and not near by, and how much there is of it."""
    anywhere = Reach.objects.filter(area=Reach.EVERYWHERE).values("entry")
    found = entries(need).filter(pk__in=anywhere).exclude(pk__in=near)
    rows = found.values_list("pk", "title", "facets")
    wanted = set(need.facets)
    each = sorted(
        (Found(pk, Ring.EVERYWHERE, len(wanted & set(facets)), title) for pk, title, facets in rows),
        key=lambda one: one.order,
    )
    return each[:MOST], len(each)


REACHED = """
    SELECT offer_id, min(CASE WHEN area = %(area)s THEN nearness WHEN area = 'everywhere' THEN 3 ELSE 2 END)
    FROM offers_area_reached
    WHERE offer_id = ANY(%(offers)s)
        AND (area IN (%(area)s, 'everywhere') OR area = ANY(%(beside)s) AND nearness = 0)
    GROUP BY offer_id
"""


def internal(need: Need, ground: Ground) -> list[Found]:
    """Return what only professionals see: published, in its time, confirmed in time or almost."""
    today = timezone.localdate()
    offers = Offer.objects.published_on(today).confirmed_by_then(today)
    offers = offers.filter(visibility=Offer.Visibility.PROFESSIONALS)
    if need.step:
        offers = offers.filter(Q(all_ages=True) | Q(ages__overlap=need.step.ages))
    if need.facets:
        of_topic = Offer.topics.through.objects.filter(topic__in=need.topics).values("offer")
        of_situation = Offer.life_situations.through.objects.filter(lifesituation__in=need.situations).values("offer")
        offers = offers.filter(Q(pk__in=of_topic) | Q(pk__in=of_situation))
    # Two columns, since Django takes a sum for 0 if one of its parts counts nothing.
    fits = {
        "of_topics": Count("topics", filter=Q(topics__in=need.topics), distinct=True),
        "of_situations": Count("life_situations", filter=Q(life_situations__in=need.situations), distinct=True),
    }
    rows = offers.annotate(**fits).values_list("pk", "title", *fits)
    known = {pk: (sum(numbers), title) for pk, title, *numbers in rows}
    beside = [f"district:{pk}" for pk in ground.beside]
    with connection.cursor() as cursor:
        cursor.execute(REACHED, {"offers": list(known), "area": need.area, "beside": beside})
        return [Found(pk, Ring(nearness), *known[pk]) for pk, nearness in cursor.fetchall()]


def fetch(need: Need, found: list[Found]) -> dict[int, Resource]:
    """Return what is found with all that is shown of it; confidential places keep their secret here too."""
    today = timezone.localdate()
    metres = {one.pk: one.metres for one in found}
    offers = (
        Offer.objects.filter(pk__in=metres)
        .select_related("provider", "type", "cost", "registration", "facility__district", "district")
        .defer("district__boundary", "facility__district__boundary")
        .prefetch_related("schedules", "topics", "life_situations")
    )
    return {offer.pk: resource(offer, need, today, metres[offer.pk]) for offer in offers}


def resource(offer: Offer, need: Need, today, metres: float | None) -> Resource:
    """Return an offer as it is shown."""
    topics = [one.name for one in offer.topics.all() if one in need.topics]
    situations = [one.name for one in offer.life_situations.all() if one in need.situations]
    rules = describe_times(map(Series.of_row, offer.schedules.all()), today, by_arrangement=offer.by_arrangement)
    times = rules or [note for note in [offer.time_note] if note]
    place = shown_place(offer)
    # How far it is to a secret place would tell where it is.
    return Resource(
        offer,
        place,
        times,
        describe_ages(offer.month_span),
        topics + situations,
        None if place.is_confidential else metres,
    )


def contacts(need: Need) -> list[ContactPoint]:
    """Return the functions that answer in an area, those for professionals alone among them."""
    if need.space:
        return list(points_in(need.space))
    points = ContactPoint.objects.for_district(need.district).select_related("unit", "network", "partner__parent")
    return list(points.order_by("unit__order", "order", "function"))


def houses(ground: Ground) -> tuple[list[Facility], list[Facility]]:
    """Return the houses of an area, and those beside it in which every family is welcome."""
    here = facilities(Q(district__in=ground.districts))
    open_ones = Q(is_open_for_all=True) | Q(kind__code__in=FIRST_KINDS)
    return here[:MOST_HOUSES], facilities(open_ones & Q(district__in=ground.beside))[:MOST_HOUSES]


def family_offices(ground: Ground) -> list[Facility]:
    """Return the offices that help with every question, the nearest first."""
    found = Facility.objects.public().filter(kind__code=FAMILY_OFFICE, address_is_confidential=False)
    if ground.middle:
        found = found.annotate(metres=Distance("point", ground.middle)).order_by("metres", "name")
    return list(found.select_related("district").defer("district__boundary")[:1])
