"""What a year's report says of the goals of the city: its own words, what was reached, and the measures."""

import datetime

import pytest

from monitoring.outcomes.goals import goals
from monitoring.outcomes.results import results
from tests.monitoring.factories import FunnelFactory, OutcomeMetricFactory, OutcomeRecordFactory, OutcomeTargetFactory
from tests.network.factories_of_networks import GoalFactory, MeasureFactory

pytestmark = pytest.mark.django_db


def test_a_goal_tells_its_metrics_with_their_targets_and_its_measures():
    goal = GoalFactory(title="Guter Start")
    funnel, number = FunnelFactory(name="Lotsen", goal=goal), OutcomeMetricFactory(name="Besuche", goal=goal)
    OutcomeRecordFactory(metric=funnel, first=300, second=100, third=80)
    OutcomeRecordFactory(metric=number, first=412)
    OutcomeTargetFactory(metric=funnel, value="75.5")
    OutcomeTargetFactory(metric=number, value=400)
    MeasureFactory(goal=goal, title="Lotsin", owner__name="SkF", due_on=datetime.date(2026, 6, 30), budget=12000)
    (told,) = goals(results([funnel, number], 2025))
    assert told.reached == ["Lotsen: 80 vermittelt, 80,0 % (Ziel: 75,5 %)", "Besuche: 412 Familien (Ziel: 400)"]
    ((title, owner, due, status, budget),) = told.measures.rows
    assert (title, owner, due, status, budget.figure.text(2)) == ("Lotsin", "SkF", "30.06.2026", "geplant", "12.000,00")


def test_what_serves_another_goal_or_was_not_counted_is_left_out():
    goal, other = GoalFactory(title="A", order=1), GoalFactory(title="B", order=2)
    counted, empty = OutcomeMetricFactory(goal=other, name="Besuche"), OutcomeMetricFactory(goal=goal)
    OutcomeRecordFactory(metric=counted, first=40)
    told = goals(results([counted, empty], 2025))
    assert [(one.goal.title, list(one.reached), list(one.measures.rows)) for one in told] == [
        ("A", [], []),
        ("B", ["Besuche: 40 Familien"], []),
    ]


def test_a_number_that_is_withheld_is_not_told_here_either():
    metric = OutcomeMetricFactory(goal=GoalFactory(), name="Besuche")
    OutcomeRecordFactory(metric=metric, first=2)
    assert [one.reached for one in goals(results([metric], 2025))] == [["Besuche: • Familien"]]


def test_goals_cost_the_same_for_one_and_for_many(django_assert_num_queries):
    MeasureFactory()
    with django_assert_num_queries(3):
        goals([])
    for _again in range(3):
        MeasureFactory.create_batch(2, goal=GoalFactory())
    with django_assert_num_queries(3):
        goals([])
