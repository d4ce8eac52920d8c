"""What must not be shown for its own sake, on the numbers of Mönchengladbach's smallest districts."""

import pytest

from monitoring.disclosure.primary import Counted, Limits, is_unreliable, must_be_withheld
from monitoring.disclosure.system import rounded

LIMITS = Limits(min_population=300, min_cases=3, min_denominator=30)
HEALTH = Limits(min_population=300, min_cases=10, min_denominator=50)


@pytest.mark.parametrize(
    ("inhabitants", "withheld"), [(18, True), (28, True), (224, True), (268, True), (300, False), (580, False)]
)
def test_a_district_of_few_inhabitants_gets_no_rate(inhabitants, withheld):
    counted = Counted(numerator=60, denominator=150, population=inhabitants)
    assert must_be_withheld(counted, LIMITS, is_rate=True) is withheld


def test_a_count_of_a_small_district_is_shown():
    assert must_be_withheld(Counted(numerator=18, population=18), LIMITS, is_rate=False) is False


@pytest.mark.parametrize(("cases", "withheld"), [(0, False), (1, True), (2, True), (3, False), (-2, True), (-3, False)])
def test_few_cases_are_withheld_and_nil_is_not(cases, withheld):
    assert must_be_withheld(Counted(cases, 400, 5000), LIMITS, is_rate=True) is withheld


@pytest.mark.parametrize(("cases", "withheld"), [(400, False), (399, True), (398, True), (397, False), (401, False)])
def test_that_nearly_all_are_counted_is_as_telling(cases, withheld):
    assert must_be_withheld(Counted(cases, 400, 5000), LIMITS, is_rate=True) is withheld


@pytest.mark.parametrize(("cases", "withheld"), [(9, True), (10, False), (391, True), (390, False)])
def test_an_indicator_may_ask_for_more_cases(cases, withheld):
    assert must_be_withheld(Counted(cases, 400, 5000), HEALTH, is_rate=True) is withheld


@pytest.mark.parametrize(("denominator", "withheld"), [(0, False), (2, True), (3, False)])
def test_nobody_of_a_few_is_withheld_because_of_the_few(denominator, withheld):
    assert must_be_withheld(Counted(0, denominator, 5000), LIMITS, is_rate=True) is withheld


@pytest.mark.parametrize(("denominator", "unreliable"), [(29, True), (30, False), (None, False)])
def test_a_rate_of_few_is_left_to_chance(denominator, unreliable):
    assert is_unreliable(Counted(10, denominator), LIMITS) is unreliable


def test_rounding_to_five_deviates_by_two_at_most():
    """As the federal statistics of social assistance are rounded."""
    assert max(abs(rounded(number, 5) - number) for number in range(2000)) == 2
    assert [rounded(number, 5) for number in (0, 2, 3, 7, 8, -2, -3)] == [0, 0, 5, 5, 10, 0, -5]
