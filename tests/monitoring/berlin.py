"""Berlin's Monitoring Soziale Stadtentwicklung as it was published: shares to compute with, and what came out of them.

The tables call areas that are left out 0 throughout. In the table of z values of 2013 and 2015 three columns hold something
else than their name says: z_d1 the sum of the status, z_d2 its index, z_d3 its class, and only z_d4 a z value, that of d1.
"""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

from monitoring.indices.definition import (
    Attention,
    Definition,
    Grade,
    Grading,
    Limits,
    Part,
    Table,
)
from tests.sozialraum.real_data import real

EDITIONS = (2013, 2015, 2017)
STATUS, DYNAMIC = ("S1", "S2", "S3", "S4"), ("D1", "D2", "D3", "D4")
FEWEST_PEOPLE = 300
# Left out by name: the published tables give their people, and no values. Why, Berlin tells in its method report.
OUTLIERS = {2013: ["10010203"], 2015: ["10010203"], 2017: ["10010203", "04020314"]}

STATUS_GRADES = Grading(
    Limits.SD,
    (
        Grade("1", "hoch", -1),
        Grade("2", "mittel", 1),
        Grade("3", "niedrig", 1.5, Attention.WORSENING),
        Grade("4", "sehr niedrig", None, Attention.ALWAYS),
    ),
)
DYNAMIC_GRADES = Grading(
    Limits.SD, (Grade("+", "positiv", -1), Grade("+/-", "stabil", 1), Grade("-", "negativ", worsening=True))
)


def definition(codes: tuple[str, ...], grading: Grading, year: int) -> Definition:
    outliers = dict.fromkeys(OUTLIERS[year], "Einzelfall")
    parts = tuple(Part(code) for code in codes)
    return Definition(parts, grading, minimum_population=FEWEST_PEOPLE, outliers=outliers)


@dataclass(frozen=True)
class Published:
    """What the edition says of an area that has an index; what its table does not hold is not in `numbers`."""

    status: str
    dynamic: str
    numbers: dict[str, float]  # z of S1 …, "sum", "index"; z of D1 …, "dynamic sum", "dynamic index"


@dataclass(frozen=True)
class Edition:
    """Shares of all areas, and the published results of those that have any."""

    table: Table
    published: dict[str, Published]


def edition(year: int) -> Edition:
    """Return an edition, or skip the test where the data is absent."""
    return edition_of_2017() if year == 2017 else edition_of_tables(year)


def edition_of_2017() -> Edition:
    features = json.loads(real("berlin-mss-2017/mss2017_with_polygons.geojson").read_text())["features"]
    rows = {row["SCHLUESSEL"]: row for row in (feature["properties"] for feature in features)}
    table = Table(
        {area: {code: row[code] for code in STATUS + DYNAMIC} for area, row in rows.items()},
        {area: row["EW"] for area, row in rows.items()},
    )
    names = {code: f"z{code}" for code in STATUS + DYNAMIC} | {
        "sum": "S_Summe", "index": "zSI", "dynamic sum": "D_Summe", "dynamic index": "zDI"
    }  # fmt: skip
    return Edition(
        table,
        {
            area: Published(str(row["SI"]), row["DI"], {name: row[column] for name, column in names.items()})
            for area, row in rows.items()
            if row["SI"]
        },
    )


def edition_of_tables(year: int) -> Edition:
    shares, classes, scores = (rows(year, name) for name in ("2-1-planning-areas", "1-planning-areas", "3-districts"))
    table = Table(
        {area: dict(zip(STATUS + DYNAMIC, map(float, row[1:]), strict=True)) for area, row in shares.items()},
        {area: int(row[0]) for area, row in shares.items()},
    )
    return Edition(
        table,
        {
            area: Published(status, dynamic, numbers_of(scores.get(area)))
            for area, (_, status, dynamic) in classes.items()
            if status != "0"
        },
    )


def numbers_of(row: list[str] | None) -> dict[str, float]:
    if row is None:  # 2015 has a line for an area 00000000, and for that the last area fell off
        return {}
    z_of_status, (total, index, _name, z_d1) = row[1:5], row[5:]
    return dict(zip((*STATUS, "sum", "index", "D1"), map(float, (*z_of_status, total, index, z_d1)), strict=True))


def tables_of(year: int, name: str) -> Path:
    """Return one of the tables of an edition, or skip the test."""
    return real(f"berlin-mss-2013-2015/berlin-monitoring-social-urban-development-{year}-00-{name}.csv")


def rows(year: int, name: str) -> dict[str, list[str]]:
    with tables_of(year, name).open(newline="") as file:
        return {row[0]: row[1:] for row in list(csv.reader(file))[1:]}
