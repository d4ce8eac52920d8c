"""The areas of a level as they are drawn: paths in one picture, made once per process and version of the content."""

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.contrib.gis.db.models import Union
from django.contrib.gis.geos import GEOSGeometry, MultiPolygon

from kit.svg import Frame, path_data
from monitoring.areas import SPACES, Area, AreaKey, areas_of
from sozialraum.models import District, SocialSpaceMembership

# Levels and days: an indicator of ten years asks for ten of them, most with the same boundaries.
KEPT = 24


@dataclass(frozen=True, slots=True)
class Shape:
    """An area as it is drawn: its path, and where its number stands."""

    area: Area
    path: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Outline:
    """All areas of a level at a day in one picture, by name; those without a boundary are not drawn."""

    width: int
    height: int
    areas: tuple[Area, ...]
    shapes: tuple[Shape, ...]
    is_schematic: bool


@lru_cache(maxsize=KEPT)
def outline(version: str, level: str, day: datetime.date) -> Outline:
    """Return the areas of a level (its code) with the boundaries that they had on a day, as of a version of the content."""
    areas = areas_of(level, day)
    boundaries = boundaries_of(level, day)
    drawn = [area for area in areas if area.key in boundaries]
    if not drawn:
        return Outline(0, 0, tuple(areas), (), is_schematic=False)
    frame = frame_of(boundaries)
    shapes = tuple(shape(area, boundaries[area.key], frame) for area in drawn)
    is_schematic = District.objects.on(day).filter(is_schematic=True).exists()
    return Outline(frame.width, frame.height, tuple(areas), shapes, is_schematic)


def boundaries_of(level: str, day: datetime.date) -> dict[AreaKey, GEOSGeometry]:
    """Return the boundaries of a level's areas on a day; a social space is the union of the districts that it had then."""
    if level == SPACES:
        rows = (
            SocialSpaceMembership.objects.on(day)
            .values("social_space")
            .annotate(boundary=Union("district__boundary"))
            .values_list("social_space", "boundary")
        )
        return {("space", pk): boundary for pk, boundary in rows}
    rows = District.objects.on(day).filter(level__code=level).values_list("pk", "boundary")
    return {("district", pk): boundary for pk, boundary in rows}


def frame_of(boundaries: Mapping[AreaKey, GEOSGeometry]) -> Frame:
    """Return the picture round all boundaries."""
    extents = [boundary.extent for boundary in boundaries.values()]
    west, south, _east, _north = map(min, zip(*extents, strict=True))
    _west, _south, east, north = map(max, zip(*extents, strict=True))
    return Frame.around((west, south, east, north))


def shape(area: Area, boundary: GEOSGeometry, frame: Frame) -> Shape:
    """Return an area as it is drawn."""
    polygons = boundary if isinstance(boundary, MultiPolygon) else MultiPolygon(boundary)
    label = boundary.point_on_surface
    x, y = frame.place(label.x, label.y)
    return Shape(area, path_data(polygons, frame), x, y)


def geojson(level: str, day: datetime.date, properties: Mapping[AreaKey, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the areas of a level at a day as a FeatureCollection in degrees (RFC 7946), with the properties given."""
    features = [
        {"type": "Feature", "properties": properties[key], "geometry": json.loads(boundary.geojson)}
        for key, boundary in boundaries_of(level, day).items()
        if key in properties
    ]
    return {"type": "FeatureCollection", "features": features}
