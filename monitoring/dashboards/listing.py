"""The table beside the map: sorted, searched, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from kit.german import spell_out
from kit.text import words
from monitoring.dashboards.pictures import rows_of
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
    found = [mark for mark in marks if matches(mark, state.words)] if state.words else marks
    page = Paginator(in_order(found, state.sort), PER_PAGE).get_page(request.GET.get("seite"))
    chosen = frozenset(place for place, mark in enumerate(page) if mark.is_chosen)
    table = replace(whole, rows=rows_of(state, page.object_list), highlighted=chosen, **sorting(request, state))
    return Listing(table, page, len(found), len(marks))


def matches(mark: Mark, text: str) -> bool:
    """Return whether every word occurs in the name of an area, however it is spelt."""
    name = spell_out(mark.label)
    return all(spell_out(word) in name for word in words(text))


def in_order(marks: Sequence[Mark], sort: str) -> Sequence[Mark]:
    """Return areas by name or by value; those without one stand last either way."""
    if sort.removeprefix("-") == "name":
        return marks[::-1] if sort.startswith("-") else marks
    known = [mark for mark in marks if mark.number.value is not None]
    known.sort(key=lambda mark: mark.number.value, reverse=sort.startswith("-"))
    return known + [mark for mark in marks if mark.number.value is None]


def sorting(request: HttpRequest, state: State) -> dict[str, object]:
    """Return the links of the headings: by name for all, by value for those who plan."""
    columns = ["name", "wert"] if state.is_internal else ["name"]
    sorts = [
        changed(request, sort=f"-{name}" if state.sort == name else name, seite="") + "#tabelle" for name in columns
    ]
    place = 0 if "name" in state.sort else 1
    return {"sorts": sorts, "sorted_by": f"-{place}" if state.sort.startswith("-") else str(place)}
