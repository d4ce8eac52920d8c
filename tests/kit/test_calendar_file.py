"""The frame of a calendar file, read by another library than the one that writes it."""

import datetime
from zoneinfo import ZoneInfo

import pytest
import vobject

from kit.calendar_file import pieces
from kit.paragraphs import ParagraphsField

BERLIN = ZoneInfo("Europe/Berlin")


def event(day: str):
    from icalendar import Event

    made = Event()
    made.add("uid", f"{day}@example.org")
    made.add("dtstamp", datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
    made.add("dtstart", datetime.datetime.combine(datetime.date.fromisoformat(day), datetime.time(9), BERLIN))
    return made


def file_of(*days: str, method: str = "") -> str:
    return b"".join(pieces("-//example.org//Probe//DE", map(event, days), method=method)).decode()


def test_a_file_names_its_maker_and_holds_its_events():
    found = vobject.readOne(file_of("2026-03-28", "2026-03-29"))
    assert (found.prodid.value, found.version.value) == ("-//example.org//Probe//DE", "2.0")
    assert [one.uid.value for one in found.vevent_list] == ["2026-03-28@example.org", "2026-03-29@example.org"]


def test_a_method_is_said_where_there_is_one():
    found = {method: "METHOD" in file_of("2026-03-28", method=method) for method in ("", "PUBLISH", "CANCEL")}
    assert found == {"": False, "PUBLISH": True, "CANCEL": True}
    assert vobject.readOne(file_of("2026-03-28", method="CANCEL")).method.value == "CANCEL"


@pytest.mark.parametrize(
    ("day", "hours"),
    [("2026-03-28", 1), ("2026-03-29", 2), ("2026-10-24", 2), ("2026-10-25", 1), ("2035-07-01", 2)],
)
def test_the_time_zone_that_the_file_brings_along_changes_the_clocks_as_germany_does(day, hours):
    found = vobject.readOne(file_of(day)).vevent.dtstart.value
    assert (found.hour, found.utcoffset()) == (9, datetime.timedelta(hours=hours))


def test_every_line_ends_as_the_format_wants_and_is_no_longer_than_it_allows():
    text = file_of("2026-03-28")
    assert text.count("\n") == text.count("\r\n")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Eins\r\nZwei", "Eins\nZwei"),
        ("Eins\r\n \r\n\r\nZwei", "Eins\n\nZwei"),
        ("  Eins \u0007", "Eins"),
        ("\ud800Eins", "Eins"),
        (None, ""),
    ],
)
def test_paragraphs_are_kept_and_what_no_database_takes_is_not(typed, kept):
    assert ParagraphsField(required=False).clean(typed) == kept
