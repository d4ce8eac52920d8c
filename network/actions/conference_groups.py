"""Conference groups begin, rest and change their members."""

import datetime

from django.db import transaction

from network.models import ConferenceGroup, GroupMember, GroupPeriod, Partner, User


@transaction.atomic
def start_group(*, group: ConferenceGroup, day: datetime.date, by: User) -> bool:
    """Let a group run from `day` on; return whether that is new: not where it runs on that day, or is to run later."""
    held = ConferenceGroup.objects.select_for_update().get(pk=group.pk)
    periods = held.periods.all()
    if periods.on(day).exists() or periods.filter(valid_from__gt=day).exists():
        return False
    GroupPeriod.objects.create(group=held, valid_from=day)
    return True


@transaction.atomic
def rest_group(*, group: ConferenceGroup, day: datetime.date, by: User) -> bool:
    """Let a group rest from `day` on; return whether it ran until then."""
    held = ConferenceGroup.objects.select_for_update().get(pk=group.pk)
    return bool(held.periods.current().filter(valid_from__lt=day).update(valid_until=day))


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
