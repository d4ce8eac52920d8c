"""Ages in words.

One style throughout: the upper end is a birthday that has not come yet ("bis unter 3 Jahren"), as nurseries and the youth
welfare law have it. "0 bis 2 Jahre" would keep parents of a child of two and a half away.
"""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from offers.ages import BIRTH, OLDEST
from offers.wording.memory import remembered

YEAR: Final = 12
# Up to two years people count in months, if it does not come out even.
COUNTED_IN_MONTHS: Final = 2 * YEAR
# German law: a child until 14, a youth until 18 (§ 7 SGB VIII).
YOUTH: Final = 14 * YEAR
GROWN_UP: Final = 18 * YEAR


def describe_ages(ages: Sequence[int] | None) -> str:
    """Return for whom an age span is, in months from (inclusive) to (exclusive); None is every age."""
    return _("für jedes Alter") if ages is None else describe_span(*ages)


@remembered
def describe_span(lower: int, upper: int) -> str:
    if lower >= BIRTH:
        return _("für %(people)s %(span)s") % {"people": people(lower, upper), "span": span(lower, upper)}
    if upper <= BIRTH:
        return _("in der Schwangerschaft")
    return since_pregnancy(upper)


def since_pregnancy(upper: int) -> str:
    if upper >= OLDEST:
        return _("von der Schwangerschaft bis 27 Jahre")
    if upper % YEAR:
        return _("in der Schwangerschaft und mit Kindern unter %(age)s") % {"age": age(upper)}
    return _("von der Schwangerschaft bis zum %(number)s. Geburtstag") % {"number": upper // YEAR}


def people(lower: int, upper: int) -> str:
    """Return what the law and daily speech call people of an age."""
    if upper <= YOUTH:
        return _("Kinder")
    if upper > GROWN_UP:
        return _("junge Menschen")
    return _("Jugendliche") if lower >= YOUTH else _("Kinder und Jugendliche")


def span(lower: int, upper: int) -> str:
    """Return a span that begins at birth or later, to stand after "für Kinder"."""
    if upper >= OLDEST:
        return _("bis 27 Jahre") if lower == BIRTH else _("von %(lower)s bis 27 Jahren") % {"lower": short(lower)}
    if lower == BIRTH:
        return _("unter %(age)s") % {"age": age(upper)}
    if unit(lower, upper):
        bounds = {"lower": lower // unit(lower, upper), "age": age(upper, months=unit(lower, upper) == 1)}
        return _("von %(lower)s bis unter %(age)s") % bounds
    return _("von %(lower)s bis unter %(upper)s") % {"lower": age(lower), "upper": age(upper)}


def unit(lower: int, upper: int) -> int:
    """Return in which unit (months) both ends can be counted, so that it need be said only once; 0 if in none."""
    if not lower % YEAR and not upper % YEAR:
        return YEAR
    return 1 if upper <= COUNTED_IN_MONTHS else 0


def short(months: int) -> str:
    """Return an age without its unit where that is years."""
    return age(months) if months % YEAR else str(months // YEAR)


def age(number: int, *, months: bool = False) -> str:
    """Return an age of `number` months in the dative; `months` counts in months however long that is."""
    years, rest = divmod(number, YEAR)
    if months or (rest and number < COUNTED_IN_MONTHS):
        return ngettext("%(number)s Monat", "%(number)s Monaten", number) % {"number": number}
    if rest == YEAR // 2:
        return _("%(years)s½ Jahren") % {"years": years}
    said = ngettext("%(years)s Jahr", "%(years)s Jahren", years) % {"years": years}
    return _("%(years)s und %(months)s") % {"years": said, "months": age(rest, months=True)} if rest else said
