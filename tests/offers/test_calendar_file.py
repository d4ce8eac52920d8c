"""The calendar file: read again by another library, and unrolled over pauses and changes of the clocks."""

import datetime
from typing import TYPE_CHECKING

import pytest
from dateutil.rrule import rruleset, rrulestr

from offers.calendar import AHEAD, About, calendar_file
from offers.sessions import BERLIN, Kind, Series, next_sessions
from sozialraum.calendar import HolidayCalendar, Pause
from tests.offers.factories import OfferFactory, ScheduleFactory

if TYPE_CHECKING:
    from icalendar import Calendar, Event

pytestmark = pytest.mark.django_db

SUNDAY = datetime.datetime(2026, 11, 22, 8, tzinfo=BERLIN)
HOLIDAYS = HolidayCalendar(
    "NW",
    [
        Pause(datetime.date(2026, 12, 23), datetime.date(2027, 1, 6), "Weihnachtsferien"),
        Pause(datetime.date(2027, 7, 19), datetime.date(2027, 8, 31), "Sommerferien"),
    ],
)
ABOUT = About(
    title="Elterncafé, mit Frühstück; für alle",
    description="Frühstück und Gespräch.\nBitte vorher nachsehen.",
    location="Familienzentrum, Beispielweg 1, 41061 Musterstadt",
    url="https://familie.example.org/angebote/elterncafe/",
    host="familie.example.org",
    changed_at=datetime.datetime(2026, 11, 1, 12, tzinfo=datetime.UTC),
)


def file_of(*schedules, now=SUNDAY, until=None) -> "Calendar":
    from icalendar import Calendar

    return Calendar.from_ical(calendar_file(ABOUT, schedules, now, HOLIDAYS, until))


def unrolled(event: "Event") -> list[datetime.datetime]:
    """Return when the sessions of an event begin, as a calendar would reckon it: in wall time."""
    from icalendar import vRecur

    start = event.start.replace(tzinfo=None)
    if "RRULE" not in event:
        return [start.replace(tzinfo=BERLIN)]
    dates = rruleset()
    until = event["RRULE"]["UNTIL"][0].astimezone(BERLIN).replace(tzinfo=None)
    rule = {name: value for name, value in event["RRULE"].items() if name != "UNTIL"}
    text = vRecur(rule).to_ical().decode() + f";UNTIL={until:%Y%m%dT%H%M%S}"
    dates.rrule(rrulestr(text, dtstart=start))
    for date in event["EXDATE"].dts if "EXDATE" in event else []:
        dates.exdate(date.dt.replace(tzinfo=None))
    return [date.replace(tzinfo=BERLIN) for date in dates]


def test_an_event_says_what_where_and_until_when():
    (event,) = file_of(ScheduleFactory(pk=71)).events
    assert event["SUMMARY"] == ABOUT.title
    assert event["DESCRIPTION"] == ABOUT.description
    assert event["LOCATION"] == ABOUT.location
    assert event["URL"] == ABOUT.url
    assert event["UID"] == "angebot-zeit-71@familie.example.org"
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == ABOUT.changed_at
    assert event.start == datetime.datetime(2026, 11, 25, 9, 30, tzinfo=BERLIN)
    assert event.end == datetime.datetime(2026, 11, 25, 11, tzinfo=BERLIN)


def test_the_file_brings_german_time_along():
    file = file_of(ScheduleFactory())
    (zone,) = file.walk("VTIMEZONE")
    german = zone.to_tz(lookup_tzid=False)
    for year in range(2026, 2031):
        for month in range(1, 13):
            noon = datetime.datetime(year, month, 28, 12, tzinfo=BERLIN)
            assert noon.replace(tzinfo=german).utcoffset() == noon.utcoffset()
    assert file.get_missing_tzids() == set()


def test_a_reader_of_the_file_finds_no_error():
    text = calendar_file(ABOUT, [ScheduleFactory()], SUNDAY, HOLIDAYS)
    assert text.startswith(b"BEGIN:VCALENDAR\r\n")
    assert text.endswith(b"END:VCALENDAR\r\n")
    assert max(map(len, text.split(b"\r\n"))) <= 75
    assert file_of(ScheduleFactory()).errors == []


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"weekday": 3, "starts": datetime.time(17), "ends": datetime.time(18, 30)},
        {"weekday": 6, "pauses_on_public_holidays": False},
        {"pauses_in_school_holidays": True},
        {"kind": Kind.FORTNIGHTLY},
        {"kind": Kind.FORTNIGHTLY, "first_day": datetime.date(2026, 1, 8), "pauses_in_school_holidays": True},
        {"kind": Kind.MONTHLY, "nth": 1},
        {"kind": Kind.MONTHLY, "nth": -1, "weekday": 0},
        {"last_day": datetime.date(2027, 1, 20)},
        {"first_day": datetime.date(2027, 7, 20), "pauses_in_school_holidays": True},
        {"last_day": datetime.date(2026, 11, 25)},
        {"kind": Kind.ONCE, "first_day": datetime.date(2027, 3, 28)},
    ],
    ids=str,
)
def test_unrolled_the_file_gives_the_dates_of_the_page_for_a_year(fields):
    schedule = ScheduleFactory(**fields)
    (event,) = file_of(schedule).events
    expected = next_sessions([Series.of_row(schedule)], SUNDAY, HOLIDAYS, count=400, until=event.start.date() + AHEAD)
    assert unrolled(event) == [session.starts for session in expected]


def test_the_beginning_of_an_event_is_never_a_pause():
    in_the_holidays = datetime.datetime(2026, 12, 28, tzinfo=BERLIN)
    (event,) = file_of(ScheduleFactory(pauses_in_school_holidays=True), now=in_the_holidays).events
    assert event.start == datetime.datetime(2027, 1, 13, 9, 30, tzinfo=BERLIN)


def test_each_rhythm_is_an_event_of_its_own_and_what_is_over_is_none():
    offer = OfferFactory()
    schedules = [
        ScheduleFactory(offer=offer),
        ScheduleFactory(offer=offer, weekday=4),
        ScheduleFactory(offer=offer, kind=Kind.ONCE, first_day=datetime.date(2026, 11, 1)),
    ]
    assert [event.start.weekday() for event in file_of(*schedules).events] == [2, 4]


def test_nothing_is_in_the_file_after_the_end_of_the_offer():
    (event,) = file_of(ScheduleFactory(), until=datetime.date(2026, 12, 2)).events
    assert [date.day for date in unrolled(event)] == [25, 2]


def test_a_series_that_begins_far_ahead_is_told_from_its_beginning():
    (event,) = file_of(ScheduleFactory(first_day=datetime.date(2028, 3, 1))).events
    assert unrolled(event)[0] == datetime.datetime(2028, 3, 1, 9, 30, tzinfo=BERLIN)
    assert unrolled(event)[-1] == datetime.datetime(2029, 2, 28, 9, 30, tzinfo=BERLIN)


def test_without_dates_to_come_there_is_no_file():
    over = ScheduleFactory(last_day=datetime.date(2026, 11, 18))
    assert calendar_file(ABOUT, [over], SUNDAY, HOLIDAYS) == b""
