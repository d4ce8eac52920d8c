"""What the database refuses of outcomes, and of two who count the same at once."""

import pytest

from monitoring.models import OutcomeMetric, OutcomeRecord, OutcomeTarget, SuccessReport
from tests.monitoring.factories import (
    CountFactory,
    FunnelFactory,
    OutcomeMetricFactory,
    OutcomeRecordFactory,
    OutcomeTargetFactory,
    ShareFactory,
)
from tests.network.test_constraints import refused_by
from tests.offers.factories import OfferFactory, ProgrammeFactory
from tests.sozialraum.factories import DistrictFactory, SocialSpaceFactory

pytestmark = pytest.mark.django_db


def funnel(**changes) -> OutcomeRecord:
    return OutcomeRecordFactory(metric=FunnelFactory(), **changes)


@pytest.mark.parametrize(
    ("name", "make", "changes"),
    [
        ("outcome_metric_is_of_a_kind", OutcomeMetricFactory, {"kind": "guess", "second_name": "x"}),
        ("outcome_metric_names_what_its_kind_counts", OutcomeMetricFactory, {"second_name": "davon"}),
        ("outcome_metric_names_what_its_kind_counts", ShareFactory, {"second_name": ""}),
        ("outcome_metric_names_what_its_kind_counts", ShareFactory, {"third_name": "davon"}),
        ("outcome_metric_names_what_its_kind_counts", FunnelFactory, {"third_name": ""}),
        ("only_a_number_is_measured_by_an_indicator", ShareFactory, {"reference": CountFactory}),
        ("outcome_metric_has_least_cases", OutcomeMetricFactory, {"min_cases": 0}),
        ("outcome_target_is_not_negative", OutcomeTargetFactory, {"value": -1}),
        ("outcome_target_is_of_this_century", OutcomeTargetFactory, {"year": 25}),
        ("outcome_target_is_of_one_thing", OutcomeTargetFactory, {"offer": OfferFactory, "district": DistrictFactory}),
        (
            "outcome_target_is_of_one_thing",
            OutcomeTargetFactory,
            {"offer": OfferFactory, "programme": ProgrammeFactory},
        ),
        (
            "outcometarget_is_of_one_area",
            OutcomeTargetFactory,
            {"district": DistrictFactory, "social_space": SocialSpaceFactory},
        ),
        (
            "outcomerecord_is_of_one_area",
            OutcomeRecordFactory,
            {"district": DistrictFactory, "social_space": SocialSpaceFactory},
        ),
        ("outcome_is_of_an_offer_or_a_programme", OutcomeRecordFactory, {"offer": None}),
        ("outcome_is_of_an_offer_or_a_programme", OutcomeRecordFactory, {"programme": ProgrammeFactory}),
        ("outcome_is_of_months_of_a_year", OutcomeRecordFactory, {"first_month": 0}),
        ("outcome_is_of_months_of_a_year", OutcomeRecordFactory, {"last_month": 13}),
        ("outcome_is_of_this_century", OutcomeRecordFactory, {"year": 1999}),
        ("outcome_counts_what_its_kind_asks_for", OutcomeRecordFactory, {"second": 1}),
        ("outcome_counts_what_its_kind_asks_for", funnel, {"third": None}),
        ("outcome_counts_what_its_kind_asks_for", funnel, {"second": None, "third": None}),
        ("outcome_part_is_no_more_than_the_whole", funnel, {"second": 41}),
        ("outcome_funnel_never_widens", funnel, {"third": 21}),
    ],
)
def test_what_a_row_must_not_be(name, make, changes):
    given = {key: value() if hasattr(value, "_meta") else value for key, value in changes.items()}
    refused_by(name, lambda: make(**given))


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_a_report_without_a_text_for_everybody_is_not_published(text):
    refused_by(
        "published_success_report_says_how_the_year_was",
        lambda: SuccessReport.objects.create(year=2025, summary="intern", public_summary=text, is_public=True),
    )


def test_no_rule_is_forgotten_here():
    about = (OutcomeMetric, OutcomeTarget, OutcomeRecord, SuccessReport)
    rules = {rule.name for model in about for rule in model._meta.constraints}
    assert rules == {
        "one_outcome_target_a_year",
        "only_a_number_is_measured_by_an_indicator",
        "outcome_counts_what_its_kind_asks_for",
        "outcome_funnel_never_widens",
        "outcome_is_counted_once",
        "outcome_is_of_an_offer_or_a_programme",
        "outcome_is_of_months_of_a_year",
        "outcome_is_of_this_century",
        "outcome_metric_has_least_cases",
        "outcome_metric_is_of_a_kind",
        "outcome_metric_names_what_its_kind_counts",
        "outcome_metric_with_its_kind",
        "outcome_part_is_no_more_than_the_whole",
        "outcome_target_is_not_negative",
        "outcome_target_is_of_one_thing",
        "outcome_target_is_of_this_century",
        "outcomerecord_is_of_one_area",
        "outcometarget_is_of_one_area",
        "published_success_report_says_how_the_year_was",
        "success_report_is_of_this_century",
    }


def test_months_of_a_year_run_forward():
    # Postgres refuses a span that runs backward before it asks for the rule.
    record = OutcomeRecordFactory.build(
        metric=OutcomeMetricFactory(), offer=OfferFactory(), first_month=7, last_month=6
    )
    with pytest.raises(Exception, match=r"range lower bound|outcome_is_of_months_of_a_year"):
        record.save()


def test_a_year_of_the_report_is_of_this_century():
    refused_by("success_report_is_of_this_century", lambda: SuccessReport.objects.create(year=25))


@pytest.mark.parametrize("where", [{}, {"district": DistrictFactory}, {"programme": ProgrammeFactory, "offer": None}])
def test_the_same_is_counted_once(where):
    given = {key: value() if value else None for key, value in where.items()}
    first = OutcomeRecordFactory(first_month=1, last_month=6, **given)
    same = {"metric": first.metric, "offer": first.offer, "programme": first.programme, "district": first.district}
    refused_by("outcome_is_counted_once", lambda: OutcomeRecordFactory(**same, first_month=6, last_month=6))
    OutcomeRecordFactory(**same, first_month=7)
    OutcomeRecordFactory(**same, first_month=1, year=2024)
    assert OutcomeRecord.objects.count() == 3


def test_there_is_one_target_a_year_for_the_same():
    first = OutcomeTargetFactory()
    refused_by("one_outcome_target_a_year", lambda: OutcomeTargetFactory(metric=first.metric))
    OutcomeTargetFactory(metric=first.metric, district=DistrictFactory())


def test_a_record_is_of_the_kind_of_its_metric():
    rule = "outcome_is_of_the_kind_of_its_metric"
    record = OutcomeRecordFactory(metric=FunnelFactory())
    refused_by(rule, lambda: OutcomeRecord.objects.filter(pk=record.pk).update(kind="count", second=None, third=None))
    mine = OutcomeMetric.objects.filter(pk=record.metric_id)
    refused_by(rule, lambda: mine.update(kind="count", second_name="", third_name=""))
