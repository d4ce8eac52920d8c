"""An index computed by hand, and what becomes of the odd cases."""

import pytest

from monitoring.indices.combining import UnusableBaseError
from monitoring.indices.computing import compute
from monitoring.indices.definition import Part, Table
from monitoring.indices.moments import Moments
from tests.monitoring.indices import FIXED, MEAN, MIN_MAX, RANK, grades, index, indices, one, table

ROOT = 1.5**0.5  # the highest of three equally spaced values in standard deviations


def test_the_sum_of_z_values_is_standardised_once_more():
    outcome = compute(table(A=(1, 10), B=(2, 30), C=(3, 20)), index("x", "y"))

    assert outcome.parts == {
        "x": Moments(3, 2, pytest.approx((2 / 3) ** 0.5)),
        "y": Moments(3, 20, pytest.approx((200 / 3) ** 0.5)),
    }
    assert {area: result.sum for area, result in outcome.results.items()} == pytest.approx(
        {"A": -2 * ROOT, "B": ROOT, "C": ROOT}
    )
    assert outcome.sums == Moments(3, pytest.approx(0, abs=1e-12), pytest.approx(3**0.5))
    assert indices(outcome) == pytest.approx({"A": -(2**0.5), "B": 0.5**0.5, "C": 0.5**0.5})
    assert grades(outcome) == {"A": "a", "B": "b", "C": "b"}


def test_a_favourable_indicator_counts_the_other_way_round():
    outcome = compute(table(A=(1, 3), B=(2, 2), C=(3, 1)), index("x", Part("y", sign=-1)))

    assert outcome.results["C"].scores == pytest.approx({"x": ROOT, "y": ROOT})
    assert indices(outcome) == pytest.approx({"A": -ROOT, "B": 0, "C": ROOT})


def test_weights_weigh():
    outcome = compute(table(A=(1, 3), B=(2, 2), C=(3, 1)), index(Part("x", weight=3), "y"))

    assert outcome.results["C"].sum == pytest.approx(2 * ROOT)
    assert outcome.results["C"].scores == pytest.approx({"x": ROOT, "y": -ROOT})


def test_the_mean_of_parts_stays_as_it_is_and_is_weighted():
    definition = index(Part("x", weight=3), "y", aggregation=MEAN, standardisation=MIN_MAX)
    outcome = compute(table(A=(0, 4), B=(5, 2), C=(10, 0)), definition)

    assert indices(outcome) == {"A": 0.25, "B": 0.5, "C": 0.75}
    assert grades(outcome) == {"A": "a", "B": "b", "C": "c"}
    assert outcome.spans[1].lower == pytest.approx(0.5 - 0.25 / ROOT)
    assert outcome.spans[1].upper == pytest.approx(0.5 + 0.25 / ROOT)


@pytest.mark.parametrize("method", [RANK, MIN_MAX])
def test_scales_from_nought_to_one_are_turned_by_the_sign(method):
    definition = index(Part("x", sign=-1), standardisation=method, aggregation=MEAN)

    assert indices(compute(one(1, 2, 3), definition)) == {"A": 1, "B": 0.5, "C": 0}


def test_areas_of_the_same_value_share_the_mean_of_their_ranks():
    outcome = compute(one(7, 5, 5, 9, 5), index(standardisation=RANK, aggregation=MEAN))

    assert indices(outcome) == {"A": 0.75, "B": 0.25, "C": 0.25, "D": 1, "E": 0.25}
    assert {area: result.rank for area, result in outcome.results.items()} == {"A": 2, "B": 3, "C": 3, "D": 1, "E": 3}


@pytest.mark.parametrize(("rules", "middle"), [({}, 0), ({"standardisation": MIN_MAX, "aggregation": MEAN}, 0.5), ({"standardisation": RANK, "aggregation": MEAN}, 0.5)])  # fmt: skip
def test_areas_that_are_all_the_same_stand_in_the_middle_and_say_that_nothing_separates_them(rules, middle):
    outcome = compute(one(0.1, 0.1, 0.1), index(**rules))

    assert indices(outcome) == dict.fromkeys("ABC", middle)
    assert grades(outcome) == dict.fromkeys("ABC", "b")
    assert outcome.parts["x"].sd == 0
    assert [result.rank for result in outcome.results.values()] == [1, 1, 1]


def test_parts_that_cancel_out_leave_no_noise_behind():
    outcome = compute(table(A=(0.1, 0.3), B=(0.2, 0.2), C=(0.7, -0.3)), index("x", "y"))

    assert indices(outcome) == dict.fromkeys("ABC", 0)
    assert outcome.sums.sd == 0


def test_a_part_without_differences_leaves_the_order_to_the_others():
    outcome = compute(table(A=(1, 4), B=(2, 4), C=(3, 4)), index("x", "y"))

    assert indices(outcome) == indices(compute(one(1, 2, 3), index("x")))
    assert outcome.results["C"].scores["y"] == 0


def test_without_any_area_there_are_no_numbers_and_no_error():
    for nothing in (Table({}), one(None, None)):
        outcome = compute(nothing, index())
        assert (outcome.results, outcome.parts, outcome.sums, outcome.spans) == ({}, {}, None, ())
        assert outcome.excluded.keys() == nothing.values.keys()


def test_two_areas_on_the_very_limits_stay_in_the_middle_class():
    assert grades(compute(one(0.1, 0.7), index())) == {"A": "b", "B": "b"}


def test_against_a_base_year_a_change_of_the_whole_city_stays_visible():
    base = one(1, 2, 3)
    worse = one(3, 4, 5)

    assert indices(compute(worse, index())) == indices(compute(base, index()))
    fixed = compute(worse, index(standardisation=FIXED), base)
    assert indices(fixed) == pytest.approx({"A": ROOT, "B": 2 * ROOT, "C": 3 * ROOT})
    assert grades(fixed) == {"A": "c", "B": "c", "C": "c"}
    assert fixed.parts["x"].mean == 4, "the moments shown are those of the areas now"


def test_against_a_base_year_the_base_year_itself_is_as_without_one():
    areas = table(A=(1, 9), B=(2, 5), C=(5, 7), D=(3, 3))

    assert compute(areas, index("x", "y", standardisation=FIXED), areas) == compute(areas, index("x", "y"))


def test_against_a_base_year_one_area_alone_has_an_index():
    assert indices(compute(one(3), index(standardisation=FIXED), one(1, 2, 3))) == {"A": pytest.approx(ROOT)}


@pytest.mark.parametrize("base", [None, one(), one(None, 2), one(4, 4, 4)])
def test_a_base_year_that_cannot_be_a_measure_is_refused(base):
    with pytest.raises(UnusableBaseError):
        compute(one(1, 2, 3), index(standardisation=FIXED), base)


def test_a_mean_against_a_base_year_is_cut_by_the_deviations_of_the_base_year():
    definition = index("x", "y", standardisation=FIXED, aggregation=MEAN)
    outcome = compute(table(A=(3, 3), B=(5, 5)), definition, table(A=(1, 1), B=(2, 2), C=(3, 3)))

    assert indices(outcome) == pytest.approx({"A": ROOT, "B": 3 * ROOT})
    assert outcome.spans[-1].lower == pytest.approx(1)
    assert grades(outcome) == {"A": "c", "B": "c"}
