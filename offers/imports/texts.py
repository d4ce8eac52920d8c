"""The texts of a row: shortened, completed or left out where they do not fit, and never without a word about it."""

from functools import lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from kit.importing import RefusedError, Report
from kit.importing_tables import Row
from offers.models import Offer

NOTES = ("street", "city")
VALIDATORS = {"email": validate_email, "url": URLValidator(schemes=["http", "https"])}


def longest(field: str) -> int:
    return Offer._meta.get_field(field).max_length


def read_title(row: Row) -> str:
    title = " ".join(row["title"].split())
    if not title:
        raise RefusedError(_("der Titel fehlt"))
    if len(title) > longest("title"):
        raise RefusedError(_("der Titel ist länger als %s Zeichen") % longest("title"))
    return title


def read_summary(row: Row, report: Report) -> str:
    """Return the summary, or else the beginning of the description, or else the title: an offer needs one."""
    text = row["summary"] or row["description"]
    if not text:
        report.repair(row.line, _("ohne Kurzbeschreibung: der Titel steht an ihrer Stelle"))
        return shortened(row["title"], "summary")
    if not row["summary"]:
        report.repair(row.line, _("ohne Kurzbeschreibung: der Anfang der Beschreibung steht an ihrer Stelle"))
    elif len(text) > longest("summary"):
        report.repair(row.line, _("die Kurzbeschreibung ist auf %s Zeichen gekürzt") % longest("summary"))
    return shortened(text, "summary")


def read_description(row: Row) -> str:
    """Return the description; a summary that is too long for its place stands here whole."""
    is_cut = len(row["summary"]) > longest("summary")
    return row["description"] or (row["summary"] if is_cut else "")


def shortened(text: str, field: str) -> str:
    """Return `text` on one line, cut to what `field` holds."""
    line = " ".join(text.split())
    return line if len(line) <= longest(field) else Truncator(line).chars(longest(field), truncate=" …")


def said(field: str, text: str) -> dict[str, str]:
    """Return `text` as the value of `field`, cut to its length, or nothing where there is none."""
    return {field: shortened(text, field)} if text else {}


def read_notes(row: Row, report: Report) -> dict[str, str]:
    """Return the short texts that may be cut."""
    values = {column: shortened(row[column], column) for column in NOTES}
    for column, value in values.items():
        if len(" ".join(row[column].split())) > longest(column):
            report.repair(row.line, _("„%s“ ist gekürzt") % value)
    return values


def read_contact(row: Row, report: Report) -> dict[str, str]:
    """Return phone, e-mail and address of a page; what cannot be one is left out."""
    url = row["url"]
    if url and "://" not in url:
        url = f"https://{url}"
    return {
        "phone": _checked(row, "phone", row["phone"], report),
        "email": _checked(row, "email", row["email"].removeprefix("mailto:"), report),
        "url": _checked(row, "url", url, report),
    }


def read_postcode(row: Row, report: Report) -> str:
    text = row["postcode"]
    if text and not (text.isascii() and text.isdigit() and len(text) == longest("postcode")):
        report.repair(row.line, _("„%s“ ist keine Postleitzahl und bleibt weg") % text)
        return ""
    return text


def _checked(row: Row, column: str, value: str, report: Report) -> str:
    if not value or _is_usable(column, value):
        return value
    report.repair(row.line, _("„%s“ ist nicht brauchbar und bleibt weg") % value[: longest(column)])
    return ""


# The same few addresses stand in many rows.
@lru_cache(maxsize=10_000)
def _is_usable(column: str, value: str) -> bool:
    try:
        VALIDATORS.get(column, str)(value)
    except ValidationError:
        return False
    return len(value) <= longest(column)
