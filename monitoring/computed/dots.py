"""The picture of an index: each area a dot over the scale, piled up where several lie close together.

All places are whole units, as in every picture of the monitoring.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Self

from monitoring.computed.tables import Line
from monitoring.computed.wording import decimal, short
from monitoring.indices.grading import Span

BINS, PILE_WIDTH = 30, 20
WIDTH, HEAD, FOOT = BINS * PILE_WIDTH, 40, 50  # units of the picture
ROOM, LEAST_ROOM = 240, 110  # for the dots
WIDEST_DOT, SMALLEST_DOT = 18, 4
STEPS = 5  # classes of fill

Piles = Mapping[tuple[int, str], Sequence[Line]]  # part of the scale and key of a class → areas


@dataclass(frozen=True)
class Dot:
    """One area."""

    x: int
    y: int
    step: int
    text: str
    code: str
    data: str


@dataclass(frozen=True)
class Mark:
    """Something at a place of the scale: a number below it, or the key of a class above it."""

    x: int
    text: str


@dataclass(frozen=True)
class Bin:
    """How many areas lie between two numbers of the scale."""

    start: str
    end: str
    n: int


@dataclass(frozen=True)
class Dots:
    """All that the template draws."""

    dots: list[Dot]
    radius: int
    limits: list[int]
    grades: list[Mark]
    ticks: list[Mark]
    bins: list[Bin]
    ground: int
    width: int = WIDTH

    @property
    def height(self) -> int:
        return self.ground + FOOT


@dataclass(frozen=True)
class Scale:
    """From an index to a place: `start` is the left end, `size` what each of BINS piles spans."""

    start: float
    size: float

    @classmethod
    def over(cls, values: Sequence[float], limits: Sequence[float]) -> Self:
        """Return the scale that shows all values and limits, in steps of a round number."""
        low, high = min((*values, *limits)), max((*values, *limits))
        size = rounded_up((high - low) / (BINS - 2) or 1 / BINS)
        to_spare = BINS - (high - low) / size
        return cls(floor(low / size - to_spare / 2 + 0.5) * size, size)

    @property
    def end(self) -> float:
        return self.start + BINS * self.size

    def x(self, index: float) -> int:
        return round((index - self.start) / self.size * PILE_WIDTH)

    def pile(self, index: float) -> int:
        return min(max(floor((index - self.start) / self.size), 0), BINS - 1)


def rounded_up(size: float) -> float:
    """Return the next of 1, 2.5, 5 times a power of ten: the usual limits (−1, 1, 1.5) are multiples of all up to 0.5."""
    power = 1.0
    while power > size:
        power /= 10
    while power * 10 < size:
        power *= 10
    return next(power * factor for factor in (1, 2.5, 5, 10) if power * factor >= size * (1 - 1e-9))


def dots_of(found: Sequence[Line], spans: Sequence[Span]) -> Dots:
    """Return the dots of all lines (at least one), with the limits of the classes."""
    limits = [span.lower for span in spans if span.lower is not None]
    scale = Scale.over([line.result.index for line in found], limits)
    piles = piled(found, scale)
    highest = max(map(len, piles.values()))
    across = max(SMALLEST_DOT, min(WIDEST_DOT, ROOM // highest // 2 * 2))
    ground = HEAD + max(highest * across, LEAST_ROOM)
    places = {span.grade.key: place for place, span in enumerate(spans)}
    drawn = []
    for (number, grade), pile in piles.items():
        place = places[grade]
        x = within(scale, spans[place], number * PILE_WIDTH + PILE_WIDTH // 2, across // 2)
        heights = range(ground - across // 2, 0, -across)
        drawn += [dot(line, x, y, fill(place, len(spans))) for line, y in zip(pile, heights, strict=False)]
    return Dots(
        drawn,
        across // 2,
        [scale.x(limit) for limit in limits],
        names(scale, spans),
        ticks(scale),
        bins(scale, piles),
        ground,
    )


def piled(found: Sequence[Line], scale: Scale) -> dict[tuple[int, str], list[Line]]:
    """Return the lines by the pile that they belong to: a part of the scale, and a class."""
    piles: dict[tuple[int, str], list[Line]] = {}
    for line in sorted(found, key=lambda line: line.result.index):
        piles.setdefault((scale.pile(line.result.index), line.result.grade.key), []).append(line)
    return piles


def within(scale: Scale, span: Span, x: int, radius: int) -> int:
    """Return the place of a pile, moved where it would stand on the wrong side of a limit of its class."""
    low = 0 if span.lower is None else scale.x(span.lower) + radius
    high = WIDTH if span.upper is None else scale.x(span.upper) - radius
    return max(low, min(x, high))


def dot(line: Line, x: int, y: int, step: int) -> Dot:
    text = f"{line.area.name}: {decimal(line.result.index)} ({line.result.grade.label})"
    return Dot(x, y, step, text, line.area.code, f"{line.result.index:.5f}")


def fill(place: int, classes: int) -> int:
    """Return the step of fill of a class, from light to dark."""
    return 1 + round(place * (STEPS - 1) / max(classes - 1, 1))


def names(scale: Scale, spans: Sequence[Span]) -> list[Mark]:
    """Return the keys of the classes, each over the middle of what is shown of it."""
    ends = [
        (scale.start if span.lower is None else span.lower, scale.end if span.upper is None else span.upper)
        for span in spans
    ]
    return [Mark(scale.x((low + high) / 2), span.grade.key) for (low, high), span in zip(ends, spans, strict=True)]


def ticks(scale: Scale) -> list[Mark]:
    """Return four to eight round numbers of the scale."""
    step = rounded_up(BINS * scale.size / 8)
    first, last = ceil(scale.start / step + 0.2), floor(scale.end / step - 0.2)
    return [Mark(scale.x(number * step), short(number * step)) for number in range(first, last + 1)]


def bins(scale: Scale, piles: Piles) -> list[Bin]:
    """Return how many areas lie in each part of the scale, from the first that has any to the last."""
    held = Counter()
    for (number, _grade), pile in piles.items():
        held[number] += len(pile)
    edges = [short(scale.start + number * scale.size) for number in range(BINS + 1)]
    return [Bin(edges[n], edges[n + 1], held[n]) for n in range(min(held), max(held) + 1)]
