"""Times as the example city's files write them."""

import datetime

import pytest

from offers.example_city.times import SINCE, hours_of, schedule_of

SUNDAY = datetime.date(2026, 11, 22)
WEEKLY = {
    "kind": "weekly",
    "weekday": 2,
    "nth": None,
    "first_day": SINCE,
    "last_day": None,
    "starts": datetime.time(9, 30),
    "ends": datetime.time(11),
    "pauses_in_school_holidays": False,
    "pauses_on_public_holidays": True,
}


@pytest.mark.parametrize(
    ("text", "differs"),
    [
        ("weekly mi 09:30-11:00", {}),
        ("weekly so 09:30-11:00", {"weekday": 6}),
        ("weekly mi 09:30-11:00 from 2027-01-13", {"first_day": datetime.date(2027, 1, 13)}),
        ("weekly mi 09:30-11:00 until 2027-03-16", {"last_day": datetime.date(2027, 3, 16)}),
        (
            "fortnightly mi 09:30-11:00 from 2026-09-03 until 2027-03-16",
            {
                "kind": "fortnightly",
                "first_day": datetime.date(2026, 9, 3),
                "last_day": datetime.date(2027, 3, 16),
            },
        ),
        ("monthly first mo 09:30-11:00", {"kind": "monthly", "nth": 1, "weekday": 0}),
        ("monthly last fr 09:30-11:00", {"kind": "monthly", "nth": -1, "weekday": 4}),
        ("once 2027-01-14 09:30-11:00", {"kind": "once", "weekday": 3, "first_day": datetime.date(2027, 1, 14)}),
        # Sunday, 22 November belongs to the week of Monday the 16th.
        ("once +1w mo 09:30-11:00", {"kind": "once", "weekday": 0, "first_day": datetime.date(2026, 11, 23)}),
        ("once +3w sa 09:30-11:00", {"kind": "once", "weekday": 5, "first_day": datetime.date(2026, 12, 12)}),
    ],
)
def test_a_line_becomes_a_time(text, differs):
    assert schedule_of(text, "holidays", SUNDAY) == WEEKLY | differs


@pytest.mark.parametrize(
    ("pauses", "in_school_holidays", "on_public_holidays"),
    [("never", False, False), ("holidays", False, True), ("school", True, True)],
)
def test_pauses_are_told_in_one_word(pauses, in_school_holidays, on_public_holidays):
    found = schedule_of("weekly mi 09:30-11:00", pauses, SUNDAY)
    assert (found["pauses_in_school_holidays"], found["pauses_on_public_holidays"]) == (
        in_school_holidays,
        on_public_holidays,
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "weekly 09:30-11:00",
        "weekly mi 9:30-11:00",
        "weekly mi 09:30",
        "weekly xx 09:30-11:00",
        "monthly fifth mo 09:30-11:00",
        "once 2027-01-14 do 09:30-11:00",
        "once 09:30-11:00",
        "once +3w 09:30-11:00",
        "once 2027-02-30 09:30-11:00",
        "weekly mi 09:30-25:00",
        "fortnightly mi 09:30-11:00",
    ],
)
def test_a_line_that_says_no_time_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        schedule_of(text, "holidays", SUNDAY)


def test_opening_hours_spread_over_their_weekdays():
    hours = hours_of("mo-mi 08:00-12:30")
    assert [part["weekday"] for part in hours] == [0, 1, 2]
    assert {(part["opens"], part["closes"], part["note"]) for part in hours} == {
        (datetime.time(8), datetime.time(12, 30), "")
    }


def test_opening_hours_may_carry_a_note():
    assert hours_of("so 10:00-12:00 nur im Sommer") == [
        {"weekday": 6, "opens": datetime.time(10), "closes": datetime.time(12), "note": "nur im Sommer"}
    ]


@pytest.mark.parametrize("text", ["", "mo", "mo 8-12", "xx 08:00-12:00", "mo-xx 08:00-12:00", "mo 08:00-24:30"])
def test_lines_that_are_no_opening_hours_are_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        hours_of(text)
