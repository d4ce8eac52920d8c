"""The parts of an index brought to one number for each area."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum

from monitoring.indices.definition import Aggregation, Definition, Key, Part, Values
from monitoring.indices.moments import Moments
from monitoring.indices.standardising import Standardised, standardise


class UnusableBaseError(ValueError):
    """The base year has no area with all values, or all its areas are the same, so that it cannot be a measure."""


@dataclass(frozen=True)
class Scale:
    """What standardises: mean and deviation of each part, and of the sum of the parts."""

    parts: Mapping[str, Moments]
    total: Moments


@dataclass(frozen=True)
class Combined:
    """The areas that have an index. Sums are weighted; `own` is what these areas would measure with, `scale` what did."""

    parts: tuple[Standardised, ...]
    sums: Mapping[Key, float]
    indices: Mapping[Key, float]
    own: Scale
    scale: Scale


def combine(values: Values, definition: Definition, base: Scale | None = None) -> Combined:
    """Return the index of areas (at least one) that all have a finite value for each part."""
    parts = tuple(
        standardise(part, column(values, part), definition.standardisation, base and base.parts[part.code])
        for part in definition.parts
    )
    sums = {area: fsum(part.part.weight * part.scores[area] for part in parts) for area in values}
    own = scale_of(parts, sums)
    scale = base or own
    return Combined(parts, sums, indices_of(sums, definition, scale), own, scale)


def column(values: Values, part: Part) -> dict[Key, float]:
    return {area: float(known[part.code]) for area, known in values.items()}


def scale_of(parts: tuple[Standardised, ...], sums: Mapping[Key, float]) -> Scale:
    size = max(part.part.weight * abs(score) for part in parts for score in part.scores.values())
    return Scale({part.part.code: part.moments for part in parts}, Moments.of(sums.values(), size=size))


def indices_of(sums: Mapping[Key, float], definition: Definition, scale: Scale) -> dict[Key, float]:
    if definition.aggregation is Aggregation.SUM:
        return {area: scale.total.standardise(total) for area, total in sums.items()}
    return {area: total / definition.weight for area, total in sums.items()}


def scale_of_index(definition: Definition, scale: Scale) -> Moments:
    """Return where the mean of the index lies and how large one standard deviation of it is."""
    total = scale.total
    if definition.aggregation is Aggregation.SUM:
        return Moments(total.n, 0.0, 1.0)
    return Moments(total.n, total.mean / definition.weight, total.sd / definition.weight)
