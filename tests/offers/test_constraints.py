"""What the database refuses, whoever writes to it, and the sentence that a form shows for it."""

import datetime

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.utils import timezone

from kit.terms import TermModel
from offers.models import (
    AccessMode,
    AgeStep,
    Availability,
    Closure,
    Guide,
    LifePhase,
    LinkCheck,
    Offer,
    OfferType,
    Project,
    Schedule,
    WordGroup,
)
from tests.network.factories import UserFactory
from tests.offers.factories import (
    AccessModeFactory,
    AgeStepFactory,
    AvailabilityFactory,
    ClosureFactory,
    GuideFactory,
    LifePhaseFactory,
    LinkCheckFactory,
    OfferFactory,
    ProjectFactory,
    ScheduleFactory,
    WordGroupFactory,
)

pytestmark = pytest.mark.django_db

MONDAY = datetime.date(2026, 11, 23)
YESTERDAY = MONDAY - datetime.timedelta(days=1)
FACTORIES = {
    Offer: OfferFactory,
    Schedule: ScheduleFactory,
    AgeStep: AgeStepFactory,
    LifePhase: LifePhaseFactory,
    AccessMode: AccessModeFactory,
    LinkCheck: LinkCheckFactory,
    Project: ProjectFactory,
    Closure: ClosureFactory,
    Guide: GuideFactory,
    Availability: AvailabilityFactory,
    WordGroup: WordGroupFactory,
}
NOON = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)
REFUSED = [
    *((Guide, "guide_greets_explains_and_names_steps", {name: ""}) for name in ("lead", "text", "steps")),
    (Closure, "closure_ends_after_it_begins", {"first_day": MONDAY, "last_day": YESTERDAY}),
    (Closure, "closure_says_why", {"message": ""}),
    (Availability, "free_places_are_a_number_that_people_mean", {"free": 501}),
    (Project, "project_that_became_an_offer_names_it", {"stage": "offer"}),
    (Project, "project_that_became_an_offer_names_it", {"offer": OfferFactory}),
    (Project, "project_has_a_beginning", {"stage": "project"}),
    (Project, "dropped_project_and_no_other_says_why", {"stage": "dropped"}),
    (Project, "dropped_project_and_no_other_says_why", {"dropped_reason": "Kein Raum."}),
    (
        LinkCheck,
        "link_is_fine_gone_or_failing",
        {"outcome": "hm", "tries": 1, "checked_at": NOON, "failing_since": NOON},
    ),
    (LinkCheck, "checked_link_has_an_outcome_and_a_day", {"checked_at": None}),
    (LinkCheck, "checked_link_has_an_outcome_and_a_day", {"outcome": "", "status": None}),
    (LinkCheck, "failing_link_and_no_other_fails_since_a_day", {"outcome": "gone"}),
    (LinkCheck, "failing_link_and_no_other_fails_since_a_day", {"tries": 1}),
    (LinkCheck, "failing_link_and_no_other_fails_since_a_day", {"failing_since": NOON, "checked_at": NOON}),
    (
        LinkCheck,
        "link_fails_since_a_check",
        {"outcome": "failed", "tries": 1, "checked_at": NOON, "failing_since": NOON + datetime.timedelta(days=1)},
    ),
    (LinkCheck, "link_that_answered_has_a_status", {"status": None}),
    (LinkCheck, "link_that_answered_has_a_status", {"status": 99}),
    (Offer, "offer_names_ages_or_is_for_all_ages", {"all_ages": False, "ages": None}),
    (Offer, "offer_names_ages_or_is_for_all_ages", {"all_ages": True, "ages": NumericRange(0, 36)}),
    (Offer, "offer_names_ages_or_is_for_all_ages", {"ages": NumericRange(36, 36)}),
    (Offer, "offer_ages_lie_between_pregnancy_and_27_years", {"ages": NumericRange(-10, 36)}),
    (Offer, "offer_ages_lie_between_pregnancy_and_27_years", {"ages": NumericRange(36, 326)}),
    (Offer, "offer_ages_lie_between_pregnancy_and_27_years", {"ages": NumericRange(36, None)}),
    (Offer, "pregnancy_is_meant_whole", {"ages": NumericRange(-8, 36)}),
    (Offer, "pregnancy_is_meant_whole", {"ages": NumericRange(-1, 36)}),
    (Offer, "pregnancy_is_meant_whole", {"ages": NumericRange(-9, -3)}),
    (Offer, "offer_ends_after_it_begins", {"valid_from": MONDAY, "valid_until": YESTERDAY}),
    (Offer, "offer_image_is_described", {"image": "angebote/bild.jpg"}),
    (Offer, "offer_image_is_described", {"image_alt": "Ein Bild, das es nicht gibt"}),
    (Offer, "offer_leaves_the_address_of_the_map", {"slug": "karte"}),
    (Offer, "offer_has_a_summary", {"summary": ""}),
    (Offer, "who_confirmed_an_offer_did_so_on_a_day", {"confirmed_by": UserFactory, "confirmed_at": None}),
    (Offer, "offer_has_at_least_one_place", {"places": 0}),
    (Offer, "offer_postcode_has_five_digits", {"postcode": "4106"}),
    (Offer, "offer_postcode_has_five_digits", {"postcode": "4106a"}),
    (Offer, "offer_has_a_key_of_its_source_or_none", {"external_id": ""}),
    (Offer, "archived_offer_and_no_other_says_why", {"status": "archived", "archived_reason": ""}),
    (Offer, "archived_offer_and_no_other_says_why", {"archived_reason": "zu Ende"}),
    (Offer, "offer_is_reviewed_every_3_6_or_12_months_or_season", {"review_months": 13}),
    (Schedule, "session_ends_after_it_starts", {"starts": datetime.time(10), "ends": datetime.time(10)}),
    (Schedule, "series_ends_after_it_begins", {"first_day": MONDAY, "last_day": YESTERDAY}),
    (Schedule, "only_monthly_series_say_which_weekday_of_the_month", {"nth": 1}),
    (Schedule, "only_monthly_series_say_which_weekday_of_the_month", {"kind": "monthly"}),
    (Schedule, "series_is_on_a_weekday_that_every_month_has", {"kind": "monthly", "nth": 5}),
    (Schedule, "series_is_on_a_weekday_that_every_month_has", {"kind": "monthly", "nth": 0}),
    (Schedule, "series_is_on_a_weekday", {"weekday": 7}),
    (Schedule, "single_session_knows_its_weekday", {"kind": "once", "first_day": MONDAY, "weekday": 1}),
    (
        Schedule,
        "single_session_knows_its_weekday",
        {"kind": "once", "first_day": MONDAY, "weekday": 0, "last_day": MONDAY},
    ),
    (AgeStep, "agestep_has_two_ends", {"ages": NumericRange(12, None)}),
    (AgeStep, "agestep_has_two_ends", {"ages": NumericRange(None, 12)}),
    (AgeStep, "agestep_has_two_ends", {"ages": NumericRange(12, 12)}),
    (AgeStep, "agestep_lies_between_pregnancy_and_27_years", {"ages": NumericRange(-10, 12)}),
    (LifePhase, "lifephase_has_two_ends", {"ages": NumericRange(12, None)}),
    (LifePhase, "lifephase_lies_between_pregnancy_and_27_years", {"ages": NumericRange(12, 326)}),
    (WordGroup, "word_group_is_said", {"said": []}),
    (WordGroup, "word_group_means_something", {"meant": []}),
    (WordGroup, "word_group_has_a_name", {"name": ""}),
    (AccessMode, "access_mode_is_not_at_home_and_remote", {"comes_home": True, "is_remote": True}),
]
# Tested beside what they are for.
ELSEWHERE = {
    "applied_import_says_when",
    "booklet_edition_has_pages",
    "booklet_edition_is_for_reading_or_for_the_printer",
    "booklet_edition_names_its_language_by_a_code",
    "booklet_has_each_chapter_once",
    "booklet_has_one_chapter_at_each_position",
    "booklet_has_one_edition_of_each_form",
    "booklet_knows_the_chapter",
    "booklet_names_its_language_by_a_code",
    "campaign_asks_a_partner_once",
    "campaign_asks_about_an_offer_once",
    "campaign_closes_after_it_starts",
    "campaign_is_for_a_network_or_a_social_space",
    "campaign_is_in_a_round",
    "campaign_reminds_before_its_end",
    "campaign_says_what_it_asks",
    "closed_report_holds_no_address",
    "dead_address_has_failed",
    "deadline_is_of_a_kind",
    "deadline_reminds_within_a_year",
    "document_of_programmestage_has_title_and_address",
    "every_booklet_tells_the_emergency_numbers",
    "embedding_site_is_the_name_of_a_site",
    "embedding_site_of_a_partner_is_named_once",
    "facility_has_one_open_submission",
    "form_is_kept_once",
    "form_of_facility_is_kept_once",
    "form_of_partner_is_kept_once",
    "form_of_review_is_kept_once",
    "forwarding_is_more_than_nothing",
    "grant_ends_after_it_begins",
    "grant_has_a_known_status",
    "grant_is_forwarded_to_a_partner_once",
    "grant_is_more_than_nothing",
    "grant_says_what_it_is_for",
    "grant_spends_no_less_than_nothing",
    "granted_money_names_the_decision",
    "import_has_not_done_more_than_there_is",
    "import_names_its_source",
    "import_tells_of_each_line_once",
    "import_without_rows_takes_no_step",
    "imprint_is_of_one_record",
    "kept_form_is_about_one_record",
    "merged_offer_is_archived",
    "missed_searches_are_counted",
    "missed_searches_are_of_a_month",
    "missed_searches_of_a_month_are_one_row",
    "new_form_is_kept_once",
    "nobody_is_asked_twice_in_a_round",
    "nobody_is_reminded_of_the_same_twice",
    "offer_has_one_open_submission",
    "offer_is_not_merged_into_itself",
    "one_campaign_runs_before_holidays_in_an_area",
    "own_share_is_not_negative",
    "partner_has_one_open_submission",
    "programme_has_one_stage_in_a_district_at_a_time",
    "programme_stage_ends_after_it_begins",
    "proposed_import_is_applied_by_somebody_else",
    "proposed_import_is_checked_and_not_given_back",
    "recipient_spends_no_less_than_nothing",
    "report_is_about_one_record",
    "report_is_closed_after_it_came",
    "report_is_closed_with_an_answer",
    "run_takes_no_less_than_no_time",
    "saved_view_has_a_name",
    "saved_view_has_a_name_of_its_own",
    "saved_view_is_of_a_list",
    "social_space_has_one_booklet_for_each_language",
    "submission_is_about_one_record",
    "submission_is_decided_at_a_time",
    "submission_is_returned_with_a_sentence",
    "submission_knows_what_it_changes",
    "twins_are_named_from_old_to_new",
    "twins_are_suspected_once",
    "undone_import_and_no_other_says_when",
    "who_told_twins_apart_did_so_at_a_time",
}
CASES = pytest.mark.parametrize(("model", "name", "fields"), REFUSED, ids=[f"{case[1]}-{case[2]}" for case in REFUSED])


