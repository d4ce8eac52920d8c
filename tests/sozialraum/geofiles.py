"""Files of areas for tests, written byte by byte: GeoJSON, shapefiles, GeoPackages."""

import json
import sqlite3
import struct
import zipfile
from pathlib import Path

Ring = list[tuple[float, float]]

UTM_32 = (
    'PROJCS["ETRS_1989_UTM_Zone_32N",GEOGCS["GCS_ETRS_1989",DATUM["D_ETRS_1989",'
    'SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],'
    'PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],'
    'PARAMETER["Central_Meridian",9.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],'
    'UNIT["Meter",1.0]]'
)
GAUSS_KRUEGER_2 = (
    'PROJCS["DHDN_3_Degree_Gauss_Zone_2",GEOGCS["GCS_Deutsches_Hauptdreiecksnetz",'
    'DATUM["D_Deutsches_Hauptdreiecksnetz",SPHEROID["Bessel_1841",6377397.155,299.1528128]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],'
    'PARAMETER["False_Easting",2500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",6.0],'
    'PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)


def box(west: float, south: float, width: float = 0.01, height: float | None = None) -> Ring:
    """Return a rectangle as a closed ring."""
    east, north = west + width, south + (height or width)
    return [(west, south), (west, north), (east, north), (east, south), (west, south)]


def polygon(*rings: Ring) -> dict:
    return {"type": "Polygon", "coordinates": [list(map(list, ring)) for ring in rings]}


def feature(shape: dict | None, **properties) -> dict:
    return {"type": "Feature", "properties": properties, "geometry": shape}


def write_geojson(path: Path, *features: dict, crs: str = "", encoding: str = "utf-8") -> Path:
    collection = {"type": "FeatureCollection", "features": features}
    if crs:
        collection["crs"] = {"type": "name", "properties": {"name": crs}}
    path.write_text(json.dumps(collection, ensure_ascii=False), encoding=encoding)
    return path


def write_shapefile(folder: Path, rows: list[tuple[Ring, dict[str, bytes]]], prj: str = "", cpg: str = "") -> Path:
    """Write a shapefile of polygons with text attributes, the text as the bytes given; return its .shp."""
    path = folder / "gebiete.shp"
    records = [_shp_record(ring) for ring, _values in rows]
    _write_shp(path, records, index=False)
    _write_shp(path.with_suffix(".shx"), records, index=True)
    path.with_suffix(".dbf").write_bytes(_dbf([values for _ring, values in rows]))
    if prj:
        path.with_suffix(".prj").write_text(prj)
    if cpg:
        path.with_suffix(".cpg").write_text(cpg)
    return path


def zip_up(path: Path, *members: Path, folder: str = "") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for member in members:
            archive.write(member, folder + member.name)
    return path


def _shp_record(ring: Ring) -> bytes:
    xs, ys = zip(*ring, strict=True)
    points = b"".join(struct.pack("<2d", *point) for point in ring)
    return struct.pack("<i4d3i", 5, min(xs), min(ys), max(xs), max(ys), 1, len(ring), 0) + points


def _write_shp(path: Path, records: list[bytes], *, index: bool) -> None:
    body, offset = b"", 50
    for number, record in enumerate(records, start=1):
        words = len(record) // 2
        body += struct.pack(">2i", offset, words) if index else struct.pack(">2i", number, words) + record
        offset += words + 4
    length = 50 + len(body) // 2
    path.write_bytes(struct.pack(">i20xi", 9994, length) + struct.pack("<2i8d", 1000, 5, *[0.0] * 8) + body)


def _dbf(rows: list[dict[str, bytes]]) -> bytes:
    width, names = 40, list(rows[0])
    fields = b"".join(struct.pack("<11sc4xBB14x", name.encode(), b"C", width, 0) for name in names)
    head = struct.pack("<B3BIHH20x", 3, 126, 1, 1, len(rows), 33 + 32 * len(names), 1 + width * len(names))
    body = b"".join(b" " + b"".join(row[name].ljust(width) for name in names) for row in rows)
    return head + fields + b"\r" + body + b"\x1a"


def write_geopackage(path: Path, layers: dict[str, list[tuple[Ring, str, str]]]) -> Path:
    """Write a GeoPackage in degrees; each layer has rows of a ring, a code and a name."""
    with sqlite3.connect(path) as database:
        database.executescript(GEOPACKAGE)
        for layer, rows in layers.items():
            database.execute(f'CREATE TABLE "{layer}" (fid INTEGER PRIMARY KEY, geom BLOB, code TEXT, name TEXT)')
            database.execute(
                "INSERT INTO gpkg_contents VALUES (?, 'features', ?, '', '2027-01-01', 6, 51, 7, 52, 4326)",
                (layer, layer),
            )
            database.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POLYGON', 4326, 0, 0)", (layer,))
            database.executemany(
                f'INSERT INTO "{layer}" (geom, code, name) VALUES (?, ?, ?)',  # noqa: S608 - the test's own names
                [(_blob(ring), code, name) for ring, code, name in rows],
            )
    database.close()
    return path


def _blob(ring: Ring) -> bytes:
    points = b"".join(struct.pack("<2d", *point) for point in ring)
    return b"GP\x00\x01" + struct.pack("<i", 4326) + struct.pack("<BIII", 1, 3, 1, len(ring)) + points


GEOPACKAGE = """
PRAGMA application_id = 1196444487;
PRAGMA user_version = 10200;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,
    organization_coordsys_id INTEGER, definition TEXT, description TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326,
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],'
    || 'UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]', '');
CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, description TEXT,
    last_change TEXT, min_x REAL, min_y REAL, max_x REAL, max_y REAL, srs_id INTEGER);
CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER,
    z INTEGER, m INTEGER);
"""
