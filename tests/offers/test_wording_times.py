"""Times in words."""

import datetime

import pytest

from offers.sessions import Kind, Series
from offers.wording import describe_times
from tests.offers.factories import OfferFactory, ScheduleFactory
from tests.offers.test_sessions import series

TODAY = datetime.date(2026, 11, 22)
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)


def on(*weekdays: int, **changes) -> list[Series]:
    return [series(weekday=weekday, **changes) for weekday in weekdays]


def single(*days: datetime.date) -> list[Series]:
    return [series(kind=Kind.ONCE, first_day=day, weekday=day.weekday()) for day in days]


def january(*days: int) -> list[datetime.date]:
    return [datetime.date(2027, 1, day) for day in days]


@pytest.mark.parametrize(
    ("all_series", "line"),
    [
        (on(WEDNESDAY), "mittwochs, 10–11:30 Uhr"),
        (on(WEDNESDAY, starts=datetime.time(9, 5), ends=datetime.time(11)), "mittwochs, 9:05–11 Uhr"),
        (on(WEDNESDAY, starts=datetime.time(0), ends=datetime.time(0, 30)), "mittwochs, 0–0:30 Uhr"),
        (on(THURSDAY, MONDAY), "montags und donnerstags, 10–11:30 Uhr"),
        (on(MONDAY, WEDNESDAY, FRIDAY), "montags, mittwochs und freitags, 10–11:30 Uhr"),
        (on(*range(5)), "montags bis freitags, 10–11:30 Uhr"),
        (on(*range(7)), "täglich, 10–11:30 Uhr"),
        (on(THURSDAY, kind=Kind.FORTNIGHTLY), "alle zwei Wochen donnerstags, 10–11:30 Uhr"),
        (on(MONDAY, kind=Kind.MONTHLY, nth=1), "jeden 1. Montag im Monat, 10–11:30 Uhr"),
        (on(FRIDAY, kind=Kind.MONTHLY, nth=-1), "jeden letzten Freitag im Monat, 10–11:30 Uhr"),
        (
            on(MONDAY, kind=Kind.MONTHLY, nth=-1) + on(MONDAY, kind=Kind.MONTHLY, nth=2),
            "jeden 2. und letzten Montag im Monat, 10–11:30 Uhr",
        ),
        (single(*january(14)), "am 14. Januar 2027, 10–11:30 Uhr"),
        (single(*january(21, 14)), "am 14. Januar 2027 und 21. Januar 2027, 10–11:30 Uhr"),
        (single(*january(28, 14, 21, 29)), "an 4 Tagen ab 14. Januar 2027, 10–11:30 Uhr"),
        (on(WEDNESDAY, pauses_in_school_holidays=True), "mittwochs, 10–11:30 Uhr, nicht in den Schulferien"),
        (on(WEDNESDAY, first_day=datetime.date(2027, 1, 13)), "mittwochs, 10–11:30 Uhr, ab 13. Januar 2027"),
        (on(WEDNESDAY, last_day=datetime.date(2027, 6, 30)), "mittwochs, 10–11:30 Uhr, bis 30. Juni 2027"),
    ],
)
def test_a_rhythm_reads_as_people_say_it(all_series, line):
    assert describe_times(all_series, TODAY) == [line]


@pytest.mark.parametrize(
    ("all_series", "lines"),
    [
        (
            on(WEDNESDAY) + on(FRIDAY, starts=datetime.time(8), ends=datetime.time(9)),
            ["freitags, 8–9 Uhr", "mittwochs, 10–11:30 Uhr"],
        ),
        (
            on(MONDAY, kind=Kind.MONTHLY, nth=1) + on(TUESDAY, kind=Kind.MONTHLY, nth=1),
            ["jeden 1. Montag im Monat, 10–11:30 Uhr", "jeden 1. Dienstag im Monat, 10–11:30 Uhr"],
        ),
        (
            on(MONDAY) + on(TUESDAY, pauses_in_school_holidays=True),
            ["montags, 10–11:30 Uhr", "dienstags, 10–11:30 Uhr, nicht in den Schulferien"],
        ),
        # In different weeks they are not "montags und dienstags".
        (
            on(MONDAY, kind=Kind.FORTNIGHTLY, first_day=datetime.date(2026, 11, 2))
            + on(TUESDAY, kind=Kind.FORTNIGHTLY, first_day=datetime.date(2026, 11, 10)),
            ["alle zwei Wochen dienstags, 10–11:30 Uhr", "alle zwei Wochen montags, 10–11:30 Uhr"],
        ),
        (on(WEDNESDAY) + single(*january(14)), ["mittwochs, 10–11:30 Uhr", "am 14. Januar 2027, 10–11:30 Uhr"]),
    ],
)
def test_different_rhythms_have_a_line_each(all_series, lines):
    assert sorted(describe_times(all_series, TODAY)) == sorted(lines)


def test_series_that_began_on_different_days_long_ago_are_told_together():
    both = on(MONDAY) + on(THURSDAY, first_day=datetime.date(2025, 3, 1))
    assert describe_times(both, TODAY) == ["montags und donnerstags, 10–11:30 Uhr"]


def test_what_is_over_is_not_told():
    over = on(MONDAY, last_day=datetime.date(2026, 11, 21)) + single(datetime.date(2026, 11, 21))
    still_today = single(TODAY)
    assert describe_times(over + still_today, TODAY) == ["am 22. November 2026, 10–11:30 Uhr"]


def test_by_arrangement_stands_last():
    assert describe_times([], TODAY, by_arrangement=True) == ["nach Vereinbarung"]
    assert describe_times(on(WEDNESDAY), TODAY, by_arrangement=True) == ["mittwochs, 10–11:30 Uhr", "nach Vereinbarung"]


def test_without_any_time_nothing_is_said():
    assert describe_times([], TODAY) == []


@pytest.mark.django_db
def test_a_row_and_a_card_of_the_search_read_the_same():
    offer = OfferFactory(by_arrangement=True)
    rows = [
        ScheduleFactory(offer=offer, pauses_in_school_holidays=True),
        ScheduleFactory(offer=offer, kind=Kind.MONTHLY, nth=-1, weekday=FRIDAY, last_day=datetime.date(2027, 6, 30)),
        ScheduleFactory(offer=offer, kind=Kind.ONCE, first_day=datetime.date(2027, 1, 14)),
    ]
    lines = [
        "mittwochs, 9:30–11 Uhr, nicht in den Schulferien",
        "jeden letzten Freitag im Monat, 9:30–11 Uhr, bis 30. Juni 2027",
        "am 14. Januar 2027, 9:30–11 Uhr",
        "nach Vereinbarung",
    ]
    assert describe_times(map(Series.of_row, rows), TODAY, by_arrangement=True) == lines
    offer.refresh_from_db()
    stored = offer.entry.card
    assert (
        describe_times(map(Series.of_card, stored["schedules"]), TODAY, by_arrangement=stored["by_arrangement"])
        == lines
    )
