"""Two numbers of each area against each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from monitoring.charts.scales import Scale, scale

WIDTH, HEIGHT = 600, 460
LEFT, RIGHT, TOP, BOTTOM = 70, 580, 20, 400


@dataclass(frozen=True, slots=True)
class Scatter:
    """The axes of both numbers, and where each pair stands."""

    across: Scale
    up: Scale
    places: list[tuple[int, int]]


def scatter(pairs: Sequence[tuple[Decimal, Decimal]]) -> Scatter:
    """Return the places of pairs of numbers (across, up)."""
    across = scale([pair[0] for pair in pairs], LEFT, RIGHT)
    up = scale([pair[1] for pair in pairs], BOTTOM, TOP)
    return Scatter(across, up, [(across.place(first), up.place(second)) for first, second in pairs])