def made(fields: dict) -> dict:
    """Return fields with the records in place of the factories that make them."""
    return {name: value() if value in (UserFactory, OfferFactory) else value for name, value in fields.items()}


def refusal(queryset: models.QuerySet, **fields) -> str:
    """Return the name of the constraint by which the database refuses an update; empty where it takes it."""
    try:
        with transaction.atomic():
            queryset.update(**fields)
    except IntegrityError as error:
        return error.__cause__.diag.constraint_name
    return ""


@CASES
def test_the_database_refuses(model, name, fields):
    row = FACTORIES[model]()
    assert refusal(model.objects.filter(pk=row.pk), **made(fields)) == name


@CASES
def test_a_form_says_why(model, name, fields):
    row = FACTORIES[model]()
    for field, value in made(fields).items():
        setattr(row, field, value)
    with pytest.raises(ValidationError) as refused:
        row.validate_constraints()
    constraint = next(one for one in model._meta.constraints if one.name == name)
    assert str(constraint.violation_error_message) in refused.value.messages


def test_each_constraint_of_the_offers_has_a_case():
    named = {
        constraint.name
        for model in apps.get_app_config("offers").get_models()
        for constraint in model._meta.constraints
    }
    assert {name for _model, name, _fields in REFUSED} == named - ELSEWHERE


