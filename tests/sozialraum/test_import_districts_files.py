"""Areas from files of every kind: what is read, what is repaired, what is refused."""

import math

import pytest
from django.contrib.gis.gdal import OGRGeometry
from django.contrib.gis.geos import Point

from kit.importing import RefusedError
from sozialraum.imports.geodata import attribute_text, boundary_of
from sozialraum.models import District
from tests.sozialraum.geofiles import (
    GAUSS_KRUEGER_2,
    UTM_32,
    box,
    feature,
    polygon,
    write_geojson,
    write_geopackage,
    write_shapefile,
    zip_up,
)
from tests.sozialraum.importing import import_districts, numbers

pytestmark = pytest.mark.django_db

BOW_TIE = [(6.4, 51.1), (6.42, 51.12), (6.42, 51.1), (6.4, 51.12), (6.4, 51.1)]


def saved() -> list[tuple[str, str]]:
    return list(District.objects.order_by("code").values_list("code", "name"))


def middle_of(code: str) -> tuple[float, float]:
    return District.objects.get(code=code).boundary.centroid.tuple


@pytest.fixture
def utm_rows():
    """One area round the point 500000 / 5650000 of UTM zone 32, that is on the meridian of 9 degrees."""
    return [(box(499_000, 5_649_000, 2000), {"code": b"0101", "name": "Mühle".encode("cp1252")})]


def test_a_geojson_file_is_read(tmp_path):
    path = write_geojson(tmp_path / "a.geojson", feature(polygon(box(6.4, 51.1)), code="0101", name="Süd"))

    assert import_districts(path)[0] == 0
    assert saved() == [("0101", "Süd")]
    assert middle_of("0101") == pytest.approx((6.405, 51.105))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_umlauts_are_read_with_a_byte_order_mark_and_in_windows_1252(tmp_path, encoding):
    area = feature(polygon(box(6.4, 51.1)), code="1", name="Süd")
    import_districts(write_geojson(tmp_path / "a.geojson", area, encoding=encoding))

    assert saved() == [("1", "Süd")]


@pytest.mark.parametrize(
    ("code", "read"),
    [(303, "303"), (303.0, "303"), ("0303", "0303"), (" 0303 ", "0303"), (41_061_000_000, "41061000000")],
)
def test_a_code_keeps_its_zeros_and_gains_none(tmp_path, code, read):
    import_districts(write_geojson(tmp_path / "a.geojson", feature(polygon(box(6.4, 51.1)), code=code, name="A")))

    assert saved() == [(read, "A")]


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (1.0, "1"), (1.5, "1.5"), (7, "7"), (" a\nb ", "a b"), (math.nan, ""), (-math.inf, "")],
)
def test_an_attribute_becomes_text(value, text):
    assert attribute_text(value) == text


def test_a_shapefile_in_utm_and_windows_1252_is_read(tmp_path, utm_rows):
    assert import_districts(write_shapefile(tmp_path, utm_rows, prj=UTM_32))[0] == 0
    assert saved() == [("0101", "Mühle")]
    # Seen from the middle meridian east and west are the same; 5,650 km lie between the equator and 51 degrees.
    assert middle_of("0101") == pytest.approx((9.0, 51.0016), abs=1e-4)


def test_an_old_german_grid_is_shifted_as_its_ellipsoid_asks(tmp_path):
    rows = [(box(2_529_000, 5_672_000, 2000), {"code": b"1", "name": b"A"})]
    import_districts(write_shapefile(tmp_path, rows, prj=GAUSS_KRUEGER_2))

    # Taken for a grid of our days it would lie at 6.4292 / 51.1930, some 210 metres away.
    assert middle_of("1") == pytest.approx((6.42851, 51.19116), abs=1e-4)


