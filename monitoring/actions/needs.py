"""What planners note as needing action, kept safe from two people who write at once."""

from django.db import transaction

from kit.history import through
from monitoring.models import NeedForAction
from network.models import User


class ChangedMeanwhileError(Exception):
    """Somebody else changed the note, or took it out, since it was read; nothing was saved."""


@transaction.atomic
def save_need(*, need: NeedForAction, version: int, by: User) -> NeedForAction:
    """Save a note, a new one or one that was read as `version`. Raises ChangedMeanwhileError."""
    if need.pk:
        hold(need, version)
        need.version = version + 1
    need.written_by = by
    with through("need", by.pk):
        need.save()
    return need


@transaction.atomic
def delete_need(*, need: NeedForAction, version: int, by: User) -> None:
    """Take out a note that was entered by mistake; its history stays. Raises ChangedMeanwhileError."""
    hold(need, version)
    with through("need", by.pk):
        need.delete()


def hold(need: NeedForAction, version: int) -> None:
    """Lock a note that is still the version that was read."""
    if not NeedForAction.objects.select_for_update().filter(pk=need.pk, version=version).exists():
        raise ChangedMeanwhileError
