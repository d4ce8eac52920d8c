"""The outcomes of the example city: two years and a half, each of the kinds, all protected, about the day of the loading."""

import datetime

import pytest
from django.utils import timezone

from monitoring.example_city.outcomes import load_outcomes
from monitoring.models import NeedForAction, OutcomeMetric, OutcomeRecord, OutcomeTarget, SuccessReport
from monitoring.outcomes.results import results_of_all
from monitoring.releasing import release
from offers.example_city.moving import AS_OF, Years
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


@pytest.fixture
def on(monkeypatch):
    """Return what makes another day today."""
    return lambda day: monkeypatch.setattr(timezone, "localdate", lambda *_given: day)


def test_each_metric_has_a_result_in_both_years_and_visits_are_measured_by_births(on):
    on(AS_OF)  # births are known of years past alone
    release()
    load_outcomes()
    for year in (2024, 2025):
        found = {one.metric.code: one for one in results_of_all(year)}
        assert [code for code, one in found.items() if one.total is None] == []
        visits = found["willkommensbesuche"]
        assert 80 < visits.total.rates[0].value < 100
        assert len(visits.areas) >= 40


def test_what_is_few_is_withheld_in_the_example_too(on):
    on(AS_OF)
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
    moved = Years.to(timezone.localdate()).number
    assert {one.year - moved for one in Grant.objects.dates("valid_from", "year")} == {2025, 2026, 2027}
    assert [one for one in Grant.objects.with_forwarded() if one.forwarded > one.amount] == []
    assert (Forwarding.objects.count() > 0, GrantDeadline.objects.open().count() > 0) == (True, True)


def years() -> list[set[int]]:
    return [
        set(model.objects.values_list("year", flat=True)) for model in (OutcomeRecord, OutcomeTarget, SuccessReport)
    ]


@pytest.mark.parametrize("later", [0, 1, 5])
def test_outcomes_targets_and_reports_end_with_the_year_of_the_loading(on, later):
    on(AS_OF.replace(year=AS_OF.year + later))
    load_outcomes()
    assert years() == [{2024 + later, 2025 + later, 2026 + later}] * 2 + [{2024 + later, 2025 + later}]
    noted = NeedForAction.objects.order_by("-noted_on").values_list("noted_on", flat=True).first()
    assert noted == datetime.date(2026 + later, 10, 21)


def test_nothing_is_counted_before_it_happened(on):
    on(datetime.date(2028, 3, 1))
    load_outcomes()
    assert max(years()[0]) == 2027


def test_a_second_loading_years_later_moves_nothing(on):
    on(AS_OF)
    load_outcomes()
    on(datetime.date(2031, 6, 1))
    again = load_outcomes()
    assert {model: (counts.created, counts.changed) for model, counts in again.items()} == dict.fromkeys(again, (0, 0))
