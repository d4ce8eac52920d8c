"""Definitions that make no sense are refused when they are made."""

from math import inf, nan

import pytest

from monitoring.indices.definition import Definition, Grade, Grading, Limits, Part
from tests.monitoring.indices import THREE, by_limits, index


@pytest.mark.parametrize(
    "wrong", [{"sign": 0}, {"sign": 2}, {"weight": 0}, {"weight": -1}, {"weight": nan}, {"weight": inf}]
)
def test_a_part_has_a_sign_and_a_weight_above_nought(wrong):
    with pytest.raises(ValueError, match="a sign is 1 or -1, a weight above 0"):
        Part("x", **wrong)


@pytest.mark.parametrize("parts", [(), (Part("x"), Part("x", sign=-1))])
def test_an_index_has_parts_and_each_once(parts):
    with pytest.raises(ValueError, match="at least one part"):
        Definition(parts, THREE)


@pytest.mark.parametrize("limits", [(1, 0), (1, 1)])
def test_limits_ascend(limits):
    with pytest.raises(ValueError, match="ascend"):
        by_limits(Limits.SD, *limits)


@pytest.mark.parametrize("limit", [0, 1, -0.5, 2])
def test_quantiles_are_shares(limit):
    with pytest.raises(ValueError, match="between 0 and 1"):
        by_limits(Limits.QUANTILES, limit)


@pytest.mark.parametrize("grades", [(), (Grade("a", "", 1),), (Grade("a", ""), Grade("b", ""))])
def test_every_class_but_the_last_has_a_limit(grades):
    with pytest.raises(ValueError, match="but the last"):
        Grading(Limits.SD, grades)


def test_classes_have_different_keys():
    with pytest.raises(ValueError, match="own key"):
        Grading(Limits.SD, (Grade("a", "", 1), Grade("a", "")))


def test_without_a_part_the_others_stay():
    assert index("x", "y", "z").without("y") == index("x", "z")
