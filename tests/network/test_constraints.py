"""Each rule of the database refuses what breaks it."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from network.models import (
    ContactPoint,
    Facility,
    LeadAssignment,
    Membership,
    Network,
    OpeningHours,
    Partner,
    RolloutStep,
    User,
)
from tests.network.factories import (
    ContactPointFactory,
    FacilityFactory,
    FacilityKindFactory,
    HelpLineFactory,
    LeadFactory,
    MembershipFactory,
    NetworkFactory,
    OpeningHoursFactory,
    PartnerFactory,
    PartnerKindFactory,
    RolloutStepFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 1, 1)
NOON = datetime.time(12)
NO_DAY = {"planned_for": None, "done_on": None}
STEP = RolloutStep.Kind


def refused_by(name, action):
    """Assert that the database refuses `action`, and by which of its rules."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        action()
    assert refusal.value.__cause__.diag.constraint_name == name


@pytest.mark.parametrize(
    ("name", "factory", "changes"),
    [
        *(
            ("help_line_times_can_be_reckoned_with", HelpLineFactory, {"open_times": text})
            for text in ("mo-fr 9-17", "werktags", "mo 09:00-17:00;di 09:00-17:00", "mo 25:00-26:00", "immer ")
        ),
        ("quality_seal_has_an_expiry", FacilityFactory, {"quality_seal": "Familienzentrum NRW"}),
        ("quality_seal_has_an_expiry", FacilityFactory, {"seal_valid_until": DAY}),
        (
            "facility_kind_stands_in_a_chapter_of_the_booklet",
            FacilityKindFactory,
            {"code": "neu", "booklet_part": "unsinn"},
        ),
        ("opening_hours_close_after_they_open", OpeningHoursFactory, {"opens": NOON, "closes": NOON}),
        ("opening_hours_are_on_a_weekday", OpeningHoursFactory, {"weekday": 7}),
        ("facility_postcode_has_five_digits", FacilityFactory, {"postcode": "4106"}),
        ("facility_postcode_has_five_digits", FacilityFactory, {"postcode": "D4106"}),
        ("facility_has_a_key_of_its_source_or_none", FacilityFactory, {"external_id": ""}),
        ("partner_has_a_key_of_its_source_or_none", PartnerFactory, {"external_id": ""}),
        ("archived_partner_is_hidden", PartnerFactory, {"archived_reason": "aufgelöst"}),
        ("archived_facility_is_hidden", FacilityFactory, {"archived_reason": "geschlossen"}),
        ("partner_that_was_public_is_archived", PartnerFactory, {"was_public": True}),
        ("facility_that_was_public_is_archived", FacilityFactory, {"was_public": True}),
        ("network_ages_lie_between_pregnancy_and_27_years", NetworkFactory, {"youngest_months": -10}),
        ("network_ages_lie_between_pregnancy_and_27_years", NetworkFactory, {"oldest_months": 326}),
        ("network_age_span_runs_upward", NetworkFactory, {"youngest_months": 12, "oldest_months": 12}),
        ("membership_ends_after_it_begins", MembershipFactory, {"valid_from": DAY, "valid_until": DAY}),
        ("contact_point_can_be_reached", ContactPointFactory, {"phone": "", "email": ""}),
        ("contact_point_names_no_person", ContactPointFactory, {"function": "Frau Muster, ASD"}),
        ("contact_point_names_no_person", ContactPointFactory, {"function": "ASD: Herr Dr. Muster"}),
        ("document_of_leadassignment_has_title_and_address", LeadFactory, {"document_title": "Vorlage 12/2026"}),
        ("document_of_rolloutstep_has_title_and_address", RolloutStepFactory, {"document_url": "https://example.org/"}),
        ("lead_ends_after_it_begins", LeadFactory, {"valid_from": DAY, "valid_until": DAY}),
        ("rollout_step_has_a_day", RolloutStepFactory, NO_DAY),
        ("rollout_step_that_is_done_says_who_decided", RolloutStepFactory, {"decided_by": ""}),
        ("decision_about_the_lead_names_it", RolloutStepFactory, {"kind": STEP.LEAD}),
        ("decision_about_the_family_centre_names_it", RolloutStepFactory, {"kind": STEP.CENTRE}),
    ],
)
def test_what_a_row_must_not_be(name, factory, changes):
    refused_by(name, lambda: factory(**changes))


