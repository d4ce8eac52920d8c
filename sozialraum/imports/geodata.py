"""Areas from whatever GDAL opens: attributes as text, boundaries as valid polygons in degrees."""

import math
import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.contrib.gis.gdal import CoordTransform, DataSource, GDALException, OGRGeometry, SpatialReference
from django.contrib.gis.gdal.feature import Feature as SourceFeature
from django.contrib.gis.gdal.layer import Layer
from django.contrib.gis.geos import GeometryCollection, GEOSException, GEOSGeometry, MultiPolygon, Polygon
from django.utils.translation import gettext as _

from kit.importing import RefusedError, UnusableFileError

DEGREES = 4326
WHOLE_EARTH = Polygon.from_bbox((-180, -90, 180, 90))
ENCODINGS = ("utf-8", "cp1252")
KINDS_IN_ZIP = {".shp", ".gpkg", ".geojson", ".json", ".gml", ".kml"}
# GDAL would guess that 0101 is a number.
os.environ.setdefault("GML_FIELDTYPES", "ALWAYS_STRING")


@dataclass(frozen=True)
class Feature:
    """One object of a file: its place in the file from 1, the attributes asked for as text, its shape in degrees."""

    number: int
    values: dict[str, str]
    shape: OGRGeometry | None


def read_features(
    path: Path, fields: dict[str, str], *, srid: int | None = None, layer: str | None = None
) -> list[Feature]:
    """Return the objects of `path`, which may be a zip of a shapefile.

    `fields` says which attribute of the file is wanted under which name. `srid` replaces what the file says of its
    coordinates; `layer` chooses where the file has several. Raises UnusableFileError with what to do about it.
    """
    for encoding in ENCODINGS:
        try:
            source = DataSource(_gdal_name(path), encoding=encoding)
            return list(_features(_layer(source, layer, fields), fields, srid))
        except UnicodeDecodeError:
            continue
        except GDALException as error:
            raise UnusableFileError(_("Die Datei ist nicht als Geodaten lesbar: %s") % error) from error
    raise UnusableFileError(_("Die Zeichen der Datei sind weder UTF-8 noch Windows-1252."))


def _gdal_name(path: Path) -> str:
    """Return the name under which GDAL finds `path`, or what lies in it."""
    if not path.exists():
        raise UnusableFileError(_("Die Datei %s gibt es nicht.") % path)
    if not zipfile.is_zipfile(path):
        return str(path)
    inside = [member for member in _members(path) if member.suffix.lower() in KINDS_IN_ZIP]
    # A folder of several shapefiles is one source with several layers.
    found = inside if len(inside) == 1 else list({member.parent for member in inside})
    if len(found) != 1:
        raise UnusableFileError(_("Im Archiv ist nicht genau eine Quelle von Geodaten."))
    return f"/vsizip/{path.resolve() / found[0]}"


def _members(path: Path) -> list[Path]:
    """Return what lies in an archive, without the copies in which macOS keeps its own remarks."""
    try:
        with zipfile.ZipFile(path) as archive:
            return [Path(name) for name in archive.namelist() if not Path(name).name.startswith("._")]
    except zipfile.BadZipFile as error:
        raise UnusableFileError(_("Das Archiv ist beschädigt: %s") % error) from error


def _layer(source: DataSource, name: str | None, fields: dict[str, str]) -> Layer:
    layers = [found for found in source if name in {None, found.name}]
    fitting = [found for found in layers if set(fields.values()) <= set(found.fields)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        message = _("Die Datei hat mehrere Ebenen, bitte mit --layer wählen: %s")
        raise UnusableFileError(message % ", ".join(found.name for found in fitting))
    known = "; ".join(f"{found.name}: {', '.join(found.fields)}" for found in source)
    message = _("Die Felder %(wanted)s stehen nicht zusammen in einer Ebene der Datei. Es gibt: %(known)s")
    raise UnusableFileError(message % {"wanted": ", ".join(fields.values()), "known": known})


def _features(layer: Layer, fields: dict[str, str], srid: int | None) -> Iterator[Feature]:
    to_degrees = CoordTransform(_reference(layer, srid), SpatialReference(DEGREES))
    for number, feature in enumerate(layer, start=1):
        values = {ours: attribute_text(feature.get(theirs)) for ours, theirs in fields.items()}
        yield Feature(number, values, _shape(feature, to_degrees))


def _reference(layer: Layer, srid: int | None) -> SpatialReference:
    """Return the coordinate system of the layer, with x before y whatever its authority says."""
    found = SpatialReference(srid) if srid else layer.srs
    if found is None:
        raise UnusableFileError(_("Die Datei nennt kein Koordinatensystem. Bitte mit --srid angeben, etwa 25832."))
    # A GeoJSON file that says nothing counts as degrees.
    extent = layer.extent
    could_be_degrees = WHOLE_EARTH.covers(Polygon.from_bbox(extent.tuple))
    if found.geographic and not could_be_degrees:
        raise UnusableFileError(_("Die Koordinaten sind keine Grad. Bitte mit --srid angeben, was sie sind."))
    # In metres they would all lie within a few hundred metres of where a system begins, far from every town. A shapefile
    # whose extent was never written says zero.
    if found.projected and could_be_degrees and any(extent.tuple):
        raise UnusableFileError(_("Die Koordinaten sind Grad, keine Meter. Bitte --srid 4326 angeben."))
    return found


def _shape(feature: SourceFeature, to_degrees: CoordTransform) -> OGRGeometry | None:
    try:
        shape = feature.geom
    except GDALException:  # the object has no shape at all
        return None
    shape.transform(to_degrees)
    return shape


def attribute_text(value: object) -> str:
    """Return an attribute as text on one line: 41061 for 41061.0, "" for none and for what is no number."""
    if isinstance(value, float):
        value = (int(value) if value.is_integer() else value) if math.isfinite(value) else None
    return "" if value is None else " ".join(str(value).split())


def boundary_of(shape: OGRGeometry | None) -> tuple[MultiPolygon, str]:
    """Return the polygons of `shape` and why they had to be repaired ("" if not); raises RefusedError without any."""
    found = _polygons(_planar(shape)) if shape else []
    if not found:
        raise RefusedError(_("hat keine Fläche als Grenze"))
    boundary = MultiPolygon(found, srid=DEGREES)
    reason = boundary.valid_reason
    if reason == "Valid Geometry":
        return boundary, ""
    repaired = _polygons(boundary.make_valid())
    if not repaired:
        raise RefusedError(_("die Grenze ist nicht zu reparieren (%s)") % reason)
    return MultiPolygon(repaired, srid=DEGREES), reason


def _planar(shape: OGRGeometry) -> GEOSGeometry:
    """Return `shape` with straight lines, closed rings and two coordinates per point."""
    straight = shape.get_linear_geometry() if shape.has_curve else shape
    straight.set_3d(False)
    straight.set_measured(False)
    straight.close_rings()
    try:
        return straight.geos
    except (GEOSException, ValueError) as error:
        raise RefusedError(_("die Grenze ist nicht lesbar (%s)") % error) from error


def _polygons(geometry: GEOSGeometry) -> list[Polygon]:
    if isinstance(geometry, Polygon):
        return [] if geometry.empty else [geometry]
    # Points and lines are no areas and hold none.
    parts = geometry if isinstance(geometry, GeometryCollection) else []
    return [polygon for part in parts for polygon in _polygons(part)]
