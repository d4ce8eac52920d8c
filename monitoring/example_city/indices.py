"""The indices of the example city."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from monitoring.choices import Direction
from monitoring.models import CompositeIndex, IndexClass, IndexPart, Indicator
from offers.example_city.converting import Book
from offers.example_city.reading import Entry
from offers.example_city.records import load_table, waves
from offers.example_city.syncing import Row, Tally, sync
from offers.example_city.tables import Table

INDEX = Table(CompositeIndex, parts=frozenset({"parts", "classes"}))
SIGNS = {Direction.UNFAVOURABLE: IndexPart.Sign.RAISES, Direction.FAVOURABLE: IndexPart.Sign.LOWERS}


def load_indices(entries: Iterable[Entry], book: Book) -> Tally:
    """Make the database hold the indices that entries describe; a part counts in the direction of its indicator.

    Raises FixtureError for a part that is never valued, and for whatever does not fit.
    """
    entries = list(entries)
    counts = [load_table(INDEX, wave, book, place) for wave in waves(entries, parent="change_of", name="code")]
    directions = dict(Indicator.objects.values_list("pk", "direction"))
    parts = [
        part_row(entry, number, part, book, directions)
        for entry in entries
        for number, part in numbered(entry, "parts")
    ]
    classes = [class_row(entry, one, book) for entry in entries for _number, one in numbered(entry, "classes")]
    for more in counts[1:]:
        counts[0].add(more)
    return {
        **({CompositeIndex: counts[0]} if counts else {}),
        IndexPart: sync(IndexPart, ("index_id", "indicator_id"), parts),
        IndexClass: sync(IndexClass, ("index_id", "key"), classes),
    }


def place(entry: Entry) -> dict[str, Any]:
    return {"order": entry.number}


def numbered(entry: Entry, name: str) -> Iterable[tuple[int, dict[str, Any]]]:
    return enumerate(entry.values.get(name, []), 1)


def part_row(entry: Entry, number: int, part: dict[str, Any], book: Book, directions: dict[int, str]) -> Row:
    indicator = book.find(Indicator, part["indicator"], entry)
    if directions[indicator] not in SIGNS:
        raise entry.error(f"{part['indicator']} is never valued")
    return Row(
        {
            "index_id": book.find(CompositeIndex, entry.values["code"], entry),
            "indicator_id": indicator,
            "sign": SIGNS[directions[indicator]],
            "weight": Decimal(str(part.get("weight", 1))),
            "order": number,
        }
    )


def class_row(entry: Entry, one: dict[str, Any], book: Book) -> Row:
    upper = one.get("upper")
    return Row(
        {
            "index_id": book.find(CompositeIndex, entry.values["code"], entry),
            "key": one["key"],
            "label": one["label"],
            "public_label": one.get("public_label", ""),
            "upper": None if upper is None else Decimal(str(upper)),
            "attention": one.get("attention", "never"),
            "is_worsening": one.get("is_worsening", False),
        }
    )
