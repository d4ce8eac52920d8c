"""Conferences, activities and projects of a period as rows for those who evaluate: numbers and functions, never who said what.

Minutes, notes and what somebody wrote with an answer stay on the pages of the conferences.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.choices import Permission
from network.models import Activity, Conference, Partner, User
from network.permissions import conferences_read_by
from offers.models import Project
from offers.permissions import offers_with
from sozialraum.models import District

Rows = Iterator[Sequence[object]]


@dataclass(frozen=True)
class Period:
    """From a day to a day, both included."""

    first: datetime.date
    last: datetime.date

    @property
    def moments(self) -> tuple[datetime.datetime, datetime.datetime]:
        """Return the first moment of the period and the first one after it."""
        zone = timezone.get_current_timezone()
        after = self.last + datetime.timedelta(days=1)
        return tuple(datetime.datetime.combine(day, datetime.time(), zone) for day in (self.first, after))

    def about(self, records: QuerySet, column: str) -> QuerySet:
        """Keep the records of which a moment lies in the period."""
        first, after = self.moments
        return records.filter(**{f"{column}__gte": first, f"{column}__lt": after})


def number_of(relation: str, **which: object) -> Count:
    """Return how many rows of a relation there are, or those of them that are so."""
    condition = Q(**{f"{relation}__{name}": value for name, value in which.items()})
    return Count(relation, filter=condition, distinct=True)


def conferences(user: User, period: Period) -> QuerySet[Conference]:
    """Return the conferences of a period that somebody may read, with what came of them in numbers; one query."""
    found = period.about(conferences_read_by(user), "starts_at").select_related("group__borough", "inviting_unit")
    return (
        found.defer("group__borough__boundary")
        .annotate(
            invited=number_of("invitations", invited_at__isnull=False),
            came=number_of("invitations", attended=True),
            decided=number_of("decisions"),
            agreed=number_of("tasks"),
            done=number_of("tasks", done_on__isnull=False),
            fed_back=number_of("feedback"),
            discussed=number_of("feedback", status="discussed"),
        )
        .order_by("starts_at", "pk")
    )


def rows_of_conferences(found: Iterable[Conference]) -> Rows:
    for one in found:
        yield [
            *(one.group.name, one.group.borough.name, one.quarter_name, day(one.starts_at), one.title),
            *(one.get_state_display(), one.cancelled_reason, one.inviting_unit.name),
            *(one.invited, one.came if one.is_held else "", one.decided, one.agreed, one.done),
            *(one.fed_back, one.discussed),
        ]


def named(relation: str, model: type[Partner] | type[District]) -> Prefetch:
    """Return how the names of what a record is linked to are read, once for all records."""
    records = model.objects.order_by("name")
    return Prefetch(relation, records.defer("boundary") if model is District else records.select_related("parent"))


def activities(_user: User, period: Period) -> QuerySet[Activity]:
    """Return the activities of a period; all who work in the network read them; five queries."""
    return (
        period.about(Activity.objects.all(), "starts_at")
        .prefetch_related(
            named("responsible", Partner), named("participants", Partner), named("districts", District), "social_spaces"
        )
        .order_by("starts_at", "pk")
    )


def rows_of_activities(found: Iterable[Activity]) -> Rows:
    for one in found:
        taking_part = one.participants.all()
        departments = sorted({(unit.parent or unit).name for unit in taking_part})
        yield [
            *(one.title, one.get_kind_display(), day(one.starts_at), day(one.ends_at), one.place, one.led_by),
            *(names(one.responsible.all()), names(taking_part), "; ".join(departments), len(departments)),
            *("" if one.heads is None else one.heads, names(one.districts.all()), names(one.social_spaces.all())),
            *(one.results, one.cancelled_reason),
        ]


def projects(user: User, period: Period) -> QuerySet[Project]:
    """Return the projects that arose or changed in a period; conference and offer are named to those who read them; five queries."""
    read = conferences_read_by(user).select_related("group")
    first, after = period.moments
    return (
        Project.objects.filter(created_at__lt=after, updated_at__gte=first)
        .select_related("owner")
        .prefetch_related(
            named("partners", Partner),
            named("districts", District),
            Prefetch("offer", offers_with(Permission.READ, user)),
            Prefetch("conference", read),
        )
        .order_by("created_at", "pk")
    )


def rows_of_projects(found: Iterable[Project]) -> Rows:
    for one in found:
        yield [
            *(
                one.title,
                one.get_stage_display(),
                one.owner.name,
                names(one.partners.all()),
                names(one.districts.all()),
            ),
            *(str(one.conference or ""), day(one.created_at), day(one.starts_on), day(one.updated_at)),
            *(one.offer.title if one.offer else "", one.dropped_reason),
        ]


def names(records: Iterable) -> str:
    return "; ".join(record.name for record in records)


def day(at: datetime.date | datetime.datetime | None) -> str:
    """Return a day as people write it, of a moment that of its place; nothing for none."""
    if at is None:
        return ""
    return f"{timezone.localtime(at) if isinstance(at, datetime.datetime) else at:%d.%m.%Y}"


@dataclass(frozen=True)
class Sort:
    """One of the tables: what it is called, its columns, what is in it and how a record becomes a row."""

    label: str | Promise
    header: Sequence[str | Promise]
    records: Callable[[User, Period], QuerySet]
    rows: Callable[[Iterable], Rows]


SORTS: Final = {
    "konferenzen": Sort(
        _("Sozialraumkonferenzen"),
        (
            *(_("Gruppe"), _("Stadtbezirk"), _("zählt für"), _("Tag"), _("Thema"), _("Stand"), _("Grund der Absage")),
            *(_("einladende Stelle"), _("eingeladen"), _("waren da"), _("Beschlüsse"), _("Aufgaben")),
            *(_("Aufgaben erledigt"), _("Rückkopplungen"), _("Rückkopplungen besprochen")),
        ),
        conferences,
        rows_of_conferences,
    ),
    "aktivitaeten": Sort(
        _("Fortbildungen und Aktionen"),
        (
            *(_("Titel"), _("Art"), _("beginnt"), _("endet"), _("Ort"), _("Leitung"), _("verantwortlich")),
            *(_("teilnehmende Stellen"), _("Fachbereiche und Träger"), _("Zahl der Fachbereiche und Träger")),
            *(_("Teilnehmende"), _("Stadtteile"), _("Sozialräume"), _("Ergebnis"), _("Grund der Absage")),
        ),
        activities,
        rows_of_activities,
    ),
    "projekte": Sort(
        _("Projekte"),
        (
            *(_("Titel"), _("Stand"), _("verantwortlich"), _("beteiligt"), _("Stadtteile")),
            *(_("entstanden in der Konferenz"), _("angelegt am"), _("Projekt ab"), _("zuletzt geändert")),
            *(_("Angebot"), _("warum nicht")),
        ),
        projects,
        rows_of_projects,
    ),
}
