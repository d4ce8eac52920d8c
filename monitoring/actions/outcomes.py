"""Outcomes written and taken away, kept safe from two people who write at once."""

from django.db import transaction
from django.utils import timezone

from monitoring.models import OutcomeMetric, OutcomeRecord
from network.models import User


class ChangedMeanwhileError(Exception):
    """Somebody else changed or deleted an outcome since it was shown; nothing was saved. `current` is what stands there now."""

    def __init__(self, current: OutcomeRecord | None) -> None:
        super().__init__()
        self.current = current


@transaction.atomic
def write_outcome(*, record: OutcomeRecord, version: int, by: User) -> OutcomeRecord:
    """Write a new outcome, or over the `version` that was read.

    Raises ChangedMeanwhileError when it is not that version any more, and IntegrityError where a rule is broken.
    """
    # Two who insert the same at once would each wait for the other's row: one after the other, the second is told why.
    OutcomeMetric.objects.select_for_update(no_key=True).get(pk=record.metric_id)
    if record.pk:
        held(record.pk, version)
        record.version = version + 1
    record.kind = record.metric.kind
    record.entered_by, record.entered_at = by, timezone.now()
    record.save()
    return record


@transaction.atomic
def delete_outcome(*, record: OutcomeRecord, version: int, by: User) -> None:
    """Delete the `version` of an outcome that was read; its history says who did so (`by`)."""
    held(record.pk, version).delete()


def held(pk: int, version: int) -> OutcomeRecord:
    """Return an outcome, locked, if it is still the version that was read."""
    current = OutcomeRecord.objects.select_for_update(of=["self"]).filter(pk=pk).first()
    if current is None or current.version != version:
        raise ChangedMeanwhileError(current)
    return current
