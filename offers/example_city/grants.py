"""Grants of the example city, with to whom they are passed on and what is due for them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Min
from django.utils import timezone

from network.models import Partner
from offers.example_city.converting import Book
from offers.example_city.moving import Years
from offers.example_city.reading import Entry
from offers.example_city.records import load_table
from offers.example_city.syncing import Tally, sync_parts
from offers.example_city.tables import GRANT
from offers.models import Forwarding, Grant, GrantDeadline

MONEY = ("amount", "own_share", "spent")
USUAL = {"remind_days": 30, "note": "", "done_on": None}  # of a deadline


def load_grants(entries: Iterable[Entry], book: Book) -> Tally:
    """Load the grants and their parts, about the day on which they are first loaded; return the counts by model.

    Raises FixtureError for an entry that does not fit.
    """
    entries = brought_up(list(entries))
    counts: Tally = {Grant: load_table(GRANT, entries, book, money_of)}
    known = dict(Grant.objects.values_list("title", "pk"))
    passed_on, due = {}, {}
    for entry in entries:
        grant = known[entry.values["title"]]
        passed_on[grant] = [forwarding_of(part, entry, book) for part in entry.values.get("forwardings", [])]
        due[grant] = [{**USUAL, **part} for part in entry.values.get("deadlines", [])]
    counts[Forwarding] = sync_parts(Forwarding, "grant_id", passed_on)
    counts[GrantDeadline] = sync_parts(GrantDeadline, "grant_id", due)
    return counts


def brought_up(entries: list[Entry]) -> list[Entry]:
    """Return the grants moved by whole years to today, or to where they stand already."""
    first = Grant.objects.filter(is_example=True).aggregate(day=Min("valid_from"))["day"]
    told = [entry.values["valid_from"].year for entry in entries]
    return Years.since(told, first.year if first else None, timezone.localdate()).entries(entries)


def money_of(entry: Entry) -> dict[str, Any]:
    """Return the amounts of an entry, which stand in files as text: a number of TOML would not be exact."""
    return {name: Decimal(entry.values[name]) for name in MONEY if name in entry.values}


def forwarding_of(part: dict[str, Any], entry: Entry, book: Book) -> dict[str, Any]:
    amounts = {name: Decimal(part[name]) if name in part else None for name in ("amount", "spent")}
    rest = {"agreed_on": part.get("agreed_on"), "note": part.get("note", "")}
    return {"recipient_id": book.find(Partner, part["recipient"], entry), **amounts, **rest}
