"""From values to places in a picture, and round numbers for an axis."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis: values from `low` to `high` lie between the places `start` and `end`, `ticks` at round numbers."""

    low: Decimal
    high: Decimal
    start: int
    end: int
    ticks: tuple[Decimal, ...]

    @property
    def decimals(self) -> int:
        """Return how many decimals the ticks need."""
        return max((-int(tick.normalize().as_tuple().exponent) for tick in self.ticks), default=0) if self.ticks else 0

    def place(self, value: Decimal) -> int:
        """Return where a value stands."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + round(share * (self.end - self.start))

    def marked(self) -> list[tuple[int, Decimal]]:
        """Return the place of each tick beside it."""
        return [(self.place(tick), tick) for tick in self.ticks]


def scale(values: Iterable[Decimal], start: int, end: int, *, nought: bool = False, number: int = 5) -> Scale:
    """Return an axis over some values with about `number` steps of 1, 2 or 5; with `nought`, 0 is always on it.

    Without values it runs from 0 to 1.
    """
    known = [Decimal(value) for value in values] + ([Decimal(0)] if nought else [])
    low, high = min(known, default=Decimal(0)), max(known, default=Decimal(1))
    if low == high:
        low, high = (low, low + 1) if nought and low == 0 else (low - 1, high + 1)
    step = round_step((high - low) / number)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    ticks = tuple(step * (first + count) for count in range(int(last - first) + 1))
    return Scale(ticks[0], ticks[-1], start, end, ticks)


def round_step(least: Decimal) -> Decimal:
    """Return the smallest of 1, 2, 5 times a power of ten that is not below `least`, which is above nought."""
    power = Decimal(1).scaleb(least.adjusted())
    return next(step * power for step in STEPS if step * power >= least)
