"""The outcomes of the example city: two years and a half, each of the kinds, all protected."""

import pytest

from monitoring.example_city.outcomes import load_outcomes
from monitoring.models import NeedForAction, OutcomeMetric, OutcomeRecord, OutcomeTarget, SuccessReport
from monitoring.outcomes.results import results_of_all
from monitoring.releasing import release
from offers.example_city.reading import FixtureError
from offers.models import Forwarding, Grant, GrantDeadline

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city_with_numbers")]


def test_the_files_are_loaded_and_a_second_time_nothing_changes():
    first, again = load_outcomes(), load_outcomes()
    assert {model: counts.created for model, counts in first.items()} == {
        OutcomeMetric: 7,
        OutcomeTarget: 10,
        OutcomeRecord: 173,
        SuccessReport: 2,
        NeedForAction: 5,
    }
    assert {model: (counts.created, counts.changed) for model, counts in again.items()} == dict.fromkeys(again, (0, 0))


def test_what_needs_action_leads_to_goals_and_measures_and_one_need_waits_for_one():
    load_outcomes()
    found = NeedForAction.objects.for_list()
    assert {(one.social_space.code if one.social_space else "") for one in found} == {"", "05", "08"}
    assert [one.indicator.code for one in found if one.measure is None] == ["school_no_degree"]
    assert [one.indicator.code for one in found if one.settled_on] == ["welcome_visit"]


def test_each_metric_has_a_result_in_both_years_and_visits_are_measured_by_births():
    release()
    load_outcomes()
    for year in (2024, 2025):
        found = {one.metric.code: one for one in results_of_all(year)}
        assert [code for code, one in found.items() if one.total is None] == []
        visits = found["willkommensbesuche"]
        assert 80 < visits.total.rates[0].value < 100
        assert len(visits.areas) >= 40


def test_what_is_few_is_withheld_in_the_example_too():
    release()
    load_outcomes()
    few = OutcomeRecord.objects.filter(year=2024, metric__code="home-begleitung", first__lt=3).select_related(
        "district"
    )
    lines = next(one.areas for one in results_of_all(2024) if one.metric.code == "home-begleitung")
    shown = {line.name for line in lines if line.steps[0].value is not None}
    assert [record.district.name for record in few if record.district.name in shown] == []
    assert len(few) == 1


def test_a_line_that_names_nothing_known_is_refused(tmp_path):
    for name in ("metrics.toml", "reports.toml"):
        (tmp_path / name).write_text("", "utf8")
    (tmp_path / "records.csv").write_text("metric;offer\nnirgends;x\n", "utf8")
    with pytest.raises(FixtureError, match=r"^records.csv, line 2: there is no OutcomeMetric called 'nirgends'$"):
        load_outcomes(tmp_path)


def test_the_grants_tell_two_years_and_keep_their_own_rules():
    assert Grant.objects.filter(is_example=True).count() == 9
    assert {one.year for one in Grant.objects.dates("valid_from", "year")} == {2025, 2026, 2027}
    assert [one for one in Grant.objects.with_forwarded() if one.forwarded > one.amount] == []
    assert (Forwarding.objects.count() > 0, GrantDeadline.objects.open().count() > 0) == (True, True)
