"""One page of the answer, in the family's order."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.contrib.gis.db.models.functions import Distance
from django.db.models import F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from offers.models import Entry, Reach
from offers.search.counting import counted
from offers.search.criteria import Criteria, Sort
from offers.search.matching import among, keys_of, matches, most_of, nearest_origin
from offers.search.plain import Hit, nearest_first
from offers.search.ranking import fit
from offers.search.tallies import TOTAL, tallied

PER_PAGE = 20
# Beyond this page nobody reads on; the list says so and asks for a narrower search.
LAST_PAGE = 250
# Fewer answers to a whole sentence rather happen to say its words than help: from so many things in it on.
FEW, MANY_THINGS = 3, 3


@dataclass(frozen=True)
class Result:
    """The answer to a search: a page of hits, how many there are in all, and how many beside each facet."""

    hits: list[Hit]
    total: int
    page: int
    counts: dict[str, int] = field(default_factory=dict)
    is_relaxed: bool = False
    # Some of them do have everything.
    is_topped_up: bool = False
    # There are more than `total`, and no more is known of them.
    is_cut: bool = False
    # How it was found.
    attempt: "Attempt | None" = field(default=None, repr=False, compare=False)


def search(criteria: Criteria, page: int = 1, *, hits: bool = True) -> Result:
    """Answer a search with page `page` (from 1; beyond the last one, the last one), or without `hits` with counts alone.

    When no offer answers all words, offers that answer some of them come instead (`is_relaxed`).
    """
    return answer(criteria, None, page, hits=hits)[1]


def answer(
    criteria: Criteria, as_typed: Criteria | None, page: int = 1, *, hits: bool = True
) -> tuple[Criteria, Result]:
    """Answer a search in which filters were found among the words; where none fits, the search `as_typed` answers instead.

    Returns the search that is answered, and its result.
    """
    attempt = attempt_at(criteria, as_typed)
    page = min(max(page, 1), last_page(attempt.total))
    found = attempt.hits(page) if attempt.total and hits else []
    is_relaxed = attempt.relaxed and attempt.total > 0
    result = Result(
        found, attempt.total, page, attempt.counts, is_relaxed, attempt.tops_up, attempt.is_cut, attempt=attempt
    )
    return attempt.criteria, result


def attempts(criteria: Criteria, as_typed: Criteria | None) -> Iterator[tuple[Criteria, bool]]:
    """Yield the searches to try one after the other, each with whether some of its words may be missing."""
    yield criteria, False
    if as_typed and criteria.asked and criteria.asked.leads_nowhere:
        # What was understood as place or time still says something.
        yield replace(criteria, text="", asked=None), True
    if as_typed:
        yield as_typed, False
    if as_typed and criteria.asked and not criteria.asked.is_free:
        # What is offered on another day or elsewhere helps more than what has a part of the words; it need not say "heute".
        yield replace(as_typed, asked=criteria.asked), False
    yield from ((one, True) for one in (criteria, as_typed) if one and one.asked and one.asked.is_divisible)


def attempt_at(criteria: Criteria, as_typed: Criteria | None = None) -> "Attempt":
    """Return the first attempt that finds something, the first of all where none does."""
    first, *others = (Attempt(one, relaxed=relaxed) for one, relaxed in attempts(criteria, as_typed))
    found = first if not others or first.total else next((one for one in others if one.total), first)
    return found.topped_up() if found.is_scant else found


class Attempt:
    """A search for all of its words, or `relaxed` for some of them; each answer found once."""

    def __init__(self, criteria: Criteria, *, relaxed: bool = False, tops_up: bool = False) -> None:
        self.criteria = criteria
        self.relaxed = relaxed
        self.tops_up = tops_up
        # How many answers are looked at, if not all.
        self.most = most_of(criteria)

    @cached_property
    def keys(self) -> list[int]:
        """Return the keys of the entries that answer a search of which not all are looked at."""
        return keys_of(self.criteria, relaxed=self.relaxed)

    @cached_property
    def counts(self) -> dict[str, int]:
        """Return how many offers answer, by facet: kept numbers where the search is plain and they hold."""
        if self.is_cut:
            return {}
        if self.most:
            # Where nothing is found, another value of a parameter may find something.
            is_worth_it = self.keys or self.criteria.facets
            return counted(self.criteria, self.keys, relaxed=self.relaxed) if is_worth_it else {}
        kept = tallied(self.criteria) if self.criteria.is_plain else None
        return kept or counted(self.criteria)

    @property
    def is_cut(self) -> bool:
        """Return whether more offers answer than are shown."""
        return self.most is not None and len(self.keys) > self.most

    @property
    def total(self) -> int:
        return min(len(self.keys), self.most) if self.most else self.counts.get(TOTAL, 0)

    @property
    def entries(self) -> QuerySet[Entry]:
        return Entry.objects.filter(among(self.keys)) if self.most else matches(self.criteria)

    @cached_property
    def best(self) -> QuerySet[Entry]:
        """Return the entries that a map shows: all of them, or of too many those that stand first in the list."""
        if not self.is_cut:
            return self.entries
        first = ordered(self.criteria, self.entries, relaxed=self.relaxed).values_list("pk", flat=True)
        return Entry.objects.filter(among(list(first[: self.most])))

    @property
    def is_scant(self) -> bool:
        """Return whether hardly an offer has everything that a whole sentence asks for."""
        asked = self.criteria.asked
        is_sentence = not self.relaxed and asked is not None and len(asked.needed) >= MANY_THINGS
        # Counting asks the database, and most searches are no sentence.
        return is_sentence and 0 < self.total < FEW

    def topped_up(self) -> "Attempt":
        """Return the attempt at which some of the words may be missing; what has all of them stays first."""
        return Attempt(self.criteria, relaxed=True, tops_up=True)

    def hits(self, page: int) -> list[Hit]:
        """Return the hits of one page, in the order that the search asks for."""
        window = slice((page - 1) * PER_PAGE, min(page * PER_PAGE, self.total))
        if self.criteria.is_plain and self.criteria.sort is Sort.RELEVANCE:
            return nearest_first(self.criteria, window)
        entries = ordered(self.criteria, self.entries, relaxed=self.relaxed)
        rows = entries[window].values_list("card", "nearness", "metres")
        return [Hit(card, nearness, None if distance is None else distance.m) for card, nearness, distance in rows]


def last_page(total: int) -> int:
    """Return the number of the last page that can be opened, at least 1."""
    return max(1, min(LAST_PAGE, -(-total // PER_PAGE)))


def ordered(criteria: Criteria, entries: QuerySet[Entry], *, relaxed: bool = False) -> QuerySet[Entry]:
    """Return `entries` with `nearness` and `metres`, in the order of the search; equal ones by title.

    Where the order is ours, what is overdue comes last, or counts less where words say what fits best; by name, distance or day
    of confirmation it stands where it belongs.
    """
    entries = with_metres(criteria, with_nearness(criteria, entries))
    match criteria.sort:
        case Sort.NAME:
            order = []
        case Sort.CONFIRMED:
            order = [F("confirmed_at").desc(nulls_last=True)]
        case Sort.NEAREST:
            order = [F("metres").asc(nulls_last=True), "nearness"]
        case _ if criteria.asked:
            entries = entries.annotate(rank=fit(criteria, relaxed=relaxed))
            order = ["-rank", "nearness"]
        case _:
            entries = with_overdue(entries)
            order = ["is_overdue", "nearness"]
    return entries.order_by(*order, "title", "pk")


def with_overdue(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Annotate whether somebody should have confirmed an entry before today."""
    return entries.annotate(is_overdue=Q(due_on__lt=timezone.localdate()))


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
