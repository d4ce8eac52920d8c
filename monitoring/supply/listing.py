"""The table of one age: sorted, page by page."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from monitoring.pictures import Number, Table
from monitoring.pictures.addresses import changed
from monitoring.supply.tables import DENSITY_COLUMN, NEED_COLUMN

PER_PAGE = 100
COLUMNS = {"name": 0, "bedarf": NEED_COLUMN, "dichte": DENSITY_COLUMN}


def listed(request: HttpRequest, whole: Table, sort: str, chosen: frozenset[str]) -> tuple[Table, Page]:
    """Return a page of a table, with links by which it is sorted; `chosen` are the codes of areas to mark."""
    page = Paginator(in_order(whole.rows, sort), PER_PAGE).get_page(request.GET.get("seite"))
    rows = list(page)
    marked = frozenset(place for place, row in enumerate(rows) if row[0].code in chosen)
    sorts = ["" for _name in whole.header]
    for name, place in COLUMNS.items():
        sorts[place] = changed(request, sort=f"-{name}" if sort == name else name, seite="") + "#tabelle"
    place = COLUMNS[sort.removeprefix("-")]
    sorted_by = f"-{place}" if sort.startswith("-") else str(place)
    return replace(whole, rows=rows, highlighted=marked, sorts=sorts, sorted_by=sorted_by), page


def in_order(rows: Sequence[Sequence], sort: str) -> list[Sequence]:
    """Return rows by name or by a number; those without one stand last either way."""
    falls, place = sort.startswith("-"), COLUMNS[sort.removeprefix("-")]
    if not place:
        return list(rows)[::-1] if falls else list(rows)
    known = [row for row in rows if value(row[place]) is not None]
    known.sort(key=lambda row: value(row[place]), reverse=falls)
    return known + [row for row in rows if value(row[place]) is None]


def value(cell: Number) -> Decimal | None:
    return cell.figure.value
