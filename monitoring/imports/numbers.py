"""What stands in a cell of a German statistics table: a number, or a sign that says why there is none.

The signs are those of the statistics offices (Koblenz, Sachsen): "–" exactly nil, "0" less than half of the unit, "." secret, "…" comes
later, "x" makes no sense, "/" not sure enough, "()" of limited value; p provisional, r revised, s estimated.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from math import isfinite

from django.utils.translation import gettext as _

from kit.importing import RefusedError
from kit.importing_xlsx import cell_text
from monitoring.choices import Gap, ValueStatus

NIL = {"-", "–", "—", "−"}
GAPS = {
    ".": Gap.SECRET,
    "•": Gap.SECRET,
    "·": Gap.SECRET,
    "…": Gap.LATER,
    "...": Gap.LATER,
    "..": Gap.LATER,
    "x": Gap.MEANINGLESS,
    "X": Gap.MEANINGLESS,
    "/": Gap.UNRELIABLE,
    "()": Gap.UNRELIABLE,
    "( )": Gap.UNRELIABLE,
}
STATUS = {"p": ValueStatus.PROVISIONAL, "r": ValueStatus.FINAL, "s": ValueStatus.ESTIMATED}
NUMBERS_OF_NOTES = r"(?:\s?(?:\*|[¹²³⁴⁵⁶⁷⁸⁹]|\s\d{1,2}\)))*"
# A number, its letter in either place, its unit, and the mark of a footnote.
CELL = re.compile(
    rf"(?P<open>\()?\s*(?:(?P<before>[prs])\s)?(?P<number>[-+–−]?\s?[\d.,'’\s]*\d(?:[eE][-+]?\d+)?)\s*(?:%|‰)?\s*"
    rf"(?(open)\))\s*(?P<after>[prs])?{NUMBERS_OF_NOTES}"
)
BLANKS = re.compile(r"[\s'’]+")
GROUPED = re.compile(r"[-+]?\d{1,3}(?:([\s'’])\d{3})(?:\1\d{3})*(?:[.,]\d+)?")
THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:[.,]\d{3})+")
# A single sign with three digits behind it can be either; with a leading nil it is no thousand.
EITHER = re.compile(r"[-+]?[1-9]\d{0,2}([.,])\d{3}")
POINT, COMMA, EITHER_SIGN = ".", ",", "?"
# As the database holds them, with a margin for sums.
LARGEST = Decimal(10) ** 10
LONGEST = SHOWN = 60


@dataclass(frozen=True)
class Reading:
    """A cell: its number, or why there is none, and how sure it is ("" where the cell says nothing of it)."""

    number: Decimal | None = None
    gap: str = ""
    status: str = ""


def sheet_cell(value: object, number_format: str = "") -> str:
    """Return a cell of Excel's as a statistics table writes it: decimals behind a comma, shares in per cent as shown."""
    match value:
        case bool():
            text = cell_text(value)
        case int() | float() if "%" in number_format:
            text = f"{plain(round(value * 100, 10))} %"
        case float() if isfinite(value) and value != int(value):
            text = plain(value)
        case _:
            text = cell_text(value, number_format)
    return text


def plain(value: float) -> str:
    return format(Decimal(repr(value)).normalize(), "f").replace(".", ",")


def decimal_sign(cells: Iterable[str]) -> str:
    """Return which sign stands before decimals in the cells that leave no doubt; "" where none tells, "?" where they disagree."""
    votes = {POINT: 0, COMMA: 0}
    for text in cells:
        if said := telling(text):
            votes[said] += 1
    if votes[POINT] and votes[COMMA]:
        return EITHER_SIGN
    return next((said for said, number in votes.items() if number), "")


def telling(text: str) -> str:
    """Return the decimal sign of a cell in which it can be no other; "" where there is none, or it could be."""
    if text.isdigit():
        return ""
    word = BLANKS.sub("", text).lstrip("(-–−+").rstrip(")%‰prs*")
    signs = [sign for sign in word if sign in {POINT, COMMA}]
    if not signs or not word.replace(POINT, "").replace(COMMA, "").isdigit():
        return ""
    if len(set(signs)) == len(signs) and (len(signs) > 1 or not EITHER.fullmatch(word)):
        return signs[-1]
    # The same sign twice, or before the last one of another kind, groups thousands.
    return "" if len(signs) == 1 else {POINT: COMMA, COMMA: POINT}[signs[0]]


def looks_like_a_number(text: str) -> bool:
    """Return whether a cell holds a number or a sign that stands for one."""
    return text in NIL or text in GAPS or bool(matched(text))


def matched(text: str) -> re.Match[str] | None:
    """Return the parts of a cell that holds a number; none is longer than a few signs."""
    return CELL.fullmatch(text) if len(text) <= LONGEST else None


@lru_cache(maxsize=50_000)
def read_cell(text: str, sign: str = "") -> Reading | None:
    """Return what a cell says, None for an empty one; `sign` is what `decimal_sign` says of the file.

    Raises RefusedError for what is neither a number nor a sign, and for what could be two numbers.
    """
    if not text:
        return None
    if text in NIL:
        return Reading(Decimal(0))
    if text in GAPS:
        return Reading(gap=GAPS[text])
    match = matched(text)
    if not match:
        raise RefusedError(_("„%s“ ist weder eine Zahl noch ein Zeichen der Statistik") % text[:SHOWN])
    status = STATUS.get(match["before"] or match["after"], "")
    if match["open"]:
        # A number in brackets is of limited value.
        status = ValueStatus.ESTIMATED
    return Reading(number_of(match["number"], sign, text), status=status)


def number_of(written: str, sign: str, text: str) -> Decimal:
    """Return the number that digits and signs mean."""
    digits = written.strip().replace("−", "-").replace("–", "-")
    digits = digits[0] + digits[1:].lstrip() if digits[0] in "+-" else digits
    if BLANKS.search(digits) and not GROUPED.fullmatch(
        digits.replace("\u202f", " ").replace("\u2009", " ").replace("\xa0", " ")
    ):
        raise RefusedError(_("„%s“ sind mehrere Zahlen in einer Zelle") % text[:SHOWN])
    digits = BLANKS.sub("", digits)
    found = _with_point(digits, sign, text)
    try:
        number = Decimal(found)
    except InvalidOperation:
        raise RefusedError(_("„%s“ ist keine Zahl") % text[:SHOWN]) from None
    if abs(number) >= LARGEST:
        raise RefusedError(_("„%s“ ist zu groß") % text[:SHOWN])
    return number


def _with_point(digits: str, sign: str, text: str) -> str:
    """Return a number as Python writes it."""
    signs = [one for one in digits if one in {POINT, COMMA}]
    if not signs:
        return digits
    first, last = signs[0], signs[-1]
    if first != last and signs.count(last) == 1:
        return digits.replace(first, "").replace(last, POINT)
    if first != last or (len(signs) > 1 and not THOUSANDS.fullmatch(digits)):
        raise RefusedError(_("„%s“ ist keine Zahl") % text[:SHOWN])
    return digits.replace(first, "" if len(signs) > 1 or _groups(digits, first, sign, text) else POINT)


def _groups(digits: str, only: str, sign: str, text: str) -> bool:
    """Return whether the one sign of a number groups its thousands."""
    if not EITHER.fullmatch(digits):
        return False
    if sign == EITHER_SIGN:
        message = _("„%s“ kann zweierlei heißen: die Datei schreibt Dezimalzahlen mal mit Komma, mal mit Punkt")
        raise RefusedError(message % text[:SHOWN])
    # Where the file leaves it open, it is German: the point groups, the comma does not.
    return only != (sign or COMMA)
