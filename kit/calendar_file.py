"""Calendar files (iCalendar, RFC 5545): the German time zone, and a file of events piece by piece."""

import datetime
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from icalendar import Event, Timezone

DAILY: Final = datetime.timedelta(days=1)
END: Final = b"END:VCALENDAR\r\n"
# The rule of the European Union since 1996 (Directive 2000/84/EC); short, and good for any year to come.
GERMAN_TIME: Final = """\
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


def pieces(product: str, found: Iterable["Event"], *, method: str = "", name: str = "") -> Iterator[bytes]:
    """Yield a file of events piece by piece, so that it need not lie whole in memory.

    `product` names who made it (PRODID); `method` says what a calendar is to do with it (RFC 5546), such as PUBLISH or CANCEL.
    One with a `name` (RFC 7986, and as older programs look for it) is fetched anew every day by whoever subscribed to it.
    """
    from icalendar import Calendar, vText

    file = Calendar()
    file.add("prodid", product)
    file.add("version", "2.0")
    if method:
        file.add("method", method)
    if name:
        for label in ("name", "x-wr-calname"):
            file.add(label, vText(name))
        file.add("refresh-interval", DAILY, parameters={"VALUE": "DURATION"})
        file.add("x-published-ttl", "P1D")
    file.add_component(german_time())
    yield file.to_ical().removesuffix(END)
    for one in found:
        yield one.to_ical()
    yield END


@cache
def german_time() -> "Timezone":
    """Return the description of the German time zone, read once."""
    from icalendar import Timezone

    return Timezone.from_ical(GERMAN_TIME)
