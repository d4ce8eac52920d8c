"""The next dates that follow from what somebody wrote."""

import datetime

from offers.sessions import Kind
from offers.spoken_times import preview
from sozialraum.calendar import HolidayCalendar, Pause
from tests.offers.test_sessions import CHRISTMAS, at
from tests.offers.test_spoken_times import FRIDAY, TUESDAY, on, once

NOW = at(2026, 11, 26, 12)
CALENDAR = HolidayCalendar("NW", [CHRISTMAS])
HALF_PAST = (datetime.time(9, 30), datetime.time(11))


def test_the_next_dates_are_told_with_their_weekday():
    assert preview(on(TUESDAY, span=HALF_PAST), now=NOW, holidays=CALENDAR, count=2) == [
        "Dienstag, 1. Dezember 2026, 9:30–11 Uhr",
        "Dienstag, 8. Dezember 2026, 9:30–11 Uhr",
    ]


def test_without_a_date_to_come_nothing_is_told():
    assert preview([], now=NOW, holidays=CALENDAR) == []
    assert preview(once(datetime.date(2026, 2, 3)), now=NOW, holidays=CALENDAR) == []


def test_school_holidays_between_are_told_once():
    assert preview(on(TUESDAY, pauses_in_school_holidays=True), now=at(2026, 12, 20), holidays=CALENDAR, count=2) == [
        "Dienstag, 22. Dezember 2026, 9–11 Uhr",
        "23. Dezember 2026 bis 6. Januar 2027: fällt aus (Weihnachtsferien)",
        "Dienstag, 12. Januar 2027, 9–11 Uhr",
    ]


def test_holidays_that_have_begun_come_first():
    assert preview(on(TUESDAY, pauses_in_school_holidays=True), now=at(2026, 12, 28), holidays=CALENDAR, count=1) == [
        "23. Dezember 2026 bis 6. Januar 2027: fällt aus (Weihnachtsferien)",
        "Dienstag, 12. Januar 2027, 9–11 Uhr",
    ]


def test_a_public_holiday_is_told_with_its_weekday():
    assert preview(on(FRIDAY), now=at(2026, 12, 20), holidays=CALENDAR, count=1) == [
        "Freitag, 25. Dezember 2026: fällt aus (Erster Weihnachtstag)",
        "Freitag, 1. Januar 2027: fällt aus (Neujahr)",
        "Freitag, 8. Januar 2027, 9–11 Uhr",
    ]


def test_where_one_of_two_series_goes_on_only_part_is_left_out():
    both = on(TUESDAY, pauses_in_school_holidays=True) + on(TUESDAY, span=HALF_PAST)
    week = HolidayCalendar("NW", [Pause(datetime.date(2026, 12, 1), datetime.date(2026, 12, 4), "Brückentage")])
    assert preview(both, now=NOW, holidays=week, count=2) == [
        "1. Dezember 2026 bis 4. Dezember 2026: fällt zum Teil aus (Brückentage)",
        "Dienstag, 1. Dezember 2026, 9:30–11 Uhr",
        "Dienstag, 8. Dezember 2026, 9–11 Uhr",
    ]


def test_the_first_day_of_every_other_week_is_kept():
    fortnightly = on(TUESDAY, kind=Kind.FORTNIGHTLY, first_day=datetime.date(2026, 12, 8))
    assert preview(fortnightly, now=NOW, holidays=HolidayCalendar("NW"), count=2) == [
        "Dienstag, 8. Dezember 2026, 9–11 Uhr",
        "Dienstag, 22. Dezember 2026, 9–11 Uhr",
    ]
