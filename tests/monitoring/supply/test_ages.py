"""Ages, and which numbers count exactly the children of them."""

import pytest

from monitoring.models import Indicator
from monitoring.supply.ages import DIVISIONS, Age, age_steps, indicators_of_age, life_phases, statistical_groups, tiling
from sozialraum.pages import content_version
from tests.monitoring.factories import CountFactory
from tests.offers.factories import AgeStepFactory, LifePhaseFactory


def count(code: str, first: int, last: int) -> Indicator:
    return Indicator(code=code, name=code, age_from_months=first, age_to_months=last, unit="Kinder")


COUNTS = [count("u1", 0, 12), count("one", 12, 24), count("two", 24, 36), count("u3", 0, 36), count("kita", 36, 72)]


@pytest.mark.parametrize(
    ("months", "codes"),
    [
        ((0, 12), ["u1"]),
        ((0, 36), ["u3"]),
        ((12, 36), ["one", "two"]),
        ((0, 72), ["u3", "kita"]),
        ((0, 4), []),
        ((-9, 0), []),
        ((-9, 12), []),
        ((6, 12), []),
        ((36, 80), []),
    ],
)
def test_ages_are_made_of_the_fewest_numbers_that_join_to_them(months, codes):
    assert [one.code for one in tiling(months, COUNTS)] == codes


def test_two_counts_that_lead_round_each_other_do_not_go_on_for_ever():
    assert tiling((0, 40), [count("a", 0, 12), count("b", 0, 12), count("c", 12, 24)]) == ()


def test_one_number_says_itself_whom_it_counts():
    counted = Indicator(numerator_name="Kinder unter 3 Jahren", unit="Kinder")
    assert Age("u3", "0–3 Jahre", (0, 36), (counted,)).whom == "Kinder unter 3 Jahren"


def test_a_sum_counts_children_of_the_age_by_its_name():
    assert Age("toddler", "1–3 Jahre", (12, 36), tuple(COUNTS[1:3])).whom == "Kinder (1–3 Jahre)"


@pytest.mark.django_db
def test_phases_that_are_not_shown_are_left_out():
    LifePhaseFactory(code="toddler", ages=(12, 36), order=2)
    LifePhaseFactory(code="infancy", name="0–1 Jahr", ages=(0, 12), order=1)
    LifePhaseFactory(code="young_adult", ages=(216, 324), is_active=False)
    assert [(age.code, age.months) for age in life_phases([])] == [("infancy", (0, 12)), ("toddler", (12, 36))]


@pytest.mark.django_db
def test_steps_of_the_search_are_ages_too():
    AgeStepFactory(code="1-jahr", ages=(12, 24))
    assert [(age.code, age.counts) for age in age_steps(COUNTS)] == [("1-jahr", (COUNTS[1],))]


@pytest.mark.django_db
def test_statistics_have_groups_of_their_own_each_once():
    CountFactory(code="second", age_from_months=0, age_to_months=36, order=2)
    CountFactory(code="first", age_from_months=0, age_to_months=36, order=1)
    CountFactory(code="none")
    assert [age.code for age in statistical_groups(indicators_of_age(content_version()))] == ["first"]


def test_childhood_is_divided_in_three_ways():
    assert list(DIVISIONS) == ["lebensphasen", "altersschritte", "statistik"]
