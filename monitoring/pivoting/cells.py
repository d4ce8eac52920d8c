"""The cells of the free table: only those that are shown are read."""

from collections.abc import Iterable, Sequence
from typing import Any

from monitoring import figures
from monitoring.areas import AreaKey
from monitoring.figures import NOTHING, Figure, of_areas
from monitoring.models import Indicator, ReleasedValue
from monitoring.pictures import Number, Table
from monitoring.pivoting.axes import AREAS, INDICATORS, YEARS, Item, Pivot

Head = tuple[Item, Item]
Cells = dict[tuple[int, AreaKey, int], Figure]


def cells_of(pivot: Pivot, heads: Sequence[Head], columns: Sequence[Item]) -> Cells:
    """Return the figures of some rows and columns by indicator, area and year; of a year the last one. One query."""
    wanted: dict[str, set[Any]] = {AREAS: set(), INDICATORS: set(), YEARS: set()}
    wanted[pivot.rows.name] = {row.value for row, _third in heads}
    wanted[pivot.third.name] = {third.value for _row, third in heads}
    wanted[pivot.columns.name] = {column.value for column in columns}
    rows = ReleasedValue.objects.filter(
        of_areas(sorted(wanted[AREAS])),
        indicator__in=sorted(wanted[INDICATORS]),
        reference_date__year__in=sorted(wanted[YEARS]),
    )
    read = figures.read(rows.order_by("reference_date"))
    return {(indicator, area, day.year): figure for (indicator, area, day), figure in read}


def figure_of(pivot: Pivot, cells: Cells, head: Head, column: Item) -> Figure:
    """Return the figure of a cell, or that there is none."""
    key = pivot.key(head, column)
    return cells.get((key[INDICATORS], key[AREAS], key[YEARS]), NOTHING)


def table_of(pivot: Pivot, heads: Sequence[Head], indicators: Iterable[Indicator], caption: str) -> Table:
    """Return some rows of the table with all columns."""
    decimals = {one.pk: one.decimals for one in indicators}
    columns = pivot.columns.items
    cells = cells_of(pivot, heads, columns)
    rows = []
    for head in heads:
        numbers = [
            Number(figure_of(pivot, cells, head, column), decimals[pivot.key(head, column)[INDICATORS]])
            for column in columns
        ]
        labels = [item.label for item in (head if pivot.has_third else head[:1])]
        rows.append([*labels, *numbers])
    return Table(caption, pivot.header(), rows)


def in_order(pivot: Pivot, place: int, *, falling: bool) -> list[Head]:
    """Return all rows in the order of a column, counted from 0 over all of them; rows without a number stand last."""
    heads = pivot.heads()
    labels = 2 if pivot.has_third else 1
    if place < labels:
        # Entries of a side have an order of their own: areas by name, years by time.
        side = (pivot.rows, pivot.third)[place].items
        ranks = {item.value: rank for rank, item in enumerate(side)}
        return sorted(heads, key=lambda head: ranks[head[place].value], reverse=falling)
    column = pivot.columns.items[place - labels]
    cells = cells_of(pivot, heads, [column])
    values = [(figure_of(pivot, cells, head, column).value, head) for head in heads]
    known = sorted((pair for pair in values if pair[0] is not None), key=lambda pair: pair[0], reverse=falling)
    return [head for _value, head in known] + [head for value, head in values if value is None]
