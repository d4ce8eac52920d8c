"""Series, said as people say them and read back: nothing is lost on the way."""

import datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from offers.sessions import Kind, Series
from offers.spoken_times import say, say_all, understand
from tests.offers.test_spoken_times import FRIDAY, MONDAY, SUNDAY, THURSDAY, TODAY, TUESDAY, WEDNESDAY, on, once

SINCE = datetime.date(2026, 1, 1)
LATER = datetime.date(2027, 1, 14)
HALF_PAST = (datetime.time(9, 30), datetime.time(11))


@pytest.mark.parametrize(
    ("series", "line"),
    [
        (on(TUESDAY), "dienstags, 9–11 Uhr"),
        (on(TUESDAY, first_day=SINCE), "dienstags, 9–11 Uhr"),
        (
            on(TUESDAY, span=HALF_PAST, pauses_in_school_holidays=True),
            "dienstags, 9:30–11 Uhr, nicht in den Schulferien",
        ),
        (on(TUESDAY, pauses_on_public_holidays=False), "dienstags, 9–11 Uhr, auch an Feiertagen"),
        (on(TUESDAY, first_day=LATER), "dienstags, 9–11 Uhr, ab 14. Januar 2027"),
        (
            on(SUNDAY, first_day=LATER, last_day=datetime.date(2027, 6, 30)),
            "sonntags, 9–11 Uhr, ab 14. Januar 2027, bis 30. Juni 2027",
        ),
        (
            on(WEDNESDAY, kind=Kind.FORTNIGHTLY, first_day=SINCE),
            "alle zwei Wochen mittwochs, 9–11 Uhr, ab 1. Januar 2026",
        ),
        (
            on(FRIDAY, kind=Kind.MONTHLY, nth=-1, last_day=datetime.date(2027, 6, 30)),
            "jeden letzten Freitag im Monat, 9–11 Uhr, bis 30. Juni 2027",
        ),
        (on(MONDAY, kind=Kind.MONTHLY, nth=2), "jeden 2. Montag im Monat, 9–11 Uhr"),
        (once(datetime.date(2027, 2, 3)), "am 3. Februar 2027, 9–11 Uhr"),
        (
            on(
                MONDAY,
                first_day=LATER,
                last_day=LATER,
                pauses_in_school_holidays=True,
                pauses_on_public_holidays=False,
            ),
            "montags, 9–11 Uhr, ab 14. Januar 2027, bis 14. Januar 2027, nicht in den Schulferien, auch an Feiertagen",
        ),
    ],
)
def test_a_series_is_said_whole_in_one_line(series, line):
    assert say(series[0], today=TODAY) == line


def test_it_is_said_in_german_whatever_the_page_speaks():
    with translation.override("en"):
        assert say(on(TUESDAY, first_day=LATER)[0], today=TODAY) == "dienstags, 9–11 Uhr, ab 14. Januar 2027"


@pytest.mark.parametrize(
    ("all_series", "lines"),
    [
        ([], []),
        (on(*range(5)), ["montags bis freitags, 9–11 Uhr"]),
        (on(THURSDAY, MONDAY), ["montags und donnerstags, 9–11 Uhr"]),
        (on(MONDAY) + on(THURSDAY, first_day=SINCE), ["montags und donnerstags, 9–11 Uhr"]),
        (
            on(MONDAY) + on(THURSDAY, first_day=LATER),
            ["montags, 9–11 Uhr", "donnerstags, 9–11 Uhr, ab 14. Januar 2027"],
        ),
        (on(FRIDAY) + on(MONDAY, span=HALF_PAST), ["montags, 9:30–11 Uhr", "freitags, 9–11 Uhr"]),
        (
            on(MONDAY) + on(TUESDAY, pauses_on_public_holidays=False),
            ["montags, 9–11 Uhr", "dienstags, 9–11 Uhr, auch an Feiertagen"],
        ),
        (
            on(MONDAY, WEDNESDAY, kind=Kind.FORTNIGHTLY, first_day=LATER)
            + on(MONDAY, kind=Kind.FORTNIGHTLY, first_day=SINCE),
            [
                "alle zwei Wochen montags, 9–11 Uhr, ab 1. Januar 2026",
                "alle zwei Wochen montags und mittwochs, 9–11 Uhr, ab 14. Januar 2027",
            ],
        ),
        (
            on(MONDAY, kind=Kind.MONTHLY, nth=-1) + on(MONDAY, kind=Kind.MONTHLY, nth=1),
            ["jeden 1. und letzten Montag im Monat, 9–11 Uhr"],
        ),
        (
            once(*(datetime.date(2027, 2, day) for day in (24, 17, 10, 3))),
            ["am 3. Februar 2027, 10. Februar 2027 und 17. Februar 2027, 9–11 Uhr", "am 24. Februar 2027, 9–11 Uhr"],
        ),
    ],
)
def test_series_that_differ_in_their_days_only_share_a_line(all_series, lines):
    assert say_all(all_series, today=TODAY) == lines


