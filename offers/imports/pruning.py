"""What imports leave behind, deleted when its time is over."""

import datetime

from django.db import transaction
from django.utils import timezone

from offers.models import Import, ImportFile, ImportRow


def prune_imports(now: datetime.datetime | None = None) -> int:
    """Delete rows and files of imports that nobody has touched for 90 days, and return of how many.

    The import itself stays with its numbers, since later files of its source learn their columns from it. What was never applied is put
    away. One at a time, so that none is pruned while somebody asks for a step: whoever does waits here, and finds no rows.
    """
    now = now or timezone.now()
    return sum(pruned(pk, now) for pk in Import.objects.outdated(now).values_list("pk", flat=True))


@transaction.atomic
def pruned(pk: int, now: datetime.datetime) -> bool:
    """Delete rows and file of one import, unless somebody was quicker."""
    owner = Import.objects.outdated(now).select_for_update(of=["self"]).filter(pk=pk).first()
    if owner is None:
        return False
    ImportRow.objects.filter(owner=owner).delete()
    ImportFile.objects.filter(owner=owner).delete()
    owner.pruned_at, owner.preview, owner.is_closed = now, {}, True
    owner.save(update_fields=["pruned_at", "preview", "is_closed"])
    return True