@pytest.mark.parametrize("folder", ["", "Gebiete 2027/"])
def test_a_zipped_shapefile_is_read(tmp_path, utm_rows, folder):
    path = write_shapefile(tmp_path, utm_rows, prj=UTM_32)
    members = [path.with_suffix(ending) for ending in (".shp", ".shx", ".dbf", ".prj")]

    assert import_districts(zip_up(tmp_path / "gebiete.zip", *members, folder=folder))[0] == 0
    assert saved() == [("0101", "Mühle")]


def test_what_macos_adds_to_an_archive_is_left_aside(tmp_path, utm_rows):
    path = write_shapefile(tmp_path, utm_rows, prj=UTM_32)
    remark = tmp_path / "._gebiete.shp"
    remark.write_bytes(b"Mac OS X")
    members = [path.with_suffix(ending) for ending in (".shp", ".shx", ".dbf", ".prj")]

    assert import_districts(zip_up(tmp_path / "gebiete.zip", *members, remark))[0] == 0
    assert saved() == [("0101", "Mühle")]


def test_a_shapefile_that_names_no_coordinates_needs_to_be_told(tmp_path, utm_rows):
    path = write_shapefile(tmp_path, utm_rows)

    assert import_districts(path) == (
        2,
        ["Die Datei nennt kein Koordinatensystem. Bitte mit --srid angeben, etwa 25832."],
    )
    assert import_districts(path, "--srid=25832")[0] == 0
    assert middle_of("0101") == pytest.approx((9.0, 51.0016), abs=1e-4)


def test_metres_in_a_geojson_file_that_says_nothing_are_no_degrees(tmp_path):
    area = feature(polygon(box(499_000, 5_649_000, 2000)), code="1", name="A")
    path = write_geojson(tmp_path / "a.geojson", area)

    assert import_districts(path)[0] == 2
    assert import_districts(path, "--srid=25832")[0] == 0
    assert middle_of("1") == pytest.approx((9.0, 51.0016), abs=1e-4)


def test_degrees_are_not_taken_for_metres(tmp_path):
    path = write_geojson(tmp_path / "a.geojson", feature(polygon(box(6.4, 51.1)), code="1", name="A"))

    assert import_districts(path, "--srid=25832") == (
        2,
        ["Die Koordinaten sind Grad, keine Meter. Bitte --srid 4326 angeben."],
    )


def test_a_geojson_file_may_name_its_coordinates(tmp_path):
    area = feature(polygon(box(499_000, 5_649_000, 2000)), code="1", name="A")
    import_districts(write_geojson(tmp_path / "a.geojson", area, crs="urn:ogc:def:crs:EPSG::25832"))

    assert middle_of("1") == pytest.approx((9.0, 51.0016), abs=1e-4)


def test_latitude_before_longitude_is_set_right_and_zeros_survive_gml(tmp_path):
    (tmp_path / "a.gml").write_text(GML, encoding="utf-8")

    assert import_districts(tmp_path / "a.gml")[0] == 0
    assert saved() == [("0101", "Eins")]
    assert middle_of("0101") == pytest.approx((6.45, 51.15))


def test_a_geopackage_of_one_layer_is_read(tmp_path):
    path = write_geopackage(tmp_path / "a.gpkg", {"stadtteile": [(box(6.4, 51.1), "01", "Ä")]})

    assert import_districts(path)[0] == 0
    assert saved() == [("01", "Ä")]


def test_of_several_layers_one_is_chosen(tmp_path):
    rows = {"alt": [(box(6.4, 51.1), "1", "Alt")], "neu": [(box(6.4, 51.1), "1", "Neu")]}
    path = write_geopackage(tmp_path / "a.gpkg", rows)

    assert import_districts(path) == (2, ["Die Datei hat mehrere Ebenen, bitte mit --layer wählen: alt, neu"])
    assert import_districts(path, "--layer=neu")[0] == 0
    assert saved() == [("1", "Neu")]


