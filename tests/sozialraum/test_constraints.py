"""Each rule of the ground is kept by the database itself."""

import datetime

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from sozialraum.models import District, SchoolHoliday, SocialSpaceMembership, StreetSection
from tests.sozialraum.factories import (
    BoroughLevelFactory,
    DistrictFactory,
    LegalTextFactory,
    MunicipalityFactory,
    PostcodeFactory,
    SchoolHolidayFactory,
    SocialSpaceMembershipFactory,
    StreetSectionFactory,
)

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 1, 1)
BEFORE = datetime.date(2025, 12, 31)

# The rule, the record that obeys it, and the change that does not.
BROKEN = [
    ("municipality_age_span_runs_upward", MunicipalityFactory, {"youngest_months": 12, "oldest_months": 12}),
    ("municipality_ages_lie_between_pregnancy_and_27_years", MunicipalityFactory, {"youngest_months": -10}),
    ("municipality_ages_lie_between_pregnancy_and_27_years", MunicipalityFactory, {"oldest_months": 326}),
    ("municipality_lies_in_a_land", MunicipalityFactory, {"federal_state": "XX"}),
    ("municipality_ags_has_eight_digits", MunicipalityFactory, {"ags": "0511600"}),
    ("municipality_ags_has_eight_digits", MunicipalityFactory, {"ags": "0511600X"}),
    ("legal_text_is_reviewed_after_it_was_written", LegalTextFactory, {"first_published": DAY, "reviewed_at": BEFORE}),
    ("district_ends_after_it_begins", DistrictFactory, {"valid_from": DAY, "valid_until": DAY}),
    (
        "social_space_membership_ends_after_it_begins",
        SocialSpaceMembershipFactory,
        {"valid_from": DAY, "valid_until": DAY},
    ),
    ("postcode_has_five_digits", PostcodeFactory, {"code": "4106"}),
    ("postcode_has_five_digits", PostcodeFactory, {"code": "D4106"}),
    ("street_section_numbers_run_upward", StreetSectionFactory, {"number_from": 5, "number_to": 4}),
    ("street_section_names_its_street", StreetSectionFactory, {"key": ""}),
    ("school_holiday_is_in_a_land", SchoolHolidayFactory, {"federal_state": "XX"}),
    ("school_holiday_ends_after_it_begins", SchoolHolidayFactory, {"first_day": DAY, "last_day": BEFORE}),
]


