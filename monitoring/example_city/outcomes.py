"""Metrics, targets and outcomes of the example city, the texts of its yearly reports, what needs action; loaded after its numbers."""

import csv
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from monitoring.models import NeedForAction, OutcomeMetric, OutcomeRecord, OutcomeTarget, SuccessReport
from monitoring.models.outcomes import COLUMNS
from offers.example_city.converting import Book
from offers.example_city.moving import Years
from offers.example_city.reading import Entry, FixtureError, read_folder
from offers.example_city.records import load_table
from offers.example_city.syncing import Counts, Row, Tally, sync
from offers.example_city.tables import EXAMPLE, Table
from offers.models import Offer, Programme
from sozialraum.models import District

FOLDER = Path(settings.BASE_DIR, "fixtures", "example_city", "outcomes")
TABLES = {
    "outcome_metric": Table(OutcomeMetric, parts=frozenset({"targets"})),
    "success_report": Table(SuccessReport, ("year",), defaults=EXAMPLE),
    "need_for_action": Table(NeedForAction, ("indicator_id", "goal_id", "noted_on")),
}
AREA = ("district_id", "social_space_id")
SUBJECT = ("offer_id", "programme_id")
Lines = list[tuple[Entry, dict[str, str]]]


@transaction.atomic
def load_outcomes(folder: Path = FOLDER) -> Tally:
    """Make the database hold the metrics and outcomes that the files of `folder` say; return the counts by model.

    They lie about the day on which they are first loaded. Raises FixtureError when a file cannot be loaded; then nothing
    is changed.
    """
    lines, book = read_lines(folder / "records.csv"), Book()
    years = years_of(lines)
    told = read_folder(folder, TABLES)
    entries = {name: years.entries(told[name]) for name in TABLES}
    return {
        OutcomeMetric: load_table(TABLES["outcome_metric"], entries["outcome_metric"], book),
        OutcomeTarget: load_targets(entries["outcome_metric"], book),
        OutcomeRecord: load_records(lines, years, book),
        SuccessReport: load_table(TABLES["success_report"], entries["success_report"], book),
        NeedForAction: load_table(TABLES["need_for_action"], entries["need_for_action"], book),
    }


def load_targets(entries: Iterable[Entry], book: Book) -> Counts:
    """Load what is wanted of each metric, of the whole city or of an offer."""
    rows = [
        Row(
            {
                "metric_id": book.find(OutcomeMetric, entry.values["code"], entry),
                "year": target["year"],
                "offer_id": book.find(Offer, target["offer"], entry) if "offer" in target else None,
                "programme_id": None,
                **dict.fromkeys(AREA),
                "value": Decimal(target["value"]),
            }
        )
        for entry in entries
        for target in entry.values.get("targets", [])
    ]
    return sync(OutcomeTarget, ("metric_id", "year", *AREA, *SUBJECT), rows)


def read_lines(path: Path) -> list[tuple[Entry, dict[str, str]]]:
    """Return the lines of a file of outcomes, each with where it stands."""
    with path.open(encoding="utf8", newline="") as file:
        return [(Entry(path.name, "line", at), line) for at, line in enumerate(csv.DictReader(file, delimiter=";"), 2)]


def years_of(lines: Lines) -> Years:
    """Return by how many years the files are moved: to today, or to where the outcomes stand already."""
    first = OutcomeRecord.objects.filter(is_example=True).aggregate(year=Min("year"))["year"]
    told = [whole(line["year"], entry) for entry, line in lines if line.get("year")]
    return Years.since(told, first, timezone.localdate())


def load_records(lines: Lines, years: Years, book: Book) -> Counts:
    """Load what was counted: a line for an offer or a programme in some months of a year."""
    kinds = dict(OutcomeMetric.objects.values_list("pk", "kind"))
    rows = [row_of(line, entry, book, kinds, years) for entry, line in lines]
    return sync(OutcomeRecord, ("metric_id", "year", "first_month", *AREA, *SUBJECT), rows)


def row_of(line: dict[str, str], entry: Entry, book: Book, kinds: dict[int, str], years: Years) -> Row:
    """Return the record that a line describes, in the year to which it is moved."""
    metric = book.find(OutcomeMetric, line["metric"], entry)
    named = {"offer_id": (Offer, line["offer"]), "programme_id": (Programme, line["programme"])}
    named["district_id"] = (District, line["area"])
    numbers = {name: whole(line[name], entry) for name in ("year", "first_month", "last_month", *COLUMNS)}
    return Row(
        {
            "metric_id": metric,
            "kind": kinds[metric],
            **{column: book.find(model, name, entry) if name else None for column, (model, name) in named.items()},
            "social_space_id": None,
            **years.moved(numbers),
            "note": years.moved(line["note"]),
            "is_example": True,
        }
    )


def whole(text: str, entry: Entry) -> int | None:
    """Return a whole number as it stands in a file, None for nothing; raises FixtureError for anything else."""
    if text and not text.isdecimal():
        raise FixtureError(f"{entry}: {text!r} is no number")
    return int(text) if text else None
