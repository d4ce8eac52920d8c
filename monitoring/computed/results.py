"""Indices computed for a year: one answer for pages, files and profiles.

Nothing is stored: what is computed is kept by each process for as long as the public content stays as it is (see
`sozialraum.pages.version_of`; a changed value, indicator, district or rule of an index makes a new version). So no result can be
older than the numbers beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, islice

from django.utils.functional import Promise

from monitoring.areas import Area, AreaKey
from monitoring.catalogue import catalogue
from monitoring.choices import Audience
from monitoring.computed.definitions import definition_of, shortcomings
from monitoring.computed.reading import Days, Reading, days_of, level_of, read_years, years_of
from monitoring.indices.combining import UnusableBaseError
from monitoring.indices.computing import Outcome, compute
from monitoring.indices.definition import Definition, Grading, Table
from monitoring.indices.dynamics import Group, Row, groups, matrix
from monitoring.indices.robustness import Move, robustness
from monitoring.models import CompositeIndex, IndexPart

KEPT = 24  # so many computed indices are kept by each process: some hundred kilobytes each


@dataclass(frozen=True)
class Loaded:
    """An index with what it needs to be computed for any year, and the index of its changes, if there is one."""

    version: str
    index: CompositeIndex
    dynamic: CompositeIndex | None
    days: Days

    @cached_property
    def shortcomings(self) -> list[Promise]:
        """What the index still lacks, as sentences."""
        return list(shortcomings(self.index))

    @cached_property
    def years(self) -> list[int]:
        """The years for which there are numbers, the newest first."""
        return [] if self.shortcomings else years_of(self.index, self.days)


@dataclass(frozen=True)
class Computed:
    """One index in one year; `outcome` is None where the base year cannot be a measure."""

    index: CompositeIndex
    year: int
    reading: Reading
    base: Table | None
    definition: Definition
    outcome: Outcome | None

    @property
    def areas(self) -> Mapping[AreaKey, Area]:
        return self.reading.areas

    @cached_property
    def moves(self) -> dict[str, dict[AreaKey, Move] | None]:
        """What changes class without one of the indicators, by its code."""
        return robustness(self.reading.table, self.definition, self.outcome, self.base) if self.outcome else {}


@dataclass(frozen=True)
class Pair:
    """An index in one year and, where there is one with numbers of that year, the index of its changes."""

    status: Computed
    dynamic: Computed | None = None

    @cached_property
    def groups(self) -> dict[AreaKey, Group]:
        """Return status and change of each area that has an index; without an index of changes the status alone."""
        if not self.status.outcome:
            return {}
        if not (self.dynamic and self.dynamic.outcome):
            return {area: Group(result.grade, None) for area, result in self.status.outcome.results.items()}
        return groups(self.status.outcome, self.dynamic.outcome)

    @cached_property
    def matrix(self) -> tuple[Row, ...]:
        """Return the groups as a table; empty without an index of changes."""
        if not (self.dynamic and self.dynamic.outcome):
            return ()
        return matrix(self.groups, self.status.definition.grading, self.dynamic_grading)

    @property
    def dynamic_grading(self) -> Grading:
        return self.dynamic.definition.grading


def load(version: str, code: str) -> Loaded | None:
    """Return an index by its code, as it is in a version of the content; None where there is none."""
    return loaded(version).get(code)


@lru_cache(maxsize=1)
def loaded(version: str) -> Mapping[str, Loaded]:
    """Return all indices by their codes, as of a version of the content: there are a handful, and they share most of it."""
    dated = CompositeIndex.objects.annotate(days=days_of("population"))
    found = list(dated.for_computing(IndexPart.objects.annotate(days=days_of("indicator"))))
    known = {one.pk: one for one in catalogue(version, Audience.INTERNAL)}
    for one in found:
        one.population = known.get(one.population_id)
        for part in one.parts.all():
            part.indicator = known[part.indicator_id]
    changes = {one.change_of_id: one for one in reversed(found)}
    days = {one.population_id: one.days for one in found}
    days |= {part.indicator_id: part.days for one in found for part in one.parts.all()}
    return {one.code: Loaded(version, one, changes.get(one.pk), days) for one in found}


@lru_cache(maxsize=KEPT)
def computed(version: str, code: str, year: int, base_year: int | None = None) -> Pair | None:
    """Return an index in a year; None where there is no such index or nothing to compute it with in that year.

    With `base_year`, the index is measured with mean and deviation of that year in place of its own rule; its changes are not.
    """
    loaded = load(version, code)
    if loaded is None or year not in loaded.years:
        return None
    return Pair(*compute_all(loaded, both_in(loaded, year, base_year)))


@lru_cache(maxsize=8)
def newest(version: str, level: str) -> tuple[Pair, ...]:
    """Return the indices of a state over the areas of a level (its code), each in its newest year; one query for all of them."""
    there = [one for one in loaded(version).values() if one.index.change_of_id is None and one.years]
    there = [one for one in there if level_of(one.index) == level]
    asked = [both_in(one, one.years[0]) for one in there]
    found = iter(compute_all(there[0], list(chain.from_iterable(asked)))) if there else iter(())
    return tuple(Pair(*islice(found, len(both))) for both in asked)


def both_in(loaded: Loaded, year: int, base_year: int | None = None) -> list[tuple[CompositeIndex, int]]:
    """Return an index and, where there is one with numbers of that year, the index of its changes."""
    index = loaded.index.based_on(base_year) if base_year else loaded.index
    dynamic = loaded.dynamic
    has_dynamic = dynamic and not any(shortcomings(dynamic)) and year in years_of(dynamic, loaded.days)
    return [(index, year), (dynamic, year)] if has_dynamic else [(index, year)]


def compute_all(loaded: Loaded, asked: Sequence[tuple[CompositeIndex, int]]) -> list[Computed]:
    """Return several indices, each in a year, and where one is measured by a base year, by that; one query for all."""
    bases = {index.pk: (index, index.base_year) for index, _year in asked if index.base_year}
    found = read_years(loaded.version, [*asked, *bases.values()], loaded.days)
    of_bases = dict(zip(bases, (one.table for one in found[len(asked) :]), strict=True))
    readings = zip(asked, found[: len(asked)], strict=True)
    return [compute_in(index, year, reading, of_bases.get(index.pk)) for (index, year), reading in readings]


def compute_in(index: CompositeIndex, year: int, reading: Reading, base: Table | None) -> Computed:
    definition = definition_of(index, year)
    try:
        outcome = compute(reading.table, definition, base)
    except UnusableBaseError:
        outcome = None
    return Computed(index, year, reading, base, definition, outcome)
