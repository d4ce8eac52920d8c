"""No outcome that must not be known can be reckoned from what is shown: small counts, those who are left, withheld births."""

import datetime
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.models import OutcomeMetric
from monitoring.outcomes.counting import Counted
from monitoring.outcomes.protecting import TOTAL, Puzzle
from monitoring.outcomes.reference import Reference
from monitoring.outcomes.results import results
from monitoring.releasing import release
from tests.monitoring.factories import (
    CountFactory,
    FunnelFactory,
    IndicatorValueFactory,
    OutcomeMetricFactory,
    OutcomeRecordFactory,
    ShareFactory,
)
from tests.sozialraum.factories import DistrictFactory

A, B, C = (("district", number) for number in (1, 2, 3))
X, Y = ("offer", 1), ("offer", 2)
COUNT = OutcomeMetric(kind="count", first_name="Familien", min_cases=3)
FUNNEL = OutcomeMetric(kind="funnel", first_name="Kontakte", second_name="Bedarf", third_name="vermittelt", min_cases=3)


def hidden(metric, parts, reference=None) -> set:
    puzzle = Puzzle(Counted(metric, 2025, parts), reference or Reference())
    return set(puzzle.solved())


def test_large_numbers_are_all_shown():
    assert hidden(COUNT, {(A, X): (10,), (B, X): (20,), (A, Y): (30,)}) == set()


def test_a_small_number_takes_another_one_along_so_that_the_sum_tells_nothing():
    found = hidden(COUNT, {(A, X): (2,), (B, X): (20,), (C, X): (30,)})
    assert found == {(("area", A), 0), (("area", B), 0)}


def test_nil_is_no_secret():
    assert hidden(COUNT, {(A, X): (0,), (B, X): (20,)}) == set()


def test_a_single_small_number_hides_all_sums_that_are_the_same():
    assert hidden(COUNT, {(A, X): (2,)}) == {(("area", A), 0), (("subject", X), 0), (TOTAL, 0)}


def test_few_of_one_offer_in_one_area_are_not_told_by_the_sums_of_both():
    # Shown by area and by offer: 12 and 20, 30 and 2; the last offer has its 2 in the first area alone.
    found = hidden(COUNT, {(A, X): (10,), (A, Y): (2,), (B, X): (20,)})
    assert (("subject", Y), 0) in found
    assert (("subject", X), 0) in found


def test_of_a_funnel_few_who_are_lost_are_as_telling_as_few_who_arrive():
    found = hidden(FUNNEL, {(A, X): (50, 20, 19), (B, X): (50, 20, 10)})
    assert (("area", A), 2) in found
    assert {step for (_what, step) in found} == {2}


def test_what_counts_no_people_hides_nothing():
    practices = OutcomeMetric(kind="count", first_name="Praxen", counts_people=False)
    assert hidden(practices, {(A, X): (1,), (B, X): (2,)}) == set()


def test_where_births_are_withheld_visits_are_too():
    city = ("city", 0)
    births = {A: 2.0, B: 60.0, C: 80.0, city: 142.0}
    shown = {C: 80.0, city: 142.0}  # the second one is withheld for the first one's sake
    ground = {city: [A, B, C]}
    found = hidden(COUNT, {(A, X): (2,), (B, X): (50,), (C, X): (70,)}, Reference(births, shown, ground))
    assert found == {(("area", A), 0), (("area", B), 0)}


def test_visits_that_give_withheld_births_away_are_not_shown():
    city = ("city", 0)
    # All were visited: whoever knew 59 visits would know that the births next door are three at most, and one at least.
    births = {A: 3.0, B: 59.0, C: 80.0, city: 142.0}
    ground = {city: [A, B, C]}
    reference = Reference(births, {C: 80.0, city: 142.0}, ground)
    found = hidden(COUNT, {(B, X): (59,), (C, X): (60,)}, reference)
    assert (("area", B), 0) in found


