"""The areas of a level as they are drawn: paths in one picture, made once per process and version of the content."""

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.contrib.gis.db.models import Union
from django.contrib.gis.geos import GEOSGeometry, MultiPolygon
from django.contrib.postgres.aggregates import BoolOr

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
    if level == SPACES:
        areas, grounds = areas_of(version, level, day), grounds_of_spaces(day)
    else:
        districts = list(District.objects.on(day).filter(level__code=level).order_by("name"))
        areas = tuple(map(Area.of_district, districts))
        grounds = {("district", one.pk): Ground(one.boundary, one.is_schematic) for one in districts}
    drawn = [area for area in areas if area.key in grounds]
    if not drawn:
        return Outline(0, 0, areas, (), is_schematic=False)
    frame = frame_of(grounds.values())
    shapes = tuple(shape(area, grounds[area.key].boundary, frame) for area in drawn)
    is_schematic = any(ground.is_schematic for ground in grounds.values())
    return Outline(frame.width, frame.height, areas, shapes, is_schematic)


@dataclass(frozen=True, slots=True)
class Ground:
    """The boundary of an area, and whether it (or a part of it) is drawn schematically."""

    boundary: GEOSGeometry
    is_schematic: bool


def grounds_of_spaces(day: datetime.date) -> dict[AreaKey, Ground]:
    """Return the grounds of the social spaces: each is the union of the districts that it had on a day."""
    rows = (
        SocialSpaceMembership.objects.on(day)
        .values("social_space")
        .annotate(boundary=Union("district__boundary"), is_schematic=BoolOr("district__is_schematic"))
        .values_list("social_space", "boundary", "is_schematic")
    )
    return {("space", pk): Ground(boundary, is_schematic) for pk, boundary, is_schematic in rows}


def boundaries_of(level: str, day: datetime.date) -> dict[AreaKey, GEOSGeometry]:
    """Return the boundaries of a level's areas on a day."""
    if level == SPACES:
        return {key: ground.boundary for key, ground in grounds_of_spaces(day).items()}
    rows = District.objects.on(day).filter(level__code=level).values_list("pk", "boundary")
    return {("district", pk): boundary for pk, boundary in rows}


def frame_of(grounds: Iterable[Ground]) -> Frame:
    """Return the picture round all grounds."""
    extents = [ground.boundary.extent for ground in grounds]
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
