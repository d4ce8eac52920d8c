"""A partner's calendar read as the times of an offer."""

import datetime
import time

import pytest
from django.core.exceptions import ValidationError

from offers.calendar import About, calendar_file
from offers.forms_of_staff import MOST_BYTES
from offers.imports.calendar import MOST_SECONDS, MOST_TIMES, Reading, plan, read_calendar, window_from
from offers.imports.calendar_file import MOST_EVENTS
from offers.sessions import BERLIN, Kind, Series, next_sessions
from sozialraum.calendar import HolidayCalendar, Pause
from tests.offers.factories import ScheduleFactory

TODAY = datetime.date(2026, 11, 22)
NOW = datetime.datetime(2026, 11, 22, 8, tzinfo=BERLIN)
WINDOW = window_from(TODAY)
CHRISTMAS = Pause(datetime.date(2026, 12, 23), datetime.date(2027, 1, 6), "Weihnachtsferien")
SUMMER = Pause(datetime.date(2027, 7, 19), datetime.date(2027, 8, 31), "Sommerferien")
HOLIDAYS = HolidayCalendar("NW", [CHRISTMAS, SUMMER])
MORNING = (datetime.time(9, 30), datetime.time(11))


def file_of(*events: str) -> bytes:
    """Return a file of events, each written as its lines parted by spaces."""
    blocks = ["BEGIN:VEVENT\r\n" + "\r\n".join(event.split(" ")) + "\r\nEND:VEVENT\r\n" for event in events]
    return ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "".join(blocks) + "END:VCALENDAR\r\n").encode()


def event(
    more: str = "", *, day: str = "20261125", starts: str = "093000", ends: str = "110000", zone: str = ""
) -> str:
    zone = zone or ";TZID=Europe/Berlin"
    return f"UID:a SUMMARY:Treff DTSTART{zone}:{day}T{starts} DTEND{zone}:{day}T{ends} {more}".strip()


def read(*events: str, title: str = "") -> Reading:
    return read_calendar(file_of(*events), WINDOW, HOLIDAYS, title=title)


def series(
    kind: str, first: str, last: str | None = None, nth: int | None = None, *, school=False, public=False
) -> Series:
    first_day = datetime.date.fromisoformat(first)
    last_day = datetime.date.fromisoformat(last) if last else None
    return Series(kind, first_day.weekday(), nth, first_day, last_day, *MORNING, school, public)


def reasons(reading: Reading) -> list[str]:
    return [refusal.reason for refusal in reading.refusals]


# What fits a rhythm


@pytest.mark.parametrize(
    ("rule", "times"),
    [
        ("", [Series(Kind.ONCE, 2, None, datetime.date(2026, 11, 25), None, *MORNING)]),
        ("RRULE:FREQ=WEEKLY", [series("weekly", "2026-11-25")]),
        ("RRULE:FREQ=WEEKLY;BYDAY=WE;WKST=MO", [series("weekly", "2026-11-25")]),
        ("RRULE:FREQ=WEEKLY;BYDAY=WE,FR", [series("weekly", "2026-11-25"), series("weekly", "2026-11-27")]),
        ("RRULE:FREQ=DAILY;INTERVAL=7", [series("weekly", "2026-11-25")]),
        ("RRULE:FREQ=WEEKLY;INTERVAL=2", [series("fortnightly", "2026-11-25")]),
        ("RRULE:FREQ=MONTHLY;BYDAY=4WE", [series("monthly", "2026-11-25", nth=4)]),
        ("RRULE:FREQ=MONTHLY;BYDAY=-1WE", [series("monthly", "2026-11-25", nth=-1)]),
        ("RRULE:FREQ=MONTHLY;BYDAY=WE;BYSETPOS=-1", [series("monthly", "2026-11-25", nth=-1)]),
        ("RRULE:FREQ=WEEKLY;COUNT=4", [series("weekly", "2026-11-25", "2026-12-16")]),
        ("RRULE:FREQ=WEEKLY;UNTIL=20270120T083000Z", [series("weekly", "2026-11-25", "2027-01-20")]),
        ("RRULE:FREQ=WEEKLY;UNTIL=20270119", [series("weekly", "2026-11-25", "2027-01-13")]),
        ("RRULE:FREQ=WEEKLY;UNTIL=20300101", [series("weekly", "2026-11-25", "2030-01-01")]),
    ],
)
def test_what_fits_a_rhythm_becomes_one(rule, times):
    reading = read(event(rule))
    assert (reading.times, reading.refusals) == (times, [])


