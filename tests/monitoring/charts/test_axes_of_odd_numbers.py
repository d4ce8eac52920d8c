"""Axes, bars and lines of numbers that are all equal, below nought, very large, very small, or not there."""

import datetime
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.charts.ages import age_bands
from monitoring.charts.bars import FOR_VALUE, ROW, WIDTH, bars
from monitoring.charts.lines import Place, day_scale, is_cut, line, path, runs
from monitoring.charts.scales import scale
from monitoring.charts.scatters import BOTTOM, LEFT, RIGHT, TOP, scatter
from monitoring.charts.strips import piled, snapped
from monitoring.pictures.drawing import tick_texts, years

ROOM = WIDTH - FOR_VALUE
NUMBERS = st.decimals(-10_000, 10_000, places=1)


def day(year: int) -> datetime.date:
    return datetime.date(year, 12, 31)


def written(*values: str, nought: bool = False) -> list[str]:
    """Return the ticks of an axis over values as they stand in the picture."""
    return [text for _place, text in tick_texts(scale([Decimal(value) for value in values], 0, 100, nought=nought))]


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        (["1000", "1900"], ["1.000", "1.200", "1.400", "1.600", "1.800", "2.000"]),
        (["1200000", "2900000"], ["1.000.000", "1.500.000", "2.000.000", "2.500.000", "3.000.000"]),
        (["100", "100"], ["99,0", "99,5", "100,0", "100,5", "101,0"]),
        (["-9", "-1"], ["−10", "−8", "−6", "−4", "−2", "0"]),
        (["-0.4", "0.4"], ["−0,4", "−0,2", "0,0", "0,2", "0,4"]),
        (["0.001", "0.004"], ["0,001", "0,002", "0,003", "0,004"]),
    ],
)
def test_ticks_are_written_as_germans_write_numbers(values, texts):
    assert written(*values) == texts


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        (["-3", "-22"], ["−25", "−20", "−15", "−10", "−5", "0"]),
        (["5", "5"], ["0", "1", "2", "3", "4", "5"]),
        (["-5"], ["−5", "−4", "−3", "−2", "−1", "0"]),
    ],
)
def test_nought_stands_on_an_axis_of_numbers_on_one_side_of_it(values, texts):
    assert written(*values, nought=True) == texts


@given(st.lists(NUMBERS, min_size=1, max_size=20))
def test_a_larger_number_never_stands_before_a_smaller_one(values):
    axis = scale(values, 0, 500)
    places = [axis.place(value) for value in sorted(values)]
    assert places == sorted(places)


@given(st.lists(NUMBERS, min_size=1, max_size=20))
def test_an_axis_that_runs_upward_is_the_same_turned_round(values):
    up, down = scale(values, 400, 0), scale(values, 0, 400)
    assert [abs(up.place(value) + down.place(value) - 400) > 1 for value in values] == [False] * len(values)
    assert up.ticks == down.ticks


@given(st.lists(NUMBERS, min_size=1, max_size=20))
def test_ticks_are_equally_far_from_each_other(values):
    ticks = scale(values, 0, 400).ticks
    steps = {later - earlier for earlier, later in pairwise(ticks)}
    assert len(steps) == 1


def test_a_chart_without_bars_needs_no_room():
    found = bars([])
    assert (found.bars, found.height, found.nought) == ([], 0, 0)


def test_bars_of_numbers_that_are_all_missing_keep_their_rows():
    found = bars([None, None])
    assert [(bar.start, bar.width, bar.end, bar.mark) for bar in found.bars] == [(0, None, 0, None)] * 2
    assert found.height == 2 * ROW


def test_bars_of_equal_numbers_are_equally_long():
    assert [bar.width for bar in bars([Decimal(7)] * 3).bars] == [bars([Decimal(7)]).bars[0].width] * 3


