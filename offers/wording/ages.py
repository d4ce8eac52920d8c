"""Ages in words.

One style throughout: the upper end is a birthday that has not come yet ("bis unter 3 Jahren"), as nurseries and the youth
welfare law have it. "0 bis 2 Jahre" would keep parents of a child of two and a half away.
"""

from collections.abc import Sequence
from typing import Final

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from offers.wording.memory import remembered
from sozialraum.ages import BIRTH, OLDEST

YEAR: Final = 12
# Up to two years people count in months, if it does not come out even.
COUNTED_IN_MONTHS: Final = 2 * YEAR
# German law: a child until 14, a youth until 18 (§ 7 SGB VIII).
YOUTH: Final = 14 * YEAR
GROWN_UP: Final = 18 * YEAR


def describe_ages(ages: Sequence[int] | None) -> str:
    """Return for whom an age span is, in months from (inclusive) to (exclusive); None is every age."""
    return _("für jedes Alter") if ages is None else describe_span(*ages)


def describe_age(months: int) -> str:
    """Return an age as parents tell it, such as "14 Monate" or "3 Jahre und 2 Monate"."""
    if months < BIRTH:
        return _("Schwangerschaft")
    years, rest = divmod(months, YEAR) if months >= COUNTED_IN_MONTHS else (0, months)
    parts = [ngettext("%(number)s Jahr", "%(number)s Jahre", years) % {"number": years}] if years else []
    if rest or not years:
        parts.append(ngettext("%(number)s Monat", "%(number)s Monate", rest) % {"number": rest})
    return get_text_list(parts, _("und"))


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
    bounds = age(lower), age(upper)
    if in_years(lower) and in_years(upper):
        bounds = in_years(lower), age(upper)
    elif lower % YEAR and upper <= COUNTED_IN_MONTHS:
        bounds = lower, in_months(upper)
    return _("von %(lower)s bis unter %(upper)s") % dict(zip(("lower", "upper"), bounds, strict=True))


def in_years(months: int) -> str:
    """Return how many years an age is, such as "3" or "5½"; empty where it does not come out even."""
    years, rest = divmod(months, YEAR)
    if rest:
        return f"{years}½" if rest == YEAR // 2 and months > COUNTED_IN_MONTHS else ""
    return str(years) if years else ""


def in_months(number: int) -> str:
    return ngettext("%(number)s Monat", "%(number)s Monaten", number) % {"number": number}


def short(months: int) -> str:
    """Return an age, without its unit where that is years."""
    return in_years(months) or age(months)


def age(months: int) -> str:
    """Return an age in the dative."""
    years, rest = divmod(months, YEAR)
    if in_years(months):
        return ngettext("%(years)s Jahr", "%(years)s Jahren", years + bool(rest)) % {"years": in_years(months)}
    if months < COUNTED_IN_MONTHS:
        return in_months(months)
    return _("%(years)s und %(months)s") % {"years": age(years * YEAR), "months": in_months(rest)}
