"""Which conference groups run, and in which quarters they met."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from network.conference_counting import BoroughCount, Mark, QuarterMark, marks_of, overdue_groups, quarters_until
from network.models import ConferenceGroup
from network.quarters import Quarter

PER_PAGE: Final = 50
QUARTERS: Final = 8  # two years
OVERDUE: Final = "ueberfaellig"
Status = ConferenceGroup.Status
STATES: Final = {
    Status.RUNNING: "laufend",
    Status.PLANNED: "geplant",
    Status.RESTING: "ruhend",
}


@dataclass(frozen=True)
class Row:
    """A group with how it stands and what its last quarters say."""

    group: ConferenceGroup
    status: Promise | str
    is_running: bool
    marks: Sequence[QuarterMark]

    @property
    def held(self) -> int:
        return sum(one.mark == Mark.HELD for one in self.marks)

    @property
    def planned(self) -> int:
        """Return in how many of these quarters it was to meet; one whose end is still open counts once a date stands."""
        return sum(one.is_planned and one.mark != Mark.DUE for one in self.marks)


def listed(groups: QuerySet[ConferenceGroup], number: object, now: datetime.datetime, day: datetime.date) -> Page:
    """Return a page of groups, as rows, by borough and name."""
    found = groups.with_status(day).select_related("borough", "inviting_unit").defer("borough__boundary")
    page = Paginator(found.order_by("borough__code", "name", "pk"), PER_PAGE).get_page(number)
    quarters = quarters_until(day, QUARTERS)
    marks = marks_of(page.object_list, quarters, now, day)
    page.object_list = [
        Row(one, Status(one.status).label, one.status == Status.RUNNING, marks[one.pk]) for one in page.object_list
    ]
    return page


def narrowed(
    groups: QuerySet[ConferenceGroup], asked: str, day: datetime.date
) -> tuple[QuerySet[ConferenceGroup], Promise | str]:
    """Return the groups in the state that an address asks for, and what that is called; all of them for anything else."""
    if asked == OVERDUE:
        return overdue_groups(groups, day), _("ohne Termin in diesem Quartal")
    for status, word in STATES.items():
        if asked == word:
            return groups.with_status(day).filter(status=status), status.label
    return groups, ""


def headings(day: datetime.date) -> list[Quarter]:
    """Return the quarters that the rows tell."""
    return quarters_until(day, QUARTERS)


def sentence(boroughs: Sequence[BoroughCount]) -> str:
    """Return how many groups run in each borough, in a sentence."""
    return ", ".join(
        _("%(name)s %(running)d von %(total)d") % {"name": one.borough.name, "running": one.running, "total": one.total}
        for one in boroughs
    )


@dataclass(frozen=True)
class Tile:
    """How many groups run of how many: of a borough, or of the whole city."""

    name: str
    running: int
    total: int


def tiles(boroughs: Sequence[BoroughCount], city: str) -> list[Tile]:
    """Return a tile for each borough and one for the city."""
    found = [Tile(one.borough.name, one.running, one.total) for one in boroughs]
    return [*found, Tile(city, sum(one.running for one in found), sum(one.total for one in found))] if found else []
