"""Intervals from one sum at a time: quick, exact where the sums form no circle, never too narrow where they do."""

import math

from monitoring.disclosure.pattern import Pattern
from monitoring.disclosure.system import TOLERANCE

Interval = tuple[float, float]
ROUNDS = 60


def propagate(pattern: Pattern, cells: list[int], sums: list[int]) -> dict[int, Interval]:
    """Return what each sum by itself, again and again, says about each of the cells."""
    intervals = {number: _range(pattern, number) for number in cells}
    parts = [list(pattern.loose[equation].items()) for equation in sums]
    results = [sum(a * pattern.system.cells[n].value for n, a in members) for members in parts]
    for _ in range(ROUNDS):
        changes = [_narrow(members, result, intervals) for members, result in zip(parts, results, strict=True)]
        if not any(changes):
            break
    return intervals


def is_forest(pattern: Pattern, cells: list[int], sums: list[int]) -> bool:
    """Say whether the cells of one component hang together without a circle."""
    ties = sum(len(pattern.loose[equation]) for equation in sums)
    return ties == len(cells) + len(sums) - 1


def width(interval: Interval) -> float:
    """Return how wide an interval is."""
    return math.inf if math.isinf(interval[0]) or math.isinf(interval[1]) else interval[1] - interval[0]


def _range(pattern: Pattern, number: int) -> Interval:
    value = pattern.system.cells[number].value
    below, above = pattern.moves(number)
    return value - below, value + above


def _narrow(members: list[tuple[int, float]], result: float, intervals: dict[int, Interval]) -> bool:
    """Narrow the cells of one sum by what the others leave for them; say whether that changed anything."""
    ends = [_times(intervals[number], a) for number, a in members]
    lows, highs = _Sum(low for low, _ in ends), _Sum(high for _, high in ends)
    changed = False
    for (number, a), (low, high) in zip(members, ends, strict=True):
        least, most = _times((result - highs.without(high), result - lows.without(low)), 1 / a)
        old = intervals[number]
        if least > old[0] + TOLERANCE or most < old[1] - TOLERANCE:
            intervals[number], changed = (max(least, old[0]), min(most, old[1])), True
    return changed


def _times(interval: Interval, factor: float) -> Interval:
    low, high = interval[0] * factor, interval[1] * factor
    return (low, high) if factor > 0 else (high, low)


class _Sum:
    """A sum from which one part can be taken out again, though parts may be infinite."""

    def __init__(self, parts) -> None:
        self.finite, self.infinite, self.sign = 0.0, 0, 1.0
        for part in parts:
            if math.isinf(part):
                self.infinite, self.sign = self.infinite + 1, math.copysign(1.0, part)
            else:
                self.finite += part

    def without(self, part: float) -> float:
        """Return the sum of all the other parts."""
        if math.isinf(part):
            return self.finite if self.infinite == 1 else self.sign * math.inf
        return self.sign * math.inf if self.infinite else self.finite - part
