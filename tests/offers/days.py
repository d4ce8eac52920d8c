"""Days, told from today."""

import datetime

from django.utils import timezone


def days(number: int) -> datetime.date:
    """Return the day so many days after today, or before it."""
    return timezone.localdate() + datetime.timedelta(days=number)
