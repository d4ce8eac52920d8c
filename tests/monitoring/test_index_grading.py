"""An index cut into classes."""

import pytest

from monitoring.indices.computing import compute
from monitoring.indices.definition import Limits
from monitoring.indices.grading import graded, ranks
from monitoring.indices.moments import Moments
from tests.monitoring.berlin import DYNAMIC_GRADES, STATUS_GRADES
from tests.monitoring.indices import MEAN, MIN_MAX, by_limits, grades, index, one

STANDARD = Moments(9, 0, 1)


@pytest.mark.parametrize(
    ("value", "label"),
    [
        (-1.00001, "hoch"), (-1, "mittel"), (-1 - 1e-15, "mittel"), (0, "mittel"), (1, "mittel"), (1 + 1e-15, "mittel"),
        (1.00001, "niedrig"), (1.5, "niedrig"), (1.50001, "sehr niedrig"),
    ],
)  # fmt: skip
def test_limits_in_deviations_belong_to_the_class_nearer_to_the_mean(value, label):
    found, _spans = graded(STATUS_GRADES, {"A": value}, STANDARD)

    assert found["A"].label == label


@pytest.mark.parametrize(
    ("value", "label"),
    [(-1.00001, "positiv"), (-1, "stabil"), (0, "stabil"), (1, "stabil"), (1.00001, "negativ"), (1.6, "negativ")],
)
def test_a_change_is_stable_up_to_one_deviation_on_either_side(value, label):
    found, _spans = graded(DYNAMIC_GRADES, {"A": value}, STANDARD)

    assert found["A"].label == label


def test_quantiles_put_equally_many_areas_into_each_class():
    outcome = compute(one(*range(10)), index(grading=by_limits(Limits.QUANTILES, 0.2, 0.4, 0.6, 0.8)))

    assert "".join(grades(outcome).values()) == "0011223344"
    assert [span.n for span in outcome.spans] == [2, 2, 2, 2, 2]


def test_areas_of_the_same_index_are_never_parted_by_a_quantile():
    outcome = compute(one(1, 2, 2, 2, 2, 3), index(grading=by_limits(Limits.QUANTILES, 0.5)))

    assert grades(outcome) == {"A": "0", "B": "0", "C": "0", "D": "0", "E": "0", "F": "1"}


def test_fixed_limits_are_values_of_the_index_and_belong_to_the_class_below():
    definition = index(grading=by_limits(Limits.FIXED, 0.25, 0.5), standardisation=MIN_MAX, aggregation=MEAN)
    outcome = compute(one(0, 1, 2, 3, 4), definition)

    assert "".join(grades(outcome).values()) == "00122"
    assert [(span.lower, span.upper, span.n) for span in outcome.spans] == [
        (None, 0.25, 2),
        (0.25, 0.5, 1),
        (0.5, None, 2),
    ]


def test_a_single_class_holds_all():
    outcome = compute(one(1, 2, 3), index(grading=by_limits(Limits.SD)))

    assert [(span.lower, span.upper, span.n) for span in outcome.spans] == [(None, None, 3)]


def test_equal_indices_share_a_rank_and_the_next_is_left_out():
    assert ranks({"A": 0.5, "B": 2.0, "C": 0.5 + 1e-12, "D": -1.0}) == {"B": 1, "A": 2, "C": 2, "D": 4}


def test_each_class_says_whether_it_holds_its_limits():
    outcome = compute(one(1, 2, 3), index(grading=STATUS_GRADES))

    assert [(span.lower, span.holds_lower, span.upper, span.holds_upper) for span in outcome.spans] == [
        (None, False, -1, False),
        (-1, True, 1, True),
        (1, False, 1.5, True),
        (1.5, False, None, False),
    ]
