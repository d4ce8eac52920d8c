"""An index cut into classes."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from monitoring.indices.definition import Grade, Grading, Key, Limits
from monitoring.indices.moments import Moments
from monitoring.indices.standardising import PLACES

# An index so near to a limit stands on it: where it lies must not hang on the computer's rounding.
HAIR = 0.5 * 10**-PLACES


@dataclass(frozen=True)
class Span:
    """What one class came to be: its limits in units of the index (none: open), whether it holds what lies on them, and n."""

    grade: Grade
    lower: float | None
    upper: float | None
    holds_lower: bool
    holds_upper: bool
    n: int


def limits_of(grading: Grading, indices: Mapping[Key, float], scale: Moments) -> list[float]:
    """Return the limits between the classes in units of the index; `scale` says where 0 and how large 1 SD is."""
    if grading.by is Limits.SD:
        return [scale.mean + limit * scale.sd for limit in grading.limits]
    if grading.by is Limits.QUANTILES:
        ordered = sorted(indices.values())
        return [ordered[ceil(round(limit * len(ordered), PLACES)) - 1] for limit in grading.limits]
    return list(grading.limits)


def graded(grading: Grading, indices: Mapping[Key, float], scale: Moments) -> tuple[dict[Key, Grade], tuple[Span, ...]]:
    """Return the class of each area, and what the classes came to be.

    What lies exactly on a limit in standard deviations belongs to the class nearer to the mean (Berlin: "−1 to +1" is the
    middle class with both its ends, "over 1" the next); on any other limit, to the class below.
    """
    limits = limits_of(grading, indices, scale)
    inner = [grading.by is Limits.SD and limit < 0 for limit in grading.limits]
    passed_above = [limit - HAIR if up else limit + HAIR for limit, up in zip(limits, inner, strict=True)]
    found = {area: grading.grades[bisect_left(passed_above, index)] for area, index in indices.items()}
    held = Counter(grade.key for grade in found.values())
    lower, upper = [(None, False), *zip(limits, inner, strict=True)], [*zip(limits, inner, strict=True), (None, True)]
    spans = tuple(
        Span(grade, low, high, low_is_in, not high_is_above, held[grade.key])
        for grade, (low, low_is_in), (high, high_is_above) in zip(grading.grades, lower, upper, strict=True)
    )
    return found, spans


def ranks(indices: Mapping[Key, float]) -> dict[Key, int]:
    """Return the rank of each area, 1 for the highest index; equal ones share it and the next is left out (1, 2, 2, 4)."""
    rounded = {area: round(index, PLACES) for area, index in indices.items()}
    first: dict[float, int] = {}
    for rank, value in enumerate(sorted(rounded.values(), reverse=True), start=1):
        first.setdefault(value, rank)
    return {area: first[value] for area, value in rounded.items()}
