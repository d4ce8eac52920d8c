"""One page of the answer, in the family's order."""

from dataclasses import dataclass, field

from django.contrib.gis.db.models.functions import Distance
from django.contrib.postgres.search import SearchRank
from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from kit.text import words
from offers.models import Entry, Reach
from offers.search.counting import TOTAL, counts, tallies_hold
from offers.search.criteria import Criteria, Sort
from offers.search.matching import OfferQuery, current, matches, nearest_origin, of_age

PER_PAGE = 20
# Beyond this page nobody reads on; the list says so and asks for a narrower search.
LAST_PAGE = 250


@dataclass(frozen=True, slots=True)
class Hit:
    """An offer in the list: what its card shows, how near it is (Reach.Nearness), metres where they are known."""

    card: dict
    nearness: int
    metres: float | None = None


@dataclass(frozen=True)
class Result:
    """The answer to a search: a page of hits, how many there are in all, and how many beside each facet."""

    hits: list[Hit]
    total: int
    page: int
    counts: dict[str, int] = field(default_factory=dict)
    is_forgiving: bool = False


def search(criteria: Criteria, page: int = 1, *, hits: bool = True) -> Result:
    """Answer a search with page `page` (from 1; beyond the last one, the last one), or without `hits` with counts alone.

    When no offer has all words, offers with words spelt almost like them answer instead (`is_forgiving`).
    """
    tallies = tallies_hold()
    entries, forgiving = matches(criteria), False
    numbers = counts(criteria, entries, tallies=tallies)
    if criteria.text and not numbers.get(TOTAL):
        entries, forgiving = matches(criteria, forgiving=True), True
        numbers = counts(criteria, entries, tallies=False)
    total = numbers.get(TOTAL, 0)
    page = min(max(page, 1), last_page(total))
    found = hits_of_page(criteria, entries, page) if total and hits else []
    return Result(found, total, page, numbers, is_forgiving=forgiving and total > 0)


def last_page(total: int) -> int:
    """Return the number of the last page that can be opened, at least 1."""
    return max(1, min(LAST_PAGE, -(-total // PER_PAGE)))


def hits_of_page(criteria: Criteria, entries: QuerySet[Entry], page: int) -> list[Hit]:
    """Return the hits of one page, in the order that the search asks for."""
    window = slice((page - 1) * PER_PAGE, page * PER_PAGE)
    if criteria.is_plain and not criteria.facets and criteria.sort is Sort.RELEVANCE:
        return nearest_first(criteria, window)
    rows = ordered(criteria, entries)[window].values_list("card", "nearness", "metres")
    return [Hit(card, nearness, None if distance is None else distance.m) for card, nearness, distance in rows]


def nearest_first(criteria: Criteria, window: slice) -> list[Hit]:
    """Return the hits of a plain search straight from the index: what is bound to the place, then what is everywhere.

    Both parts are read in the order in which they are stored, so a page costs the same among a thousand and a million.
    """
    reaches = Reach.objects.filter(current(), of_age(criteria))
    if not criteria.areas:
        return read(reaches.filter(area=Reach.ALL), window)
    here = reaches.filter(area__in=criteria.areas)
    hits = read(here, window)
    missing = window.stop - window.start - len(hits)
    if missing:
        held = here.filter(is_everywhere=True).values("entry")
        elsewhere = reaches.filter(area=Reach.EVERYWHERE).exclude(entry__in=held)
        start = max(0, window.start - here.count()) if not hits else 0
        hits += read(elsewhere, slice(start, start + missing))
    return hits


def bound_to(area: str, number: int) -> list[Hit]:
    """Return the first offers that are held in an area or meant for it, without those found everywhere anyway."""
    return read(Reach.objects.filter(current(), area=area, is_everywhere=False), slice(0, number))


def read(reaches: QuerySet[Reach], window: slice) -> list[Hit]:
    """Return the cards of some reaches in stored order."""
    rows = reaches.order_by("area", "nearness", "title", "entry")[window].values_list("entry__card", "nearness")
    return [Hit(card, nearness) for card, nearness in rows]


def ordered(criteria: Criteria, entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Return `entries` with `nearness` and `metres`, in the order of the search; equal ones by title."""
    entries = with_metres(criteria, with_nearness(criteria, entries))
    match criteria.sort:
        case Sort.NAME:
            order = []
        case Sort.CONFIRMED:
            order = [F("confirmed_at").desc(nulls_last=True)]
        case Sort.NEAREST:
            order = [F("metres").asc(nulls_last=True), "nearness"]
        case _ if words(criteria.text):
            entries = entries.annotate(rank=SearchRank(F("document"), OfferQuery(criteria.text)))
            order = ["-rank", "nearness"]
        case _:
            order = ["nearness"]
    return entries.order_by(*order, "title", "pk")


def with_nearness(criteria: Criteria, entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Annotate how near each entry is to the nearest of the places; 0 where no place is asked for."""
    if not criteria.areas:
        return entries.annotate(nearness=Value(Reach.Nearness.HELD_HERE.value, IntegerField()))
    areas = [*criteria.areas, Reach.EVERYWHERE]
    nearest = Reach.objects.filter(entry=OuterRef("pk"), area__in=areas).order_by("nearness").values("nearness")[:1]
    return entries.annotate(nearness=Coalesce(Subquery(nearest), Value(Reach.Nearness.EVERYWHERE.value)))


def with_metres(criteria: Criteria, entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Annotate the distance in metres from the first of the places, where both are known."""
    origin = nearest_origin(criteria)
    metres = Distance("point", origin) if origin else Value(None, IntegerField())
    return entries.annotate(metres=metres)
