"""Which offers help, how near each is and to how much of a need it fits; what they say is read later, of the nearest alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from django.contrib.gis.db.models.functions import Distance
from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from offers.models import Entry, Offer, Reach
from offers.resources.need import Ground, Need
from offers.search.matching import current

Nearness = Reach.Nearness


class Ring(IntEnum):
    """How near something is to the area that was asked for."""

    HERE = 0
    FOR_HERE = 1
    BESIDE = 2
    EVERYWHERE = 3


@dataclass(frozen=True)
class Found:
    """An offer that helps, before it is fetched: how near it is and to how much of the need it fits."""

    pk: int
    ring: Ring
    fits: int
    title: str
    metres: float | None = None

    @property
    def order(self) -> tuple:
        """Return what sorts those that are equally near: what fits best, then the shortest way, then the title."""
        return -self.fits, self.metres if self.metres is not None else 0, self.title, self.pk


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


def public_everywhere(need: Need, near: set[int]) -> Iterable[Found]:
    """Yield what families find wherever they live and what is not near by."""
    anywhere = Reach.objects.filter(area=Reach.EVERYWHERE).values("entry")
    found = entries(need).filter(pk__in=anywhere).exclude(pk__in=near)
    wanted = set(need.facets)
    for pk, title, facets in found.values_list("pk", "title", "facets"):
        yield Found(pk, Ring.EVERYWHERE, len(wanted & set(facets)), title)


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