def test_a_line_that_says_what_is_stored_means_the_stored_one():
    stored = on(TUESDAY, first_day=SINCE)
    assert understand("Di 9-11", today=TODAY, known=stored) == stored
    assert understand("Di 9-12", today=TODAY, known=stored) == on(TUESDAY, span=(datetime.time(9), datetime.time(12)))
    assert understand("Di 9-11, auch feiertags", today=TODAY, known=stored) == on(
        TUESDAY, pauses_on_public_holidays=False
    )
    assert understand("Di 9-11, ab 14.1.", today=TODAY, known=stored) == on(TUESDAY, first_day=LATER)


def test_who_strikes_out_a_first_day_to_come_begins_today():
    assert understand("Di 9-11", today=TODAY, known=on(TUESDAY, first_day=LATER)) == on(TUESDAY)


def test_two_stored_series_that_are_said_alike_are_both_kept():
    stored = on(TUESDAY, first_day=SINCE) + on(TUESDAY, first_day=datetime.date(2026, 2, 1))
    lines = "\n".join(say(series, today=TODAY) for series in stored)
    assert understand(lines, today=TODAY, known=stored) == stored
    assert understand(f"{lines}\n{lines}", today=TODAY, known=stored) == stored
    assert understand("Di 9-11", today=TODAY, known=stored) == stored[:1]


def test_what_no_line_says_survives_too():
    odd = [
        Series(
            Kind.ONCE, 1, None, datetime.date(2026, 2, 3), None, datetime.time(9, 0, 7), datetime.time(11), True, False
        )
    ]
    assert understand(say(odd[0], today=TODAY), today=TODAY, known=odd) == odd


DAYS = st.dates(datetime.date(2026, 11, 27), datetime.date(2036, 12, 31))
PAST = st.dates(datetime.date(1990, 1, 1), TODAY)
CLOCKS = st.integers(0, 24 * 60 - 1).map(lambda minutes: datetime.time(*divmod(minutes, 60)))
SPANS = st.tuples(CLOCKS, CLOCKS).filter(lambda span: span[0] < span[1])


@st.composite
def series_beginning(draw, first_days) -> Series:
    """Draw any series that the database takes."""
    kind = draw(st.sampled_from(Kind))
    first_day = draw(first_days)
    if kind == Kind.ONCE:
        return once(first_day, span=draw(SPANS))[0]
    # Of every other week, a line tells the weeks by the day of the first session.
    any_weekday = st.integers(0, 6) if kind != Kind.FORTNIGHTLY or first_days is PAST else st.just(first_day.weekday())
    return on(
        draw(any_weekday),
        span=draw(SPANS),
        kind=kind,
        nth=draw(st.sampled_from([1, 2, 3, 4, -1])) if kind == Kind.MONTHLY else None,
        first_day=first_day,
        last_day=draw(st.none() | st.dates(first_day, datetime.date(2036, 12, 31))),
        pauses_in_school_holidays=draw(st.booleans()),
        pauses_on_public_holidays=draw(st.booleans()),
    )[0]


@given(series_beginning(DAYS))
def test_a_series_to_come_is_read_back_from_its_line_alone(series):
    assert understand(say(series, today=TODAY), today=TODAY) == [series]


@given(series_beginning(PAST))
def test_a_series_that_has_begun_is_read_back_as_the_stored_one(series):
    assert understand(say(series, today=TODAY), today=TODAY, known=[series]) == [series]


@given(st.lists(series_beginning(DAYS), unique=True, max_size=8), st.integers(0, 2000))
def test_lines_shared_by_several_series_are_read_back_too_however_much_later(all_series, waited):
    later = TODAY + datetime.timedelta(days=waited)
    lines = "\n".join(say_all(all_series, today=TODAY))
    assert set(understand(lines, today=later, known=all_series)) == set(all_series)
