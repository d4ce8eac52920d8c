"""The ground of the example city: municipality, areas, postcodes, streets and school holidays."""

import json
from pathlib import Path

from django.contrib.gis.geos import GEOSGeometry, MultiPolygon

from kit.german import slug
from kit.importing import Report
from offers.example_city.converting import Book
from offers.example_city.reading import Entry, FixtureError
from offers.example_city.records import load_table
from offers.example_city.syncing import Counts, Row, Tally, sync
from offers.example_city.tables import GROUND
from sozialraum.imports.streets import import_streets
from sozialraum.legal_texts import load_defaults
from sozialraum.models import (
    AreaLevel,
    District,
    LegalText,
    Municipality,
    SocialSpace,
    SocialSpaceMembership,
    StreetSection,
)

LEVELS = {"stadtbezirk": "boroughs.geojson", "stadtteil": "districts.geojson"}
LONGEST_SLUG = 120


def load_ground(folder: Path, entries: dict[str, list[Entry]], book: Book) -> Tally:
    """Load the ground from the files of `folder` and the entries of its TOML files; return the counts by model."""
    counts = {table.model: Counts() for table in GROUND.values()} | {District: Counts(), LegalText: Counts()}

    def load(name: str) -> None:
        counts[GROUND[name].model].add(load_table(GROUND[name], entries.get(name, []), book))

    for name in ("municipality", "area_level"):
        load(name)
    for level, file in LEVELS.items():
        counts[District].add(load_districts(folder / file, book.find(AreaLevel, level, entries["area_level"][0]), book))
        book.forget(District)
    _draw_outline()
    for name in ("social_space", "postcode", "school_holiday"):
        load(name)
    counts[SocialSpaceMembership] = load_memberships(entries.get("social_space", []), book)
    counts[StreetSection] = load_streets(folder / "streets.csv")
    counts[LegalText].created = sum(map(load_defaults, Municipality.objects.all()))
    return counts


def load_districts(path: Path, level_id: int, book: Book) -> Counts:
    """Load the areas of one level from GeoJSON with the properties code, name and, for the finer level, borough."""
    rows = []
    for feature in json.loads(path.read_text("utf8"))["features"]:
        facts = feature["properties"]
        boundary = GEOSGeometry(json.dumps(feature["geometry"]), srid=4326)
        parent = facts.get("borough")
        rows.append(
            Row(
                {
                    "level_id": level_id,
                    "code": facts["code"],
                    "valid_until": None,
                    "name": facts["name"],
                    "slug": slug(facts["name"], facts["code"], LONGEST_SLUG),
                    "boundary": boundary,
                    "is_schematic": True,
                    "parent_id": book.ids(District)[parent] if parent else None,
                }
            )
        )
    return sync(District, ("level_id", "code", "valid_until"), rows)


def _draw_outline() -> None:
    """Give the municipality the union of its coarsest areas as its outline."""
    municipality = Municipality.objects.get()
    whole = District.objects.current().filter(level__order=AreaLevel.objects.earliest("order").order)
    union = GEOSGeometry.from_ewkt("SRID=4326;POLYGON EMPTY")
    for boundary in whole.order_by("code").values_list("boundary", flat=True):
        union = union.union(boundary)
    outline = union if isinstance(union, MultiPolygon) else MultiPolygon(union, srid=4326)
    if municipality.outline is None or not municipality.outline.equals(outline):
        municipality.outline = outline
        municipality.save(update_fields=["outline"])


def load_memberships(entries: list[Entry], book: Book) -> Counts:
    """Load which districts belong to which social space since when."""
    rows = [
        Row(
            {
                "social_space_id": book.find(SocialSpace, entry.values["code"], entry),
                "district_id": book.find(District, code, entry),
                "valid_from": entry.values["since"],
            }
        )
        for entry in entries
        for code in entry.values["districts"]
    ]
    return sync(SocialSpaceMembership, ("social_space_id", "district_id", "valid_from"), rows)


def load_streets(path: Path) -> Counts:
    """Load the sections of streets through the import that everybody uses."""
    report = Report()
    # A section that was cut anew must give way to its successors.
    import_streets(path, report, remove_missing=True)
    if report.refused:
        first = report.remarks[0]
        raise FixtureError(f"{path.name}, line {first.line}: {first.text}")
    return Counts(report.created, report.changed, report.unchanged)