@pytest.mark.parametrize(
    "fields",
    [
        {"ages": NumericRange(-9, 0)},
        {"ages": NumericRange(-9, 325)},
        {"ages": NumericRange(0, 1)},
        {"ages": NumericRange(324, 325)},
        {"ages": None, "all_ages": True},
        {"valid_from": MONDAY, "valid_until": MONDAY},
        {"image": "angebote/bild.jpg", "image_alt": "Kinder bauen einen Turm"},
        {"places": 1},
    ],
)
def test_the_database_takes_an_offer_at_the_edge_of_what_is_allowed(fields):
    assert refusal(Offer.objects.filter(pk=OfferFactory().pk), **fields) == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"first_day": MONDAY, "last_day": MONDAY},
        {"kind": "monthly", "nth": -1},
        {"kind": "monthly", "nth": 4},
        {"kind": "once", "first_day": MONDAY, "weekday": 0},
        {"weekday": 6},
    ],
)
def test_the_database_takes_a_schedule_at_the_edge_of_what_is_allowed(fields):
    assert refusal(Schedule.objects.filter(pk=ScheduleFactory().pk), **fields) == ""


def test_a_single_session_takes_its_weekday_from_its_day():
    assert ScheduleFactory(kind=Schedule.Kind.ONCE, first_day=MONDAY, weekday=4).weekday == 0


