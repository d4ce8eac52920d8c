"""Which months may be asked for: from January on, up to a month that is over.

With free choice of first and last month, rounding would protect nothing: the rounded sums of all spans of months together
tell each month exactly. Spans that begin with the same month tell of each later one only whether the next multiple
was reached. A month that is not over would tell the same of every single search. And a year whose first months are
deleted already would be told by spans of another beginning, so it is over.
"""

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from monitoring.choosing import Option
from offers.models import MissedSearch
from offers.models.demand import KEPT_FOR


@dataclass(frozen=True, slots=True)
class Span:
    """From January to a month of the same year."""

    year: int
    last_month: int

    @property
    def value(self) -> str:
        """Return how addresses name it."""
        return f"{self.year}-{self.last_month:02}"

    @property
    def label(self) -> str:
        """Return how people name it."""
        words = {"first": MONTHS[1], "last": MONTHS[self.last_month], "year": self.year}
        return _("%(first)s %(year)d") % words if self.last_month == 1 else _("%(first)s bis %(last)s %(year)d") % words

    @property
    def searches(self) -> QuerySet[MissedSearch]:
        """Return what was counted in it."""
        last = datetime.date(self.year, self.last_month, 1)
        return MissedSearch.objects.filter(month__gte=datetime.date(self.year, 1, 1), month__lte=last)


def spans(today: datetime.date | None = None) -> list[Span]:
    """Return all spans that may be asked for, the latest first."""
    today = today or timezone.localdate()
    over = today.replace(day=1) - datetime.timedelta(days=1)
    kept_from = today - KEPT_FOR
    years = range(over.year, kept_from.year, -1)
    return [
        Span(year, month) for year in years for month in range(over.month if year == over.year else len(MONTHS), 0, -1)
    ]


def options(found: list[Span]) -> list[Option]:
    return [Option(span.value, span.label, str(span.year)) for span in found]
