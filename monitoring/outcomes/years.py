"""Which years may be evaluated: those that are over.

While a year runs, each new record would be the difference between what was shown before and after it.
"""

import datetime

from django.utils import timezone

from monitoring.models import OutcomeRecord


def years_over(today: datetime.date | None = None) -> list[int]:
    """Return the years that are over and of which something was counted, the latest first; the last year in any case."""
    last = (today or timezone.localdate()).year - 1
    counted = OutcomeRecord.objects.filter(year__lte=last).order_by().values_list("year", flat=True).distinct()
    return sorted({last, *counted}, reverse=True)
