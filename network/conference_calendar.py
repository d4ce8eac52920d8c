"""A conference as a calendar file, for the calendar of whoever is invited."""

import datetime
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings

from kit.calendar_file import pieces
from network.models import Conference

BERLIN: Final = ZoneInfo("Europe/Berlin")
PUBLISH, CANCEL = "PUBLISH", "CANCEL"


def calendar_file(conference: Conference) -> bytes:
    """Return the file of a conference; of one that was called off a file that takes the date out again.

    The same conference has the same UID for ever, and a higher SEQUENCE with each change of its date, so that a calendar changes
    its entry instead of making a second one. The method is no REQUEST: that would let calendars answer by mail, beside our links.
    """
    from icalendar import Event

    host = urlsplit(settings.PORTAL_ADDRESS).hostname
    event = Event()
    for name, value in fields_of(conference, host).items():
        if value not in ("", None):
            event.add(name, value)
    method = CANCEL if conference.is_cancelled else PUBLISH
    return b"".join(pieces(f"-//{host}//Konferenzen//DE", [event], method=method))


def fields_of(conference: Conference, host: str | None) -> dict[str, Any]:
    changed = conference.updated_at.astimezone(datetime.UTC)
    return {
        "uid": f"sozialraumkonferenz-{conference.pk}@{host}",
        "sequence": conference.sequence,
        "dtstamp": changed,
        "last-modified": changed,
        "dtstart": conference.starts_at.astimezone(BERLIN),
        "dtend": conference.ends_at.astimezone(BERLIN),
        "summary": summary_of(conference),
        "location": conference.place,
        "description": conference.agenda,
        "status": "CANCELLED" if conference.is_cancelled else "CONFIRMED",
    }


def summary_of(conference: Conference) -> str:
    """Return what the entry of a calendar is called."""
    name = f"Sozialraumkonferenz {conference.group.name}"
    return f"{name}: {conference.title}" if conference.title else name
