"""Metrics, targets and outcomes of the example city, the texts of its yearly reports, what needs action; loaded after its numbers."""

import csv
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.db import transaction

from monitoring.models import NeedForAction, OutcomeMetric, OutcomeRecord, OutcomeTarget, SuccessReport
from monitoring.models.outcomes import COLUMNS
from offers.example_city.converting import Book
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


@transaction.atomic
def load_outcomes(folder: Path = FOLDER) -> Tally:
    """Make the database hold the metrics and outcomes that the files of `folder` say; return the counts by model.

    Raises FixtureError when a file cannot be loaded; then nothing is changed.
    """
    entries, book = read_folder(folder, TABLES), Book()
    return {
        OutcomeMetric: load_table(TABLES["outcome_metric"], entries["outcome_metric"], book),
        OutcomeTarget: load_targets(entries["outcome_metric"], book),
        OutcomeRecord: load_records(folder / "records.csv", book),
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


def load_records(path: Path, book: Book) -> Counts:
    """Load what was counted: a line for an offer or a programme in some months of a year."""
    with path.open(encoding="utf8", newline="") as file:
        lines = list(csv.DictReader(file, delimiter=";"))
    kinds = dict(OutcomeMetric.objects.values_list("pk", "kind"))
    rows = [row_of(line, Entry(path.name, "line", number), book, kinds) for number, line in enumerate(lines, 2)]
    return sync(OutcomeRecord, ("metric_id", "year", "first_month", *AREA, *SUBJECT), rows)


def row_of(line: dict[str, str], entry: Entry, book: Book, kinds: dict[int, str]) -> Row:
    """Return the record that a line describes."""
    metric = book.find(OutcomeMetric, line["metric"], entry)
    named = {"offer_id": (Offer, line["offer"]), "programme_id": (Programme, line["programme"])}
    named["district_id"] = (District, line["area"])
    return Row(
        {
            "metric_id": metric,
            "kind": kinds[metric],
            **{column: book.find(model, name, entry) if name else None for column, (model, name) in named.items()},
            "social_space_id": None,
            **{name: whole(line[name], entry) for name in ("year", "first_month", "last_month", *COLUMNS)},
            "note": line["note"],
            "is_example": True,
        }
    )


def whole(text: str, entry: Entry) -> int | None:
    """Return a whole number as it stands in a file, None for nothing; raises FixtureError for anything else."""
    if text and not text.isdecimal():
        raise FixtureError(f"{entry}: {text!r} is no number")
    return int(text) if text else None
