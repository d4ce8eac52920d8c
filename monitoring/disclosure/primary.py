"""Which numbers must not be shown for their own sake, before anything that could be computed from others."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The rules of an indicator."""

    min_population: float = 300
    min_cases: float = 3
    min_denominator: float = 30


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted in an area: cases, out of how many, among how many inhabitants; None where it is not known."""

    numerator: float | None
    denominator: float | None = None
    population: float | None = None


def is_few(cases: float | None, limits: Limits) -> bool:
    """Say whether so few people are counted that one of them could be recognised; nobody is not few."""
    return cases is not None and 0 < abs(cases) < limits.min_cases


def leaves_few(counted: Counted, limits: Limits) -> bool:
    """Say whether so few are not counted: that nearly all are poor is as telling as that nearly none is."""
    if counted.numerator is None or counted.denominator is None:
        return False
    return is_few(max(0, counted.denominator - counted.numerator), limits)


def is_of_a_small_area(counted: Counted, limits: Limits) -> bool:
    """Say whether an area is so small that no rate of it is shown at all, whatever the rate."""
    return counted.population is not None and counted.population < limits.min_population


def must_be_withheld(counted: Counted, limits: Limits, *, is_rate: bool) -> bool:
    """Say whether what was counted must not be shown for its own sake."""
    if is_few(counted.numerator, limits):
        return True
    return is_rate and (
        is_few(counted.denominator, limits) or leaves_few(counted, limits) or is_of_a_small_area(counted, limits)
    )


def is_unreliable(counted: Counted, limits: Limits) -> bool:
    """Say whether a rate rests on so few that chance rules it: what was counted may be shown, the rate may not."""
    return counted.denominator is not None and counted.denominator < limits.min_denominator
