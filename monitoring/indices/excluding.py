"""Which areas stay out of an index, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from monitoring.indices.definition import Definition, Key, Table


class Reason(StrEnum):
    """Why an area stays out."""

    OUTLIER = "outlier"  # named by those who made the index
    POPULATION = "population"  # too few people: chance, and their privacy
    UNKNOWN_POPULATION = "unknown_population"  # an index with a minimum has to know
    MISSING = "missing"  # not every part has a value
    ALONE = "alone"  # no other area to compare with


@dataclass(frozen=True)
class Exclusion:
    """One reason; `note` is what its makers said, `codes` are the indicators without a value."""

    reason: Reason
    note: str = ""
    codes: tuple[str, ...] = ()


def exclusions(table: Table, definition: Definition) -> dict[Key, tuple[Exclusion, ...]]:
    """Return every reason for each area that stays out, in the order named above."""
    populations = table.populations
    why = {area: tuple(reasons(area, known, populations.get(area), definition)) for area, known in table.values.items()}
    excluded = {area: found for area, found in why.items() if found}
    left = [area for area in table.values if area not in excluded]
    if len(left) == 1 and not definition.compares_with_base:
        excluded[left[0]] = (Exclusion(Reason.ALONE),)
    return excluded


def reasons(area: Key, known: Mapping[str, float | None], population: float | None, definition: Definition):
    """Yield the reasons that lie in the area itself."""
    if area in definition.outliers:
        yield Exclusion(Reason.OUTLIER, note=definition.outliers[area])
    if definition.minimum_population and population is None:
        yield Exclusion(Reason.UNKNOWN_POPULATION)
    elif definition.minimum_population and population < definition.minimum_population:
        yield Exclusion(Reason.POPULATION)
    if missing := tuple(code for code in definition.codes if not is_known(known.get(code))):
        yield Exclusion(Reason.MISSING, codes=missing)


def is_known(value: float | None) -> bool:
    return value is not None and isfinite(value)
