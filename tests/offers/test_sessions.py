"""Which days and hours a rule gives: month ends, changes of the clocks, pauses, and whatever Hypothesis comes up with."""

import calendar
import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.sessions import BERLIN, Kind, Series, days_of, next_sessions, pauses_between
from sozialraum.calendar import HolidayCalendar, Pause

WEDNESDAY = 2
NO_HOLIDAYS = HolidayCalendar("NW")
CHRISTMAS = Pause(datetime.date(2026, 12, 23), datetime.date(2027, 1, 6), "Weihnachtsferien")
SUMMER = Pause(datetime.date(2027, 7, 19), datetime.date(2027, 8, 31), "Sommerferien")
SCHOOL = HolidayCalendar("NW", [CHRISTMAS, SUMMER])


def series(**changes) -> Series:
    """Return a series like "every Wednesday, 10 to 11:30, since January 2026", changed as told."""
    fields = {
        "kind": Kind.WEEKLY,
        "weekday": WEDNESDAY,
        "nth": None,
        "first_day": datetime.date(2026, 1, 1),
        "last_day": None,
        "starts": datetime.time(10),
        "ends": datetime.time(11, 30),
    }
    return Series(**(fields | changes))


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime.datetime:
    return datetime.datetime(year, month, day, hour, minute, tzinfo=BERLIN)


def days(sessions) -> list[datetime.date]:
    return [session.starts.date() for session in sessions]


def test_a_weekly_series_comes_every_week():
    found = next_sessions([series()], at(2026, 11, 22), NO_HOLIDAYS, count=3)
    assert days(found) == [datetime.date(2026, 11, 25), datetime.date(2026, 12, 2), datetime.date(2026, 12, 9)]
    assert (found[0].starts, found[0].ends) == (at(2026, 11, 25, 10), at(2026, 11, 25, 11, 30))


def test_a_session_under_way_counts_until_it_ends():
    before_the_end = next_sessions([series()], at(2026, 11, 25, 11, 29), NO_HOLIDAYS, count=1)
    at_the_end = next_sessions([series()], at(2026, 11, 25, 11, 30), NO_HOLIDAYS, count=1)
    assert days(before_the_end) == [datetime.date(2026, 11, 25)]
    assert days(at_the_end) == [datetime.date(2026, 12, 2)]


def test_the_moment_may_be_told_in_another_time_zone():
    late_on_tuesday = datetime.datetime(2026, 11, 24, 23, 30, tzinfo=datetime.UTC)
    assert days(next_sessions([series()], late_on_tuesday, NO_HOLIDAYS, count=1)) == [datetime.date(2026, 11, 25)]


@pytest.mark.parametrize(
    ("first_day", "expected"),
    [
        # Wednesday itself, and days of the same week before and after it.
        (datetime.date(2026, 11, 4), [4, 18]),
        (datetime.date(2026, 11, 2), [4, 18]),
        (datetime.date(2026, 11, 5), [18]),
        (datetime.date(2026, 11, 9), [11, 25]),
    ],
)
def test_every_other_week_counts_from_the_week_of_the_first_day(first_day, expected):
    every_other = series(kind=Kind.FORTNIGHTLY, first_day=first_day)
    found = days_of(every_other, datetime.date(2026, 11, 1), datetime.date(2026, 11, 30))
    assert [day.day for day in found] == expected


def test_every_other_week_keeps_its_weeks_over_a_year_of_53_weeks():
    every_other = series(kind=Kind.FORTNIGHTLY, first_day=datetime.date(2026, 12, 16))
    found = list(days_of(every_other, datetime.date(2027, 1, 1), datetime.date(2027, 1, 31)))
    assert found == [datetime.date(2027, 1, 13), datetime.date(2027, 1, 27)]


@pytest.mark.parametrize(
    ("nth", "expected"),
    [
        (1, [datetime.date(2027, 1, 6), datetime.date(2027, 2, 3), datetime.date(2027, 3, 3)]),
        (4, [datetime.date(2027, 1, 27), datetime.date(2027, 2, 24), datetime.date(2027, 3, 24)]),
        # March 2027 has five Wednesdays: the last is the fifth.
        (-1, [datetime.date(2027, 1, 27), datetime.date(2027, 2, 24), datetime.date(2027, 3, 31)]),
    ],
)
def test_a_weekday_of_the_month_is_found_at_the_beginning_and_the_end_of_months(nth, expected):
    monthly = series(kind=Kind.MONTHLY, nth=nth)
    assert list(days_of(monthly, datetime.date(2027, 1, 1), datetime.date(2027, 3, 31))) == expected


def test_the_last_day_of_february_in_a_leap_year_is_not_lost():
    last_tuesday = series(kind=Kind.MONTHLY, nth=-1, weekday=1)
    found = list(days_of(last_tuesday, datetime.date(2028, 2, 23), datetime.date(2028, 3, 1)))
    assert found == [datetime.date(2028, 2, 29)]


