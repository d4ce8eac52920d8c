"""Which networks, documents, partners, teams and colleagues a role reaches: as it stands today."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from network import permissions
from network.choices import Permission
from network.models import ContactPoint, Document, Facility, Network, Partner
from sozialraum.models import SocialSpace
from tests.network.factories import (
    ContactPointFactory,
    FacilityFactory,
    MembershipFactory,
    NetworkFactory,
    PartnerFactory,
    RoleFactory,
    UserFactory,
    person,
)
from tests.network.factories_of_networks import AccessionFactory, DocumentFactory
from tests.offers.days import days
from tests.sozialraum.factories import DistrictFactory, SocialSpaceFactory, SocialSpaceMembershipFactory

pytestmark = pytest.mark.django_db
ARCHIVED = {"is_public": False, "archived_reason": "aufgelöst"}


@pytest.fixture
def network():
    return NetworkFactory()


@pytest.fixture
def space():
    return SocialSpaceFactory()


def inside(space: SocialSpace, **when: object):
    """Return a district that belongs to a social space."""
    return SocialSpaceMembershipFactory(social_space=space, **when).district


# Networks


def test_a_network_is_known_from_inside_to_its_roles_and_to_the_people_of_its_members(network):
    NetworkFactory()
    member = MembershipFactory(network=network).partner
    people = [
        person("coordinator", network=network),
        person("partner_lead", partner=member),
        person("partner_editor", partner=member),
        person("partner_lead", partner=PartnerFactory()),
        person("coordinator", social_space=SocialSpaceFactory()),
        person(),
    ]
    found = [list(permissions.networks_from_inside(one)) for one in people]
    assert found == [[network]] * 3 + [[]] * 3


@pytest.mark.parametrize("role", ["steering", "planner", "operator"])
def test_who_reads_everything_knows_every_network_from_inside(role):
    NetworkFactory.create_batch(2)
    assert permissions.networks_from_inside(person(role)).count() == 2


@pytest.mark.parametrize(
    ("begun", "ended", "knows"), [(0, None, True), (1, None, False), (-9, 1, True), (-9, 0, False), (-9, -1, False)]
)
def test_a_member_knows_its_network_from_its_first_day_to_its_last(network, begun, ended, knows):
    member = MembershipFactory(
        network=network, valid_from=days(begun), valid_until=None if ended is None else days(ended)
    )
    editor = person("partner_editor", partner=member.partner)
    assert permissions.networks_from_inside(editor).exists() is knows


def test_an_invitation_opens_a_network_to_the_lead_of_the_partner_until_it_is_answered(network):
    asked = AccessionFactory(network=network)
    AccessionFactory(partner=asked.partner, way="request")
    lead, editor = (person(role, partner=asked.partner) for role in ("partner_lead", "partner_editor"))
    assert [list(permissions.networks_in_sight(one)) for one in (lead, editor)] == [[network], []]
    asked.state, asked.answered_at = "declined", f"{days(0)}T12:00+00:00"
    asked.save()
    assert list(permissions.networks_in_sight(lead)) == []


def test_a_member_that_is_invited_elsewhere_sees_both(network):
    member = MembershipFactory().partner
    AccessionFactory(network=network, partner=member)
    seen = permissions.networks_in_sight(person("partner_lead", partner=member))
    assert (seen.count(), permissions.networks_from_inside(person("partner_lead", partner=member)).count()) == (2, 1)


def test_networks_are_led_by_their_coordination_and_from_everywhere(network, space):
    NetworkFactory()
    own, everything = [network], list(Network.objects.all())
    people = {
        "coordinator": (person("coordinator", network=network), own, True),
        "of a space": (person("coordinator", social_space=space), [], False),
        "lead": (person("partner_lead", partner=MembershipFactory(network=network).partner), [], False),
        "planner": (person("planner"), [], False),
        "steering": (person("steering"), everything, True),
        "operator": (person("operator"), everything, True),
    }
    for user, led, leads in people.values():
        assert list(permissions.networks_with(Permission.NETWORK, user)) == led
        assert permissions.is_leading(user) is leads


def test_pages_of_networks_are_shut_to_whoever_leads_none(rf, network, space):
    view = permissions.leads_a_network(lambda _request: HttpResponse("offen"))
    request = rf.get("/")
    request.user = person("coordinator", network=network)
    assert view(request).content == b"offen"
    for user in (person("coordinator", social_space=space), person("planner"), person()):
        request.user = user
        with pytest.raises(PermissionDenied):
            view(request)


def test_a_view_opens_to_whoever_holds_the_permission_anywhere(rf):
    view = permissions.requires(Permission.INVITE)(lambda _request, pk: HttpResponse(str(pk)))
    request = rf.get("/")
    request.user = person("partner_lead", partner=PartnerFactory())
    assert view(request, pk=7).content == b"7"
    request.user = person("partner_editor", partner=PartnerFactory())
    with pytest.raises(PermissionDenied):
        view(request, pk=7)


def test_nobody_signs_for_a_partner_but_those_who_lead_it(network):
    partner, archived = MembershipFactory(network=network).partner, PartnerFactory(**ARCHIVED)
    lead = person("partner_lead", partner=partner)
    RoleFactory(user=lead, role="partner_lead", partner=archived)
    RoleFactory(user=lead, role="partner_editor", partner=PartnerFactory())
    others = [person("partner_editor", partner=partner), person("coordinator", network=network)]
    others += [person(role) for role in ("steering", "operator", "planner")]
    found = [list(permissions.partners_to_sign_for(one)) for one in (lead, *others)]
    assert found == [[partner], *[[]] * 5]


# Documents


@pytest.fixture
def papers(network):
    """Return a document of each audience, of the network, of another one and of all together, by what they are."""
    places = {"own": network, "other": NetworkFactory(), "all": None}
    return {
        DocumentFactory(network=where, audience=audience).pk: f"{name} {audience}"
        for name, where in places.items()
        for audience in ("public", "members", "internal")
    }


PUBLIC = {"own public", "other public", "all public"}
OWN = {"own public", "own members", "own internal"}


def seen(papers: dict[int, str], user) -> set[str]:
    return {papers[one.pk] for one in permissions.documents_seen_by(user)}


def kept(papers: dict[int, str], user) -> set[str]:
    return {papers[one.pk] for one in permissions.documents_with(Permission.NETWORK, user)}


def test_a_member_reads_what_is_for_members_and_keeps_nothing(network, papers):
    editor = person("partner_editor", partner=MembershipFactory(network=network).partner)
    assert (seen(papers, editor), kept(papers, editor)) == (PUBLIC | {"own members", "all members"}, set())


def test_the_coordination_keeps_the_documents_of_its_network_and_none_of_all_together(network, papers):
    user = person("coordinator", network=network)
    assert (seen(papers, user), kept(papers, user)) == (PUBLIC | OWN | {"all members"}, OWN)


def test_who_is_in_no_network_reads_what_is_public(papers):
    people = [person(), person("partner_lead", partner=PartnerFactory())]
    people.append(person("coordinator", social_space=SocialSpaceFactory()))
    assert [(seen(papers, one), kept(papers, one)) for one in people] == [(PUBLIC, set())] * 3


def test_the_planner_reads_what_is_for_members_and_the_steering_everything(papers):
    everything = set(papers.values())
    internal = {name for name in everything if name.endswith("internal")}
    planner, steering = person("planner"), person("steering")
    assert (seen(papers, planner), kept(papers, planner)) == (everything - internal, set())
    assert (seen(papers, steering), kept(papers, steering)) == (everything, everything)


def test_a_document_is_listed_once_though_a_person_reaches_it_twice(network, papers):
    user = person("coordinator", network=network)
    RoleFactory(user=user, role="partner_editor", partner=MembershipFactory(network=network).partner)
    assert permissions.documents_seen_by(user).count() == len(PUBLIC | OWN | {"all members"})
    assert Document.objects.count() == 9


# Partners and facilities


def test_an_archived_partner_is_read_and_taken_up_again_and_nothing_else(network):
    partner = MembershipFactory(network=network, partner=PartnerFactory(**ARCHIVED)).partner
    house = FacilityFactory(partner=partner, **ARCHIVED)
    user = person("coordinator", network=network)
    reached = {
        permission: (
            list(permissions.partners_with(permission, user)) == [partner],
            list(permissions.facilities_with(permission, user)) == [house],
        )
        for permission in (Permission.READ, Permission.EXPORT, Permission.ARCHIVE, Permission.ADMIT)
    }
    assert set(reached.values()) == {(True, True)}
    for permission in (Permission.EDIT, Permission.CONFIRM, Permission.PUBLISH, Permission.INVITE):
        assert permissions.partners_with(permission, user).count() == 0
        assert permissions.facilities_with(permission, user).count() == 0


def test_the_steering_edits_what_lives_and_reads_the_rest():
    living, _archived = PartnerFactory(), PartnerFactory(**ARCHIVED)
    user = person("steering")
    assert list(permissions.partners_with(Permission.EDIT, user)) == [living]
    assert permissions.partners_with(Permission.READ, user).count() == Partner.objects.count()


def test_a_district_that_left_a_social_space_takes_its_houses_along(space):
    here = FacilityFactory(district=inside(space))
    FacilityFactory(district=inside(space, valid_until=days(0)))
    FacilityFactory(district=inside(space, valid_from=days(1)))
    FacilityFactory(district=None)
    user = person("coordinator", social_space=space)
    assert list(permissions.facilities_with(Permission.EDIT, user)) == [here]
    assert list(permissions.partners_with(Permission.EDIT, user)) == [here.partner]
    assert Facility.objects.count() == 4


def test_a_partner_is_reached_once_by_several_ways(network, space):
    district = inside(space)
    house = FacilityFactory(district=district)
    FacilityFactory(partner=house.partner, district=district)
    MembershipFactory(network=network, partner=house.partner)
    user = person("coordinator", network=network)
    RoleFactory(user=user, role="coordinator", social_space=space)
    RoleFactory(user=user, role="partner_lead", partner=house.partner)
    assert list(permissions.partners_with(Permission.EDIT, user)) == [house.partner]


def test_own_partners_are_those_of_roles_at_a_partner_alone(network):
    partner = MembershipFactory(network=network).partner
    user = person("coordinator", network=network)
    assert permissions.own_partners(user) == []
    editor = person("partner_editor", partner=partner)
    assert permissions.own_partners(editor) == [partner.pk]


# Social spaces and their teams


def test_a_social_space_is_kept_by_its_coordination(space):
    SocialSpaceFactory()
    network = NetworkFactory()
    people = [person("coordinator", social_space=space), person("coordinator", network=network), person("planner")]
    assert [list(permissions.spaces_kept_by(one)) for one in people] == [[space], [], []]
    assert permissions.spaces_kept_by(person("steering")).count() == 2


def test_in_the_own_space_one_keeps_all_networks_and_elsewhere_the_own_ones(network, space):
    other, elsewhere = NetworkFactory(), SocialSpaceFactory()
    of_space, of_network = person("coordinator", social_space=space), person("coordinator", network=network)
    kept = {
        name: [set(permissions.networks_kept_in(where, user)) for where in (space, elsewhere)]
        for name, user in (("space", of_space), ("network", of_network), ("steering", person("steering")))
    }
    both = {network, other}
    assert kept == {"space": [both, set()], "network": [{network}, {network}], "steering": [both, both]}


def contact(*, network=None, spaces=(), districts=()) -> ContactPoint:
    point = ContactPointFactory(network=network)
    point.social_spaces.set(spaces)
    point.districts.set(districts)
    return point


def test_contact_points_are_kept_where_they_answer_for_own_areas_alone(network, space):
    district, other = inside(space), SocialSpaceFactory()
    points = {
        "of the network": contact(network=network, spaces=[other]),
        "of the space": contact(spaces=[space]),
        "of its district": contact(districts=[district]),
        "of both": contact(spaces=[space], districts=[district]),
        "of two spaces": contact(spaces=[space, other]),
        "of a space and a district elsewhere": contact(spaces=[space], districts=[DistrictFactory()]),
        "of no area": contact(),
    }
    names = {point.pk: name for name, point in points.items()}

    def kept(user) -> set[str]:
        return {names[one.pk] for one in permissions.contact_points_kept_by(user)}

    assert kept(person("coordinator", social_space=space)) == {"of the space", "of its district", "of both"}
    assert kept(person("coordinator", network=network)) == {"of the network"}
    assert (kept(person("steering")), kept(person("planner"))) == (set(points), set())


def test_a_new_contact_point_is_kept_by_the_same_rule(network, space):
    district, elsewhere = inside(space), DistrictFactory()
    keeper, coordinator = person("coordinator", social_space=space), person("coordinator", network=network)
    asked = [
        (network, [], []),
        (None, [space], []),
        (None, [], [district]),
        (network, [space], [district]),
        (None, [space], [elsewhere]),
        (None, [SocialSpaceFactory()], []),
        (None, [], []),
    ]
    found = [[permissions.keeps_contact_of(user, *what) for what in asked] for user in (keeper, coordinator)]
    assert found == [
        [False, True, True, True, False, False, False],
        [True, False, False, True, False, False, False],
    ]
    assert [permissions.keeps_contact_of(person("steering"), *what) for what in asked] == [True] * 7


# Colleagues


def test_colleagues_work_at_the_same_place_and_are_active(network, space):
    partner = PartnerFactory()
    user = person("partner_editor", partner=partner)
    RoleFactory(user=user, role="coordinator", network=network)
    beside = [person("partner_lead", partner=partner), person("coordinator", network=network)]
    gone = person("partner_lead", partner=partner)
    gone.is_active = False
    gone.save()
    person("coordinator", social_space=space)
    person("partner_lead", partner=PartnerFactory())
    person("steering")
    person("operator")
    UserFactory()
    assert set(permissions.colleagues_of(user)) == set(beside)


def test_those_who_work_everywhere_are_colleagues_of_each_other():
    steering, planner, operator = person("steering"), person("planner"), person("operator")
    person("partner_lead", partner=PartnerFactory())
    assert set(permissions.colleagues_of(steering)) == {planner, operator}
    assert set(permissions.colleagues_of(operator)) == {steering, planner}


def test_somebody_without_a_role_has_no_colleagues():
    person("steering")
    UserFactory()
    assert permissions.colleagues_of(person()).count() == 0


def test_what_a_person_may_do_is_read_once(django_assert_num_queries):
    user = person("steering")
    with django_assert_num_queries(1):
        assert permissions.standing_of(user) is permissions.standing_of(user)
