"""Roles: what each may do and where, and what the database refuses."""

import pytest
from django.db import IntegrityError

from network.choices import Permission, Role
from network.models import RoleAssignment, Standing
from network.permissions import facilities_with, partners_with
from tests.network.factories import (
    FacilityFactory,
    MembershipFactory,
    NetworkFactory,
    PartnerFactory,
    RoleFactory,
    UserFactory,
    person,
)
from tests.sozialraum.factories import SocialSpaceFactory, SocialSpaceMembershipFactory

pytestmark = pytest.mark.django_db
READ, PUBLISH = Permission.READ, Permission.PUBLISH


def test_somebody_without_a_role_may_do_nothing():
    assert [standing for standing in Permission if Standing.of(UserFactory()).allows(standing)] == []


def test_an_operator_may_do_everything_everywhere():
    # But sign for a partner, which nobody does for somebody else, and read what families ask of a team.
    assert Standing.of(person("operator")).everywhere == frozenset(Permission) - {Permission.SIGN, Permission.VISITS}


def test_a_deactivated_account_may_do_nothing():
    user = person("steering")
    user.is_active = False
    assert Standing.of(user) == Standing()


@pytest.mark.parametrize(("is_trusted", "may_publish"), [(True, True), (False, False)])
def test_an_editor_publishes_only_where_the_partner_is_trusted(is_trusted, may_publish):
    partner = PartnerFactory(is_trusted=is_trusted)
    standing = Standing.of(person("partner_editor", partner=partner))
    assert (standing.allows(PUBLISH), standing.allows(Permission.CONFIRM)) == (may_publish, True)


def test_several_roles_add_up():
    first, second = PartnerFactory(), PartnerFactory()
    user = person("partner_editor", partner=first)
    RoleFactory(user=user, role="partner_editor", partner=second)
    assert set(partners_with(READ, user)) == {first, second}


def test_a_planner_reads_everything_and_changes_nothing():
    partner = PartnerFactory()
    user = person("planner")
    assert (list(partners_with(READ, user)), list(partners_with(PUBLISH, user))) == ([partner], [])


def test_an_editor_reaches_the_own_partner_and_its_facilities():
    house = FacilityFactory()
    FacilityFactory()
    user = person("partner_editor", partner=house.partner)
    assert (list(partners_with(READ, user)), list(facilities_with(READ, user))) == ([house.partner], [house])


def test_a_coordinator_reaches_the_members_of_the_network_today():
    network = NetworkFactory()
    house = FacilityFactory()
    MembershipFactory(network=network, partner=house.partner)
    MembershipFactory(network=network, valid_from="2020-01-01", valid_until="2021-01-01")
    user = person("coordinator", network=network)
    assert (list(partners_with(READ, user)), list(facilities_with(READ, user))) == ([house.partner], [house])


def test_a_coordinator_of_a_social_space_reaches_what_lies_in_it():
    space, house = SocialSpaceFactory(), FacilityFactory()
    SocialSpaceMembershipFactory(social_space=space, district=house.district)
    FacilityFactory()
    user = person("coordinator", social_space=space)
    assert (list(partners_with(READ, user)), list(facilities_with(READ, user))) == ([house.partner], [house])


def test_rights_are_read_with_one_question(django_assert_num_queries):
    user = person("steering")
    for _ in range(3):
        RoleFactory(user=user, role="partner_editor", partner=PartnerFactory())
    with django_assert_num_queries(1):
        Standing.of(user)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"role": "partner_editor"}, "role_at_a_partner_names_the_partner"),
        ({"role": "planner", "partner": True}, "role_at_a_partner_names_the_partner"),
        ({"role": "coordinator"}, "role_in_an_area_names_one_network_or_social_space"),
        (
            {"role": "coordinator", "network": True, "social_space": True},
            "role_in_an_area_names_one_network_or_social_space",
        ),
        ({"role": "steering", "network": True}, "role_in_an_area_names_one_network_or_social_space"),
    ],
)
def test_a_role_holds_where_it_belongs(fields, constraint):
    makers = {"partner": PartnerFactory, "network": NetworkFactory, "social_space": SocialSpaceFactory}
    made = {name: makers[name]() if name in makers else value for name, value in fields.items()}
    with pytest.raises(IntegrityError, match=constraint):
        RoleAssignment.objects.create(user=UserFactory(), **made)


def test_a_role_is_given_once():
    user = person("steering")
    with pytest.raises(IntegrityError, match="role_is_given_once"):
        RoleAssignment.objects.create(user=user, role="steering")


def test_every_role_has_a_name_of_its_own():
    assert len({str(role.value.name) for role in Role}) == len(Role)
