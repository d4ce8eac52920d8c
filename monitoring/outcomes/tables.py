"""Outcomes as tables of the page and of files."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from monitoring.figures import NOTHING, Figure
from monitoring.models import OutcomeMetric
from monitoring.outcomes.results import Line, Result
from monitoring.pictures import Number, Table
from monitoring.pictures.tables import Cell

RATE_DECIMALS = 1


def header_of(metric: OutcomeMetric, first: str) -> list[str]:
    """Return the headings of a metric's table: its steps, by what it is measured, the shares, and what was wanted."""
    names = metric.names
    if metric.reference:
        measured = [metric.reference.numerator_name, _("Anteil (%)")]
    else:
        measured = [_("%(name)s (%%)") % {"name": name} for name in names[1:]]
    return [first, *names, *measured, _("Ziel"), _("Ziel erreicht")]


def row_of(line: Line) -> list[Cell]:
    """Return the cells of a line in the order of the headings."""
    reference = [Number(line.reference, 0)] if line.reference else []
    rates = [Number(rate, RATE_DECIMALS) for rate in line.rates]
    return [line.name, *(Number(step, 0) for step in line.steps), *reference, *rates, wanted(line), told(line)]


def wanted(line: Line) -> Number | str:
    return "" if line.target is None else Number(Figure(line.target, withheld=""), decimals_of(line.target))


def decimals_of(target: Decimal) -> int:
    return 0 if target == target.to_integral_value() else 1


def told(line: Line) -> str:
    """Return whether what was wanted is reached."""
    return {True: _("ja"), False: _("noch nicht"), None: ""}[line.is_reached]


def of_areas(found: Result) -> Table:
    """Return a line for each area, and the sum of all."""
    caption = _("%(metric)s nach Gebiet, %(year)s") % {"metric": found.metric, "year": found.year}
    return Table(caption, header_of(found.metric, _("Gebiet")), rows(found.areas, found.total))


def pieces(table: Table, most: int) -> list[Table]:
    """Return a table in pieces that fit on a page each: one that broke would be read aloud as two without a name."""
    starts = range(0, len(table.rows), most)
    if len(starts) <= 1:
        return [table]
    caption = _("%(caption)s (Teil %(number)d von %(all)d)")
    return [
        Table(
            caption % {"caption": table.caption, "number": number, "all": len(starts)},
            table.header,
            table.rows[start : start + most],
        )
        for number, start in enumerate(starts, 1)
    ]


def of_subjects(found: Result) -> Table:
    """Return a line for each offer and programme, and the sum of all."""
    caption = _("%(metric)s nach Angebot, %(year)s") % {"metric": found.metric, "year": found.year}
    return Table(caption, header_of(found.metric, _("Angebot oder Programm")), rows(found.subjects, found.total))


def rows(lines: Sequence[Line], total: Line | None) -> list[list[Cell]]:
    return [*map(row_of, lines), *([row_of(total)] if total else [])]


def of_all(found: Sequence[Result]) -> Table:
    """Return a line for each metric: the number that tells most, and what was wanted."""
    header = [_("Messgröße"), _("gezählt"), _("was gezählt wurde"), _("Anteil (%)"), _("Ziel"), _("Ziel erreicht")]
    return Table(_("Alle Messgrößen auf einen Blick"), header, [overview(one) for one in found])


def overview(found: Result) -> list[Cell]:
    line = found.total
    if line is None:
        return [str(found.metric), Number(NOTHING, 0), found.metric.names[-1], Number(NOTHING, 1), "", ""]
    rate = Number(line.rates[-1], RATE_DECIMALS) if line.rates else ""
    return [str(found.metric), Number(line.steps[-1], 0), found.metric.names[-1], rate, wanted(line), told(line)]