def test_a_partner_is_not_its_own_parent():
    partner = PartnerFactory()
    mine = Partner.objects.filter(pk=partner.pk)
    refused_by("partner_is_not_its_own_parent", lambda: mine.update(parent=partner))


ARCHIVED = {"is_public": False, "archived_reason": "gibt es nicht mehr"}


def test_an_archived_partner_has_no_facility_that_is_not():
    rule = "facility_of_an_archived_partner_is_archived"
    house, away = FacilityFactory(), PartnerFactory(**ARCHIVED)
    old = FacilityFactory(partner=away, **ARCHIVED)
    refused_by(rule, lambda: FacilityFactory(partner=away))
    refused_by(rule, lambda: Facility.objects.filter(pk=house.pk).update(partner=away))
    refused_by(rule, lambda: Facility.objects.filter(pk=old.pk).update(archived_reason=""))
    refused_by(rule, lambda: Partner.objects.filter(pk=house.partner_id).update(**ARCHIVED))


def test_a_partner_is_in_a_network_once_at_a_time():
    first = MembershipFactory(valid_from=DAY)
    same = {"network": first.network, "partner": first.partner}
    again = datetime.date(2027, 1, 1)
    refused_by("partner_is_in_a_network_once_at_a_time", lambda: MembershipFactory(**same, valid_from=again))


def test_a_partner_may_come_back_to_a_network():
    left = datetime.date(2026, 7, 1)
    first = MembershipFactory(valid_from=DAY, valid_until=left)
    MembershipFactory(network=first.network, partner=first.partner, valid_from=left)
    assert Membership.objects.on(left).count() == 1


def test_only_the_decision_about_it_names_a_lead_or_a_family_centre():
    lead, house = PartnerFactory(), FacilityFactory()
    refused_by("decision_about_the_lead_names_it", lambda: RolloutStepFactory(partner=lead))
    refused_by("decision_about_the_family_centre_names_it", lambda: RolloutStepFactory(facility=house))


@pytest.mark.parametrize("function", ["Frauenberatung", "Haus für Frau und Kind", "Leitung, Team Nord"])
def test_a_function_that_is_none_of_a_person_may_be_called_what_it_is(function):
    assert ContactPointFactory(function=function).pk


def test_one_partner_leads_a_network_in_a_social_space_at_a_time():
    first = LeadFactory(valid_from=DAY)
    same, later = {"social_space": first.social_space, "network": first.network}, datetime.date(2027, 1, 1)
    refused_by("one_partner_leads_a_network_in_a_social_space_at_a_time", lambda: LeadFactory(**same, valid_from=later))
    LeadFactory(social_space=first.social_space, valid_from=later)
    LeadFactory(network=first.network, valid_from=later)
    first.valid_until = later
    first.save()
    LeadFactory(**same, valid_from=later)
    assert LeadAssignment.objects.filter(**same).on(later).count() == 1


def way(**more):
    """Return the beginning of a roll-out: proposal, consent and invitation, a month each."""
    first = RolloutStepFactory(done_on=datetime.date(2026, 1, 1), **more)
    same = {"social_space": first.social_space, "network": first.network}
    second = RolloutStepFactory(**same, kind=STEP.CONSENT, done_on=datetime.date(2026, 2, 1))
    third = RolloutStepFactory(**same, kind=STEP.INVITATION, done_on=datetime.date(2026, 3, 1))
    return same, [first, second, third]


def test_a_step_of_a_rollout_is_taken_once():
    same, _steps = way()
    refused_by("rollout_step_is_taken_once", lambda: RolloutStepFactory(**same))


