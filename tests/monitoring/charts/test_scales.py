"""Round numbers on an axis, and places along it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.charts.scales import round_step, scale

NUMBERS = st.decimals(-100_000, 100_000, places=2)


def texts(axis) -> list[str]:
    return [f"{tick:f}" for tick in axis.ticks]


@pytest.mark.parametrize(
    ("values", "nought", "ticks"),
    [
        ([3, 22], True, ["0", "5", "10", "15", "20", "25"]),
        ([Decimal("12.1"), Decimal("12.9")], False, ["12.0", "12.2", "12.4", "12.6", "12.8", "13.0"]),
        ([-4, 9], True, ["-5", "0", "5", "10"]),
        ([0, 1234], True, ["0", "500", "1000", "1500"]),
        ([], True, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        ([7], False, ["6.0", "6.5", "7.0", "7.5", "8.0"]),
        ([0, 0], True, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    ],
)
def test_an_axis_has_ticks_at_round_numbers(values, nought, ticks):
    assert texts(scale(values, 0, 100, nought=nought)) == ticks


@pytest.mark.parametrize(
    ("least", "step"), [("0.7", "1"), ("1", "1"), ("1.1", "2"), ("4", "5"), ("51", "100"), ("0.03", "0.05")]
)
def test_a_step_is_one_two_or_five_times_a_power_of_ten(least, step):
    assert round_step(Decimal(least)) == Decimal(step)


def test_places_run_from_the_first_tick_to_the_last():
    axis = scale([0, 20], 400, 20, nought=True)
    assert [axis.place(Decimal(value)) for value in (0, 10, 20)] == [400, 210, 20]
    assert axis.marked() == [(400, 0), (305, 5), (210, 10), (115, 15), (20, 20)]


@pytest.mark.parametrize(("values", "decimals"), [([0, 20], 0), ([Decimal("0.1"), Decimal("0.4")], 1), ([0, 100], 0)])
def test_ticks_are_written_with_as_many_decimals_as_they_need(values, decimals):
    assert scale(values, 0, 1, nought=True).decimals == decimals


@given(st.lists(NUMBERS, min_size=1), st.booleans())
def test_every_value_lies_between_the_ends_and_few_ticks_do(values, nought):
    axis = scale(values, 0, 1000, nought=nought)
    assert [value for value in values if not 0 <= axis.place(value) <= 1000] == []
    assert 2 <= len(axis.ticks) <= 8
