"""How a number went: from the first that compares with the last one to the last one."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from monitoring.figures import Figure, written
from monitoring.models import Indicator
from monitoring.pictures.marks import with_unit


@dataclass(frozen=True, slots=True)
class Trend:
    """Two figures of one series that compare with each other, and by how much the later one is higher, as both are shown."""

    first_day: datetime.date
    last_day: datetime.date
    first: Figure
    last: Figure
    change: Decimal


def trend(figures: Mapping[datetime.date, Figure], breaks: Iterable[datetime.date], decimals: int) -> Trend | None:
    """Return how a series went since its last break; None where fewer than two numbers compare."""
    known = sorted((day, figure) for day, figure in figures.items() if figure.value is not None)
    if not known:
        return None
    last_day, last = known[-1]
    begin = max((day for day in breaks if day <= last_day), default=datetime.date.min)
    first_day, first = next((day, figure) for day, figure in known if day >= begin)
    if first_day == last_day:
        return None
    return Trend(first_day, last_day, first, last, last.rounded(decimals) - first.rounded(decimals))


def told(trend: Trend | None, indicator: Indicator) -> str:
    """Return a trend as a sentence; it does not say whether that is good."""
    if trend is None:
        return _("Für einen Vergleich über die Zeit gibt es noch zu wenige Werte.")
    words = {
        "year": trend.first_day.year,
        "last_year": trend.last_day.year,
        "first": said(trend.first, indicator),
        "last": said(trend.last, indicator),
        "change": difference(abs(trend.change), indicator),
    }
    if not trend.change:
        return _("%(last_year)d so viel wie %(year)d: %(last)s.") % words
    if trend.change > 0:
        return _("Seit %(year)d um %(change)s gestiegen, von %(first)s auf %(last)s (%(last_year)d).") % words
    return _("Seit %(year)d um %(change)s gesunken, von %(first)s auf %(last)s (%(last_year)d).") % words


def said(figure: Figure, indicator: Indicator) -> str:
    """Return a known number as a sentence says it: nil as a word."""
    if figure.value is None or not figure.value:
        return figure.word()
    return with_unit(figure.text(indicator.decimals), indicator.unit)


def difference(change: Decimal, indicator: Indicator) -> str:
    """Return a difference of two numbers with its unit: between shares it is in percentage points."""
    unit = _("Prozentpunkte") if indicator.unit == "%" else indicator.unit
    return with_unit(written(change, indicator.decimals), unit)
