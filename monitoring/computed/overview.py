"""What the page of an index tells beside its table."""

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from monitoring.areas import Area
from monitoring.computed.results import Computed, Pair
from monitoring.computed.tables import NAME, Column, Line, bound
from monitoring.computed.wording import attention as attention_of
from monitoring.computed.wording import decimal, extent, reasons, short
from monitoring.indices.definition import Grade
from monitoring.indices.dynamics import Cell
from monitoring.models import IndexPart

# With so few areas the classes at the ends hold two or three, and one of them more or less moves all limits.
FEW_AREAS = 60


class Heading(NamedTuple):
    """The head of a column: where its link leads (nothing: not to be sorted by), and how the table is sorted by it now."""

    label: str
    title: str | Promise
    address: str
    sorted: str


class PartRow(NamedTuple):
    """An indicator of an index, with mean and deviation over the areas; empty where there is nothing to compute."""

    part: IndexPart
    weight: str
    day: object
    n: int
    mean: str
    sd: str
    tells_nothing: bool


class ClassRow(NamedTuple):
    """A class: from where to where it reaches, and how many areas it holds."""

    grade: Grade
    extent: str
    n: int
    share: str


class Field(NamedTuple):
    """A field of the matrix, with the address of the table narrowed to it."""

    n: int
    address: str
    needs_attention: bool


def parts(pair: Pair) -> list[PartRow]:
    found = pair.status
    moments = found.outcome.parts if found.outcome else {}
    rows = []
    for part in found.index.parts.all():
        code, decimals = part.indicator.code, part.indicator.decimals + 1
        known = moments.get(code)
        rows.append(
            PartRow(
                part,
                short(float(part.weight)),
                found.reading.days.get(code),
                known.n if known else 0,
                decimal(known.mean, decimals) if known else "–",
                decimal(known.sd, decimals) if known else "–",
                known is not None and not known.sd,
            )
        )
    return rows


def classes(pair: Pair) -> list[ClassRow]:
    outcome = pair.status.outcome
    n = len(outcome.results)
    return [ClassRow(span.grade, extent(span), span.n, decimal(100 * span.n / n, 1)) for span in outcome.spans]


def headings(request: HttpRequest, columns: Iterable[Column], sort: str) -> list[Heading]:
    """Return the heads of the columns; the link of one that the table is sorted by turns its order round."""
    key = sort.removeprefix("-") or "index"
    found = []
    for column in columns:
        is_sorted, is_turned = column.key == key, sort.startswith("-")
        wanted = f"-{column.key}" if is_sorted and not is_turned else column.key
        descends = (column is not NAME) != is_turned
        state = ("descending" if descends else "ascending") if is_sorted else ""
        found.append(
            Heading(bound(str(column.label)), column.title, address(request, sort=wanted) if column.key else "", state)
        )
    return found


def address(request: HttpRequest, **changed: str) -> str:
    """Return the address of the page with some parameters changed, from its first page; empty ones are left away."""
    kept = {name: value for name, value in request.GET.items() if name != "seite"} | changed
    return f"?{urlencode({name: value for name, value in kept.items() if value})}"


def matrix(request: HttpRequest, pair: Pair) -> list[tuple[Grade, list[Field]]]:
    """Return the groups of status and change, the most unfavourable status first; empty without changes."""
    rows = [(row.status, [field(request, pair, row.status, cell) for cell in row.cells]) for row in pair.matrix]
    return rows[::-1]


def field(request: HttpRequest, pair: Pair, status: Grade, cell: Cell) -> Field:
    here = address(request, klasse=status.key, entwicklung=cell.change.key) if cell.change else ""
    return Field(len(cell.areas), here, any(pair.groups[area].needs_attention for area in cell.areas))


def attention(pair: Pair, lines: Iterable[Line]) -> list[tuple[Area, str]]:
    """Return the areas with special attention among some and why."""
    found = [line.area for line in lines if line.group.needs_attention]
    return [(area, attention_of(pair, area.key)) for area in found]


def excluded(found: Computed) -> list[tuple[Area, str]]:
    """Return the areas that stay out, by name, and why."""
    areas = sorted((found.areas[key] for key in found.outcome.excluded), key=lambda area: area.name)
    return [(area, reasons(found, area.key)) for area in areas]


def moves(found: Computed) -> list[tuple[IndexPart, list[tuple[Area, Grade, Grade]]]]:
    """Return for each indicator the areas that change class without it; nothing where an index has no other one."""
    rows = []
    for part in found.index.parts.all():
        moved = found.moves[part.indicator.code]
        if moved is not None:
            areas = sorted(moved, key=lambda key: found.areas[key].name)
            rows.append((part, [(found.areas[key], moved[key].before, moved[key].after) for key in areas]))
    return rows


def public_rows(pair: Pair) -> list[tuple[Area, str]]:
    """Return the areas by name with what their class means to families; nothing unless each class says it kindly."""
    said = {one.key: one.public_label for one in pair.status.index.classes.all()}
    if pair.status.outcome is None or not all(said.values()):
        return []
    known = {key: said[result.grade.key] for key, result in pair.status.outcome.results.items()}
    areas = sorted(pair.status.areas.values(), key=lambda area: area.name)
    return [(area, known.get(area.key, str(_("keine Angabe")))) for area in areas]
