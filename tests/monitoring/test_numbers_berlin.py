"""Real tables of a statistics office: Berlin's Monitoring Soziale Stadtentwicklung 2013 and 2015."""

import csv
import datetime

import pytest

from monitoring.models import IndicatorValue
from sozialraum.models import District
from tests.monitoring.factories import CountFactory, RateFactory
from tests.monitoring.importing import command, written
from tests.sozialraum.factories import BoroughLevelFactory, DistrictLevelFactory, MunicipalityFactory, square
from tests.sozialraum.real_data import real

pytestmark = pytest.mark.django_db
SHARES = {
    "s1": "s1_percentage_unemployed",
    "s2": "s2_percentage_long_term_unemployed",
    "s3": "s3_percentage_transfer_payments_recipients",
    "s4": "s4_percentage_transfer_payments_recipients_below_15_years",
}
MAPPING = "\n".join(["id;area", "inhabitants;pop", *(f"{heading};{code}" for code, heading in SHARES.items())])


def table(year: int, part: str):
    """Return the table of an edition, or skip the test."""
    return real(f"berlin-mss-2013-2015/berlin-monitoring-social-urban-development-{year}-00-2-{part}.csv")


def rows_of(path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if row["inhabitants"]]


@pytest.fixture
def berlin():
    MunicipalityFactory(name="Berlin")
    levels = {"1-planning-areas": DistrictLevelFactory(code="planungsraum"), "3-districts": BoroughLevelFactory()}
    for part, level in levels.items():
        codes = {row["id"] for year in (2013, 2015) for row in rows_of(table(year, part))}
        District.objects.bulk_create(
            District(level=level, code=code, name=f"Raum {code}", slug=f"raum-{code}", boundary=square(0))
            for code in codes
        )
    CountFactory(code="pop", name="Einwohner")
    for code, heading in SHARES.items():
        RateFactory(code=code, name=heading.replace("_", " "))


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize("year", [2013, 2015])
@pytest.mark.parametrize("part", ["1-planning-areas", "3-districts"])
def test_every_share_of_berlin_comes_in_as_it_was_published(tmp_path, year, part):
    mapping = written(tmp_path, MAPPING, name="zuordnung.csv")
    path = table(year, part)
    code, lines = command(path, "--mapping", mapping, f"--date=31.12.{year - 1}")
    rows = rows_of(path)
    assert (code, lines[-1].split(",")[0]) == (0, f"angelegt: {len(rows) * 5}")
    found = {
        (value.district.code, value.indicator.code): value.numerator if value.value is None else value.value
        for value in IndicatorValue.objects.select_related("district", "indicator")
    }
    assert {day for (day,) in IndicatorValue.objects.values_list("reference_date").distinct()} == {
        datetime.date(year - 1, 12, 31)
    }
    expected = {(row["id"], code): float(row[heading]) for row in rows for code, heading in SHARES.items()}
    expected |= {(row["id"], "pop"): float(row["inhabitants"]) for row in rows}
    assert {key: float(value) for key, value in found.items()} == expected


@pytest.mark.usefixtures("berlin")
def test_berlins_codes_without_their_leading_zeros_are_recognised(tmp_path):
    rows = rows_of(table(2013, "1-planning-areas"))
    lines = [f"{int(row['id'])};{row['inhabitants']}" for row in rows]
    code, said = command(written(tmp_path, "\n".join(["id;pop", *lines])), "--date=2012", "--level=planungsraum")
    padded = sum(row["id"].startswith("0") for row in rows)
    assert (code, said[-1]) == (
        0,
        f"angelegt: {len(rows)}, geändert: 0, unverändert: 0, repariert: {padded}, abgelehnt: 0",
    )


@pytest.mark.usefixtures("berlin")
def test_two_years_of_berlin_show_their_jumps_and_the_areas_that_went(tmp_path):
    mapping = written(tmp_path, MAPPING, name="zuordnung.csv")
    for year in (2013, 2014):
        # The second edition is two years later; told as the next year, so that the two are compared.
        path = table(2013 if year == 2013 else 2015, "1-planning-areas")
        said = command(path, "--mapping", mapping, f"--date={year}")[1]
    gone = {row["id"] for row in rows_of(table(2013, "1-planning-areas"))} - {
        row["id"] for row in rows_of(table(2015, "1-planning-areas"))
    }
    missing = [line for line in said if "Gebiet fehlt, das im Vorjahr einen Wert hatte" in line]
    assert (bool(gone), bool(missing)) in {(True, True), (False, False)}
    assert sum("Sprung gegenüber dem Vorjahr" in line for line in said) > 10
