"""Rounded numbers tell nothing of a single search, whatever stands beside them."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.wanted.rounding import STEP, Parts, publishable, rounded, tell_nothing_of_each_other


@pytest.mark.parametrize(("number", "shown"), [(0, 0), (1, 0), (4, 0), (5, 5), (9, 5), (10, 10), (1234, 1230)])
def test_numbers_are_rounded_down_to_multiples_of_five(number, shown):
    assert rounded(number) == shown


def test_what_is_below_five_is_left_out_whether_it_was_one_or_none():
    parts = Parts.of({"a": 12, "b": 4, "c": 1, "d": 31}, values=6)
    assert (parts.shown, parts.values) == ({"a": 10, "d": 30}, 6)
    assert Parts.of({"a": 12, "d": 31}, values=6) == parts


def test_a_total_lies_between_all_at_their_least_and_all_at_their_most():
    parts = Parts.of({"a": 12, "b": 4}, values=3)
    assert (parts.least, parts.most) == (10, 22)


def test_a_table_whose_numbers_would_all_be_at_their_highest_is_not_shown():
    # Twenty searches by one district; by five ages four each: whoever knows the twenty knows each four.
    by_district = Parts.of({"Eicken": 20}, values=45)
    by_age = Parts.of(dict.fromkeys("abcde", 4), values=5)
    assert (by_age.most, by_age.shown) == (20, {})
    assert list(publishable([("district", by_district), ("age", by_age)])) == ["district"]


def test_tables_that_leave_room_stand_beside_each_other():
    by_district, by_age = Parts.of({"Eicken": 20}, values=45), Parts.of({"a": 16, "b": 4}, values=10)
    assert list(publishable([("district", by_district), ("age", by_age)])) == ["district", "age"]


@st.composite
def two_tables(draw):
    """Return the same searches divided in two ways."""
    searches = draw(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3)), max_size=24))
    return [
        [sum(search[side] == value for search in searches) for value in range(size)] for side, size in ((0, 3), (1, 4))
    ]


@given(two_tables())
def test_beside_another_table_each_number_may_still_be_any_of_its_five(tables):
    one, other = (Parts.of(dict(enumerate(counts)), values=len(counts)) for counts in tables)
    if not tell_nothing_of_each_other(one, other):
        return
    # What an attacker knows: each table's numbers within their steps, and one total.
    for table, beside in ((one, other), (other, one)):
        for value in range(table.values):
            least = table.shown.get(value, 0)
            for extra in range(STEP):
                rest = table.least - least
                lowest, highest = least + extra + rest, least + extra + rest + (table.values - 1) * (STEP - 1)
                assert max(lowest, beside.least) <= min(highest, beside.most)


def test_the_rule_is_the_same_from_both_sides():
    found = [Parts.of({0: number}, values) for number, values in product(range(0, 40, 4), (1, 2, 5))]
    assert [
        tell_nothing_of_each_other(one, other) == tell_nothing_of_each_other(other, one)
        for one, other in product(found, found)
    ] == [True] * len(found) ** 2
