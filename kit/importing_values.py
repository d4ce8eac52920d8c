"""What is written in a cell, as a value; each refuses the row where it cannot be read."""

import datetime
import re

from django.utils.translation import gettext as _

from kit.german import fold
from kit.importing import RefusedError

YES = {"ja", "j", "yes", "y", "x", "1", "wahr", "true"}
NO = {"nein", "n", "no", "0", "falsch", "false", ""}
GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:\s.*)?")
ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T\s].*)?")


def parts(text: str) -> list[str]:
    """Return the values of a cell that "|" separates, each once."""
    return list(dict.fromkeys(part.strip() for part in text.split("|") if part.strip()))


def yes_or_no(text: str) -> bool:
    """Return whether a cell says yes; an empty one says no."""
    word = fold(text)
    # A hyphen is how many people write "no" into a table.
    if word in NO:
        return False
    if word in YES:
        return True
    raise RefusedError(_("„%s“ ist weder ja noch nein") % text)


def day(text: str) -> datetime.date | None:
    """Return the date 2027-01-14 or 14.1.2027 of a cell, a time behind it left off; None for an empty one."""
    if not text:
        return None
    try:
        if match := GERMAN_DAY.fullmatch(text):
            day_of_month, month, year = map(int, match.groups())
            return datetime.date(year, month, day_of_month)
        if match := ISO_DAY.fullmatch(text):
            return datetime.date.fromisoformat(match[1])
    except ValueError:
        pass
    raise RefusedError(_("„%s“ ist kein Datum wie 2027-01-14 oder 14.01.2027") % text)


def decimal(text: str) -> float | None:
    """Return the number of a cell, with a decimal point or comma; None where there is none to read."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
