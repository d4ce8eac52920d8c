"""The ages of a row: two numbers of months, pregnancy, or all."""

import re

from django.db.backends.postgresql.psycopg_any import NumericRange
from django.utils.translation import gettext as _

from kit.importing import RefusedError, Report
from kit.importing_tables import Row
from kit.importing_values import yes_or_no
from sozialraum.ages import BIRTH, CONCEPTION, OLDEST

COLUMNS = {"age_from_months", "age_to_months", "pregnancy", "all_ages"}
# "Kinder ab 2 Jahren" is how nurseries say it.
AGE = re.compile(
    r"(?:(?:kinder\s+)?(?:ab|von)\s+)?(?P<number>[-−]?\d+(?:[.,]\d+)?)\s*(?P<unit>monate?n?|mon|m|jahre?n?|j)?\.?",
    re.IGNORECASE,
)
MONTHS_PER_YEAR = 12


def read_ages(row: Row, report: Report) -> NumericRange | None:
    """Return the ages in months, None for all ages; raises RefusedError where the row does not tell.

    A row must say "all ages" aloud, since an empty cell may as well mean that nobody knew.
    """
    first, end = months(row["age_from_months"]), months(row["age_to_months"])
    with_pregnancy = yes_or_no(row["pregnancy"])
    if yes_or_no(row["all_ages"]):
        if (first, end) != (None, None):
            report.note(row.line, _("gilt für jedes Alter; die genannten Monate bleiben außer Acht"))
        return None
    if first is None and end is None:
        if not with_pregnancy:
            raise RefusedError(_("das Alter fehlt; ist es für jedes Alter, sagt das die Spalte „für jedes Alter“"))
        return NumericRange(CONCEPTION, BIRTH)
    first = BIRTH if first is None else first
    if with_pregnancy:
        first = _begin_before_birth(first)
    return _within_life(row, first, end, report)


def months(text: str) -> int | None:
    """Return the age of a cell in months: "6", "6 Monate" and "0,5 Jahre"; None for an empty cell."""
    if not text:
        return None
    match = AGE.fullmatch(text)
    if not match:
        raise RefusedError(_("„%s“ ist kein Alter in Monaten") % text)
    number = float(match["number"].replace(",", ".").replace("−", "-"))
    if (match["unit"] or "m").lower().startswith("j"):
        number *= MONTHS_PER_YEAR
    if number != int(number):
        raise RefusedError(_("„%s“ sind keine ganzen Monate") % text)
    return int(number)


def _begin_before_birth(first: int) -> int:
    if first > BIRTH:
        raise RefusedError(_("Schwangerschaft und Alter ab %s Monaten sind keine zusammenhängende Zeit") % first)
    return CONCEPTION


def _within_life(row: Row, first: int, end: int | None, report: Report) -> NumericRange:
    """Return the range, cut to what an age can be."""
    if end is None:
        report.repair(row.line, _("kein Ende des Alters: es gilt bis 27 Jahre"))
        end = OLDEST
    if end > OLDEST:
        report.repair(row.line, _("das Alter endet spätestens mit 27 Jahren (%s Monate)") % OLDEST)
        end = OLDEST
    if CONCEPTION < first < BIRTH:
        report.repair(row.line, _("die Schwangerschaft gilt als Ganzes, ab −9"))
        first = CONCEPTION
    if first < CONCEPTION:
        raise RefusedError(_("ein Alter von %s Monaten gibt es nicht") % first)
    if first >= end:
        raise RefusedError(
            _("das Alter endet (%(end)s) nicht nach seinem Beginn (%(first)s)") % {"end": end, "first": first}
        )
    return NumericRange(first, end)
