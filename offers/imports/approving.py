"""Four eyes on imports: who uploaded a table lays it before somebody else, who applies it or gives it back."""

from django.utils import timezone

from network.models import User
from offers.models import Import
from offers.permissions import wants_four_eyes


def may_apply(owner: Import, user: User) -> bool:
    """Return whether a checked import may be applied by somebody who sees it.

    Where the municipality wants four eyes that is somebody else than who uploaded it, once they have laid it before others.
    """
    if not wants_four_eyes():
        return True
    return owner.proposed_at is not None and owner.made_by_id != user.pk


def propose(owner: Import, *, by: User) -> bool:
    """Lay a checked import before somebody else; only who uploaded it does. Return whether there was something to lay before them."""
    mine = Import.objects.filter(pk=owner.pk, made_by=by, state=Import.State.CHECKED, is_closed=False, proposed_at=None)
    return bool(mine.update(proposed_at=timezone.now(), objection=""))


def draw_back(owner: Import, *, by: User) -> bool:
    """Take back what was laid before somebody else; return whether it still lay there."""
    return bool(Import.objects.proposed().filter(pk=owner.pk, made_by=by).update(proposed_at=None))


def give_back(owner: Import, *, objection: str, by: User) -> bool:
    """Give an import back to who uploaded it, with a sentence; return whether it still lay there."""
    others = Import.objects.proposed().filter(pk=owner.pk).exclude(made_by=by)
    return bool(others.update(proposed_at=None, objection=objection))
