"""Which groups, conferences, tasks and activities a role reaches."""

import pytest

from network.choices import Permission
from network.models import Conference
from network.permissions import (
    activities_with,
    conferences_read_by,
    conferences_with,
    groups_with,
    tasks_done_by,
    tasks_read_by,
)
from tests.network.conferences import (
    ActivityFactory,
    ConferenceFactory,
    ConferenceGroupFactory,
    ConferenceInvitationFactory,
    ConferenceTaskFactory,
    GroupMemberFactory,
    in_days,
)
from tests.network.factories import FacilityFactory, MembershipFactory, NetworkFactory, PartnerFactory, person
from tests.sozialraum.factories import DistrictFactory, SocialSpaceFactory, SocialSpaceMembershipFactory

pytestmark = pytest.mark.django_db
CONFER = Permission.CONFER


@pytest.fixture
def district():
    return DistrictFactory()


@pytest.fixture
def space(district):
    return SocialSpaceMembershipFactory(district=district).social_space


@pytest.fixture
def group(district):
    return ConferenceGroupFactory(districts=[district])


def test_who_coordinates_a_social_space_looks_after_the_groups_of_its_districts(group, space):
    ConferenceGroupFactory()
    other = person("coordinator", social_space=SocialSpaceFactory())
    found = [list(groups_with(CONFER, one)) for one in (person("coordinator", social_space=space), other)]
    assert found == [[group], []]


def test_a_district_that_left_the_social_space_takes_its_groups_along(group, space):
    space.memberships.update(valid_from="2020-01-01", valid_until="2021-01-01")
    assert list(groups_with(CONFER, person("coordinator", social_space=space))) == []


def test_who_coordinates_a_network_looks_after_the_groups_to_which_its_members_invite(group):
    network = NetworkFactory()
    user = person("coordinator", network=network)
    assert list(groups_with(CONFER, user)) == []
    member = MembershipFactory(network=network, partner=group.inviting_unit)
    assert list(groups_with(CONFER, user)) == [group]
    member.valid_until = "2021-01-01"
    member.save()
    assert list(groups_with(CONFER, user)) == []


def test_a_group_of_two_districts_of_one_space_is_reached_once(space, district):
    second = SocialSpaceMembershipFactory(social_space=space).district
    group = ConferenceGroupFactory(districts=[district, second])
    assert list(groups_with(CONFER, person("coordinator", social_space=space))) == [group]


def test_the_steering_and_operators_look_after_all_and_others_after_none(group):
    roles = ("steering", "operator", "planner", "")
    assert [groups_with(CONFER, person(role)).count() for role in roles] == [1, 1, 0, 0]
    partner = GroupMemberFactory(group=group).partner
    assert groups_with(CONFER, person("partner_lead", partner=partner)).count() == 0


def test_conferences_are_held_where_their_group_is_looked_after(group, space):
    mine, _other = ConferenceFactory(group=group), ConferenceFactory()
    people = (person("coordinator", social_space=space), person("steering"), person("planner"))
    assert [list(conferences_with(CONFER, one).order_by("pk")) for one in people] == [
        [mine],
        list(Conference.objects.order_by("pk")),
        [],
    ]


@pytest.mark.parametrize("role", ["partner_editor", "partner_lead"])
def test_a_member_reads_all_conferences_of_its_group_and_no_others(group, role):
    member = GroupMemberFactory(group=group)
    old = ConferenceFactory(group=group, quarter="2020-01-01")
    new = ConferenceFactory(group=group)
    ConferenceFactory()
    reader = person(role, partner=member.partner)
    assert set(conferences_read_by(reader)) == {old, new}


def test_a_member_that_left_reads_only_what_it_was_invited_to(group):
    member = GroupMemberFactory(group=group, valid_until="2025-01-01")
    was_there = ConferenceInvitationFactory(
        conference__group=group, conference__quarter="2024-04-01", partner=member.partner, invited_at=in_days(-900)
    )
    ConferenceFactory(group=group)
    assert list(conferences_read_by(person("partner_editor", partner=member.partner))) == [was_there.conference]


def test_who_is_on_the_list_and_was_not_invited_reads_nothing_yet(group):
    row = ConferenceInvitationFactory(conference__group=group, role="other")
    assert list(conferences_read_by(person("partner_editor", partner=row.partner))) == []


def test_who_coordinates_a_network_of_a_member_reads_no_minutes_by_that(group):
    member = GroupMemberFactory(group=group)
    network = MembershipFactory(partner=member.partner).network
    ConferenceFactory(group=group)
    assert list(conferences_read_by(person("coordinator", network=network))) == []


def test_who_reads_every_record_reads_minutes_too():
    ConferenceFactory.create_batch(2)
    assert [conferences_read_by(person(role)).count() for role in ("planner", "steering", "operator", "")] == [
        2,
        2,
        2,
        0,
    ]


def test_a_task_is_read_by_its_owner_though_it_was_not_there(group, space):
    task = ConferenceTaskFactory(conference__group=group)
    owner = person("partner_editor", partner=task.owner)
    member = person("partner_editor", partner=GroupMemberFactory(group=group).partner)
    convener, stranger = person("coordinator", social_space=space), person("partner_editor", partner=PartnerFactory())
    people = (owner, member, convener, stranger, person("planner"))
    assert [tasks_read_by(one).count() for one in people] == [1, 1, 1, 0, 1]
    assert [tasks_done_by(one).count() for one in people] == [1, 0, 1, 0, 0]


def test_an_activity_is_kept_by_whoever_reaches_one_of_those_that_answer_for_it(space, district):
    near = FacilityFactory(district=district).partner
    mine, _foreign = ActivityFactory(responsible=[near, PartnerFactory()]), ActivityFactory()
    assert list(activities_with(CONFER, person("coordinator", social_space=space))) == [mine]
    assert activities_with(CONFER, person("steering")).count() == 2
    assert activities_with(CONFER, person("planner")).count() == 0
    assert activities_with(CONFER, person("partner_editor", partner=near)).count() == 0