def test_no_step_is_done_before_the_one_that_it_follows():
    rule = "rollout_step_follows_the_one_before"
    same, (first, second, third) = way()
    others = {**same, "kind": STEP.OTHERS, "decided_by": "Runde der Akteure"}
    refused_by(rule, lambda: RolloutStepFactory(**others, done_on=datetime.date(2026, 2, 28)))
    refused_by(rule, lambda: RolloutStepFactory(kind=STEP.CONSENT))
    steps = RolloutStep.objects
    refused_by(rule, lambda: steps.filter(pk=first.pk).update(done_on=datetime.date(2026, 2, 2)))
    refused_by(rule, lambda: steps.filter(pk=second.pk).update(done_on=None, planned_for=DAY))
    refused_by(rule, second.delete)
    RolloutStepFactory(**others, done_on=third.done_on)
    refused_by(rule, lambda: steps.filter(pk=third.pk).delete())


def test_a_step_may_be_planned_before_anything_is_done():
    planned = {"kind": STEP.LEAD, "done_on": None, "decided_by": "", "planned_for": DAY}
    assert RolloutStepFactory(**planned).pk


def test_a_whole_rollout_goes_with_its_social_space():
    same, _steps = way()
    same["social_space"].delete()
    assert RolloutStep.objects.count() == 0


def test_an_address_is_kept_in_lower_case():
    user = UserFactory(email="Kim@Example.org")
    assert user.email == "kim@example.org"
    mine = User.objects.filter(pk=user.pk)
    refused_by("account_email_is_in_lower_case", lambda: mine.update(email="Kim@example.org"))


@pytest.mark.parametrize(
    ("name", "factory", "field"),
    [
        ("network_user_email_key", UserFactory, "email"),
        ("network_partner_slug_key", PartnerFactory, "slug"),
        ("network_facility_slug_key", FacilityFactory, "slug"),
        ("network_network_slug_key", NetworkFactory, "slug"),
    ],
)
def test_what_stands_in_addresses_is_unique(name, factory, field):
    first = factory()
    refused_by(name, lambda: factory(**{field: getattr(first, field)}))


def test_the_code_of_a_word_is_unique():
    PartnerKindFactory()
    other = PartnerKindFactory(code="schule")
    other.code = "beratungsstelle"
    refused_by("network_partnerkind_code_key", other.save)


def test_no_rule_is_forgotten_here():
    rules = {
        constraint.name
        for model in (
            *(ContactPoint, Facility, LeadAssignment, Membership, Network, OpeningHours, Partner, RolloutStep, User),
        )
        for constraint in model._meta.constraints
    }
    assert rules == {
        "account_email_is_in_lower_case",
        "archived_facility_is_hidden",
        "archived_partner_is_hidden",
        "contact_point_can_be_reached",
        "contact_point_names_no_person",
        "decision_about_the_family_centre_names_it",
        "decision_about_the_lead_names_it",
        "document_of_leadassignment_has_title_and_address",
        "document_of_rolloutstep_has_title_and_address",
        "facility_has_a_key_of_its_source_or_none",
        "facility_postcode_has_five_digits",
        "facility_that_was_public_is_archived",
        "lead_ends_after_it_begins",
        "membership_ends_after_it_begins",
        "network_age_span_runs_upward",
        "network_leaves_the_addresses_of_pages",
        "rules_are_renewed_after_one_to_ten_years",
        "network_ages_lie_between_pregnancy_and_27_years",
        "opening_hours_are_on_a_weekday",
        "opening_hours_close_after_they_open",
        "one_partner_leads_a_network_in_a_social_space_at_a_time",
        "partner_is_in_a_network_once_at_a_time",
        "partner_has_a_key_of_its_source_or_none",
        "partner_is_not_its_own_parent",
        "partner_that_was_public_is_archived",
        "quality_seal_has_an_expiry",
        "rollout_step_has_a_day",
        "rollout_step_is_taken_once",
        "rollout_step_that_is_done_says_who_decided",
    }
