"""What files of numbers leave behind, deleted when its time is over: raw numbers lie in them, also secret ones."""

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from monitoring.models import ValueUpload, ValueUploadFile, ValueUploadRow

KEPT = datetime.timedelta(days=90)


def outdated(now: datetime.datetime) -> QuerySet[ValueUpload]:
    """Return the uploads that nobody has touched for so long, and that still hold something."""
    rows = ValueUploadRow.objects.filter(owner=OuterRef("pk"))
    files = ValueUploadFile.objects.filter(owner=OuterRef("pk"))
    return ValueUpload.objects.annotate(touched_at=Coalesce("asked_at", "made_at")).filter(
        Q(Exists(rows)) | Q(Exists(files)), ~Q(state__in=ValueUpload.BUSY), touched_at__lt=now - KEPT
    )


def prune_numbers(now: datetime.datetime | None = None) -> int:
    """Delete rows and files of uploads that nobody has touched for 90 days, and return of how many.

    The upload itself stays with its counts, since later files of its source learn their columns from it; the way back from it stays
    too. What was never applied is put away.
    """
    now = now or timezone.now()
    return sum(pruned(pk, now) for pk in outdated(now).values_list("pk", flat=True))


@transaction.atomic
def pruned(pk: int, now: datetime.datetime) -> bool:
    """Delete rows and file of one upload, unless somebody asked for a step meanwhile."""
    owner = outdated(now).select_for_update(of=["self"]).filter(pk=pk).first()
    if owner is None:
        return False
    owner.rows.all().delete()
    ValueUploadFile.objects.filter(owner=owner).delete()
    if owner.result_id is None:
        owner.is_closed = True
        owner.save(update_fields=["is_closed"])
    return True
