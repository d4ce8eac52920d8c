"""The pieces of a line: nothing is lost between them, and no slip of the fingers turns one day into another."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.spoken_times.dates import coming, latest, single_days
from offers.spoken_times.items import LAST_OF_MONTH, DayWords
from offers.spoken_times.refusals import MisreadError
from offers.spoken_times.tokens import tokenise
from offers.spoken_times.words import NAMES, SHORT, weekday_of

TODAY = datetime.date(2026, 11, 26)


@given(st.text(max_size=300))
def test_each_sign_that_is_not_blank_is_part_of_a_token(text):
    line = tokenise(text)
    covered = "".join(text[token.start : token.end] for token in line.tokens)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(before.end <= after.start for before, after in pairwise(line.tokens))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("3.2.2027", ["date"]),
        ("3. 2. 2027", ["date"]),
        ("3.2.27", ["date"]),
        ("3.2. 10-12", ["date", "number", "dash", "number"]),
        ("3.2", ["date"]),
        ("9.30", ["clock"]),
        ("9:30", ["clock"]),
        ("9.30.", ["clock", "sign"]),
        ("10.12.", ["date"]),
        ("2027-02-03", ["iso"]),
        ("1. Montag", ["ordinal", "word"]),
        ("14-täglich", ["number", "dash", "word"]),
        ("9Uhr30", ["number", "word", "number"]),
        ("12345", ["other"]),
    ],
)
def test_numbers_are_told_apart_by_how_they_are_written(text, kinds):
    assert [token.kind for token in tokenise(text).tokens] == kinds


def slips(name: str) -> set[str]:
    """Return a word with a letter left out, doubled, or changed places with the next."""
    places = range(1, len(name))
    left_out = {name[:place] + name[place + 1 :] for place in places}
    doubled = {name[:place] + name[place] + name[place:] for place in places}
    swapped = {name[:place] + name[place : place + 2][::-1] + name[place + 2 :] for place in places}
    return (left_out | doubled | swapped) - {"dienst"}


@pytest.mark.parametrize("name", NAMES)
def test_a_slip_in_a_weekday_still_means_this_one(name):
    assert {weekday_of(slip) for slip in slips(name)} == {NAMES[name]}
    assert {weekday_of(f"{slip}s") for slip in slips(name)} == {NAMES[name]}


def test_short_weekdays_agree_with_the_long_ones():
    assert {short: weekday_of(short) for short in SHORT} == {
        short: next(day for name, day in NAMES.items() if name.startswith(short) and name != "sonnabend")
        for short in SHORT
    }


LOOKALIKES = """
    die mit mitte mittag dienst dienstplan dienstrang feiertag feiertags freizeit frei monat monats sommer samt sonne
"""


@pytest.mark.parametrize("word", LOOKALIKES.split())
def test_words_that_look_like_a_weekday_are_none(word):
    assert weekday_of(word) is None


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2090, 1, 1)), st.dates())
def test_a_day_without_a_year_is_found_nearest_before_and_after(today, day):
    words = DayWords(day.day, day.month)
    before, after = latest(words, today), coming(words, today)
    assert before <= today <= after
    assert {(found.day, found.month) for found in (before, after)} == {(day.day, day.month)}


def test_the_last_of_a_month_is_found_in_leap_years_too():
    assert coming(DayWords(LAST_OF_MONTH, 2), TODAY) == datetime.date(2027, 2, 28)
    assert coming(DayWords(LAST_OF_MONTH, 2, 2028), TODAY) == datetime.date(2028, 2, 29)


def test_a_year_said_in_the_middle_holds_for_its_neighbours():
    days = [DayWords(28, 12), DayWords(4, 1, 2028), DayWords(11, 1)]
    assert single_days(days, TODAY) == [
        datetime.date(2027, 12, 28),
        datetime.date(2028, 1, 4),
        datetime.date(2028, 1, 11),
    ]


def test_a_day_that_no_year_has_is_refused():
    with pytest.raises(MisreadError, match=r"^Den 31\.4\. gibt es nicht\.$"):
        latest(DayWords(31, 4), TODAY)
