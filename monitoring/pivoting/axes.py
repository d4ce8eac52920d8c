"""The three sides of the free table, and which of them are rows and columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from monitoring.areas import Area
from monitoring.models import Indicator

AREAS, INDICATORS, YEARS = "gebiete", "indikatoren", "jahre"
NAMES: dict[str, str | Promise] = {AREAS: _("Gebiete"), INDICATORS: _("Indikatoren"), YEARS: _("Jahre")}
ONE: dict[str, str | Promise] = {AREAS: _("Gebiet"), INDICATORS: _("Indikator"), YEARS: _("Jahr")}


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a side: what it is, and how it is called."""

    value: Any
    label: str


@dataclass(frozen=True)
class Axis:
    """One side of the table with its entries in their order."""

    name: str
    items: Sequence[Item]


def axes_of(areas: Sequence[Area], indicators: Sequence[Indicator], years: Sequence[int]) -> dict[str, Axis]:
    """Return the three sides."""
    return {
        AREAS: Axis(AREAS, [Item(area.key, area.name) for area in areas]),
        INDICATORS: Axis(INDICATORS, [Item(one.pk, f"{one.name} ({one.unit})") for one in indicators]),
        YEARS: Axis(YEARS, [Item(year, str(year)) for year in years]),
    }


@dataclass(frozen=True)
class Pivot:
    """Which side makes the rows and which the columns; the third stands within the rows, where it has several entries."""

    rows: Axis
    columns: Axis
    third: Axis

    @classmethod
    def of(cls, axes: Mapping[str, Axis], rows: str, columns: str) -> "Pivot":
        """Return the table with the sides called so; where both are the same, the columns are another one."""
        columns = columns if columns != rows else next(name for name in axes if name != rows)
        (third,) = set(axes) - {rows, columns}
        return cls(axes[rows], axes[columns], axes[third])

    @property
    def has_third(self) -> bool:
        return len(self.third.items) > 1

    @property
    def size(self) -> int:
        """Return how many rows the table has."""
        return len(self.rows.items) * len(self.third.items)

    def heads(self) -> list[tuple[Item, Item]]:
        """Return what each row is about: an entry of the rows and one of the third side."""
        return [(row, third) for row in self.rows.items for third in self.third.items]

    def header(self) -> list[str]:
        """Return the headings of all columns."""
        begin = [str(ONE[self.rows.name]), *([str(ONE[self.third.name])] if self.has_third else [])]
        return [*begin, *(item.label for item in self.columns.items)]

    def key(self, head: tuple[Item, Item], column: Item) -> dict[str, Any]:
        """Return the entry of each side that a cell is about."""
        row, third = head
        return {self.rows.name: row.value, self.third.name: third.value, self.columns.name: column.value}
