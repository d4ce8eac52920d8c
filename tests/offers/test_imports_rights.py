"""How far an import reaches: a coordinator's rows stay within the own network or social space."""

import pytest

from network.models import Facility, Partner
from offers.models import Offer
from tests.network.factories import FacilityFactory, MembershipFactory, NetworkFactory, PartnerFactory, person
from tests.offers.factories import OfferFactory
from tests.offers.imports import applied, numbers, said, undone
from tests.sozialraum.factories import DistrictFactory, SocialSpaceFactory, SocialSpaceMembershipFactory

pytestmark = pytest.mark.django_db
OUTSIDE = "liegt außerhalb Ihres Bereichs"


@pytest.fixture
def network():
    return NetworkFactory()


@pytest.fixture
def coordinator(network):
    return person("coordinator", network=network)


def test_offers_of_members_come_in_and_those_of_others_do_not(network, coordinator):
    MembershipFactory(network=network, partner=PartnerFactory(name="Mitglied"))
    PartnerFactory(name="Fremd")
    owner = applied(
        {"id": "a", "provider": "Mitglied"},
        {"id": "b", "provider": "Fremd"},
        {"id": "c", "provider": "Neu"},
        by=coordinator,
    )
    assert (numbers(owner), said(owner, 3)) == ({"created": 1, "refused": 2}, [OUTSIDE])
    assert said(owner, 4) == ["den Anbieter „Neu“ gibt es noch nicht; neue Partner legt die Gesamtsteuerung an"]
    assert not Partner.objects.filter(name="Neu").exists()


def test_an_offer_of_somebody_else_is_not_changed(network, coordinator):
    member = PartnerFactory(name="Mitglied")
    MembershipFactory(network=network, partner=member)
    OfferFactory(external_id="a", title="Fremdes", provider=PartnerFactory())
    OfferFactory(external_id="b", title="Eigenes", provider=member)
    PartnerFactory(name="Fremd")
    owner = applied(
        {"id": "a", "provider": "Mitglied", "title": "Neu"}, {"id": "b", "provider": "Fremd"}, by=coordinator
    )
    assert [said(owner, line)[-1] for line in (2, 3)] == [
        f"„Fremdes“ {OUTSIDE}",
        "läge danach außerhalb Ihres Bereichs",
    ]
    assert set(Offer.objects.values_list("title", flat=True)) == {"Fremdes", "Eigenes"}


def test_in_a_social_space_counts_where_it_is_held():
    space, here = SocialSpaceFactory(), DistrictFactory(column=0)
    DistrictFactory(column=1)
    SocialSpaceMembershipFactory(social_space=space, district=here)
    PartnerFactory(name="Stadt")
    held, elsewhere = (
        {"provider": "Stadt", "catchment": "", "latitude": "51.11", "longitude": longitude}
        for longitude in ("6.41", "6.431")
    )
    house = {"facility": "Haus", "street": "Markt 1"}
    by = person("coordinator", social_space=space)
    owner = applied({"id": "a"} | held | house, {"id": "b"} | elsewhere | house | {"facility": "Dort"}, by=by)
    assert (Offer.objects.get().district, numbers(owner)) == (here, {"created": 1, "refused": 1})
    assert [house.name for house in Facility.objects.all()] == ["Haus"]


def test_a_coordinator_changes_members_and_makes_no_partner(network, coordinator):
    MembershipFactory(network=network, partner=PartnerFactory(name="Mitglied"))
    owner = applied({"name": "Mitglied", "phone": "1"}, {"name": "Neu", "phone": ""}, sort="partner", by=coordinator)
    assert (numbers(owner), Partner.objects.get().phone) == ({"changed": 1, "refused": 1}, "1")


def test_facilities_of_members_only(network, coordinator):
    MembershipFactory(network=network, partner=PartnerFactory(name="Mitglied"))
    PartnerFactory(name="Fremd")
    rows = [{"name": "Haus", "provider": name} for name in ("Mitglied", "Fremd")]
    owner = applied(*rows, sort="facility", by=coordinator)
    assert (numbers(owner), said(owner, 3)) == ({"created": 1, "refused": 1}, [OUTSIDE])


def test_who_lost_the_role_changes_nothing_any_more(coordinator, network):
    MembershipFactory(network=network, partner=PartnerFactory(name="Mitglied"))
    coordinator.role_assignments.all().delete()
    vars(coordinator).pop("standing", None)
    assert numbers(applied({"provider": "Mitglied"}, by=coordinator)) == {"refused": 1}


def test_a_house_of_somebody_else_may_be_named(network, coordinator):
    MembershipFactory(network=network, partner=PartnerFactory(name="Mitglied"))
    house = FacilityFactory(name="Haus")
    applied({"provider": "Mitglied", "facility": "Haus"}, by=coordinator)
    assert Offer.objects.get().facility == house


def test_what_left_the_bounds_is_not_taken_back(network, coordinator):
    member = MembershipFactory(network=network, partner=PartnerFactory(name="Mitglied"))
    owner = applied({"provider": "Mitglied", "status": "published"}, by=coordinator)
    member.delete()
    owner = undone(owner)
    assert (Offer.objects.get().status, owner.rows.get().stays) == ("published", "Liegt außerhalb Ihres Bereichs.")