def test_polygons_of_a_collection_and_of_three_dimensions_count(tmp_path):
    high = [[(x, y, 40.0) for x, y in box(6.5, 51.1)]]
    shape = {
        "type": "GeometryCollection",
        "geometries": [
            polygon(box(6.4, 51.1)),
            {"type": "Point", "coordinates": [6, 51]},
            {"type": "MultiPolygon", "coordinates": [high]},
        ],
    }
    assert import_districts(write_geojson(tmp_path / "a.geojson", feature(shape, code="1", name="A")))[0] == 0

    boundary = District.objects.get().boundary
    assert (len(boundary), boundary.hasz, boundary.extent) == (2, False, pytest.approx((6.4, 51.1, 6.51, 51.11)))


def test_curves_become_straight_lines():
    shape = OGRGeometry("CURVEPOLYGON (CIRCULARSTRING (6 51, 7 52, 8 51, 7 50, 6 51))")
    boundary, reason = boundary_of(shape)

    assert (reason, boundary.area) == ("", pytest.approx(3.14, abs=0.01))


def test_an_open_ring_is_closed():
    shape = OGRGeometry('{"type": "Polygon", "coordinates": [[[6, 51], [6, 52], [7, 52], [7, 51]]]}')

    assert boundary_of(shape)[0].area == pytest.approx(1)


def test_a_crossing_boundary_is_repaired_and_reported(tmp_path):
    areas = [feature(polygon(box(6.5, 51.1)), code="1", name="A"), feature(polygon(BOW_TIE), code="2", name="B")]
    code, output = import_districts(write_geojson(tmp_path / "a.geojson", *areas))

    assert (code, output[-2:]) == (
        0,
        ["Objekt 2: repariert: Grenze von 2 repariert (Self-intersection[6.41 51.11])", numbers(2, repaired=1)],
    )
    boundary = District.objects.get(code="2").boundary
    assert (boundary.valid, len(boundary), boundary.area) == (True, 2, pytest.approx(0.0002))


def test_what_is_left_of_a_repair_is_area_only():
    shape = OGRGeometry("POLYGON ((0 0, 0 2, 2 2, 2 0, 1 0, 1 -1, 1 0, 0 0))")  # a square with a thorn
    boundary, _reason = boundary_of(shape)

    assert (boundary.geom_type, boundary.area) == ("MultiPolygon", 4)


@pytest.mark.parametrize(
    "wkt", ["POINT (6 51)", "LINESTRING (6 51, 7 52)", "POLYGON EMPTY", "POLYGON ((6 51, 7 52, 6 51))"]
)
def test_what_has_no_area_is_refused(wkt):
    with pytest.raises(RefusedError):
        boundary_of(OGRGeometry(wkt))


GOOD = feature(polygon(box(6.5, 51.1)), code="1", name="A")


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (feature(polygon(box(6.4, 51.1)), code="1", name="B"), "der Schlüssel 1 steht schon bei Objekt 1"),
        (feature(polygon(box(6.4, 51.1)), code=None, name="B"), "der Schlüssel fehlt"),
        (feature(polygon(box(6.4, 51.1)), code=" ", name="B"), "der Schlüssel fehlt"),
        (feature(polygon(box(6.4, 51.1)), code="2", name=""), "der Name fehlt"),
        (feature(polygon(box(6.4, 51.1)), code="2" * 21, name="B"), "der Schlüssel ist länger als 20 Zeichen"),
        (feature(polygon(box(6.4, 51.1)), code="2", name="B" * 121), "der Name ist länger als 120 Zeichen"),
        (feature(None, code="2", name="B"), "hat keine Fläche als Grenze"),
        (feature({"type": "Point", "coordinates": [6, 51]}, code="2", name="B"), "hat keine Fläche als Grenze"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_number(tmp_path, bad, reason):
    path = write_geojson(tmp_path / "a.geojson", GOOD, bad)
    code, output = import_districts(path)

    assert (code, f"Objekt 2: abgelehnt: {reason}" in output, saved()) == (1, True, [])
    assert import_districts(path, "--skip-refused")[0] == 1
    assert saved() == [("1", "A")]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ["--code=CODE"],
            "Die Felder CODE, name stehen nicht zusammen in einer Ebene der Datei. Es gibt: a: code, name",
        ),
        (
            ["--parent=bezirk"],
            "Die Felder code, name, bezirk stehen nicht zusammen in einer Ebene der Datei. Es gibt: a: code, name",
        ),
        (["--layer=b"], "Die Felder code, name stehen nicht zusammen in einer Ebene der Datei. Es gibt: a: code, name"),
        (["--valid-from=2999-01-01"], "Eine Gebietsreform wird eingelesen, wenn sie gilt, nicht vorher."),
    ],
)
def test_what_is_asked_in_vain_makes_the_arguments_unusable(tmp_path, options, message):
    assert import_districts(write_geojson(tmp_path / "a.geojson", GOOD), *options) == (2, [message])


