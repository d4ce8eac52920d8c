"""The map of the districts: a picture in which each district is a link."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.contrib.gis.db.models import GeometryField
from django.db.models import Count, F, Func, QuerySet

from kit.svg import Frame, path_data
from offers.models import Entry, Reach
from offers.search import Criteria
from offers.search.matching import matches
from offers.search.tallies import tallied_districts
from sozialraum.models import District

# Classes of fill, from none to many; the number stands beside the colour.
STEPS = 5


@dataclass(frozen=True, slots=True)
class Shape:
    """A district as it is drawn: its path, and where its number stands."""

    pk: int
    code: str
    slug: str
    name: str
    path: str
    x: int
    y: int


@dataclass(frozen=True)
class Drawing:
    """All districts in one picture, `width` by `height` units."""

    width: int
    height: int
    shapes: list[Shape]
    is_schematic: bool
    frame: Frame


@dataclass(frozen=True, slots=True)
class Area:
    """A district on the map of one search: how many offers are for it, its class of fill (0–5), its link."""

    shape: Shape
    count: int
    step: int
    url: str
    is_chosen: bool


@lru_cache(maxsize=2)
def drawing(version: str) -> Drawing | None:
    """Return the drawing of a content version, made once per process; None where no district is known."""
    districts = list(
        District.objects.for_families().annotate(
            label=Func(F("boundary"), function="ST_PointOnSurface", output_field=GeometryField(srid=4326))
        )
    )
    if not districts:
        return None
    extents = [one.boundary.extent for one in districts]
    west, south, _east, _north = map(min, zip(*extents, strict=True))
    _west, _south, east, north = map(max, zip(*extents, strict=True))
    frame = Frame.around((west, south, east, north))
    is_schematic = any(one.is_schematic for one in districts)
    return Drawing(frame.width, frame.height, [shape(one, frame) for one in districts], is_schematic, frame)


def shape(district: District, frame: Frame) -> Shape:
    x, y = frame.place(district.label.x, district.label.y)
    path = path_data(district.boundary, frame)
    return Shape(district.pk, district.code, district.slug, district.name, path, x, y)


def counts_by_district(criteria: Criteria, entries: QuerySet[Entry] | None = None) -> dict[int, int]:
    """Return, by district id, how many offers are held in or meant for it, whatever places the search names.

    `entries` are what the search finds anywhere, or as much of it as is shown. What is found everywhere is left out: it
    would add the same number to each district.
    """
    anywhere = criteria.anywhere
    rows = tallied_districts(anywhere) if anywhere.is_plain else None
    rows = rows or counted_districts(matches(anywhere) if entries is None else entries)
    return {int(area.partition(":")[2]): number for area, number in rows}


def counted_districts(entries: QuerySet[Entry]) -> QuerySet:
    """Return the areas of the districts that some entries are held in or meant for, each with the number, counted now."""
    bound = Reach.objects.filter(area__startswith="district:", is_everywhere=False)
    reaches = bound.filter(entry__in=entries.order_by().values("pk")).order_by()
    return reaches.values("area").annotate(number=Count("*")).values_list("area", "number")


def areas(picture: Drawing, counts: dict[int, int], chosen: frozenset[str], url: Callable[[Shape], str]) -> list[Area]:
    """Return the districts of a picture with their counts."""
    numbers = [counts.get(one.pk, 0) for one in picture.shapes]
    step = steps([number for number in numbers if number])
    return [
        Area(one, number, step(number), url(one), f"district:{one.pk}" in chosen)
        for one, number in zip(picture.shapes, numbers, strict=True)
    ]


def steps(numbers: list[int]) -> Callable[[int], int]:
    """Return what gives a number its class: 0 for none, 1 to STEPS in even parts from the least to the most."""
    least, most = min(numbers, default=0), max(numbers, default=0)
    return lambda number: 1 + (number - least) * STEPS // (most - least + 1) if number else 0
