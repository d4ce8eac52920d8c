"""Conference groups begin, rest and change their members."""

import datetime

from django.db import transaction
from django.db.models import Q

from network.models import ConferenceGroup, GroupMember, GroupPeriod, Partner, User


class GroupRunsError(Exception):
    """A group that is to begin on a day runs on that day already, or is to run later; `period` is that time."""

    def __init__(self, period: GroupPeriod) -> None:
        super().__init__(str(period))
        self.period = period


class GroupRestsError(Exception):
    """A group that is to rest from a day on did not run until then; `period` is its latest time, None where it never ran."""

    def __init__(self, period: GroupPeriod | None) -> None:
        super().__init__(str(period))
        self.period = period


@transaction.atomic
def start_group(*, group: ConferenceGroup, day: datetime.date, by: User) -> None:
    """Let a group run from `day` on. Raises GroupRunsError; of two at once the second is told of the first."""
    held = ConferenceGroup.objects.select_for_update().get(pk=group.pk)
    not_over = held.periods.filter(Q(valid_until=None) | Q(valid_until__gt=day))
    if in_the_way := not_over.order_by("valid_from").first():
        raise GroupRunsError(in_the_way)
    GroupPeriod.objects.create(group=held, valid_from=day)


@transaction.atomic
def rest_group(*, group: ConferenceGroup, day: datetime.date, by: User) -> None:
    """Let a group rest from `day` on. Raises GroupRestsError; of two at once the second is told of the first."""
    held = ConferenceGroup.objects.select_for_update().get(pk=group.pk)
    if not held.periods.current().filter(valid_from__lt=day).update(valid_until=day):
        raise GroupRestsError(held.periods.order_by("valid_from").last())


@transaction.atomic
def add_member(*, group: ConferenceGroup, partner: Partner, day: datetime.date, by: User) -> bool:
    """Take a partner into the core of a group from `day` on; return whether it did not belong to it already."""
    held = ConferenceGroup.objects.select_for_update().get(pk=group.pk)
    mine = held.memberships.filter(partner=partner)
    if mine.on(day).exists() or mine.filter(valid_from__gt=day).exists():
        return False
    GroupMember.objects.create(group=held, partner=partner, valid_from=day)
    return True


@transaction.atomic
def end_membership(*, membership: GroupMember, day: datetime.date, by: User) -> None:
    """Let a partner belong to a group until before `day`; one that joined on that day or later never belonged to it."""
    held = GroupMember.objects.select_for_update().get(pk=membership.pk)
    if held.valid_from >= day:
        held.delete()
        return
    held.valid_until = day
    held.save(update_fields=["valid_until"])
