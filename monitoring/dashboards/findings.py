"""What the pictures of an indicator show, in a sentence each; nobody's district is called better or worse."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring.areas import CITY
from monitoring.dashboards.state import State
from monitoring.figures import NOTHING, written
from monitoring.pictures.marks import Mark, with_unit
from monitoring.trends import said

QUARTERS = (Decimal("0.25"), Decimal("0.5"), Decimal("0.75"))


def of_map(state: State, marks: Sequence[Mark], city: str) -> str:
    """Return between which values the areas lie, and how many have none; those who plan read which is the lowest and highest."""
    known = sorted((mark for mark in marks if mark.number.value is not None), key=lambda mark: mark.number.value)
    sentences = [of_range(state, known), of_city(state, city), of_gaps(len(marks) - len(known))]
    return " ".join(filter(None, sentences))


def of_range(state: State, known: Sequence[Mark]) -> str:
    if not known:
        return _("Kein Gebiet dieser Ebene hat einen Wert, der gezeigt werden kann.")
    lowest, highest = known[0], known[-1]
    words = {
        "areas": state.level.name_plural,
        "low": said(lowest.number, state.indicator),
        "high": said(highest.number, state.indicator),
        "lowest": lowest.label,
        "highest": highest.label,
    }
    if lowest.number.rounded(lowest.decimals) == highest.number.rounded(highest.decimals):
        return _("%(areas)s mit einem Wert: überall %(low)s.") % words
    if state.is_internal:
        return _("%(areas)s: von %(low)s (%(lowest)s) bis %(high)s (%(highest)s).") % words
    return _("%(areas)s: von %(low)s bis %(high)s.") % words


def of_city(state: State, city: str) -> str:
    """Return the number of the whole city."""
    figure = state.figures.get(CITY, NOTHING)
    if figure.value is None:
        return ""
    return _("%(city)s insgesamt: %(value)s.") % {"city": city, "value": said(figure, state.indicator)}


def of_gaps(number: int) -> str:
    """Return how many areas have no number."""
    if not number:
        return ""
    return ngettext("%(number)d Gebiet ist ohne Wert.", "%(number)d Gebiete sind ohne Wert.", number) % {
        "number": number
    }


def of_strip(state: State, marks: Sequence[Mark]) -> str:
    """Return where the middle half of the areas lies."""
    values = sorted(mark.number.value for mark in marks if mark.number.value is not None)
    if not values:
        return _("Kein Gebiet dieser Ebene hat einen Wert, der gezeigt werden kann.")
    low, middle, high = (
        with_unit(written(quantile(values, share), state.indicator.decimals), unit)
        for share, unit in zip(QUARTERS, ("", state.indicator.unit, state.indicator.unit), strict=True)
    )
    return _("Die mittlere Hälfte liegt zwischen %(low)s und %(high)s, der mittlere Wert (Median) bei %(middle)s.") % {
        "low": low,
        "high": high,
        "middle": middle,
    }


def quantile(values: Sequence[Decimal], share: Decimal) -> Decimal:
    """Return the value below which a share of sorted values lies, between two of them by their distance."""
    place = share * (len(values) - 1)
    below = int(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (place - below)
