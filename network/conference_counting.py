"""How many conference groups run, and which quarters they met in: all of it counted from rows."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.models import Conference, ConferenceGroup, GroupPeriod
from network.quarters import Quarter
from sozialraum.models import District

Status = ConferenceGroup.Status
State = Conference.State


@dataclass(frozen=True)
class BoroughCount:
    """A borough with the number of its groups that run, and of all that it has or plans."""

    borough: District
    running: int
    total: int


def by_borough(day: datetime.date) -> list[BoroughCount]:
    """Return the boroughs that have groups, by code, with how many of them run on a day; one query."""
    running = Exists(GroupPeriod.objects.on(day).filter(group=OuterRef("conference_groups")))
    found = (
        District.objects.filter(conference_groups__isnull=False)
        .defer("boundary")
        .alias(runs=running)
        .annotate(
            total=Count("conference_groups", distinct=True),
            running=Count("conference_groups", filter=Q(runs=True), distinct=True),
        )
        .order_by("code", "pk")
    )
    return [BoroughCount(one, one.running, one.total) for one in found]


class Mark:
    """What a quarter of a group says."""

    HELD, COMING, OPEN, MISSED, DUE, IDLE = "held", "coming", "open", "missed", "due", "idle"
    LABELS: dict[str, Promise]


Mark.LABELS = {
    Mark.HELD: _("gehalten"),
    Mark.COMING: _("Termin steht"),
    Mark.OPEN: _("war, noch nicht nachgetragen"),
    Mark.MISSED: _("ausgefallen"),
    Mark.DUE: _("noch kein Termin"),
    Mark.IDLE: _("nicht vorgesehen"),
}
SIGNS = {Mark.HELD: "●", Mark.COMING: "○", Mark.OPEN: "◐", Mark.MISSED: "✕", Mark.DUE: "!", Mark.IDLE: "–"}


@dataclass(frozen=True)
class QuarterMark:
    """A quarter of a group: what became of it, and its conference where there is one."""

    quarter: Quarter
    mark: str
    conference: Conference | None = None

    @property
    def label(self) -> Promise:
        return Mark.LABELS[self.mark]

    @property
    def sign(self) -> str:
        return SIGNS[self.mark]

    @property
    def is_warning(self) -> bool:
        return self.mark in {Mark.MISSED, Mark.DUE, Mark.OPEN}

    @property
    def is_planned(self) -> bool:
        """Return whether the group was to meet in it."""
        return self.mark != Mark.IDLE


def quarters_until(day: datetime.date, number: int) -> list[Quarter]:
    """Return the quarter of a day and those before it, the oldest first."""
    current = Quarter.of(day)
    return [current.after(-steps) for steps in reversed(range(number))]


def marks_of(
    groups: Iterable[ConferenceGroup], quarters: Sequence[Quarter], now: datetime.datetime, day: datetime.date
) -> dict[int, list[QuarterMark]]:
    """Return what each quarter says, by the group's id; two queries."""
    ids = [group.pk for group in groups]
    firsts = [quarter.first for quarter in quarters]
    met = Conference.objects.standing().filter(group__in=ids, quarter__in=firsts)
    conferences = {(one.group_id, one.quarter): one for one in met}
    periods: dict[int, list[GroupPeriod]] = defaultdict(list)
    for period in GroupPeriod.objects.filter(group__in=ids):
        periods[period.group_id].append(period)
    return {
        pk: [mark_of(periods[pk], quarter, conferences.get((pk, quarter.first)), now, day) for quarter in quarters]
        for pk in ids
    }


def mark_of(
    periods: Sequence[GroupPeriod],
    quarter: Quarter,
    conference: Conference | None,
    now: datetime.datetime,
    day: datetime.date,
) -> QuarterMark:
    if conference is not None:
        over = Mark.OPEN if conference.is_over(now) else Mark.COMING
        return QuarterMark(quarter, Mark.HELD if conference.is_held else over, conference)
    if not is_expected(periods, quarter):
        return QuarterMark(quarter, Mark.IDLE)
    return QuarterMark(quarter, Mark.MISSED if quarter.last < day else Mark.DUE)


def is_expected(periods: Iterable[GroupPeriod], quarter: Quarter) -> bool:
    """Return whether a group was to meet in a quarter: it ran for half of it at least, as far as is known today."""
    end = quarter.after(1).first
    run = sum(
        max(0, (min(period.valid_until or end, end) - max(period.valid_from, quarter.first)).days) for period in periods
    )
    return run * 2 >= quarter.days


def overdue_groups(groups: QuerySet[ConferenceGroup], day: datetime.date) -> QuerySet[ConferenceGroup]:
    """Keep the groups that run and of which half of the quarter has passed without a date for it."""
    return groups.filter(is_overdue(day))


def is_overdue(day: datetime.date) -> Q:
    """Return the condition that a group is one of those."""
    quarter = Quarter.of(day)
    # Before the middle no group is late: none began on the first of all days.
    begun_by = quarter.middle if day >= quarter.middle else datetime.date.min
    has_date = Conference.objects.standing().filter(group=OuterRef("pk"), quarter=quarter.first)
    running = GroupPeriod.objects.on(day).filter(group=OuterRef("pk"), valid_from__lte=begun_by)
    return Q(Exists(running)) & ~Q(Exists(has_date))


def to_be_done(groups: QuerySet[ConferenceGroup], now: datetime.datetime, day: datetime.date) -> tuple[int, int]:
    """Return how many groups are overdue, and how many of their conferences are over and not closed; one query."""
    over = Q(conferences__state=State.PLANNED, conferences__ends_at__lt=now) | Q(conferences__state=State.HELD)
    found = groups.alias(is_late=Case(When(is_overdue(day), then=Value(True)), default=Value(False))).aggregate(
        late=Count("pk", filter=Q(is_late=True), distinct=True),
        over=Count("conferences", filter=over, distinct=True),
    )
    return found["late"], found["over"]