def refused(record, **changes) -> str:
    """Return the rule by which the database refuses the record with `changes`."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        type(record).objects.filter(pk=record.pk).update(**changes)
    return error.value.__cause__.diag.constraint_name


def refused_copy(record, **changes) -> str:
    """Return the rule by which the database refuses a second record like this one but for `changes`."""
    fields = {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}
    del fields["id"]
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        type(record).objects.create(**fields | changes)
    return error.value.__cause__.diag.constraint_name


def accepts_copy(record, **changes) -> bool:
    """Return whether a second record like this one but for `changes` is saved."""
    fields = {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}
    del fields["id"]
    return type(record).objects.create(**fields | changes).pk is not None


@pytest.mark.parametrize(("rule", "factory", "changes"), BROKEN)
def test_a_row_that_breaks_a_rule_is_refused(rule, factory, changes):
    assert refused(factory(), **changes) == rule


def test_a_legal_text_exists_once_of_each_kind():
    assert refused_copy(LegalTextFactory()) == "one_legal_text_of_each_kind"


def test_one_school_holiday_begins_on_a_day_in_a_land():
    holiday = SchoolHolidayFactory()

    assert refused_copy(holiday, name="Ferien") == "one_school_holiday_begins_on_a_day"
    assert accepts_copy(holiday, federal_state="HE")
    assert SchoolHoliday.objects.count() == 2


def test_school_holidays_of_a_land_do_not_overlap():
    holiday = SchoolHolidayFactory()
    last, next_day = holiday.last_day, holiday.last_day + datetime.timedelta(days=1)

    rule = "school_holidays_of_a_land_do_not_overlap"
    assert refused_copy(holiday, first_day=last, last_day=next_day) == rule
    assert accepts_copy(holiday, first_day=next_day, last_day=next_day)


@pytest.mark.parametrize("changes", [{}, {"valid_until": None}, {"valid_from": datetime.date(2026, 6, 1)}])
def test_a_code_means_one_district_at_any_time(changes):
    district = DistrictFactory(valid_until=datetime.date(2027, 1, 1))

    assert refused_copy(district, slug="anders", **changes) == "district_code_is_unique_at_any_time"


def test_a_code_may_be_used_again_after_its_district_ended_and_on_another_level():
    district = DistrictFactory(valid_until=DAY)

    assert accepts_copy(district, valid_from=DAY, valid_until=None)
    assert accepts_copy(district, level_id=BoroughLevelFactory().pk, slug="anders")
    assert District.objects.filter(code=district.code).count() == 3


def test_an_address_leads_to_one_current_district():
    district = DistrictFactory(slug="nord")

    assert refused_copy(district, code="anders") == "district_slug_is_unique_among_current"
    assert accepts_copy(district, code="anders", valid_until=DAY)


@pytest.mark.parametrize("changes", [{}, {"valid_from": datetime.date(2026, 6, 1)}])
def test_a_district_is_in_one_social_space_at_a_time(changes):
    membership = SocialSpaceMembershipFactory()
    other = SocialSpaceMembershipFactory().social_space

    rule = refused_copy(membership, social_space_id=other.pk, **changes)
    assert rule == "district_is_in_one_social_space_at_a_time"


def test_a_district_may_change_its_social_space():
    membership = SocialSpaceMembershipFactory(valid_until=DAY)

    assert accepts_copy(membership, valid_from=DAY, valid_until=None)
    assert SocialSpaceMembership.objects.filter(district=membership.district).count() == 2


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"number_from": 20, "number_to": 30},
        {"number_from": 1, "number_to": 10},
        {"side": "odd"},
        {"side": "even"},
    ],
)
def test_sections_of_a_street_do_not_overlap(changes):
    section = StreetSectionFactory(number_from=10, number_to=20, side="all")

    assert refused_copy(section, **changes) == "street_sections_do_not_overlap"


@pytest.mark.parametrize("side", ["odd", "even"])
def test_sections_of_one_side_do_not_overlap(side):
    section = StreetSectionFactory(number_from=10, number_to=20, side=side)

    assert refused_copy(section, number_from=12) == "street_sections_do_not_overlap"


@pytest.mark.parametrize(
    "changes",
    [
        {"number_from": 21, "number_to": 30},
        {"number_from": 1, "number_to": 9},
        {"side": "even"},
        {"street": "Anderer Weg"},
    ],
)
def test_sections_beside_each_other_are_accepted(changes):
    section = StreetSectionFactory(number_from=10, number_to=20, side="odd")

    assert accepts_copy(section, **changes)
    assert StreetSection.objects.count() == 2


def test_the_same_street_may_be_in_two_postcodes():
    assert accepts_copy(StreetSectionFactory(), postcode_id=PostcodeFactory().pk)


TESTED_ELSEWHERE = {"feedback_is_due_after_it_came", "feedback_is_answered_after_it_came"}
TESTED_ABOVE = {
    "one_legal_text_of_each_kind",
    "one_school_holiday_begins_on_a_day",
    "school_holidays_of_a_land_do_not_overlap",
    "district_code_is_unique_at_any_time",
    "district_slug_is_unique_among_current",
    "district_is_in_one_social_space_at_a_time",
    "street_sections_do_not_overlap",
}


def test_no_rule_is_forgotten():
    rules = {rule.name for model in apps.get_app_config("sozialraum").get_models() for rule in model._meta.constraints}

    assert rules == {rule for rule, _factory, _changes in BROKEN} | TESTED_ABOVE | TESTED_ELSEWHERE


def test_every_rule_has_a_sentence_for_people():
    silent = {
        rule.name
        for model in apps.get_app_config("sozialraum").get_models()
        for rule in model._meta.constraints
        if rule.violation_error_message == rule.default_violation_error_message
    }

    assert silent == set()