def test_pauses_that_are_the_holidays_become_holidays():
    paused = "EXDATE;TZID=Europe/Berlin:20261223T093000,20261230T093000,20270106T093000"
    summer = ",".join(f"2027{day}T093000" for day in ("0721", "0728", "0804", "0811", "0818", "0825"))
    reading = read(event(f"RRULE:FREQ=WEEKLY {paused} EXDATE;TZID=Europe/Berlin:{summer}"))
    assert reading.times == [series("weekly", "2026-11-25", school=True)]


def test_other_pauses_make_single_days_of_a_series():
    reading = read(event("RRULE:FREQ=WEEKLY;COUNT=4 EXDATE;TZID=Europe/Berlin:20261202T093000"))
    assert [(one.kind, one.first_day.day) for one in reading.times] == [("once", 25), ("once", 9), ("once", 16)]


@pytest.mark.parametrize("left_out", ["EXDATE;VALUE=DATE:20261202", "EXDATE:20261202T083000Z"])
def test_a_left_out_day_may_be_written_as_a_day_or_in_another_zone(left_out):
    days = [one.first_day.day for one in read(event(f"RRULE:FREQ=WEEKLY;COUNT=3 {left_out}")).times]
    assert days == [25, 9]


def test_added_days_take_place_too():
    reading = read(event("RDATE;TZID=Europe/Berlin:20261126T093000,20261127T093000"))
    assert [one.first_day.day for one in reading.times] == [25, 26, 27]


def test_a_series_that_began_long_ago_is_read_from_today():
    assert read(event("RRULE:FREQ=WEEKLY", day="20190102")).times == [series("weekly", "2026-11-25")]


def test_a_rule_that_people_say_in_no_rhythm_becomes_single_days_for_a_year():
    times = read(event("RRULE:FREQ=MONTHLY;BYMONTHDAY=15")).times
    assert ({one.kind for one in times}, len(times), times[-1].first_day) == ({"once"}, 13, datetime.date(2027, 11, 15))


# Clocks


@pytest.mark.parametrize(
    ("zone", "starts"),
    [
        (";TZID=Europe/Berlin", "093000"),
        (";TZID=Europe/London", "083000"),
        (";TZID=W.Europe/Nowhere", ""),
        (";VALUE=DATE-TIME", "093000"),
    ],
)
def test_times_of_other_zones_are_told_in_german_time_and_floating_ones_are_german(zone, starts):
    reading = read(event("RRULE:FREQ=WEEKLY", zone=zone, starts=starts or "093000", ends="110000"))
    if not starts:
        assert reasons(reading) == ["Die Zeitzone „W.Europe/Nowhere“ kennen wir nicht."]
        return
    assert [(one.kind, one.starts) for one in reading.times] == [("weekly", datetime.time(9, 30))]


def test_a_weekly_time_in_universal_time_moves_with_our_clocks():
    content = "UID:a SUMMARY:x DTSTART:20261125T083000Z DTEND:20261125T100000Z RRULE:FREQ=WEEKLY;COUNT=30"
    times = [(one.kind, one.first_day, one.starts.hour) for one in read(content).times]
    assert times == [("weekly", datetime.date(2026, 11, 25), 9), ("weekly", datetime.date(2027, 3, 31), 10)]


def test_a_zone_that_the_file_brings_along_is_not_run():
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nBEGIN:STANDARD\r\nDTSTART:00010101T000000\r\nRRULE:FREQ=SECONDLY\r\n"
    )
    zone += "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0900\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT"
    content = file_of(event()).replace(b"BEGIN:VEVENT", zone.encode(), 1)
    assert [one.starts for one in read_calendar(content, WINDOW, HOLIDAYS).times] == [MORNING[0]]


# Single sessions of a series


