"""The life of the example city's networks: who coordinates, what was agreed, signed, decided and is wanted."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils import timezone

from network.models import Network, Partner, RulesOfProcedure, Signature
from offers.example_city.converting import Book
from offers.example_city.people import Entries
from offers.example_city.reading import Entry
from offers.example_city.records import Extra, load_table, no_extra
from offers.example_city.syncing import Counts, Row, Tally, sync
from offers.example_city.tables import AGREEMENTS

TEXTS = "texts"
MONEY = ("amount", "budget")
SIGNED_AS = "Leitung"


def load_agreements(folder: Path, entries: Entries, book: Book) -> Tally:
    """Load everything but the documents, which are there already; the texts lie in the folder's `texts`."""
    extras: dict[str, Extra] = {
        "mandate": ages,
        "accession": begun,
        "rules": text_in(folder),
        "mission_statement": text_in(folder),
        "council_decision": money,
        "measure": money,
    }
    counts: Tally = {
        table.model: load_table(table, entries.get(name, []), book, extras.get(name, no_extra))
        for name, table in AGREEMENTS.items()
        if name != "document"
    }
    counts[Signature] = load_signatures(entries.get("rules", []), book)
    return counts


def ages(entry: Entry) -> dict[str, Any]:
    youngest, oldest = entry.values["ages"]
    return {"youngest_months": youngest, "oldest_months": oldest}


def begun(entry: Entry) -> dict[str, Any]:
    """Return the moment at which somebody asked: noon of the day that the file names."""
    noon = datetime.datetime.combine(entry.values["begun"], datetime.time(12))
    return {"begun_at": timezone.make_aware(noon)}


def money(entry: Entry) -> dict[str, Any]:
    """Return amounts, which files write as text so that no cent is lost."""
    return {name: Decimal(entry.values[name]) for name in MONEY if name in entry.values}


def text_in(folder: Path) -> Callable[[Entry], dict[str, Any]]:
    """Return what reads the text of an entry from the file that it names."""
    return lambda entry: {"text": read_text(folder, entry.values["text"], entry)}


def read_text(folder: Path, name: str, entry: Entry) -> str:
    """Return a text file's content. Raises FixtureError where there is none."""
    try:
        return (folder / TEXTS / name).read_text("utf8").strip()
    except OSError:
        raise entry.error(f"there is no text {name}") from None


def load_signatures(entries: list[Entry], book: Book) -> Counts:
    """Load who signed which version of the rules, when and by which way."""
    versions = {(one.network_id, one.number): one.pk for one in RulesOfProcedure.objects.all()}
    rows = [
        Row(
            {
                "rules_id": versions[book.find(Network, entry.values["network"], entry), entry.values["number"]],
                "partner_id": book.find(Partner, partner, entry),
                "signed_on": group["on"],
                "way": group["way"],
                "capacity": SIGNED_AS,
            }
        )
        for entry in entries
        for group in entry.values.get("signed", [])
        for partner in group["partners"]
    ]
    return sync(Signature, ("rules_id", "partner_id"), rows)
