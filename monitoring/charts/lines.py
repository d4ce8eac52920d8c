"""Series of numbers as lines that break where a number is missing, or where it begins to mean something else."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from monitoring.charts.scales import Scale


@dataclass(frozen=True, slots=True)
class Place:
    """Where one number of a series stands; `y` is None where there is no number."""

    x: int
    y: int | None
    day: datetime.date


@dataclass(frozen=True, slots=True)
class Line:
    """A series as it is drawn: the data of a path through what belongs together, and every place."""

    path: str
    places: list[Place]


def line(
    points: Iterable[tuple[datetime.date, Decimal | None]],
    days: Scale,
    values: Scale,
    breaks: Sequence[datetime.date] = (),
) -> Line:
    """Return a series in the order of its days; across a gap or a break nothing is joined."""
    places = [
        Place(days.place(ordinal(day)), None if value is None else values.place(value), day) for day, value in points
    ]
    return Line("".join(map(path, runs(places, breaks))), places)


def ordinal(day: datetime.date) -> Decimal:
    """Return a day as a number on an axis."""
    return Decimal(day.toordinal())


def day_scale(days: Iterable[datetime.date], start: int, end: int) -> Scale:
    """Return the axis of some days, without ticks; a single day stands in the middle."""
    numbers = sorted({ordinal(day) for day in days}) or [ordinal(datetime.date.min)]
    first, last = numbers[0], numbers[-1]
    if first == last:
        first, last = first - 1, last + 1
    return Scale(first, last, start, end, ())


def runs(places: Iterable[Place], breaks: Sequence[datetime.date]) -> list[list[Place]]:
    """Return the places that are joined to each other, run by run."""
    found: list[list[Place]] = []
    before: Place | None = None
    for place in places:
        if place.y is not None:
            if before is None or is_cut(before.day, place.day, breaks):
                found.append([])
            found[-1].append(place)
        before = place if place.y is not None else None
    return found


def is_cut(earlier: datetime.date, later: datetime.date, breaks: Sequence[datetime.date]) -> bool:
    """Return whether numbers of two days mean different things."""
    return any(earlier < day <= later for day in breaks)


def path(run: Sequence[Place]) -> str:
    """Return the data of a path through a run; a single place is a dot elsewhere, no line."""
    if len(run) == 1:
        return ""
    return "M" + "L".join(f"{place.x} {place.y}" for place in run)