def test_a_session_that_was_moved_or_called_off_leaves_the_series():
    moved = event("RECURRENCE-ID;TZID=Europe/Berlin:20261202T093000", day="20261203")
    off = event("RECURRENCE-ID:20261209T083000Z STATUS:CANCELLED", day="20261209")
    reading = read(event("RRULE:FREQ=WEEKLY;COUNT=4"), moved, off)
    days = sorted(one.first_day for one in reading.times)
    assert ([day.day for day in days], reading.called_off, reading.refusals) == ([25, 3, 16], 1, [])


def test_what_is_called_off_or_over_is_counted_and_not_taken():
    reading = read(event("STATUS:CANCELLED"), event(day="20261101"), event(day="20261120"))
    assert (reading.times, reading.called_off, reading.over) == ([], 1, 2)


def test_a_title_chooses_events_in_any_spelling():
    other = event().replace("SUMMARY:Treff", "SUMMARY:Elterncafé")
    reading = read(event(), other, title="elterncafe")
    assert (len(reading.times), reading.others) == (1, 1)


def test_the_same_time_twice_is_one():
    assert len(read(event("RRULE:FREQ=WEEKLY"), event("RRULE:FREQ=WEEKLY")).times) == 1


# What cannot be read


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("UID:a DTSTART;VALUE=DATE:20261125 SUMMARY:x", "Der Termin ist ganztägig. Ein Angebot braucht eine Uhrzeit."),
        ("UID:a SUMMARY:x", "Beginn oder Ende fehlt oder ist keine Zeit."),
        ("UID:a DTSTART:unsinn SUMMARY:x", "Beginn oder Ende fehlt oder ist keine Zeit."),
        ("UID:a DTSTART:20261125T093000", "Der Termin hat kein Ende nach seinem Beginn."),
        (event(ends="080000"), "Der Termin hat kein Ende nach seinem Beginn."),
        (
            "UID:a DTSTART:20261125T220000 DURATION:PT3H",
            "Der Termin geht über Mitternacht. Bitte teilen Sie ihn auf zwei Tage auf.",
        ),
        (
            event("RRULE:FREQ=SECONDLY"),
            "Der Termin wiederholt sich öfter als einmal am Tag oder nach einer seltenen Regel.",
        ),
        (
            event("RRULE:FREQ=DAILY;BYHOUR=1,2,3"),
            "Der Termin wiederholt sich öfter als einmal am Tag oder nach einer seltenen Regel.",
        ),
        (event("RRULE:FREQ=DAILY;INTERVAL=0"), "Der Abstand der Wiederholung ist keine Zahl ab 1."),
        (
            event("RRULE:FREQ=DAILY RRULE:FREQ=WEEKLY"),
            "Der Termin wiederholt sich nach mehreren Regeln. Bitte teilen Sie ihn auf.",
        ),
        (
            event("RRULE:FREQ=WEEKLY", day="19990101"),
            "Die Reihe beginnt vor mehr als zehn Jahren. Bitte legen Sie sie im Kalender neu an.",
        ),
        (
            event("RECURRENCE-ID;RANGE=THISANDFUTURE:20261125T093000"),
            "Der Termin ändert eine Reihe ab einem Tag. Bitte legen Sie dafür eine neue Reihe an.",
        ),
        (event("EXDATE:morgen"), "Eine Ausnahme oder ein zusätzlicher Tag ist kein Datum."),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line_and_reason(text, reason):
    reading = read(event(day="20261127"), text)
    assert (len(reading.times), [(one.line, one.reason) for one in reading.refusals]) == (1, [(9, reason)])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Das ist keine Kalenderdatei. Sie heißt meist wie „kalender.ics“."),
        (b"PK\x03\x04\x00\xff", "Das ist keine Kalenderdatei. Sie heißt meist wie „kalender.ics“."),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "In dieser Kalenderdatei steht kein Termin."),
        (
            b"BEGIN:VCALENDAR\r\n" + b"x" * MOST_BYTES,
            "Die Datei ist größer als 1 MB. Bitte exportieren Sie einen kürzeren Zeitraum.",
        ),
        (
            file_of(*["UID:a"] * (MOST_EVENTS + 1)),
            "In der Datei stehen über 1000 Termine. Bitte exportieren Sie einen kürzeren Zeitraum.",
        ),
        (
            file_of(*[event(day=f"2027{month:02}{day:02}") for month in range(1, 11) for day in range(1, 27)]),
            f"Das ergibt über {MOST_TIMES} Zeiten. Bitte wählen Sie mit einem Titel aus, welche Termine gemeint sind.",
        ),
    ],
    ids=["empty", "something else", "no event", "too large", "too many events", "too many times"],
)
def test_a_file_that_cannot_be_used_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(ValidationError) as refusal:
        read_calendar(content, WINDOW, HOLIDAYS)
    assert refusal.value.messages == [sentence]


