"""The map of a social space: its districts by name, what lies beside them, and its houses by number."""

import re
from collections.abc import Iterable
from typing import NamedTuple, Self

from django.contrib.gis.geos import Point

from kit.svg import Frame
from offers.district_map import Shape, drawing

MARGIN = 0.06  # of the longer side
MARK, NAME, EDGE = 24, 34, 240  # so many marks, lines of writing, and thin lines fit beside each other
LETTER = 0.6  # how wide one is, of its height
STEPS = (0, -1, 1, -2, 2, -3, 3, -4, 4)  # lines by which a name may give way


class Part(NamedTuple):
    """A district on the map: its path, its name, and where that stands."""

    path: str
    name: str
    x: int
    y: int


class Mark(NamedTuple):
    """A house on the map; `base` is where the writing of its number stands."""

    number: int
    name: str
    x: int
    y: int
    base: int


class Picture(NamedTuple):
    """A piece of the map of the city, in the units of that map."""

    left: int
    top: int
    width: int
    height: int
    inside: tuple[Part, ...]
    beside: tuple[str, ...]
    is_schematic: bool
    frame: Frame
    marks: tuple[Mark, ...] = ()

    @property
    def box(self) -> str:
        return f"{self.left} {self.top} {self.width} {self.height}"

    @property
    def side(self) -> int:
        return max(self.width, self.height)

    # As SVG writes numbers, whatever the language of the page: with a point.
    @property
    def radius(self) -> str:
        return f"{self.side / MARK / 2:.1f}"

    @property
    def letters(self) -> str:
        return f"{self.side / NAME:.1f}"

    @property
    def figures(self) -> str:
        return f"{self.side / MARK * 0.55:.1f}"

    @property
    def edge(self) -> str:
        return f"{self.side / EDGE:.1f}"

    @property
    def wide_edge(self) -> str:
        return f"{self.side / EDGE * 2:.1f}"

    @property
    def names(self) -> list[str]:
        return [one.name for one in self.inside]

    def spot(self, point: Point) -> tuple[int, int] | None:
        """Return where a point (degrees) stands; None outside of the picture."""
        x, y = self.frame.place(point.x, point.y)
        is_inside = self.left <= x <= self.left + self.width and self.top <= y <= self.top + self.height
        return (x, y) if is_inside else None

    def with_marks(self, places: Iterable[tuple[int, str, tuple[int, int]]]) -> Self:
        sunk = round(self.side / MARK * 0.2)
        marks = tuple(Mark(number, name, x, y, y + sunk) for number, name, (x, y) in places)
        return self._replace(marks=marks, inside=tuple(self.apart(one, marks) for one in self.inside))

    def apart(self, part: Part, marks: Iterable[Mark]) -> Part:
        """Return a district whose name stands where no mark covers it, as near to its middle as may be."""
        line, mark = self.side / NAME, self.side / MARK / 2
        half = len(part.name) * line * LETTER / 2 + mark
        beside = [one.y for one in marks if abs(one.x - part.x) < half]
        # Writing stands on its base, so its middle is a little higher.
        free = (
            round(part.y + step * line)
            for step in STEPS
            if all(abs(y - (part.y + (step - 0.35) * line)) > mark + line / 2 for y in beside)
        )
        return part._replace(y=next(free, part.y))


def picture_of(version: str, districts: frozenset[int]) -> Picture | None:
    """Return the map round some districts (by id); None where none of them is drawn."""
    whole = drawing(version)
    inside = [shape for shape in whole.shapes if shape.pk in districts] if whole else []
    if not inside:
        return None
    spots = [spot for shape in inside for spot in spots_of(shape)]
    xs, ys = zip(*spots, strict=True)
    rim = round(MARGIN * max(max(xs) - min(xs), max(ys) - min(ys), 1))
    left, top = min(xs) - rim, min(ys) - rim
    width, height = max(xs) - left + rim, max(ys) - top + rim
    near = (shape for shape in whole.shapes if shape.pk not in districts)
    beside = tuple(shape.path for shape in near if meets(shape, left, top, width, height))
    parts = tuple(Part(shape.path, shape.name, shape.x, shape.y) for shape in inside)
    return Picture(left, top, width, height, parts, beside, whole.is_schematic, whole.frame)


def spots_of(shape: Shape) -> list[tuple[int, int]]:
    return [(int(x), int(y)) for x, y in re.findall(r"(-?\d+) (-?\d+)", shape.path)]


def meets(shape: Shape, left: int, top: int, width: int, height: int) -> bool:
    """Return whether a district may reach into a piece of the map."""
    spots = spots_of(shape)
    if not spots:
        return False
    xs, ys = zip(*spots, strict=True)
    return max(xs) >= left and min(xs) <= left + width and max(ys) >= top and min(ys) <= top + height
