"""Groups of words of the search, kept by staff."""

from django.db import transaction

from kit.history import through
from network.models import User
from offers.models import WordGroup

CONTENT = ("name", "said", "said_elsewhere", "meant")


class ChangedMeanwhileError(Exception):
    """Somebody else has changed or deleted the group since it was read."""


def state_of(group: WordGroup) -> tuple:
    """Return what a group holds, to be compared."""
    return tuple(getattr(group, name) for name in CONTENT)


@transaction.atomic
def save_word_group(*, group: WordGroup, seen: tuple | None, by: User) -> None:
    """Save a group of words; `seen` is what it held when `by` began to change it, None for a new one.

    Raises ChangedMeanwhileError when it holds something else now; then nothing changes.
    """
    if group.pk is not None:
        there = WordGroup.objects.select_for_update().filter(pk=group.pk).first()
        if there is None or state_of(there) != seen:
            raise ChangedMeanwhileError
    with through("words", by.pk):
        group.save()


@transaction.atomic
def delete_word_group(*, group: WordGroup, by: User) -> None:
    """Delete a group of words: what families say leads to its offers no more."""
    with through("words", by.pk):
        group.delete()