def test_a_monthly_series_asked_for_in_mid_month_goes_on_with_the_next():
    second = series(kind=Kind.MONTHLY, nth=2)
    found = next_sessions([second], at(2026, 11, 12), NO_HOLIDAYS, count=1)
    assert days(found) == [datetime.date(2026, 12, 9)]


def test_a_single_session_comes_once():
    single = series(kind=Kind.ONCE, first_day=datetime.date(2027, 1, 14), weekday=3)
    assert days(next_sessions([single], at(2026, 11, 22), NO_HOLIDAYS)) == [datetime.date(2027, 1, 14)]
    assert next_sessions([single], at(2027, 1, 14, 11, 30), NO_HOLIDAYS) == []


def test_a_single_session_takes_place_on_the_holiday_for_which_it_was_set():
    on_christmas = series(kind=Kind.ONCE, first_day=datetime.date(2026, 12, 25), pauses_in_school_holidays=True)
    assert days(next_sessions([on_christmas], at(2026, 11, 22), SCHOOL)) == [datetime.date(2026, 12, 25)]


def test_a_series_keeps_within_its_first_and_last_day():
    bounded = series(first_day=datetime.date(2027, 1, 13), last_day=datetime.date(2027, 1, 27))
    found = next_sessions([bounded], at(2026, 11, 22), NO_HOLIDAYS)
    assert days(found) == [datetime.date(2027, 1, 13), datetime.date(2027, 1, 20), datetime.date(2027, 1, 27)]


def test_nothing_takes_place_after_the_last_day_of_the_offer():
    single = series(kind=Kind.ONCE, first_day=datetime.date(2026, 12, 10), weekday=3)
    found = next_sessions([series(), single], at(2026, 11, 22), NO_HOLIDAYS, until=datetime.date(2026, 12, 2))
    assert days(found) == [datetime.date(2026, 11, 25), datetime.date(2026, 12, 2)]


def test_school_holidays_are_left_out_by_those_who_pause():
    pausing = series(pauses_in_school_holidays=True)
    assert days(next_sessions([pausing], at(2026, 12, 14), SCHOOL, count=2)) == [
        datetime.date(2026, 12, 16),
        datetime.date(2027, 1, 13),
    ]
    assert days(next_sessions([series()], at(2026, 12, 14), SCHOOL, count=2)) == [
        datetime.date(2026, 12, 16),
        datetime.date(2026, 12, 23),
    ]


def test_public_holidays_are_left_out_unless_the_series_says_otherwise():
    thursdays = {"weekday": 3}
    after = at(2027, 5, 4)
    # 6 May 2027 is Ascension Day, 27 May Corpus Christi.
    assert [day.day for day in days(next_sessions([series(**thursdays)], after, NO_HOLIDAYS, count=2))] == [13, 20]
    always = series(**thursdays, pauses_on_public_holidays=False)
    assert [day.day for day in days(next_sessions([always], after, NO_HOLIDAYS, count=2))] == [6, 13]


def test_what_is_left_out_can_be_told():
    pausing = series(pauses_in_school_holidays=True, weekday=3)
    found = pauses_between([pausing, series()], datetime.date(2026, 12, 1), datetime.date(2027, 5, 31), SCHOOL)
    assert [(pause.name, pause.first_day) for pause in found] == [
        ("Weihnachtsferien", datetime.date(2026, 12, 23)),
        ("Christi Himmelfahrt", datetime.date(2027, 5, 6)),
        ("Fronleichnam", datetime.date(2027, 5, 27)),
    ]


def test_several_series_are_told_in_one_order_and_a_double_session_once():
    fridays = series(weekday=4, starts=datetime.time(15), ends=datetime.time(16))
    found = next_sessions([fridays, series(), series()], at(2026, 11, 22), NO_HOLIDAYS, count=4)
    assert [f"{session.starts:%d. %H}" for session in found] == ["25. 10", "27. 15", "02. 10", "04. 15"]


def test_a_series_that_always_pauses_is_not_searched_for_ever():
    forever = HolidayCalendar("NW", [Pause(datetime.date(2026, 1, 1), datetime.date(2040, 1, 1), "Ferien")])
    assert next_sessions([series(pauses_in_school_holidays=True)], at(2026, 11, 22), forever) == []


def test_a_series_at_the_end_of_the_calendar_is_no_error():
    last = series(first_day=datetime.date(9999, 12, 20))
    assert days(next_sessions([last], at(2026, 11, 22), NO_HOLIDAYS)) == [
        datetime.date(9999, 12, 22),
        datetime.date(9999, 12, 29),
    ]


# The clocks


def change_of(year: int, month: int) -> datetime.date:
    """Return the last Sunday of March or October, on which the clocks change in the European Union."""
    last = datetime.date(year, month, calendar.monthrange(year, month)[1])
    return last - datetime.timedelta(days=(last.weekday() + 1) % 7)