@pytest.mark.parametrize(
    ("field", "name"), [("slug", "offers_offer_slug_key"), ("external_id", "offers_offer_external_id_key")]
)
def test_two_offers_never_share_what_tells_them_apart(field, name):
    first, second = OfferFactory(external_id="a"), OfferFactory(external_id="b")
    assert refusal(Offer.objects.filter(pk=second.pk), **{field: getattr(first, field)}) == name


@pytest.mark.parametrize(
    "model", [model for model in apps.get_app_config("offers").get_models() if issubclass(model, TermModel)]
)
def test_a_word_is_not_in_its_list_twice(model):
    assert model._meta.get_field("code").unique


def test_a_type_that_offers_have_stays():
    offer = OfferFactory()
    with pytest.raises(models.ProtectedError):
        OfferType.objects.get(pk=offer.type_id).delete()


@pytest.mark.parametrize(
    ("fields", "is_public"),
    [
        ({}, True),
        ({"status": Offer.Status.DRAFT}, False),
        ({"status": Offer.Status.SUBMITTED}, False),
        ({"status": Offer.Status.EXPIRED}, False),
        ({"status": Offer.Status.ARCHIVED}, False),
        ({"visibility": Offer.Visibility.PROFESSIONALS}, False),
        ({"valid_from": MONDAY, "valid_until": MONDAY}, True),
        ({"valid_from": MONDAY + datetime.timedelta(days=1)}, False),
        ({"valid_until": YESTERDAY}, False),
    ],
)
def test_the_public_sees_what_is_published_for_all_and_in_its_time(fields, is_public):
    offer = OfferFactory(**fields)
    assert Offer.objects.public_on(MONDAY).filter(pk=offer.pk).exists() is is_public


def test_an_offer_remembers_when_it_was_changed():
    before = timezone.now()
    offer = OfferFactory()
    assert before <= offer.created_at <= offer.updated_at <= timezone.now()
