"""Entries of one table made into records of one model."""

from collections.abc import Callable, Iterable
from typing import Any

from kit.terms import TermModel
from offers.example_city.converting import Book, row_of
from offers.example_city.reading import Entry
from offers.example_city.syncing import Counts, sync
from offers.example_city.tables import Table

STEP = 10  # between the orders of two words, where the file gives none
Extra = Callable[[Entry], dict[str, Any]]


def no_extra(entry: Entry) -> dict[str, Any]:
    return {}


def load_table(table: Table, entries: Iterable[Entry], book: Book, extra: Extra = no_extra) -> Counts:
    """Make the records of a table hold what its entries say; `extra` adds values that are reckoned from an entry.

    Raises FixtureError for an entry that does not fit, and for two that mean the same record.
    """
    rows, places = [], {}
    for entry in entries:
        values = table.fields_of(entry.values) | extra(entry)
        if issubclass(table.model, TermModel):
            values.setdefault("order", entry.number * STEP)
        row = row_of(table.model, values, entry, book)
        name = tuple(row.values.get(column) for column in table.key)
        if name in places:
            raise entry.error(f"the same as {places[name]}")
        places[name] = entry
        rows.append(row)
    counts = sync(table.model, table.key, rows)
    book.forget(table.model)
    return counts


def waves(entries: Iterable[Entry], parent: str, name: str) -> Iterable[list[Entry]]:
    """Yield the entries so that each comes after the one that its key `parent` names by that one's key `name`."""
    waiting = list(entries)
    while waiting:
        names = {entry.values.get(name) for entry in waiting}
        ready = [entry for entry in waiting if entry.values.get(parent) not in names]
        if not ready:
            raise waiting[0].error("belongs to itself in the end")
        yield ready
        waiting = [entry for entry in waiting if entry not in ready]
