"""The conference groups that meet for an area: to everybody that there are such, to those who plan when they meet."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise

from monitoring.profiles.areas import Profiled
from network.models import Conference, ConferenceGroup

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

    Three queries for those who plan, two for everybody.
    """
    found = ConferenceGroup.objects.filter(meeting_for(profiled)).with_status(timezone.localdate()).distinct()
    shown = found if is_internal else found.filter(status=Status.RUNNING)
    groups = list(shown.select_related("inviting_unit").prefetch_related("districts").order_by("name")[:MOST])
    dates = dates_of(groups) if is_internal else {}
    return [
        AreaConference(
            one.name,
            one.pk,
            one.inviting_unit.name,
            sorted(district.name for district in one.districts.all()),
            Status(one.status).label,
            *dates.get(one.pk, (None, None)),
        )
        for one in groups
    ]


def meeting_for(profiled: Profiled) -> Q:
    """Return which groups meet for an area: of a borough all of its groups, of a social space those of its districts."""
    _kind, pk = profiled.area.key
    if profiled.is_space:
        return Q(districts__in=[part.pk for part in profiled.parts])
    return Q(borough=pk) | Q(districts=pk)


def dates_of(
    groups: Sequence[ConferenceGroup],
) -> dict[int, tuple[datetime.datetime | None, datetime.datetime | None]]:
    """Return when each group met last and when it meets next, by its id; one query."""
    now = timezone.now()
    found: dict[int, tuple] = {}
    rows = Conference.objects.standing().filter(group__in=groups).order_by("starts_at")
    for group, starts_at, state in rows.values_list("group", "starts_at", "state"):
        last, coming = found.get(group, (None, None))
        if state != Conference.State.PLANNED:
            last = starts_at
        elif coming is None and starts_at >= now:
            coming = starts_at
        found[group] = (last, coming)
    return found
