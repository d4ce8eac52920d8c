"""An index computed: from a table of values to the class of each area."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from monitoring.indices.combining import Combined, Scale, UnusableBaseError, combine, scale_of_index
from monitoring.indices.definition import Definition, Grade, Key, Standardisation, Table, Values
from monitoring.indices.excluding import Exclusion, exclusions
from monitoring.indices.grading import Span, graded, ranks
from monitoring.indices.moments import Moments


@dataclass(frozen=True)
class AreaResult:
    """What an index says of one area."""

    scores: Mapping[str, float]  # code → standardised value, high = unfavourable
    sum: float  # of the scores, weighted
    index: float
    grade: Grade
    rank: int  # 1 = highest index


@dataclass(frozen=True)
class Outcome:
    """What an index says of all areas: each is either in `results` or, with its reasons, in `excluded`."""

    results: Mapping[Key, AreaResult]
    excluded: Mapping[Key, tuple[Exclusion, ...]]
    parts: Mapping[str, Moments]  # code → n, mean and deviation of the values; empty without results
    sums: Moments | None
    spans: tuple[Span, ...]


def compute(table: Table, definition: Definition, base: Table | None = None) -> Outcome:
    """Return the index of a table. With the method `FIXED`, `base` is the table of the base year.

    Raises UnusableBaseError when the method wants a base year and `base` cannot be one.
    """
    scale = base_scale(base, definition)
    excluded = exclusions(table, definition)
    values = kept(table.values, excluded)
    if not values:
        return Outcome({}, excluded, {}, None, ())
    return outcome(combine(values, definition, scale), definition, excluded)


def outcome(combined: Combined, definition: Definition, excluded: Mapping[Key, tuple[Exclusion, ...]]) -> Outcome:
    grades, spans = graded(definition.grading, combined.indices, scale_of_index(definition, combined.scale))
    rank = ranks(combined.indices)
    results = {
        area: AreaResult(
            {part.part.code: part.scores[area] for part in combined.parts},
            total,
            combined.indices[area],
            grades[area],
            rank[area],
        )
        for area, total in combined.sums.items()
    }
    return Outcome(results, excluded, combined.own.parts, combined.own.total, spans)


def kept(values: Values, excluded: Mapping[Key, object]) -> Values:
    return {area: known for area, known in values.items() if area not in excluded}


def base_scale(base: Table | None, definition: Definition) -> Scale | None:
    """Return what the base year measures with, or None where the method has none."""
    if not definition.compares_with_base:
        return None
    own = replace(definition, standardisation=Standardisation.Z)
    values = kept(base.values, exclusions(base, own)) if base else {}
    if not values:
        raise UnusableBaseError("No area of the base year has all values")
    scale = combine(values, own).scale
    if not all(moments.sd for moments in (*scale.parts.values(), scale.total)):
        raise UnusableBaseError("All areas of the base year are the same")
    return scale
