"""Who answers a call now: by day, by night, over the end of the week."""

import datetime

import pytest

from network.calling import answering
from network.models import HelpLine
from network.models.calling import is_open, opens_next, read_times

MONDAY = datetime.date(2026, 11, 23)
PARENTS = "mo-fr 09:00-17:00; di 17:00-19:00; do 17:00-19:00"


def at(day: int, clock: str) -> datetime.datetime:
    """Return a time of the week; day 0 is Monday."""
    return datetime.datetime.combine(MONDAY + datetime.timedelta(days=day), datetime.time.fromisoformat(clock))


@pytest.mark.parametrize(
    ("day", "clock", "answers"),
    [
        (0, "08:59", False),
        (0, "09:00", True),
        (0, "16:59", True),
        (0, "17:00", False),
        (1, "18:59", True),
        (1, "19:00", False),
        (5, "12:00", False),
        (6, "03:00", False),
    ],
)
def test_a_line_answers_in_its_hours(day, clock, answers):
    assert is_open(PARENTS, at(day, clock)) == answers


@pytest.mark.parametrize(
    ("day", "clock", "told"),
    [
        (0, "03:00", "wieder heute ab 9 Uhr (werktags)"),
        (0, "17:30", "wieder morgen ab 9 Uhr (werktags)"),
        (4, "17:00", "wieder Montag ab 9 Uhr (werktags)"),
        (6, "23:59", "wieder morgen ab 9 Uhr (werktags)"),
        (1, "18:00", "jetzt erreichbar: werktags"),
    ],
)
def test_a_line_says_when_somebody_answers_again(day, clock, told):
    line = HelpLine(name="Elterntelefon", hours="werktags", open_times=PARENTS)
    assert answering(line, at(day, clock)).text == told


def test_where_no_hours_are_written_the_next_ones_are_told_alone():
    line = HelpLine(name="Elterntelefon", open_times=PARENTS)
    assert answering(line, at(0, "03:00")).text == "wieder heute ab 9 Uhr"


def test_what_is_always_open_says_so_and_what_is_unknown_says_what_is_written():
    night = at(6, "03:00")
    assert answering(HelpLine(open_times="immer", hours="rund um die Uhr"), night) == (True, "Tag und Nacht")
    assert answering(HelpLine(hours="nach Vereinbarung"), night) == (False, "nach Vereinbarung")


def test_days_run_over_the_end_of_the_week_and_midnight_ends_a_day():
    assert is_open("sa-mo 20:00-24:00", at(6, "23:59"))
    assert not is_open("sa-mo 20:00-24:00", at(1, "21:00"))
    assert opens_next("so 08:30-09:00", at(6, "09:00")) == (7, "8:30")


@pytest.mark.parametrize("text", ["", "mo", "immerzu", "mo 9-17", "mo-fr 09:00-17:00;"])
def test_what_breaks_the_rule_is_no_time(text):
    assert read_times(text) == []
