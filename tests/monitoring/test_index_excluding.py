"""Which areas stay out of an index."""

from math import inf, nan

import pytest

from monitoring.indices.computing import compute
from monitoring.indices.definition import Table
from monitoring.indices.excluding import Exclusion, Reason, exclusions
from tests.monitoring.indices import index, indices, one, table


def test_an_area_of_fewer_people_than_the_minimum_stays_out_and_one_of_just_so_many_does_not():
    found = exclusions(one(1, 2, 3, A=299, B=300, C=301), index(minimum_population=300))

    assert found == {"A": (Exclusion(Reason.POPULATION),)}


def test_where_a_minimum_is_asked_for_an_unknown_number_of_people_is_not_enough():
    assert exclusions(one(1, 2, 3, B=300, C=300), index(minimum_population=300)) == {
        "A": (Exclusion(Reason.UNKNOWN_POPULATION),)
    }
    assert exclusions(one(1, 2, 3), index()) == {}


@pytest.mark.parametrize("unknown", [None, nan, inf])
def test_an_area_without_a_value_stays_out_and_says_which(unknown):
    found = exclusions(table(A=(1, unknown), B=(unknown, unknown), C=(0, 0), D=(1, 1)), index("x", "y"))

    assert found == {
        "A": (Exclusion(Reason.MISSING, codes=("y",)),),
        "B": (Exclusion(Reason.MISSING, codes=("x", "y")),),
    }


def test_an_area_that_no_value_was_ever_delivered_for_stays_out_too():
    areas = Table({"A": {}, "B": {"x": 1}, "C": {"x": 2}})

    assert exclusions(areas, index()) == {"A": (Exclusion(Reason.MISSING, codes=("x",)),)}


def test_an_outlier_is_left_out_by_name_with_the_reason_given():
    found = exclusions(one(1, 2, 300), index(outliers={"C": "nur eine Klinik"}))

    assert found == {"C": (Exclusion(Reason.OUTLIER, note="nur eine Klinik"),)}


def test_every_reason_is_told():
    found = exclusions(one(None, 2, 3, A=5, B=900, C=900), index(minimum_population=300, outliers={"A": "Hafen"}))

    assert [why.reason for why in found["A"]] == [Reason.OUTLIER, Reason.POPULATION, Reason.MISSING]


def test_one_area_alone_has_nothing_to_compare_with():
    assert exclusions(one(1), index()) == {"A": (Exclusion(Reason.ALONE),)}
    assert exclusions(one(1, None), index()) == {
        "B": (Exclusion(Reason.MISSING, codes=("x",)),),
        "A": (Exclusion(Reason.ALONE),),
    }


def test_what_stays_out_moves_nothing_of_what_stays_in():
    definition = index(minimum_population=300)
    people = {"A": 900, "B": 900, "C": 900}

    assert indices(compute(one(1, 2, 4, 9e9, D=1, **people), definition)) == indices(
        compute(one(1, 2, 4, **people), definition)
    )
