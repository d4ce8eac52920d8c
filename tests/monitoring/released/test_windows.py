"""Single years within numbers that hold several of them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.releasing.windows import runs, years_of

DAYS = [datetime.date(2020 + number, 12, 31) for number in range(12)]


def windows(years: list[int], pooled: int) -> list[int]:
    return [sum(years[place : place + pooled]) for place in range(len(years) - pooled + 1)]


def test_days_that_follow_one_another_by_a_year_are_a_run():
    summer = datetime.date(2021, 6, 30)
    assert list(runs([DAYS[3], DAYS[0], DAYS[1], summer, DAYS[4], DAYS[6]])) == [DAYS[:2], DAYS[3:5]]


def test_after_years_of_nobody_each_further_year_is_known_exactly():
    found = years_of(DAYS[:3], [0, 10, 11], 3)
    assert [(year.day.year, year.least, year.most) for year in found] == [
        *((2018, 0, 0), (2019, 0, 0), (2020, 0, 0)),
        *((2021, 10, 10), (2022, 1, 1)),
    ]


def test_numbers_that_contradict_each_other_tell_of_no_year():
    assert years_of(DAYS[:3], [5, 0, 9], 2) != []
    assert years_of(DAYS[:4], [5, 0, 9, 0], 2) == []


@given(st.lists(st.integers(0, 40), min_size=4, max_size=12), st.integers(2, 3))
def test_what_a_single_year_really_was_lies_between_its_bounds(true, pooled):
    numbers = windows(true, pooled)
    found = years_of(DAYS[: len(numbers)], numbers, pooled)
    assert len(found) == len(true)
    assert all(year.least - 1e-6 <= one <= year.most + 1e-6 for year, one in zip(found, true, strict=True))


@given(st.lists(st.integers(0, 40), min_size=4, max_size=12), st.integers(2, 3))
def test_what_fits_adds_up_and_is_nowhere_below_nought(true, pooled):
    numbers = windows(true, pooled)
    fitting = [year.fitting for year in years_of(DAYS[: len(numbers)], numbers, pooled)]
    assert min(fitting) >= -1e-9
    assert windows(fitting, pooled) == pytest.approx(numbers)
