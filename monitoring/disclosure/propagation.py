"""Intervals from one sum at a time: quick, exact where the sums form no circle, never too narrow where they do."""

import math

from monitoring.disclosure.pattern import Pattern

Interval = tuple[float, float]
ROUNDS = 60


def propagate(pattern: Pattern, cells: list[int], sums: list[int]) -> dict[int, Interval]:
    """Return what each sum by itself, again and again, says about each of the cells."""
    from monitoring.disclosure.ties import Ties

    ties = Ties(pattern, cells, sums)
    for _ in range(ROUNDS):
        if not ties.narrow():
            break
    return dict(zip(cells, ties.intervals(), strict=True))


def is_forest(pattern: Pattern, cells: list[int], sums: list[int]) -> bool:
    """Say whether the cells of one component hang together without a circle."""
    ties = sum(len(pattern.loose[equation]) for equation in sums)
    return ties == len(cells) + len(sums) - 1


def width(interval: Interval) -> float:
    """Return how wide an interval is."""
    return math.inf if math.isinf(interval[0]) or math.isinf(interval[1]) else interval[1] - interval[0]
