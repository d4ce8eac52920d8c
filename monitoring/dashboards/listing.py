"""The table beside the map: sorted, searched, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from kit.german import spell_out
from kit.text import words
from monitoring.dashboards.state import State
from monitoring.pictures import Mark, Table
from monitoring.pictures.addresses import changed

# Enough for every division of a city but its blocks; a table of 500 rows is searched, not read.
PER_PAGE = 100


@dataclass(frozen=True)
class Listing:
    """One page of the table, how many areas were found, and how many there are."""

    table: Table
    page: Page
    found: int
    total: int


def listing(request: HttpRequest, state: State, whole: Table, marks: Sequence[Mark]) -> Listing:
    """Return what is shown of the table of all areas; whatever is searched and sorted, its files hold all of them."""
    pairs = [pair for pair in zip(marks, whole.rows, strict=True) if matches(pair[0], state.words)]
    page = Paginator(in_order(pairs, state.sort), PER_PAGE).get_page(request.GET.get("seite"))
    rows = [row for _mark, row in page]
    chosen = frozenset(place for place, (mark, _row) in enumerate(page) if mark.is_chosen)
    table = replace(whole, rows=rows, highlighted=chosen, **sorting(request, state))
    return Listing(table, page, len(pairs), len(marks))


def matches(mark: Mark, text: str) -> bool:
    """Return whether every word occurs in the name of an area, however it is spelt."""
    name = spell_out(mark.label)
    return all(spell_out(word) in name for word in words(text))


def in_order(pairs: list[tuple[Mark, Sequence]], sort: str) -> list[tuple[Mark, Sequence]]:
    """Return areas by name or by value; those without one stand last either way."""
    if sort.removeprefix("-") == "name":
        return pairs[::-1] if sort.startswith("-") else pairs
    known = [pair for pair in pairs if pair[0].number.value is not None]
    known.sort(key=lambda pair: pair[0].number.value, reverse=sort.startswith("-"))
    return known + [pair for pair in pairs if pair[0].number.value is None]


def sorting(request: HttpRequest, state: State) -> dict[str, object]:
    """Return the links of the headings: by name for all, by value for those who plan."""
    columns = ["name", "wert"] if state.is_internal else ["name"]
    sorts = [
        changed(request, sort=f"-{name}" if state.sort == name else name, seite="") + "#tabelle" for name in columns
    ]
    place = 0 if "name" in state.sort else 1
    return {"sorts": sorts, "sorted_by": f"-{place}" if state.sort.startswith("-") else str(place)}
