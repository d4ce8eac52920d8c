"""The two tables of the prevention chain, for the page and as files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from monitoring.chain.counting import EMPTY, LOW, OUTREACH, Cells, Numbers, by_field, by_level
from monitoring.chain.state import LEVELS, State
from monitoring.pictures import Table
from monitoring.supply.ages import Age
from monitoring.supply.tables import number

FIELDS, PREVENTION = "handlungsfelder", "praevention"


@dataclass(frozen=True)
class Matrix:
    """Phases of life in rows, something else in columns: its key in `cells`, how addresses name it, and as people do."""

    name: str
    caption: str
    parameter: str
    columns: Sequence[tuple[str | int, str, str]]
    cells: Cells
    state: State

    def numbers(self, phase: Age, key: str | int) -> Numbers:
        return self.cells.get((phase.code, key), EMPTY)

    @property
    def empty_cells(self) -> int:
        return sum(not self.numbers(phase, key).offers for phase in self.state.phases for key, *_names in self.columns)

    def html(self) -> SafeString:
        """Return the table for the page; each number leads to exactly the offers that it counts."""
        names = [_("Lebensphase"), *(label for _key, _code, label in self.columns)]
        heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
        body = "".join(self.line(phase) for phase in self.state.phases)
        return mark_safe(f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody>")  # noqa: S308 (names and addresses are escaped)

    def line(self, phase: Age) -> str:
        inside = "".join(self.cell(phase, key, code, label) for key, code, label in self.columns)
        return f'<tr><th scope="row">{escape(phase.name)}</th>{inside}</tr>'

    def cell(self, phase: Age, key: str | int, code: str, label: str) -> str:
        found = self.numbers(phase, key)
        address = cell_address(self.state, phase, self.parameter, code)
        what = f"{phase.name}, {label}"
        if not found.offers:
            told = escape(_("%(cell)s: kein Angebot; was fehlt, und was in der Nähe ist") % {"cell": what})
            return f'<td class="is-gap" data-value="0"><a href="{escape(address)}" rel="nofollow" aria-label="{told}">0</a></td>'
        parts = "".join(
            f'<small><a href="{escape(address)}&amp;nur={part}" rel="nofollow">{text % {"number": count}}</a></small>'
            for part, count, text in (
                (LOW, found.low, _("%(number)d niedrigschwellig")),
                (OUTREACH, found.outreach, _("%(number)d aufsuchend")),
            )
            if count
        )
        told = escape(_("%(cell)s: %(number)d Angebote") % {"cell": what, "number": found.offers})
        return (
            f'<td data-value="{found.offers}"><a href="{escape(address)}" rel="nofollow" aria-label="{told}">'
            f"{found.offers}</a>{parts}</td>"
        )

    def table(self) -> Table:
        """Return the table as a file: a line for each cell, so that it can be turned and summed."""
        header = [_("Lebensphase"), self.caption_of_columns, _("Angebote"), _("niedrigschwellig"), _("aufsuchend")]
        rows = [
            [phase.name, label, *map(number, (found.offers, found.low, found.outreach))]
            for phase in self.state.phases
            for key, _code, label in self.columns
            for found in [self.numbers(phase, key)]
        ]
        return Table(self.caption, header, rows)

    @property
    def title(self) -> str:
        """Return the heading above the table."""
        return _("Nach Handlungsfeld") if self.name == FIELDS else _("Nach Ebene der Prävention")

    @property
    def caption_of_columns(self) -> str:
        return _("Handlungsfeld") if self.name == FIELDS else _("Ebene der Prävention")


def cell_address(state: State, phase: Age, parameter: str, code: str, **more: str) -> str:
    """Return the address of the offers of a cell."""
    path = reverse("monitoring_chain_offers")
    return state.address(path, phase=phase.code, **({parameter: code} if code else {}), **more)


def matrices(state: State) -> Mapping[str, Matrix]:
    """Return both tables by their names in addresses; two queries."""
    fields = [(field.pk, field.code, field.name) for field in state.fields]
    levels = [(code, code, str(label)) for code, label in LEVELS.items()]
    return {
        FIELDS: Matrix(
            FIELDS,
            _("Angebote nach Lebensphase und Handlungsfeld"),
            "handlungsfeld",
            fields,
            by_field(state.area.key, state.phases, state.extent),
            state,
        ),
        PREVENTION: Matrix(
            PREVENTION,
            _("Angebote nach Lebensphase und Ebene der Prävention"),
            "praevention",
            levels,
            by_level(state.area.key, state.phases, state.extent),
            state,
        ),
    }
