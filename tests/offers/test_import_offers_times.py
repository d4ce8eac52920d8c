"""The times of a row."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.importing import RefusedError, Report
from kit.importing_tables import Row
from offers.imports.times import Slot, dated_slots, read_slots, weekly_slots

MORNING = (datetime.time(9, 30), datetime.time(11))


def hours(starts: int, ends: int) -> tuple[datetime.time, datetime.time]:
    return datetime.time(starts), datetime.time(ends)


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("mo 09:30-11:00", [Slot(0, *MORNING)]),
        ("Mo. 9.30–11 Uhr", [Slot(0, *MORNING)]),
        ("montags, 9:30 bis 11:00 Uhr", [Slot(0, *MORNING)]),
        ("Di: 15-16", [Slot(1, *hours(15, 16))]),
        ("Sonnabend 9-10", [Slot(5, *hours(9, 10))]),
        ("so 9-10", [Slot(6, *hours(9, 10))]),
        ("mo-mi 8-12", [Slot(0, *hours(8, 12)), Slot(1, *hours(8, 12)), Slot(2, *hours(8, 12))]),
        ("Donnerstag bis Freitag 8-12", [Slot(3, *hours(8, 12)), Slot(4, *hours(8, 12))]),
    ],
)
def test_weekly_times_are_read_as_people_write_them(text, slots):
    assert list(weekly_slots(text)) == slots


@pytest.mark.parametrize("text", ["2027-01-14 09:30-11:00", "14.1.2027, 9.30–11 Uhr", "14.01.2027: 9:30 bis 11:00"])
def test_single_dates_are_read_as_people_write_them(text):
    assert list(dated_slots(text)) == [Slot(3, *MORNING, datetime.date(2027, 1, 14))]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mo",
        "mo 9:30",
        "xx 9-10",
        "s 9-10",
        "mo 25-26",
        "mo 11-9",
        "mo 9-9",
        "fr-mo 9-10",
        "mo 9:75-10",
        "täglich 9-10",
    ],
)
def test_what_is_no_weekly_time_is_refused(text):
    with pytest.raises(RefusedError):
        list(weekly_slots(text))


@pytest.mark.parametrize("text", ["", "2027-01-14", "2027-02-30 9-10", "14.1.27 9-10", "2027-01-14 10-9"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(RefusedError):
        list(dated_slots(text))


def test_what_cannot_be_read_is_kept_for_people_and_reported():
    report = Report()
    cells = {"weekly": "mo 09:30-11:00|nach Absprache", "dates": "im Mai|2027-01-14 09:30-11:00"}
    slots, unread = read_slots(Row(7, cells), report)

    assert slots == {Slot(0, *MORNING), Slot(3, *MORNING, datetime.date(2027, 1, 14))}
    assert unread == "nach Absprache; im Mai"
    assert [(remark.line, remark.text) for remark in report.remarks] == [
        (7, "„nach Absprache“ ist keine Zeit wie „mo 09:30-11:00“; der Text steht jetzt beim Hinweis zur Zeit"),
        (7, "„im Mai“ ist kein Termin wie „2027-01-14 10:00-11:30“; der Text steht jetzt beim Hinweis zur Zeit"),
    ]


@given(st.text(alphabet="modifrsa 0123456789.:-–,bisUhr", max_size=60))
def test_no_text_breaks_the_reading_of_times(text):
    slots, _unread = read_slots(Row(2, {"weekly": text, "dates": text}), Report())

    assert all(slot.starts < slot.ends for slot in slots)


def test_a_weekly_time_and_a_single_day_at_the_same_hours_are_put_in_order():
    weekly, once = Slot(3, *MORNING), Slot(3, *MORNING, datetime.date(2027, 1, 14))
    assert sorted({once, weekly, Slot(2, *MORNING)}) == [Slot(2, *MORNING), weekly, once]