def solutions(parts: dict, withheld: set, top: int) -> list[tuple[int, ...]]:
    """Return all ways in which parts of whole numbers fit everything that is shown, as an attacker would find them."""
    truth = Counted(COUNT, 2025, {key: (number,) for key, number in parts.items()})
    shown = {TOTAL: truth.total[0]} if (TOTAL, 0) not in withheld else {}
    for kind, sums in (("area", truth.areas), ("subject", truth.subjects)):
        shown |= {(kind, which): counts[0] for which, counts in sums.items() if ((kind, which), 0) not in withheld}
    found = []
    for guess in product(range(top + 1), repeat=len(parts)):
        told = Counted(COUNT, 2025, {key: (number,) for key, number in zip(parts, guess, strict=True)})
        sums = {TOTAL: told.total[0]} | {("area", k): v[0] for k, v in told.areas.items()}
        sums |= {("subject", k): v[0] for k, v in told.subjects.items()}
        if all(sums[what] == number for what, number in shown.items()):
            found.append(guess)
    return found


@settings(max_examples=25)
@given(st.lists(st.integers(0, 6), min_size=4, max_size=4))
def test_nobody_learns_a_small_number_by_trying_all_that_fit(numbers):
    parts = dict(zip([(A, X), (B, X), (A, Y), (C, Y)], numbers, strict=True))
    withheld = hidden(COUNT, {key: (number,) for key, number in parts.items()})
    fitting = solutions(parts, withheld, top=9)
    for place, (key, number) in enumerate(parts.items()):
        if 0 < number < COUNT.min_cases:
            assert len({guess[place] for guess in fitting}) >= COUNT.min_cases, (key, fitting)


@pytest.mark.django_db
def test_from_the_records_to_what_is_shown(django_assert_num_queries):
    few, many, more = (DistrictFactory(name=name) for name in ("Allee", "Berg", "Cent"))
    births = CountFactory(code="births", numerator_name="Geburten")
    for area, number in ((few, 2), (many, 60), (more, 80), (None, 142)):
        IndicatorValueFactory(
            indicator=births, district=area, numerator=number, reference_date=datetime.date(2025, 12, 31)
        )
    release()
    metric = OutcomeMetricFactory(reference=births)
    offer = OutcomeRecordFactory(metric=metric, district=few, first=2).offer
    OutcomeRecordFactory(metric=metric, offer=offer, district=many, first=30, last_month=6)
    OutcomeRecordFactory(metric=metric, offer=offer, district=many, first=20, first_month=7)
    OutcomeRecordFactory(metric=metric, offer=offer, district=more, first=72)
    (found,) = results([metric], 2025)
    told = [(line.name, line.steps[0].text(0), line.reference.text(0), line.rates[0].text(1)) for line in found.areas]
    assert told == [("Allee", "•", "•", "•"), ("Berg", "•", "•", "•"), ("Cent", "72", "80", "90,0")]
    assert (found.total.steps[0].text(0), found.total.rates[0].text(1)) == ("124", "87,3")


@pytest.mark.django_db
def test_a_share_of_too_few_people_is_not_shown_and_one_of_practices_is():
    people, practices = ShareFactory(), ShareFactory(counts_people=False)
    for metric in (people, practices):
        OutcomeRecordFactory(metric=metric, first=24, second=12)
    found = [one.total.rates[0].text(1) for one in results([people, practices], 2025)]
    assert found == ["( )", "50,0"]


@pytest.mark.django_db
def test_a_year_without_records_has_no_result():
    (found,) = results([FunnelFactory()], 2025)
    assert (found.total, found.areas, found.subjects) == (None, (), ())


@pytest.mark.django_db
def test_results_cost_the_same_for_few_and_many_areas_and_metrics(django_assert_num_queries):
    metrics = [OutcomeRecordFactory().metric]
    with django_assert_num_queries(3):
        results(metrics, 2025)
    metrics += [OutcomeRecordFactory(district=DistrictFactory()).metric for _again in range(3)]
    with django_assert_num_queries(3):
        results(metrics, 2025)
