"""Where bars, lines, dots and pairs stand."""

import datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from monitoring.charts.bars import FOR_VALUE, WIDTH, bars
from monitoring.charts.lines import day_scale, line
from monitoring.charts.scales import scale
from monitoring.charts.scatters import BOTTOM, LEFT, RIGHT, TOP, scatter
from monitoring.charts.strips import piled, snapped


def day(year: int) -> datetime.date:
    return datetime.date(year, 12, 31)


def some(*numbers: int | None) -> list[Decimal | None]:
    return [None if number is None else Decimal(number) for number in numbers]


def path_of(numbers: list[Decimal | None], *breaks: datetime.date) -> str:
    days = [day(2020 + place) for place in range(len(numbers))]
    axis = day_scale(days, 0, 100)
    return line(zip(days, numbers, strict=True), axis, scale([0, 10], 100, 0), breaks).path


def test_bars_begin_at_nought():
    found = bars(some(10, 0, None, 5))
    assert [(bar.start, bar.width) for bar in found.bars] == [(0, WIDTH - FOR_VALUE), (0, 0), (0, None), (0, 225)]
    assert [bar.top for bar in found.bars] == [30, 86, 142, 198]


def test_bars_below_nought_run_the_other_way():
    found = bars(some(-10, 10))
    assert found.nought == 225
    assert [(bar.start, bar.width, bar.end) for bar in found.bars] == [(0, 225, 225), (225, 225, 450)]


def test_a_bar_says_its_number_behind_the_mark_beside_it():
    (bar,) = bars(some(2), some(10)).bars
    assert (bar.width, bar.mark, bar.end) == (90, 450, 450)


def test_a_line_joins_its_numbers():
    assert path_of(some(0, 5, 10)) == "M0 100L50 50L100 0"


def test_a_line_has_a_gap_where_a_number_is_missing():
    assert path_of(some(0, 5, None, 5, 10)) == "M0 100L25 50M75 50L100 0"


def test_a_number_between_two_gaps_is_no_line():
    assert path_of(some(0, None, 5)) == ""


def test_nothing_is_joined_across_a_break_of_the_series():
    assert path_of(some(0, 5, 5, 10), datetime.date(2022, 1, 1)) == "M0 100L33 50M67 50L100 0"


def test_a_break_on_the_day_of_a_number_stands_before_it():
    assert path_of(some(0, 5, 10), day(2022)) == "M0 100L50 50"


def test_a_single_day_stands_in_the_middle():
    axis = day_scale([day(2025)], 0, 100)
    found = line([(day(2025), Decimal(5))], axis, scale([0, 10], 100, 0))
    assert [(place.x, place.y) for place in found.places] == [(50, 50)]


def test_a_series_without_days_is_empty():
    assert line([], day_scale([], 0, 100), scale([], 100, 0)).path == ""


def test_dots_that_meet_are_piled_up():
    assert piled([5, 6, 30, 7], 10) == [0, 1, 0, 2]
    assert [snapped(place, 10) for place in (5, 9, 30)] == [5, 5, 35]


@given(st.lists(st.integers(0, 500)))
def test_no_dot_covers_another(places):
    dots = [(snapped(place, 12), height) for place, height in zip(places, piled(places, 12), strict=True)]
    assert len(set(dots)) == len(dots)


def test_pairs_stand_between_the_axes():
    found = scatter([(Decimal(0), Decimal(10)), (Decimal(10), Decimal(0))])
    assert found.places == [(LEFT, TOP), (RIGHT, BOTTOM)]
