"""The picture of an index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.areas import Area
from monitoring.computed.dots import HEAD, WIDTH, dots_of, rounded_up
from monitoring.computed.tables import Line
from monitoring.indices.computing import compute
from monitoring.indices.definition import Limits
from monitoring.indices.dynamics import Group
from tests.monitoring.berlin import STATUS_GRADES
from tests.monitoring.indices import MEAN, RANK, by_limits, index, one


def drawn(values, **rules):
    definition = index(**{"grading": STATUS_GRADES} | rules)
    outcome = compute(one(*values), definition)
    lines = [
        Line(Area(("district", 0), key, key, key), result, Group(result.grade, None), None)
        for key, result in outcome.results.items()
    ]
    return dots_of(lines, outcome.spans), outcome


def test_each_area_is_a_dot_in_its_class_with_its_number():
    found, _outcome = drawn([1, 2, 2, 2, 2, 2, 2, 2, 2, 9])
    assert [(dot.text, dot.data, dot.step) for dot in (found.dots[0], found.dots[-1])] == [
        ("A: −0,74 (mittel)", "-0.74278", 2),
        ("J: 2,97 (sehr niedrig)", "2.97113", 5),
    ]
    assert [mark.text for mark in found.grades] == ["1", "2", "3", "4"]
    assert [one.n for one in found.bins if one.n] == [1, 8, 1]


def test_a_dot_of_a_narrow_class_stands_between_its_limits():
    found, outcome = drawn(range(11))
    low, high = found.limits[1], found.limits[2]
    assert [result.grade.key for result in outcome.results.values()][-2:] == ["3", "4"]
    assert low + found.radius <= found.dots[-2].x <= high - found.radius
    assert found.dots[-1].x >= high + found.radius


@pytest.mark.parametrize(
    ("size", "rounded"), [(0.11, 0.25), (0.25, 0.25), (0.3, 0.5), (0.6, 1), (1.1, 2.5), (7, 10), (0.1, 0.1)]
)
def test_the_scale_runs_in_round_numbers(size, rounded):
    assert rounded_up(size) == pytest.approx(rounded)


values = st.lists(st.integers(0, 100), min_size=2, max_size=20)
gradings = st.sampled_from(
    [STATUS_GRADES, by_limits(Limits.SD), by_limits(Limits.QUANTILES, 0.2, 0.9), by_limits(Limits.FIXED, -9, 9)]
)


@given(values, gradings, st.booleans())
def test_every_dot_lies_in_the_picture_and_none_on_another(numbers, grading, by_rank):
    rules = {"standardisation": RANK, "aggregation": MEAN} if by_rank else {}
    found, _outcome = drawn(numbers, grading=grading, **rules)
    assert len(found.dots) == len(numbers) == sum(one.n for one in found.bins)
    assert all(0 <= dot.x <= WIDTH and HEAD <= dot.y <= found.ground for dot in found.dots)
    assert len({(dot.x, dot.y) for dot in found.dots}) == len(numbers)
    assert 3 <= len(found.ticks) <= 10
    assert all(0 <= mark.x <= WIDTH for mark in found.ticks)
    assert all(0 <= x <= WIDTH for x in found.limits)


def test_many_dots_on_one_pile_grow_small_before_the_picture_grows_high():
    few, _outcome = drawn([1, 2, 3])
    many, _outcome = drawn([*[1] * 300, 2])
    assert (few.radius, few.height) == (9, 200)
    assert (many.radius, many.height) == (2, 1290)
