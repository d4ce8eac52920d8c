"""Each rule of the database refuses what breaks it."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from network.models import ContactPoint, Facility, Membership, Network, OpeningHours, Partner, User
from tests.network.factories import (
    ContactPointFactory,
    FacilityFactory,
    MembershipFactory,
    NetworkFactory,
    OpeningHoursFactory,
    PartnerFactory,
    PartnerKindFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 1, 1)
NOON = datetime.time(12)


def refused_by(name, action):
    """Assert that the database refuses `action`, and by which of its rules."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        action()
    assert refusal.value.__cause__.diag.constraint_name == name


@pytest.mark.parametrize(
    ("name", "factory", "changes"),
    [
        ("quality_seal_has_an_expiry", FacilityFactory, {"quality_seal": "Familienzentrum NRW"}),
        ("quality_seal_has_an_expiry", FacilityFactory, {"seal_valid_until": DAY}),
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
        for model in (ContactPoint, Facility, Membership, Network, OpeningHours, Partner, User)
        for constraint in model._meta.constraints
    }
    assert rules == {
        "account_email_is_in_lower_case",
        "archived_facility_is_hidden",
        "archived_partner_is_hidden",
        "contact_point_can_be_reached",
        "facility_has_a_key_of_its_source_or_none",
        "facility_postcode_has_five_digits",
        "facility_that_was_public_is_archived",
        "membership_ends_after_it_begins",
        "network_age_span_runs_upward",
        "network_ages_lie_between_pregnancy_and_27_years",
        "opening_hours_are_on_a_weekday",
        "opening_hours_close_after_they_open",
        "partner_is_in_a_network_once_at_a_time",
        "partner_has_a_key_of_its_source_or_none",
        "partner_is_not_its_own_parent",
        "partner_that_was_public_is_archived",
        "quality_seal_has_an_expiry",
    }
