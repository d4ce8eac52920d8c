"""Indicators and numbers of the example city, loaded after the city itself."""

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from monitoring.example_city.indices import INDEX, load_indices
from monitoring.models import Equation, EquationTerm, Indicator, IndicatorField, IndicatorValue, SeriesBreak
from offers.example_city.converting import Book
from offers.example_city.reading import Entry, FixtureError, read_folder
from offers.example_city.records import load_table, waves
from offers.example_city.syncing import Counts, Row, Tally, sync
from offers.example_city.tables import Table
from sozialraum.models import District

FOLDER = Path(settings.BASE_DIR, "fixtures", "example_city", "monitoring")
TABLES = {
    "indicator_field": Table(IndicatorField),
    "indicator": Table(Indicator, parts=frozenset({"ages", "breaks"})),
    "equation": Table(Equation, ("name",), parts=frozenset({"terms"})),
    "composite_index": INDEX,
}
CITY = "city"


@transaction.atomic
def load_numbers(folder: Path = FOLDER) -> Tally:
    """Make the database hold the indicators and numbers that the files of `folder` say; return the counts by model.

    Raises FixtureError when a file cannot be loaded; then nothing is changed.
    """
    entries = read_folder(folder, TABLES)
    book = Book()
    counts: Tally = {IndicatorField: load_table(TABLES["indicator_field"], entries["indicator_field"], book)}
    counts[Indicator] = Counts()
    for wave in waves(entries["indicator"], parent="denominator", name="code"):
        counts[Indicator].add(load_table(TABLES["indicator"], wave, book, ages_of_indicator))
    counts[SeriesBreak] = load_breaks(entries["indicator"], book)
    counts[Equation] = load_table(TABLES["equation"], entries["equation"], book)
    counts[EquationTerm] = load_terms(entries["equation"], book)
    counts |= load_indices(entries["composite_index"], book)
    counts[IndicatorValue] = Counts()
    for path in sorted((folder / "numbers").glob("*.csv")):
        counts[IndicatorValue].add(load_file(path, book))
    return counts


def ages_of_indicator(entry: Entry) -> dict[str, Any]:
    """Return the columns behind an indicator's `ages = [from, to]`, and its place among the others."""
    youngest, oldest = entry.values.get("ages", (None, None))
    return {"age_from_months": youngest, "age_to_months": oldest, "order": entry.number}


def load_breaks(entries: list[Entry], book: Book) -> Counts:
    """Load the breaks in the series of indicators."""
    rows = [
        Row({"indicator_id": book.find(Indicator, entry.values["code"], entry), **part})
        for entry in entries
        for part in entry.values.get("breaks", [])
    ]
    return sync(SeriesBreak, ("indicator_id", "day"), rows)


def load_terms(entries: list[Entry], book: Book) -> Counts:
    """Load which indicators an equation ties together."""
    equations = dict(Equation.objects.values_list("name", "pk"))
    rows = [
        Row(
            {
                "equation_id": equations[entry.values["name"]],
                "indicator_id": book.find(Indicator, term["indicator"], entry),
                "factor": term["factor"],
                "years_back": term.get("years_back", 0),
            }
        )
        for entry in entries
        for term in entry.values["terms"]
    ]
    return sync(EquationTerm, ("equation_id", "indicator_id", "years_back"), rows)


def load_file(path: Path, book: Book) -> Counts:
    """Load the numbers of one file of the long form: a line per indicator and area."""
    with path.open(encoding="utf8", newline="") as file:
        lines = list(csv.DictReader(file, delimiter=";"))
    rows = [
        row_of(line, Entry(path.name, "line", number, {"code": line["indicator"]}), book)
        for number, line in enumerate(lines, 2)
    ]
    return sync(IndicatorValue, ("indicator_id", "district_id", "social_space_id", "reference_date"), rows)


def row_of(line: dict[str, str], entry: Entry, book: Book) -> Row:
    """Return the record that a line of a file describes."""
    area = line["area"]
    field = IndicatorValue._meta.get_field("reference_date")
    return Row(
        {
            "indicator_id": book.find(Indicator, line["indicator"], entry),
            "district_id": None if area == CITY else book.find(District, area, entry),
            "social_space_id": None,
            "reference_date": field.to_python(line["reference_date"]),
            **{name: number(line[name], entry) for name in ("numerator", "denominator", "value")},
            "status": line["status"] or "final",
            "line": entry.number,
        }
    )


def number(text: str, entry: Entry) -> Decimal | None:
    """Return a number as it stands in a file, None for nothing; raises FixtureError for anything else."""
    try:
        return Decimal(text) if text else None
    except ArithmeticError:
        raise FixtureError(f"{entry}: {text!r} is no number") from None
