"""The picture of an index: each area a dot over the scale, piled up where several lie close together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor

from monitoring.computed.tables import Line
from monitoring.computed.wording import decimal, short
from monitoring.indices.grading import Span

WIDTH, HEIGHT, HEAD, FOOT = 1000, 400, 60, 60  # units of the picture
BINS = 28
WIDEST_DOT = 15
STEPS = 5  # classes of fill


@dataclass(frozen=True)
class Dot:
    """One area."""

    x: float
    y: float
    step: int
    text: str
    data: str


@dataclass(frozen=True)
class Mark:
    """Something at a place of the scale: a number below it, a limit, or the name of a class above it."""

    x: float
    text: str


@dataclass(frozen=True)
class Bin:
    """How many areas lie between two numbers of the scale."""

    start: str
    end: str
    n: int


@dataclass(frozen=True)
class Picture:
    """All that the template draws."""

    dots: list[Dot]
    radius: float
    limits: list[Mark]
    grades: list[Mark]
    ticks: list[Mark]
    bins: list[Bin]
    width: int = WIDTH
    height: int = HEIGHT
    ground: int = HEIGHT - FOOT


@dataclass(frozen=True)
class Scale:
    """From an index to a place: `start` is the left end, `size` what each of BINS piles spans."""

    start: float
    size: float

    @classmethod
    def over(cls, values: Sequence[float], limits: Sequence[float]) -> "Scale":
        """Return the scale that shows all values and limits, in steps of a round number."""
        low, high = min((*values, *limits)), max((*values, *limits))
        size = rounded_up((high - low) / (BINS - 2) or 1 / BINS)
        return cls(floor(low / size - (BINS - (high - low) / size) / 2 + 0.5) * size, size)

    def x(self, index: float) -> float:
        return round((index - self.start) / self.size / BINS * WIDTH, 1)

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


def picture(found: Sequence[Line], spans: Sequence[Span]) -> Picture:
    """Return the dots of all lines (at least one), with the limits of the classes."""
    limits = [span.lower for span in spans if span.lower is not None]
    scale = Scale.over([line.result.index for line in found], limits)
    piles = piled(found, scale)
    room = (HEIGHT - HEAD - FOOT) / max(map(len, piles.values()))
    radius = min(WIDEST_DOT, room / 2, WIDTH / BINS / 2)
    by_grade = {span.grade.key: (number, span) for number, span in enumerate(spans)}
    dots = []
    for (number, grade), pile in piles.items():
        place, span = by_grade[grade]
        x = within(scale, span, (number + 0.5) * WIDTH / BINS, radius)
        dots += [dot(line, x, radius * (2 * height + 1), fill(place, len(spans))) for height, line in enumerate(pile)]
    marks = [Mark(scale.x(limit), "") for limit in limits]
    return Picture(dots, round(radius * 0.88, 2), marks, names(scale, spans), ticks(scale), bins(scale, piles))


def piled(found: Sequence[Line], scale: Scale) -> dict[tuple[int, str], list[Line]]:
    """Return the lines by the pile that they belong to: a part of the scale, and a class."""
    piles: dict[tuple[int, str], list[Line]] = {}
    for line in sorted(found, key=lambda line: line.result.index):
        piles.setdefault((scale.pile(line.result.index), line.result.grade.key), []).append(line)
    return piles


def within(scale: Scale, span: Span, x: float, radius: float) -> float:
    """Return the place of a pile, moved where it would stand on the wrong side of a limit of its class."""
    low = 0 if span.lower is None else scale.x(span.lower) + radius
    high = WIDTH if span.upper is None else scale.x(span.upper) - radius
    return max(low, min(x, high))


def dot(line: Line, x: float, height: float, step: int) -> Dot:
    text = f"{line.area.name}: {decimal(line.result.index)} ({line.result.grade.label})"
    return Dot(round(x, 1), round(HEIGHT - FOOT - height, 1), step, text, f"{line.result.index:.5f}")


def fill(place: int, classes: int) -> int:
    """Return the step of fill of a class, from light to dark."""
    return 1 + round(place * (STEPS - 1) / max(classes - 1, 1))


def names(scale: Scale, spans: Sequence[Span]) -> list[Mark]:
    """Return the keys of the classes, each over the middle of what is shown of it."""
    end = scale.start + BINS * scale.size
    middles = [
        ((scale.start if span.lower is None else span.lower) + (end if span.upper is None else span.upper)) / 2
        for span in spans
    ]
    return [Mark(scale.x(middle), span.grade.key) for middle, span in zip(middles, spans, strict=True)]


def ticks(scale: Scale) -> list[Mark]:
    """Return four to eight round numbers of the scale."""
    step = rounded_up(BINS * scale.size / 8)
    end = scale.start + BINS * scale.size
    first, last = ceil(scale.start / step + 0.2), floor(end / step - 0.2)
    return [Mark(scale.x(number * step), short(number * step)) for number in range(first, last + 1)]


def bins(scale: Scale, piles: Mapping[tuple[int, str], Sequence[Line]]) -> list[Bin]:
    """Return how many areas lie in each part of the scale, from the first that has any to the last."""
    held = Counter()
    for (number, _grade), pile in piles.items():
        held[number] += len(pile)
    edges = [short(scale.start + number * scale.size) for number in range(BINS + 1)]
    return [Bin(edges[n], edges[n + 1], held[n]) for n in range(min(held), max(held) + 1)]
