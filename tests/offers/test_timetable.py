"""What a page says about the times of an offer."""

import datetime

import pytest

from offers.sessions import BERLIN, Kind
from offers.timetable import Row, Timetable, timetable
from sozialraum.calendar import HolidayCalendar, Pause
from tests.offers.factories import OfferFactory, ScheduleFactory

pytestmark = pytest.mark.django_db

SUNDAY = datetime.datetime(2026, 11, 22, 8, tzinfo=BERLIN)
CHRISTMAS = Pause(datetime.date(2026, 12, 23), datetime.date(2027, 1, 6), "Weihnachtsferien")
HOLIDAYS = HolidayCalendar("NW", [CHRISTMAS])


def test_a_weekly_offer_tells_its_rule_its_next_five_dates_and_the_pause_behind_them():
    offer = OfferFactory()
    ScheduleFactory(offer=offer, pauses_in_school_holidays=True)
    times = timetable(offer, datetime.datetime(2026, 11, 18, 12, tzinfo=BERLIN), HOLIDAYS)
    assert times.lines == ["mittwochs, 9:30–11 Uhr, nicht in den Schulferien"]
    assert times.rows == [
        Row("Mittwoch, 25. November 2026", "9:30–11 Uhr"),
        Row("Mittwoch, 2. Dezember 2026", "9:30–11 Uhr"),
        Row("Mittwoch, 9. Dezember 2026", "9:30–11 Uhr"),
        Row("Mittwoch, 16. Dezember 2026", "9:30–11 Uhr"),
        Row("Mittwoch, 13. Januar 2027", "9:30–11 Uhr"),
    ]
    assert times.pauses == ["Weihnachtsferien (23. Dezember 2026 bis 6. Januar 2027)"]
    assert len(times.sessions) == 5


def test_a_pause_that_follows_right_after_the_last_date_shown_is_told():
    offer = OfferFactory()
    ScheduleFactory(offer=offer, pauses_in_school_holidays=True)
    times = timetable(offer, datetime.datetime(2026, 11, 11, 12, tzinfo=BERLIN), HOLIDAYS)
    assert times.rows[-1] == Row("Mittwoch, 16. Dezember 2026", "9:30–11 Uhr")
    assert times.pauses == ["Weihnachtsferien (23. Dezember 2026 bis 6. Januar 2027)"]


def test_a_public_holiday_is_told_with_its_day():
    offer = OfferFactory()
    ScheduleFactory(offer=offer, weekday=3)
    times = timetable(offer, datetime.datetime(2027, 5, 3, tzinfo=BERLIN), HOLIDAYS)
    assert times.pauses == ["Christi Himmelfahrt (6. Mai 2027)", "Fronleichnam (27. Mai 2027)"]


def test_what_is_near_is_called_today_and_tomorrow():
    offer = OfferFactory()
    for weekday in (6, 0, 1):
        ScheduleFactory(offer=offer, weekday=weekday, last_day=datetime.date(2026, 11, 24))
    assert [row.text for row in timetable(offer, SUNDAY, HOLIDAYS).rows] == [
        "Heute, 22. November 2026",
        "Morgen, 23. November 2026",
        "Dienstag, 24. November 2026",
    ]


def test_nothing_is_told_beyond_the_end_of_the_offer():
    offer = OfferFactory(valid_until=datetime.date(2026, 12, 2))
    ScheduleFactory(offer=offer)
    ScheduleFactory(offer=offer, kind=Kind.ONCE, first_day=datetime.date(2027, 1, 14))
    times = timetable(offer, SUNDAY, HOLIDAYS)
    assert [row.text for row in times.rows] == ["Mittwoch, 25. November 2026", "Mittwoch, 2. Dezember 2026"]


def test_an_offer_by_arrangement_has_a_line_and_no_dates():
    times = timetable(OfferFactory(by_arrangement=True), SUNDAY, HOLIDAYS)
    assert times == Timetable(lines=["nach Vereinbarung"])


def test_an_offer_of_which_nobody_told_times_has_none():
    assert timetable(OfferFactory(), SUNDAY, HOLIDAYS) == Timetable()
