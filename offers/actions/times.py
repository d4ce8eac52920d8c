"""The times of an offer, changed all at once."""

from collections.abc import Iterable
from hashlib import blake2b

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from offers.models import Offer, Schedule
from offers.sessions import Series


def fingerprint(schedules: Iterable[Schedule]) -> str:
    """Return a text that changes with any of some times."""
    rows = sorted((schedule.pk, str(Series.of_row(schedule))) for schedule in schedules)
    return blake2b(repr(rows).encode(), digest_size=12).hexdigest()


def values_of(series: Series) -> dict[str, object]:
    return {name: getattr(series, name) for name in Series.__slots__}


def change_times(offers: QuerySet[Offer], *, new: list[Series], gone: list[int], seen: str) -> bool:
    """Take away and add times of the one offer in `offers`, as they were `seen` (`fingerprint`); return whether it was done.

    Where somebody else changed them in the meantime, nothing is done. Two at once wait for each other.
    """
    with transaction.atomic():
        offer = offers.select_for_update(of=["self"]).get()
        there = list(Schedule.objects.filter(offer=offer).select_for_update())
        if fingerprint(there) != seen:
            return False
        Schedule.objects.filter(offer=offer, pk__in=gone).delete()
        Schedule.objects.bulk_create(Schedule(offer=offer, **values_of(series)) for series in new)
        Offer.objects.filter(pk=offer.pk).update(updated_at=timezone.now())
    return True
