"""The conference groups that meet for an area: to everybody that there are such, to those who plan when they meet."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.functional import Promise

from monitoring.profiles.areas import Profiled
from network.models import Conference, ConferenceGroup
from sozialraum.models import District

Status = ConferenceGroup.Status
MOST = 12


@dataclass(frozen=True)
class AreaConference:
    """A group that meets for an area; its dates where the audience may know them."""

    name: str
    pk: int
    unit: str
    districts: Sequence[str]
    status: Promise | str
    last: datetime.datetime | None = None
    coming: datetime.datetime | None = None


def conferences(profiled: Profiled, *, is_internal: bool) -> list[AreaConference]:
    """Return the groups of an area, by name: those that run to everybody, to those who plan all with their last and next date.

    One query.
    """
    found = ConferenceGroup.objects.filter(pk__in=meeting_for(profiled)).with_status(timezone.localdate())
    shown = found.annotate(**dates()) if is_internal else found.filter(status=Status.RUNNING)
    groups = shown.annotate(names=names()).select_related("inviting_unit").order_by("name")[:MOST]
    return [
        AreaConference(
            one.name,
            one.pk,
            one.inviting_unit.name,
            one.names,
            Status(one.status).label,
            *((one.last, one.coming) if is_internal else ()),
        )
        for one in groups
    ]


def meeting_for(profiled: Profiled) -> QuerySet:
    """Return (the ids of) the groups that meet for an area: of a borough all of its groups, of a social space those of its districts."""
    _kind, pk = profiled.area.key
    districts = [part.pk for part in profiled.parts] if profiled.is_space else [pk]
    where = Q(districts__in=districts) if profiled.is_space else Q(borough=pk) | Q(districts__in=districts)
    return ConferenceGroup.objects.filter(where).values("pk")


def names() -> ArraySubquery:
    """Return the names of a group's districts, in their order."""
    districts = District.objects.filter(groups_meeting_for=OuterRef("pk"))
    return ArraySubquery(districts.order_by("name").values("name"))


def dates() -> dict[str, Subquery]:
    """Return when a group met last and when it meets next."""
    there = Conference.objects.standing().filter(group=OuterRef("pk")).order_by("starts_at").values("starts_at")
    is_planned = Q(state=Conference.State.PLANNED)
    return {
        "last": Subquery(there.exclude(is_planned).reverse()[:1]),
        "coming": Subquery(there.filter(is_planned, starts_at__gte=timezone.now())[:1]),
    }
