"""A calendar file (iCalendar, RFC 5545) cut into its events, within bounds that no hostile file can stretch.

Files are uploaded and never fetched from an address: a server that opens addresses which people type in opens the house's own, too.
Time zones that a file brings along are left out unread, since they are programs of their own; the names of all real ones are known.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from offers.forms_of_staff import MOST_BYTES

if TYPE_CHECKING:
    from icalendar import Event

MOST_EVENTS: Final = 1_000


class UnreadableError(Exception):
    """An event that cannot become a time of an offer; the text says why."""


@dataclass(frozen=True)
class Block:
    """The text of an event, and the line of the file on which it begins."""

    line: int
    text: str


def decoded(content: bytes) -> str:
    """Return the text of a file; UTF-8 as it must be, or else as old programs write it. Raises ValidationError."""
    if len(content) > MOST_BYTES:
        raise ValidationError(_("Die Datei ist größer als 1 MB. Bitte exportieren Sie einen kürzeren Zeitraum."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def blocks(content: bytes) -> list[Block]:
    """Return the events of a file. Raises ValidationError for what is no calendar or holds too much."""
    lines = decoded(content).splitlines()
    if not lines or lines[0].strip().upper() != "BEGIN:VCALENDAR":
        raise ValidationError(_("Das ist keine Kalenderdatei. Sie heißt meist wie „kalender.ics“."))
    found: list[Block] = []
    begun: int | None = None
    for number, line in enumerate(lines):
        word = line.strip().upper()
        if word == "BEGIN:VEVENT":
            begun = number
        elif word == "END:VEVENT" and begun is not None:
            found.append(Block(begun + 1, "\r\n".join([*lines[begun : number + 1], ""])))
            begun = None
        if len(found) > MOST_EVENTS:
            sentence = _("In der Datei stehen über %(most)s Termine. Bitte exportieren Sie einen kürzeren Zeitraum.")
            raise ValidationError(sentence % {"most": MOST_EVENTS})
    if not found:
        raise ValidationError(_("In dieser Kalenderdatei steht kein Termin."))
    return found


def event_of(block: Block) -> "Event":
    """Return the event of a block. Raises UnreadableError."""
    from icalendar import Event

    try:
        return Event.from_ical(block.text)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise UnreadableError(_("Der Termin ist nicht so geschrieben, wie es Kalender tun.")) from error


def title_of(block: Block) -> str:
    """Return the title of an event whatever else is wrong with it; empty where it has none."""
    # Long lines go on in the next one, behind a space.
    unfolded = block.text.replace("\r\n ", "").replace("\r\n\t", "")
    for line in unfolded.splitlines():
        name, colon, value = line.partition(":")
        if colon and name.partition(";")[0].strip().upper() == "SUMMARY":
            return value.replace("\\,", ",").replace("\\;", ";").replace("\\n", " ").strip()[:200]
    return ""