def test_a_coordinate_system_that_does_not_exist_is_unusable(tmp_path):
    assert import_districts(write_geojson(tmp_path / "a.geojson", GOOD), "--srid=99999999")[0] == 2


@pytest.mark.parametrize("content", ["", "kein GeoJSON", "{}", '{"type": "FeatureCollection", "features": []}'])
def test_a_file_without_areas_is_unusable(tmp_path, content):
    (tmp_path / "a.geojson").write_text(content)

    assert import_districts(tmp_path / "a.geojson")[0] == 2


def test_a_missing_file_is_unusable(tmp_path):
    assert import_districts(tmp_path / "a.geojson") == (2, [f"Die Datei {tmp_path}/a.geojson gibt es nicht."])


def test_an_archive_of_something_else_is_unusable(tmp_path):
    (tmp_path / "a.txt").write_text("a")
    path = zip_up(tmp_path / "a.zip", tmp_path / "a.txt")

    assert import_districts(path) == (2, ["Im Archiv ist nicht genau eine Quelle von Geodaten."])


def test_a_damaged_archive_is_unusable(tmp_path):
    whole = zip_up(tmp_path / "a.zip", write_geojson(tmp_path / "a.geojson", GOOD)).read_bytes()
    (tmp_path / "a.zip").write_bytes(whole.replace(b"PK\x01\x02", b"????"))

    assert import_districts(tmp_path / "a.zip") == (
        2,
        ["Das Archiv ist beschädigt: Bad magic number for central directory"],
    )


@pytest.mark.parametrize(
    ("level", "message"),
    [
        ("?!", "„?!“ ist kein Name für eine Gebietsebene."),
        ("a" * 61, "Der Name einer Gebietsebene hat höchstens 60 Zeichen."),
    ],
)
def test_a_name_for_a_level_has_letters_and_not_too_many(tmp_path, level, message):
    assert import_districts(write_geojson(tmp_path / "a.geojson", GOOD), level=level) == (2, [message])


def test_a_point_lies_where_the_map_has_it(tmp_path):
    import_districts(write_geojson(tmp_path / "a.geojson", GOOD))

    assert District.objects.containing(Point(6.505, 51.105, srid=4326)).count() == 1


GML = """<?xml version="1.0" encoding="UTF-8"?>
<ogr:FeatureCollection xmlns:ogr="http://ogr.maptools.org/" xmlns:gml="http://www.opengis.net/gml/3.2">
<ogr:featureMember><ogr:gebiet gml:id="a.0"><ogr:geometryProperty>
<gml:Polygon srsName="urn:ogc:def:crs:EPSG::4326"><gml:exterior><gml:LinearRing>
<gml:posList>51.1 6.4 51.2 6.4 51.2 6.5 51.1 6.5 51.1 6.4</gml:posList>
</gml:LinearRing></gml:exterior></gml:Polygon>
</ogr:geometryProperty><ogr:code>0101</ogr:code><ogr:name>Eins</ogr:name></ogr:gebiet></ogr:featureMember>
</ogr:FeatureCollection>
"""
