"""The areas of an index as a table: columns, order, and what of it is shown."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from monitoring.areas import Area
from monitoring.computed.results import Pair
from monitoring.computed.wording import decimal
from monitoring.indices.computing import AreaResult
from monitoring.indices.dynamics import Group

Value = float | int | str | None
SHORT_TEXT, SHORT_WORD = 14, 6
PLACES = 5  # decimals in files and in the markup, as Berlin publishes them


@dataclass(frozen=True)
class Line:
    """What an index says of one area."""

    area: Area
    result: AreaResult
    group: Group
    change: AreaResult | None


class Column(NamedTuple):
    """One column; `key` is its name in an address where the table can be sorted by it."""

    label: str | Promise
    value: Callable[[Line], Value]
    key: str = ""
    title: str | Promise = ""

    def cell(self, line: Line) -> str:
        """Return the cell of a line: what is read, and the plain number for programs."""
        value = self.value(line)
        if isinstance(value, float):
            return f'<td data-value="{exact(value)}">{decimal(value)}</td>'
        if isinstance(value, str):
            return f"<td>{escape(unbroken(value))}</td>"
        return '<td data-value="">–</td>' if value is None else f'<td data-value="{value}">{value}</td>'

    def in_file(self, line: Line) -> object:
        """Return the value of a line as a file holds it."""
        value = self.value(line)
        return (
            Decimal(value) if isinstance(value, int) else Decimal(exact(value)) if isinstance(value, float) else value
        )


def unbroken(text: str) -> str:
    """Return a short word or two that stay on one line of a narrow column."""
    return text.replace(" ", "\u00a0") if len(text) <= SHORT_TEXT else text


def bound(text: str) -> str:
    """Return the heading of a column with its short words tied to the next, so that it needs fewer lines."""
    return re.sub(rf"\b([^\W\d_]{{1,{SHORT_WORD}}}) ", "\\1\u00a0", text)


def exact(value: float) -> str:
    return f"{round(value, PLACES) + 0.0:.{PLACES}f}"


def rows(lines: Iterable[Line], shown: Sequence[Column]) -> SafeString:
    """Return the rows of a table, each headed by its area; not a template, since a city has hundreds of areas."""
    return mark_safe("\n".join(row(line, shown) for line in lines))  # noqa: S308 (each cell is escaped)


def row(line: Line, shown: Sequence[Column]) -> str:
    name, code = escape(line.area.name), escape(line.area.code)
    cells = "".join(column.cell(line) for column in shown[1:])
    return f'<tr data-district="{code}"><th scope="row">{name}</th>{cells}</tr>'


RANK = Column(_("Rang"), lambda line: line.result.rank, title=_("1 = höchster Index"))
NAME = Column(_("Gebiet"), lambda line: line.area.name, "gebiet")
INDEX = Column(_("Index"), lambda line: line.result.index, "index")
GRADE = Column(_("Klasse"), lambda line: line.result.grade.label)
SUM = Column(_("Summe"), lambda line: line.result.sum, title=_("Summe der gewichteten Werte"))
CHANGE = Column(_("Entwicklung"), lambda line: line.change and line.change.index, "entwicklung")
CHANGE_GRADE = Column(_("Klasse der Entwicklung"), lambda line: line.change and line.change.grade.label)
GROUP = Column(_("Gruppe"), lambda line: line.group.key, title=_("Klasse des Stands und der Entwicklung"))


def columns(pair: Pair) -> list[Column]:
    """Return the columns of an index: rank and sum beside the class, then the value of each part."""
    parts = [score_of(part.indicator.code, part.indicator.name) for part in pair.status.index.parts.all()]
    return [NAME, RANK, INDEX, GRADE, SUM, *([CHANGE, GROUP] if pair.matrix else []), *parts]


def columns_in_files(pair: Pair) -> list[Column]:
    """Return the same with the class of the change in words."""
    shown = columns(pair)
    return [*shown[:6], CHANGE_GRADE, *shown[6:]] if pair.matrix else shown


def score_of(code: str, name: str) -> Column:
    return Column(name, lambda line: line.result.scores[code], code)


def lines(pair: Pair) -> list[Line]:
    """Return what the index says of every area that has one, the highest index first."""
    outcome = pair.status.outcome
    changes = pair.dynamic.outcome.results if pair.matrix else {}
    found = [
        Line(pair.status.areas[key], result, pair.groups[key], changes.get(key))
        for key, result in outcome.results.items()
    ]
    return sorted(found, key=lambda line: (line.result.rank, line.area.name))


def ordered(found: list[Line], by: Iterable[Column], sort: str) -> list[Line]:
    """Return the lines by a column: numbers from the highest, names from A; with a minus the other way; empty ones last."""
    key = sort.removeprefix("-")
    column = next((one for one in by if key and one.key == key), None)
    if column is None:
        return found
    descends = (column is not NAME) != sort.startswith("-")
    known = [line for line in found if column.value(line) is not None]
    unknown = [line for line in found if column.value(line) is None]
    return sorted(known, key=column.value, reverse=descends) + unknown


def narrowed(found: list[Line], grade: str, change: str) -> list[Line]:
    """Keep the lines of a class of the status, and of the change, by their keys; an empty key keeps all."""
    return [
        line
        for line in found
        if (not grade or line.group.status.key == grade)
        and (not change or (line.group.change is not None and line.group.change.key == change))
    ]