def test_bars_that_are_all_below_nought_end_at_the_right_rim():
    found = bars([Decimal(-10), Decimal(-5)])
    assert found.nought == ROOM
    assert [(bar.start, bar.width, bar.end) for bar in found.bars] == [(0, ROOM, ROOM), (ROOM // 2, ROOM // 2, ROOM)]


def test_a_mark_stands_where_its_number_would_even_where_the_bar_is_missing():
    (bar,) = bars([None], [Decimal(10)]).bars
    assert (bar.width, bar.mark) == (None, ROOM)


def test_a_bar_whose_neighbour_has_no_mark_has_none():
    found = bars([Decimal(10), Decimal(10)], [Decimal(5), None])
    assert [bar.mark for bar in found.bars] == [ROOM // 2, None]


def test_as_many_marks_as_bars_are_asked_for():
    with pytest.raises(ValueError, match="shorter"):
        bars([Decimal(1), Decimal(2)], [Decimal(1)])


@given(st.lists(st.none() | NUMBERS, max_size=20))
def test_every_bar_begins_or_ends_at_nought_and_stays_in_the_picture(values):
    found = bars(values)
    known = [bar for bar in found.bars if bar.width is not None]
    assert [bar for bar in known if found.nought not in {bar.start, bar.start + bar.width}] == []
    assert [bar for bar in known if bar.start < 0 or bar.start + bar.width > ROOM] == []


def places(*heights: int | None) -> list[Place]:
    return [Place(10 * number, height, day(2020 + number)) for number, height in enumerate(heights)]


@pytest.mark.parametrize(
    ("heights", "lengths"),
    [
        ([], []),
        ([None, None], []),
        ([5], [1]),
        ([None, 5, 6], [2]),
        ([5, 6, None], [2]),
        ([5, None, None, 6], [1, 1]),
        ([0, 0, 0], [3]),
    ],
)
def test_runs_are_the_numbers_between_two_gaps(heights, lengths):
    assert [len(run) for run in runs(places(*heights), [])] == lengths


def test_a_break_in_a_gap_parts_nothing_twice():
    assert [len(run) for run in runs(places(1, None, 3, 4), [datetime.date(2022, 1, 1)])] == [1, 2]


def test_each_of_several_breaks_parts_the_line():
    cuts = [datetime.date(2021, 1, 1), datetime.date(2022, 1, 1)]
    assert [len(run) for run in runs(places(1, 2, 3, 4), cuts)] == [1, 1, 2]


@pytest.mark.parametrize(
    ("cut", "parts"),
    [(day(2020), False), (datetime.date(2021, 1, 1), True), (day(2021), True), (datetime.date(2022, 1, 1), False)],
)
def test_a_break_counts_from_its_own_day_on(cut, parts):
    assert is_cut(day(2020), day(2021), [cut]) is parts


def test_a_path_of_one_place_is_no_line():
    assert (path(places(5)), path(places(5, 7))) == ("", "M0 5L10 7")


def test_a_series_whose_numbers_are_all_equal_runs_along_the_middle():
    days = [day(2023), day(2024), day(2025)]
    numbers = [Decimal(4)] * 3
    found = line(zip(days, numbers, strict=True), day_scale(days, 0, 100), scale(numbers, 100, 0))
    assert found.path == "M0 50L50 50L100 50"


def test_the_same_day_twice_is_one_place_on_the_axis():
    axis = day_scale([day(2024), day(2024)], 0, 100)
    assert (axis.place(Decimal(day(2024).toordinal())), axis.ticks) == (50, ())


def test_days_stand_as_far_from_each_other_as_time_went_by():
    days = [day(2020), day(2021), day(2025)]
    axis = day_scale(days, 0, 500)
    assert [axis.place(Decimal(one.toordinal())) for one in days] == [0, 100, 500]


def test_on_a_narrow_screen_every_other_year_is_named_and_always_the_last():
    days = [day(year) for year in range(2020, 2025)]
    assert [(year, fits) for _place, year, fits in years(days, day_scale(days, 0, 100))] == [
        (2020, True),
        (2021, False),
        (2022, True),
        (2023, False),
        (2024, True),
    ]
    assert [fits for _place, _year, fits in years(days[:4], day_scale(days, 0, 100))] == [False, True, False, True]


def test_one_pair_stands_in_the_middle():
    assert scatter([(Decimal(5), Decimal(7))]).places == [((LEFT + RIGHT) // 2, (TOP + BOTTOM) // 2)]


def test_without_pairs_there_are_axes_only():
    found = scatter([])
    assert (found.places, found.across.ticks[0], found.up.ticks[-1]) == ([], 0, 1)


def test_pairs_that_are_equal_stand_on_each_other():
    pair = (Decimal(5), Decimal(-7))
    assert len(set(scatter([pair, pair, (Decimal(0), Decimal(0))]).places)) == 2


def test_no_dots_make_no_pile():
    assert piled([], 12) == []


def test_dots_side_by_side_stand_on_the_axis():
    assert piled([0, 12, 24], 12) == [0, 0, 0]


def test_dots_left_of_nought_have_columns_as_well():
    assert ([snapped(place, 12) for place in (-1, -12, -13)], piled([-1, -12, -13], 12)) == ([-6, -6, -18], [0, 1, 0])


@given(st.lists(st.integers(-500, 500), max_size=60), st.integers(1, 40))
def test_a_pile_is_as_high_as_dots_fall_into_its_column(positions, size):
    heights = piled(positions, size)
    columns = [position // size for position in positions]
    assert sorted(zip(columns, heights, strict=True)) == sorted(
        (column, height) for column in set(columns) for height in range(columns.count(column))
    )


class Ages:
    """A number of children of an age."""

    def __init__(self, first: int, last: int) -> None:
        self.age_from_months, self.age_to_months = first, last


BANDS = st.tuples(st.integers(0, 6), st.integers(1, 4)).map(lambda pair: Ages(pair[0], pair[0] + pair[1]))


@given(st.lists(BANDS, min_size=1, max_size=12))
def test_bands_follow_each_other_from_the_youngest_age(counts):
    chain = age_bands(counts)
    assert chain[0].age_from_months == min(one.age_from_months for one in counts)
    ends = [one.age_to_months for one in chain[:-1]]
    assert [one.age_from_months for one in chain[1:]] == ends
