"""Indicators whose numbers tell of one another are weighed together."""

import pytest

from monitoring.models import Indicator
from monitoring.releasing.groups import all_equations, groups_of
from monitoring.releasing.puzzle import counted_alike, is_share, widths_of
from tests.monitoring.factories import CountFactory, EquationFactory, EquationTermFactory, RateFactory

pytestmark = pytest.mark.django_db


def grouped() -> list[set[str]]:
    return [{one.code for one in group} for group in groups_of(Indicator.objects.all(), all_equations())]


def test_what_nothing_ties_stands_alone():
    CountFactory(code="a")
    RateFactory(code="b")
    assert grouped() == [{"a"}, {"b"}]


def test_a_denominator_ties():
    children = CountFactory(code="kinder")
    RateFactory(code="armut", denominator=children)
    RateFactory(code="kita", denominator=children)
    CountFactory(code="haushalte")
    assert grouped() == [{"kinder", "armut", "kita"}, {"haushalte"}]


def test_equations_tie_and_pass_on_what_they_tie():
    whole, young, old, other = (CountFactory(code=code) for code in "abcd")
    equation = EquationFactory()
    for indicator, factor in ((whole, 1), (young, -1), (old, -1)):
        EquationTermFactory(equation=equation, indicator=indicator, factor=factor)
    RateFactory(code="e", denominator=old)
    assert grouped() == [{"a", "b", "c", "e"}, {other.code}]


def test_an_equation_without_terms_ties_nothing():
    EquationFactory()
    CountFactory(code="a")
    assert grouped() == [{"a"}]


def test_equations_are_read_with_their_years(django_assert_num_queries):
    indicator = CountFactory()
    equation = EquationFactory()
    EquationTermFactory(equation=equation, indicator=indicator, factor=1)
    EquationTermFactory(equation=equation, indicator=indicator, factor=-1, years_back=1)
    with django_assert_num_queries(2):
        found = all_equations()
    assert [set(terms) for terms in found] == [{(indicator.pk, 1, 0), (indicator.pk, -1, 1)}]


def test_a_denominator_is_as_uncertain_as_the_rates_that_refer_to_it():
    children = CountFactory(min_cases=3)
    strict, lax = RateFactory(denominator=children, min_cases=10), RateFactory(denominator=children, min_cases=1)
    known = {one.pk: one for one in (children, strict, lax)}
    assert widths_of(known) == {children.pk: 10, strict.pk: 10, lax.pk: 1}


@pytest.mark.parametrize(
    ("terms", "alike"),
    [
        ([(1, 1, 0), (2, -1, 0)], {2: [1]}),
        ([(1, -1, 0), (2, 1, 0)], {2: [1]}),
        ([(1, 1, 0), (2, 1, 0)], {}),
        ([(1, 1, 0), (2, -2, 0)], {}),
        ([(1, 1, 0), (2, -1, 1)], {}),
        ([(1, 1, 0), (2, -1, 0), (3, -1, 0)], {}),
    ],
)
def test_a_rate_counts_what_a_count_shows_where_an_equation_of_two_says_so(terms, alike):
    known = {1: CountFactory.build(pk=1), 2: RateFactory.build(pk=2), 3: CountFactory.build(pk=3)}
    assert counted_alike(known, [tuple(terms)]) == alike


@pytest.mark.parametrize(
    ("kind", "unit", "shared"), [("rate", "%", True), ("rate", "je 1.000", False), ("count", "%", False)]
)
def test_only_of_a_share_a_rest_is_left(kind, unit, shared):
    assert is_share(RateFactory.build(kind=kind, unit=unit)) is shared
