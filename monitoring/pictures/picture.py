"""A picture with everything that belongs to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from monitoring.pictures.tables import Table


@dataclass(frozen=True, slots=True)
class Drawing:
    """What stands inside an <svg> of so many units; one of kind "map" holds links, all others are one image.

    The body may be a function that makes it, so that only what is shown is drawn: not the whole page for one of its files.
    """

    kind: str
    width: int
    height: int
    body: SafeString | Callable[[], SafeString]

    @property
    def view(self) -> str:
        """Return the view box, with some room for strokes at the rim."""
        return f"-4 -4 {self.width + 8} {self.height + 8}"


@dataclass(frozen=True, slots=True)
class Key:
    """One line of a legend: what its sign means, and for how many.

    The sign is an area of a class of style, "dot" or "city-line" among them, or the line of a number in a chart of series.
    """

    text: str
    style: str = ""
    count: int | None = None
    line: int = 0


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A figure of a page: `finding` is the sentence that the picture shows, `name` its name in addresses.

    The table stands in the figure, unless `has_table_beside` says that the page shows it by itself. `geojson` makes the map
    for programs that draw maps.
    """

    name: str
    title: str
    finding: str
    drawing: Drawing
    table: Table
    legend: Sequence[Key] = ()
    legend_note: str = ""
    source: str = ""
    has_table_beside: bool = False
    geojson: Callable[[], dict[str, Any]] | None = None

    @property
    def formats(self) -> list[tuple[str, str]]:
        """Return what can be downloaded: the name of each format in addresses and as people call it."""
        maps = [("geojson", "GeoJSON")] if self.geojson else []
        return [("csv", "CSV"), ("xlsx", "XLSX"), ("svg", "SVG"), ("png", "PNG"), *maps]