@pytest.mark.parametrize("year", range(2026, 2031))
@pytest.mark.parametrize("month", [3, 10])
def test_ten_o_clock_stays_ten_o_clock_over_the_change_of_the_clocks(year, month):
    sunday = change_of(year, month)
    weekly = series(weekday=6, pauses_on_public_holidays=False)
    start = datetime.datetime.combine(sunday - datetime.timedelta(days=7), datetime.time(), BERLIN)
    before, on_the_day = next_sessions([weekly], start, NO_HOLIDAYS, count=2)
    assert on_the_day.starts.date() == sunday
    assert [session.starts.hour for session in (before, on_the_day)] == [10, 10]
    passed = on_the_day.starts.timestamp() - before.starts.timestamp()
    assert passed / 3600 == 7 * 24 + (-1 if month == 3 else 1)


@pytest.mark.parametrize("year", range(2026, 2031))
def test_a_time_that_the_clocks_skip_is_an_hour_later(year):
    night = series(weekday=6, starts=datetime.time(2, 30), ends=datetime.time(3, 15), pauses_on_public_holidays=False)
    session = night.session_on(change_of(year, 3))
    assert (session.starts.time(), session.ends.time()) == (datetime.time(3, 30), datetime.time(4, 15))
    assert session.ends.timestamp() - session.starts.timestamp() == 45 * 60


@pytest.mark.parametrize("year", range(2026, 2031))
def test_of_a_time_that_the_clocks_repeat_the_first_is_meant(year):
    night = series(weekday=6, starts=datetime.time(2), ends=datetime.time(2, 30))
    session = night.session_on(change_of(year, 10))
    assert session.starts.utcoffset() == datetime.timedelta(hours=2)
    assert session.ends.timestamp() - session.starts.timestamp() == 30 * 60


# Whatever comes

DATES = st.dates(datetime.date(2024, 1, 1), datetime.date(2030, 12, 31))
HALF_HOURS = st.integers(0, 46).map(lambda half: datetime.time(half // 2, 30 * (half % 2)))


@st.composite
def any_series(draw) -> Series:
    kind = draw(st.sampled_from(list(Kind)))
    first_day = draw(DATES)
    is_single = kind == Kind.ONCE
    starts, ends = draw(st.tuples(HALF_HOURS, HALF_HOURS).filter(lambda pair: pair[0] != pair[1]).map(sorted))
    return Series(
        kind,
        first_day.weekday() if is_single else draw(st.integers(0, 6)),
        draw(st.sampled_from([-1, 1, 2, 3, 4])) if kind == Kind.MONTHLY else None,
        first_day,
        None if is_single else draw(st.none() | DATES.filter(lambda day: day >= first_day)),
        starts,
        ends,
        draw(st.booleans()),
        draw(st.booleans()),
    )


def takes_place(one: Series, day: datetime.date) -> bool:
    """Return whether a series has `day`, reckoned in another way: by looking at the day alone."""
    if one.kind == Kind.ONCE:
        return day == one.first_day
    in_month = calendar.monthrange(day.year, day.month)[1]
    weeks = day.toordinal() - day.weekday() - one.first_day.toordinal() + one.first_day.weekday()
    is_the_nth = day.day > in_month - 7 if one.nth == -1 else (day.day - 1) // 7 + 1 == one.nth
    rhythm = {Kind.WEEKLY: True, Kind.FORTNIGHTLY: weeks % 14 == 0, Kind.MONTHLY: is_the_nth}[one.kind]
    return rhythm and day.weekday() == one.weekday and one.first_day <= day <= (one.last_day or day)


@given(one=any_series(), since=DATES)
def test_the_days_of_a_rule_are_those_that_fulfil_it(one, since):
    until = since + datetime.timedelta(days=120)
    every = [since + datetime.timedelta(days=offset) for offset in range(121)]
    assert list(days_of(one, since, until)) == [day for day in every if takes_place(one, day)]


@given(all_series=st.lists(any_series(), max_size=4), after=DATES, until=st.none() | DATES)
def test_next_sessions_are_sorted_within_bounds_and_never_on_a_pause(all_series, after, until):
    moment = datetime.datetime.combine(after, datetime.time(12), BERLIN)
    found = next_sessions(all_series, moment, SCHOOL, count=8, until=until)
    stamps = [session.starts.timestamp() for session in found]
    assert stamps == sorted(stamps)
    assert len(set(found)) == len(found) <= 8
    for session in found:
        day = session.starts.date()
        assert session.ends.timestamp() > max(moment.timestamp(), session.starts.timestamp())
        assert until is None or day <= until
        assert any(takes_place(one, day) and not one.pause_on(day, SCHOOL) for one in all_series)


@given(one=any_series().filter(lambda one: one.kind == Kind.FORTNIGHTLY), since=DATES)
def test_every_other_week_is_fourteen_days_apart(one, since):
    distances = {(later - earlier).days for earlier, later in pairwise(days_of(one, since))}
    assert distances <= {14}
