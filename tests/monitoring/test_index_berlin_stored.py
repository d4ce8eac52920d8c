"""Berlin's published results once more: its shares imported as any office's file, and through the code that serves the pages."""

import csv
import io
from pathlib import Path

import pytest
from django.test import Client

from monitoring.computed.results import computed
from monitoring.models import IndexExclusion
from sozialraum.models import AreaLevel
from sozialraum.pages import content_version
from tests.monitoring import city
from tests.monitoring.berlin import DYNAMIC, EDITIONS, OUTLIERS, STATUS, Edition, edition, tables_of
from tests.monitoring.importing import command
from tests.monitoring.test_index_berlin import AREAS, LAST_PLACE, LAST_PLACE_OF_A_SUM, numbers
from tests.network.factories import person
from tests.sozialraum.factories import MunicipalityFactory
from tests.sozialraum.html import parsed

pytestmark = pytest.mark.django_db
SHARES = (*STATUS, *DYNAMIC)
PAGE = "/monitoring/indizes/status/"
# Pages and files round to five decimals themselves, which is half a unit of the last place more.
ROUNDED = 0.000005


def table_of(year: int, folder: Path) -> Path:
    """Return the file of shares as it was published; of 2017, which came as a map, a table of the same columns."""
    if year != 2017:
        return tables_of(year, "2-1-planning-areas")
    found = edition(year).table
    path = folder / "mss2017.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "inhabitants", *SHARES])
        writer.writerows([area, found.populations[area], *row.values()] for area, row in found.values.items())
    return path


def imported(year: int, folder: Path) -> None:
    """Take the table in by the command, its columns named by a mapping."""
    path = table_of(year, folder)
    with path.open(newline="") as file:
        columns = next(csv.reader(file))
    means = dict(zip(columns, ["area", city.PEOPLE, *SHARES], strict=True))
    lines = [f'date = "31.12.{year}"', 'level = "planungsraum"', 'decimal = "."', "[columns]"]
    mapping = folder / "mapping.toml"
    mapping.write_text("\n".join([*lines, *(f'{column} = "{code}"' for column, code in means.items())]))
    code, said = command(path, "--mapping", mapping)
    assert (code, said[-1]) == (0, "angelegt: 4023, geändert: 0, unverändert: 0, repariert: 0, abgelehnt: 0")


def stored(year: int, folder: Path):
    """Write the areas, import an edition, which releases what may be seen of it, and describe both indices with the areas left out by name."""
    found = edition(year)
    level = AreaLevel.objects.create(code="planungsraum", name="Planungsraum", name_plural="Planungsräume")
    areas = city.districts(found.table.values, level)
    indicators = {code: city.indicator(code) for code in (city.PEOPLE, *SHARES)}
    imported(year, folder)
    common = {"level": level, "min_population": 300, "population": indicators[city.PEOPLE]}
    status = city.index("status", {code: indicators[code] for code in STATUS}, city.STATUS, **common)
    dynamic = city.index(
        "dynamik", {code: indicators[code] for code in DYNAMIC}, city.DYNAMIC, change_of=status, **common
    )
    IndexExclusion.objects.bulk_create(
        IndexExclusion(index=index, district=areas[code], reason="Einzelfall")
        for index in (status, dynamic)
        for code in OUTLIERS[year]
    )
    return found, {("district", area.pk): code for code, area in areas.items()}


@pytest.mark.parametrize("year", EDITIONS)
def test_published_classes_z_values_sums_and_indices_come_out_of_the_imported_shares(year, tmp_path):
    found, codes = stored(year, tmp_path)
    pair = computed(content_version(), "status", year)
    status, dynamic = pair.status.outcome, pair.dynamic.outcome

    assert {codes[key]: (group.status.key, group.change.key) for key, group in pair.groups.items()} == {
        area: (row.status, row.dynamic) for area, row in found.published.items()
    }
    assert len(pair.groups) == AREAS[year]
    for key in pair.groups:
        ours = numbers(status, key) | numbers(dynamic, key, "dynamic ")
        for name, value in found.published[codes[key]].numbers.items():
            allowed = LAST_PLACE_OF_A_SUM if name.endswith("sum") else LAST_PLACE
            assert ours[name] == pytest.approx(value, rel=0, abs=allowed), (codes[key], name)
    shown_to_planners(year, found)


def shown_to_planners(year: int, found: Edition) -> None:
    """Check that the page and its file show what Berlin published: classes, index and z values, to the fifth decimal."""
    MunicipalityFactory()
    planner = Client()
    planner.force_login(person("planner"))
    said = planner.get(f"{PAGE}tabelle.csv", {"jahr": year}).content.decode("utf-8-sig")
    rows = {row["Schlüssel"]: row for row in csv.DictReader(io.StringIO(said), delimiter=";")}
    assert {code: group(row) for code, row in rows.items() if row["Klasse"]} == {
        area: (row.status, row.dynamic) for area, row in found.published.items()
    }
    assert sum(bool(row["außen vor, weil"]) for row in rows.values()) == len(found.table.values) - AREAS[year]
    columns = {
        "Index": "index",
        "Summe": "sum",
        "Entwicklung": "dynamic index",
        **{f"Quote {one}": one for one in STATUS},
    }
    compared = [
        (float(rows[area][column].replace(",", ".")), row.numbers[name], name)
        for area, row in found.published.items()
        for column, name in columns.items()
        if name in row.numbers
    ]
    assert [one for one in compared if abs(one[0] - one[1]) > allowed(one[2])] == []
    assert len(compared) >= 6 * (AREAS[year] - 1)
    # The page itself is written by the same columns; its first hundred rows stand for all.
    page = parsed(planner.get(PAGE, {"jahr": year, "sort": "gebiet"}))
    shown = {
        row.get("data-district"): row.findall("td")[1].get("data-value")
        for row in page.findall(".//tr[@data-district]")
    }
    assert len(shown) == 100
    assert shown == {code: rows[code]["Index"].replace(",", ".") for code in shown}


def group(row: dict[str, str]) -> tuple[str, str]:
    """Return the keys of the classes of a row of the file."""
    keys = {one["label"]: one["key"] for one in (*city.STATUS, *city.DYNAMIC)}
    status, dynamic = keys[row["Klasse"]], keys[row["Klasse der Entwicklung"]]
    assert row["Gruppe"] == status + dynamic
    return status, dynamic


def allowed(name: str) -> float:
    return (LAST_PLACE_OF_A_SUM if name.endswith("sum") else LAST_PLACE) + ROUNDED