HOSTILE = [
    "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31",
    "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=1000000000",
    "RRULE:FREQ=DAILY;COUNT=1000000000",
    "RRULE:FREQ=DAILY;UNTIL=99991231T235959Z",
    "RRULE:FREQ=MONTHLY;INTERVAL=999999999",
    "RRULE:FREQ=YEARLY;BYDAY=" + ",".join(["MO"] * 5000),
    "EXDATE:" + ",".join(["20270101T093000"] * 20_000),
]


@pytest.mark.parametrize("more", HOSTILE, ids=lambda text: text[:40])
def test_no_rule_runs_for_ever(more):
    before = time.thread_time()
    read(event(more, day="20170104"))
    assert time.thread_time() - before < 3 * MOST_SECONDS


def test_many_tangled_rules_are_refused_before_they_cost_much():
    before = time.thread_time()
    with pytest.raises(ValidationError) as refusal:
        read(*[event(HOSTILE[0])] * MOST_EVENTS)
    sentence = "Die Regeln in dieser Datei sind zu verwickelt. Bitte exportieren Sie weniger Termine."
    assert (refusal.value.messages, time.thread_time() - before < 4 * MOST_SECONDS) == ([sentence], True)


def test_what_lies_at_the_end_of_the_calendar_is_refused_alone():
    reading = read(event(), event(day="99991231", zone=";TZID=America/Lima", starts="220000", ends="230000"))
    assert (len(reading.times), reasons(reading)) == (1, ["Der Termin liegt zu weit in der Zukunft."])


# Beside the times that are there


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"pauses_in_school_holidays": True},
        {"kind": Kind.FORTNIGHTLY, "first_day": datetime.date(2026, 1, 8)},
        {"kind": Kind.MONTHLY, "nth": -1},
        {"kind": Kind.ONCE, "first_day": datetime.date(2027, 3, 28)},
        {"last_day": datetime.date(2027, 1, 20), "weekday": 6},
    ],
    ids=str,
)
def test_our_own_file_read_again_changes_nothing_and_elsewhere_gives_the_same_dates(fields):
    schedule = ScheduleFactory(**fields)
    about = (
        About("Treff", "", "", "", "example.org", NOW)
        if False
        else About(title="Treff", description="", location="", url="", host="example.org", changed_at=NOW)
    )
    reading = read_calendar(calendar_file(about, [schedule], NOW, HOLIDAYS), WINDOW, HOLIDAYS)
    there = Series.of_row(schedule)
    found = plan(reading.times, [there], WINDOW, HOLIDAYS, replacing=True)
    assert (found.new, found.gone, found.kept, reading.refusals) == ([], [], [there], [])
    here, elsewhere = (
        next_sessions(all_series, NOW, HOLIDAYS, count=60, until=WINDOW.last) for all_series in ([there], reading.times)
    )
    assert here == elsewhere


def test_a_plan_tells_new_gone_and_kept():
    kept, gone, over = series("weekly", "2026-11-25"), series("weekly", "2026-11-27"), series("once", "2026-01-07")
    times = [series("weekly", "2026-11-25"), series("weekly", "2026-11-26")]
    found = plan(times, [kept, gone, over], WINDOW, HOLIDAYS, replacing=True)
    assert (found.new, found.gone, found.kept) == (times[1:], [gone], [kept, over])
    adding = plan(times, [kept, gone, over], WINDOW, HOLIDAYS, replacing=False)
    assert (adding.new, adding.gone, adding.kept) == (times[1:], [], [kept, gone, over])
