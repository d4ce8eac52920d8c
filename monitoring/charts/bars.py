"""Horizontal bars: each under its name, so that long names and large letters have room on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from monitoring.charts.scales import Scale, scale

WIDTH, ROW, TOP, THICK = 600, 56, 30, 20
FOR_VALUE = 150  # room behind the longest bar for its number


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar from the nought line; `width` is None where there is no number. `mark` is where something else stands."""

    top: int
    start: int
    width: int | None
    end: int
    mark: int | None


@dataclass(frozen=True, slots=True)
class Bars:
    """All bars of a chart, the place of nought, and the height they need."""

    bars: list[Bar]
    nought: int
    height: int
    axis: Scale


def bars(values: Sequence[Decimal | None], marks: Sequence[Decimal | None] = ()) -> Bars:
    """Return a bar for each value; `marks` are other values beside them, such as the city's, where they are given."""
    beside = list(marks) or [None] * len(values)
    known = [value for value in [*values, *beside] if value is not None]
    axis = scale(known, 0, WIDTH - FOR_VALUE, nought=True)
    nought = axis.place(Decimal(0))
    found = [one(axis, nought, TOP + ROW * row, pair) for row, pair in enumerate(zip(values, beside, strict=True))]
    return Bars(found, nought, ROW * len(values), axis)


def one(axis: Scale, nought: int, top: int, pair: tuple[Decimal | None, Decimal | None]) -> Bar:
    value, beside = pair
    mark = None if beside is None else axis.place(beside)
    if value is None:
        return Bar(top, nought, None, nought, mark)
    end = axis.place(value)
    return Bar(top, min(nought, end), abs(end - nought), max(nought, end, mark or 0), mark)
