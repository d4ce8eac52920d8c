"""Values of one indicator made comparable with those of others, turned so that high means unfavourable."""

from collections.abc import Mapping
from dataclasses import dataclass

from monitoring.indices.definition import Key, Part, Standardisation
from monitoring.indices.moments import Moments

# Numbers that agree to so many places are the same: where a value stands must not hang on the computer's rounding.
PLACES = 9
# Where a scale from 0 to 1 has no ends, because all areas are the same, each stands in the middle.
MIDDLE = 0.5


@dataclass(frozen=True)
class Standardised:
    """One part of an index: the moments of the values as they came, and what became of each."""

    part: Part
    moments: Moments  # of these areas and this date, also where a base year standardises
    scores: Mapping[Key, float]

    @property
    def tells_nothing(self) -> bool:
        """Whether all areas have the same value, so that the part separates none from another."""
        return not self.moments.sd


def standardise(
    part: Part, values: Mapping[Key, float], method: Standardisation, base: Moments | None = None
) -> Standardised:
    """Return the scores of the areas; `base` holds mean and deviation of the base year where the method wants one."""
    moments = Moments.of(values.values())
    if method in {Standardisation.Z, Standardisation.FIXED}:
        scores = by_moments(part, values, base or moments)
    elif method is Standardisation.MIN_MAX:
        scores = by_range(part, values, moments)
    else:
        scores = by_rank(part, values)
    return Standardised(part, moments, scores)


def by_moments(part: Part, values: Mapping[Key, float], moments: Moments) -> dict[Key, float]:
    return {area: part.sign * moments.standardise(value) for area, value in values.items()}


def by_range(part: Part, values: Mapping[Key, float], moments: Moments) -> dict[Key, float]:
    low, high = min(values.values()), max(values.values())
    if not moments.sd:
        return dict.fromkeys(values, MIDDLE)
    return {area: turned(part, (value - low) / (high - low)) for area, value in values.items()}


def by_rank(part: Part, values: Mapping[Key, float]) -> dict[Key, float]:
    places = mean_ranks(values)
    if len(values) == 1:
        return dict.fromkeys(values, MIDDLE)
    return {area: turned(part, (place - 1) / (len(values) - 1)) for area, place in places.items()}


def turned(part: Part, share: float) -> float:
    return share if part.sign == 1 else 1 - share


def mean_ranks(values: Mapping[Key, float]) -> dict[Key, float]:
    """Return the place of each area in ascending order, from 1; equal values share the mean of their places."""
    places: dict[float, list[int]] = {}
    for place, value in enumerate(sorted(values.values()), start=1):
        places.setdefault(value, []).append(place)
    return {area: sum(places[value]) / len(places[value]) for area, value in values.items()}
