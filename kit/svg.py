"""Areas drawn as SVG: from degrees to a flat picture, and to path data."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import cos, radians
from typing import Self

Extent = tuple[float, float, float, float]


@dataclass(frozen=True)
class Frame:
    """The picture that a map is drawn into: `width` by `height` units over an extent of degrees.

    Degrees of longitude are shortened by the cosine of the middle latitude (equirectangular projection), which is true
    enough for the size of a city.
    """

    west: float
    north: float
    scale: float
    shortening: float
    width: int
    height: int

    @classmethod
    def around(cls, extent: Extent, width: int = 1000) -> Self:
        """Return the frame that shows an extent (west, south, east, north; degrees) `width` units wide."""
        west, south, east, north = extent
        shortening = cos(radians((south + north) / 2))
        scale = width / (max(east - west, 1e-9) * shortening)
        return cls(west, north, scale, shortening, width, max(1, round((north - south) * scale)))

    def place(self, longitude: float, latitude: float) -> tuple[int, int]:
        """Return where a point lies, in whole units: neighbours that share a border keep sharing it."""
        return (
            round((longitude - self.west) * self.shortening * self.scale),
            round((self.north - latitude) * self.scale),
        )


def path_data(polygons: Iterable, frame: Frame) -> str:
    """Return the `d` of a path through all rings of `polygons` (GEOS), points within one unit of each other joined."""
    return "".join(ring_data(ring.coords, frame) for polygon in polygons for ring in polygon)


def ring_data(points: Iterable[tuple[float, ...]], frame: Frame) -> str:
    steps = list(distinct(frame.place(*point[:2]) for point in points))
    if len(steps) < 3:  # noqa: PLR2004 — less than a triangle has no area
        return ""
    return "M" + "L".join(f"{x} {y}" for x, y in steps) + "Z"


def distinct(points: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield points, each that repeats the one before left out."""
    last = None
    for point in points:
        if point != last:
            yield point
        last = point
