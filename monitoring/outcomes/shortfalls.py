"""What families looked for in vain in a year, and what is missing today: as far as each may be shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from monitoring.chain import state as chain
from monitoring.chain.matrices import Matrix, matrices
from monitoring.choosing import Choosing
from monitoring.pictures import Number, Table
from monitoring.supply.gaps import gaps
from monitoring.supply.state import state_of
from monitoring.wanted.counting import Side, sides, told
from monitoring.wanted.months import Span, spans
from monitoring.wanted.pictures import the_bars
from sozialraum.models import Municipality

MOST = 10


@dataclass(frozen=True)
class Demand:
    """Searches in vain by one side: a sentence, and the most frequent ones."""

    label: str
    finding: str
    table: Table


def demand(year: int) -> list[Demand]:
    """Return what was looked for in vain in a year that is over; nothing where its numbers are deleted already."""
    span = Span(year, 12)
    if span not in spans():
        return []
    there = sides()
    shown = told(span, there, None)
    return [found for side in there if side.name in shown and (found := of_side(side, shown[side.name], span))]


def of_side(side: Side, parts, span: Span) -> Demand | None:
    picture = the_bars(side, parts, span, "")
    if picture is None:
        return None
    table = picture.table
    return Demand(str(side.label), picture.finding, Table(table.caption, table.header, table.rows[:MOST]))


@dataclass(frozen=True)
class Gaps:
    """White spots of today: those of the greatest need, how many there are, and which cells of the chain are empty."""

    table: Table
    number: int
    need: str
    chain: Sequence[tuple[str, str]]


def missing(version: str, municipality: Municipality) -> Gaps:
    """Return what is missing today, at the finest level of areas, by the usual measure of need."""
    state = state_of(Choosing(QueryDict()), version)
    found = sorted(gaps(state.situation, state.need).values(), key=lambda gap: gap.urgency)
    rows = [
        [gap.area.name, gap.age.name, str(gap.kind.label), Number(gap.need, state.need.decimals)]
        for gap in found[:MOST]
    ]
    header = [state.level.name, _("Alter"), _("was fehlt"), state.need.name]
    table = Table(_("Weiße Flecken, der größte Bedarf zuerst"), header, rows)
    return Gaps(table, len(found), state.need.name, empty_cells(version, municipality))


def empty_cells(version: str, municipality: Municipality) -> list[tuple[str, str]]:
    """Return the phases of life and fields of action for which there is no offer in the whole city."""
    state = chain.state_of(Choosing(QueryDict()), municipality, version)
    if not state.phases:
        return []
    first: Matrix = next(iter(matrices(state).values()))
    return [
        (phase.name, label)
        for phase in state.phases
        for key, _code, label in first.columns
        if not first.numbers(phase, key).offers
    ]
