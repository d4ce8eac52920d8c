"""Classes of values: limits by four methods."""

from collections import Counter
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.charts.classes import METHODS, Classes, classes

ONE_TO_TEN = [Decimal(number) for number in range(1, 11)]
# Three heaps with gaps between, and one far out.
HEAPS = [Decimal(number) for number in (1, 2, 2, 3, 20, 21, 22, 40, 41, 90)]
VALUES = st.lists(st.decimals(0, 100, places=1), min_size=1, max_size=60)


def limits(values: list[Decimal], method: str, decimals: int = 1) -> list[str]:
    return [f"{limit:f}" for limit in classes(Counter(values), method, decimals).limits]


def test_equal_intervals_are_equally_wide():
    assert limits(ONE_TO_TEN, "gleich") == ["2.8", "4.6", "6.4", "8.2"]


def test_quantiles_hold_as_many_values_each():
    assert limits(ONE_TO_TEN, "quantile") == ["3.0", "5.0", "7.0", "9.0"]
    sizes = Counter(map(classes(Counter(ONE_TO_TEN), "quantile", 1).step, ONE_TO_TEN))
    assert sizes == dict.fromkeys(range(1, 6), 2)


def test_natural_breaks_lie_in_the_gaps():
    assert classes(Counter(HEAPS), "natuerlich", 0, number=4).limits == (20, 40, 90)


def test_standard_deviations_are_those_of_the_population():
    # Mean 5.5, standard deviation of the population √8.25 = 2.872.
    assert limits(ONE_TO_TEN, "abweichung", 2) == ["1.19", "4.06", "6.94", "9.81"]


def test_a_limit_belongs_to_the_class_above_it():
    found = Classes(Decimal(0), Decimal(10), (Decimal(5), Decimal(7)), 3)
    assert [found.step(Decimal(value)) for value in ("0", "4.9", "5", "7", "10")] == [1, 1, 2, 3, 3]
    assert found.spans() == [(0, 5), (5, 7), (7, 10)]


@pytest.mark.parametrize("method", METHODS)
def test_equal_values_are_one_class(method):
    found = classes({Decimal("4.2"): 7}, method, 1)
    assert (found.limits, found.low, found.high, found.count) == ((), Decimal("4.2"), Decimal("4.2"), 7)


def test_distances_from_the_mean_keep_their_side_where_nothing_lies_far_out():
    # Mean 16.5, standard deviation 5.72: nothing lies more than one and a half of them away.
    found = classes(Counter(map(Decimal, (10, 12, 20, 24))), "abweichung", 1)
    assert (found.below, found.limits) == (1, (Decimal("13.6"), Decimal("19.4")))
    assert classes({Decimal(4): 3}, "abweichung", 1).below == 2


@pytest.mark.parametrize("method", METHODS)
def test_without_values_there_are_no_classes(method):
    assert classes({}, method, 1) is None


@pytest.mark.parametrize("method", METHODS)
@given(values=VALUES)
def test_every_value_has_a_class_and_limits_rise_between_the_ends(method, values):
    found = classes(Counter(values), method, 1)
    assert {found.step(value) for value in values} <= set(range(1, 6))
    assert list(found.limits) == sorted(set(found.limits))
    assert [limit for limit in found.limits if not min(values) < limit <= max(values)] == []
    assert found.count == len(values)


def spread(groups: list[list[Decimal]]) -> Decimal:
    return sum(sum((value - sum(group) / len(group)) ** 2 for value in group) for group in groups)


@given(values=st.lists(st.integers(0, 200).map(Decimal), min_size=6, max_size=11, unique=True))
def test_no_other_breaks_leave_less_spread(values):
    values = sorted(values)
    found = classes(Counter(values), "natuerlich", 0, number=3)
    groups = [[value for value in values if found.step(value) == step] for step in (1, 2, 3)]
    others = (
        [values[:first], values[first:second], values[second:]]
        for first, second in combinations(range(1, len(values)), 2)
    )
    assert spread(groups) == pytest.approx(min(map(spread, others)))


def test_many_different_values_are_classed_as_well():
    values = [Decimal(number) / 10 for number in range(2000)] + [Decimal(900)] * 40
    found = classes(Counter(values), "natuerlich", 1)
    assert found.limits[-1] == 900
    assert len(found.limits) == 4
