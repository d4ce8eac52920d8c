"""A partner's calendar as the times of an offer: what is read, what is not and why, and what would change."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from time import thread_time
from typing import TYPE_CHECKING, Final, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kit.german import fold
from offers.imports.calendar_events import Occurrence, Window, dates_of
from offers.imports.calendar_file import Block, UnreadableError, blocks, event_of, title_of
from offers.imports.calendar_series import meetings, series_of
from offers.sessions import BERLIN, Series
from sozialraum.calendar import HolidayCalendar

if TYPE_CHECKING:
    from icalendar import Event

AHEAD: Final = datetime.timedelta(days=365)
MOST_TIMES: Final = 200
# Of the processor, for the rules of a file. One that names no day at all is followed to the end of the calendar, which takes about as
# long; so a file costs twice this at most.
MOST_SECONDS: Final = 2


class Refusal(NamedTuple):
    """An event that is not taken over: where it stands in the file, what it is called, and why."""

    line: int
    title: str
    reason: str


@dataclass
class Reading:
    """What a file says: times, events that cannot be any, and how many are over, called off, or of another title."""

    times: list[Series] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    over: int = 0
    called_off: int = 0
    others: int = 0


def window_from(day: datetime.date) -> Window:
    """Return the year for which a calendar is read."""
    return Window(day, day + AHEAD)


def read_calendar(content: bytes, window: Window, holidays: HolidayCalendar, *, title: str = "") -> Reading:
    """Read a file; with `title` only events whose title contains it. Raises ValidationError for an unusable file."""
    reading, chosen = Reading(), []
    for block in blocks(content):
        if fold(title) in fold(title_of(block)):
            chosen.append(block)
        else:
            reading.others += 1
    end = thread_time() + MOST_SECONDS
    for block, event, moved in opened(chosen, reading):
        if thread_time() > end:
            raise ValidationError(
                _("Die Regeln in dieser Datei sind zu verwickelt. Bitte exportieren Sie weniger Termine.")
            )
        try:
            dates = dates_of(event, window, moved)
        except (UnreadableError, OverflowError) as error:
            reason = _("Der Termin liegt zu weit in der Zukunft.") if isinstance(error, OverflowError) else str(error)
            reading.refusals.append(Refusal(block.line, title_of(block), reason))
            continue
        found = series_of(dates, window, holidays)
        reading.over += not found
        reading.times += found
        if len(reading.times) > MOST_TIMES:
            sentence = _(
                "Das ergibt über %(most)s Zeiten. Bitte wählen Sie mit einem Titel aus, welche Termine gemeint sind."
            )
            raise ValidationError(sentence % {"most": MOST_TIMES})
    reading.times = list(dict.fromkeys(reading.times))
    return reading


def opened(chosen: Iterable[Block], reading: Reading) -> list[tuple]:
    """Return the events that take place, each with the moments at which another one stands for it."""
    events, moved = [], defaultdict(set)
    for block in chosen:
        try:
            event = event_of(block)
            replaced = moment_replaced(event)
        except UnreadableError as error:
            reading.refusals.append(Refusal(block.line, title_of(block), str(error)))
            continue
        uid = str(event.get("UID", ""))
        if replaced:
            moved[uid].add(replaced)
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            reading.called_off += 1
        else:
            events.append((block, event, uid if not replaced else ""))
    return [(block, event, moved[uid] if uid else set()) for block, event, uid in events]


def moment_replaced(event: "Event") -> datetime.datetime | None:
    """Return for which moment of a series an event stands. Raises UnreadableError."""
    if "RECURRENCE-ID" not in event:
        return None
    if "RANGE" in event["RECURRENCE-ID"].params:
        raise UnreadableError(_("Der Termin ändert eine Reihe ab einem Tag. Bitte legen Sie dafür eine neue Reihe an."))
    moment = event["RECURRENCE-ID"].dt
    if not isinstance(moment, datetime.datetime):
        raise UnreadableError(_("Der Termin ist ganztägig. Ein Angebot braucht eine Uhrzeit."))
    return moment if moment.tzinfo else moment.replace(tzinfo=BERLIN)


@dataclass(frozen=True)
class Plan:
    """What would become of the times of an offer; `kept` are those that the file knows, too, or that it leaves alone."""

    new: list[Series]
    gone: list[Series]
    kept: list[Series]


def plan(
    times: list[Series], there: list[Series], window: Window, holidays: HolidayCalendar, *, replacing: bool
) -> Plan:
    """Compare the times of a file with those of an offer: two that give the same meetings for a year are the same.

    What is over, or begins later, is left alone; and, unless `replacing`, what the file does not name.
    """
    missing: dict[frozenset[Occurrence], Series] = {frozenset(meetings(one, window, holidays)): one for one in times}
    gone, kept = [], []
    for one in there:
        held = frozenset(meetings(one, window, holidays))
        is_named = missing.pop(held, None) is not None
        (gone if held and replacing and not is_named else kept).append(one)
    return Plan([*missing.values()], gone, kept)
