"""Where an offer takes place: the address of a confidential one never leaves the server."""

import itertools
import json

import pytest

from network.places import Place
from offers.models import Entry
from offers.places import held_at, shown_place
from tests.network.factories import FacilityFactory
from tests.offers.factories import OfferFactory
from tests.sozialraum.factories import DistrictFactory, centre

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return FacilityFactory(
        name="Haus Sonne",
        street="Geheimweg 7",
        postcode="41061",
        city="Musterstadt",
        district=DistrictFactory(column=0),
    )


@pytest.fixture
def shelter(house):
    house.address_is_confidential = True
    house.save()
    return house


def test_an_offer_in_a_house_is_where_the_house_is(house):
    assert shown_place(OfferFactory(facility=house)) == Place(
        name="Haus Sonne",
        street="Geheimweg 7",
        postcode="41061",
        city="Musterstadt",
        district=house.district,
        point=house.point,
    )


def test_an_offer_knows_its_place_in_the_house_better(house):
    offer = OfferFactory(facility=house, point=centre(1), district=DistrictFactory(column=1))
    place = shown_place(offer)
    assert (place.street, place.point, place.district) == ("Geheimweg 7", centre(1), offer.district)


def test_an_address_of_its_own_comes_first_and_brings_no_foreign_point(house):
    offer = OfferFactory(facility=house, street="Markt 1", postcode="41065", city="Musterstadt")
    assert shown_place(offer) == Place(
        name="Haus Sonne", street="Markt 1", postcode="41065", city="Musterstadt", district=house.district
    )


def test_an_offer_without_a_house_has_its_own_address():
    district = DistrictFactory(column=1)
    offer = OfferFactory(street="Markt 1", point=centre(1), district=district)
    assert shown_place(offer) == Place(street="Markt 1", point=centre(1), district=district)


def test_an_offer_without_any_place_has_none():
    assert shown_place(OfferFactory()) == Place()


def test_of_a_confidential_offer_there_is_only_the_district(house):
    offer = OfferFactory(facility=house, address_is_confidential=True, point=centre(0), street="Markt 1")
    assert shown_place(offer) == Place(district=house.district, is_confidential=True)


def test_of_an_offer_in_a_confidential_house_there_is_only_the_district(shelter):
    offer = OfferFactory(facility=shelter, point=centre(0))
    assert shown_place(offer) == Place(district=shelter.district, is_confidential=True)


def test_an_offer_of_a_confidential_house_elsewhere_does_not_name_the_house(shelter):
    offer = OfferFactory(facility=shelter, street="Markt 1", city="Musterstadt")
    assert shown_place(offer) == Place(street="Markt 1", city="Musterstadt", district=shelter.district)


@pytest.mark.parametrize(
    ("own_street", "own_point", "offer_is", "house_is"), list(itertools.product([False, True], repeat=4))
)
def test_no_secret_leaves_by_either_way(own_street, own_point, offer_is, house_is):
    house = FacilityFactory(
        name="Haus Sonne", street="Geheimweg 7", district=DistrictFactory(column=0), address_is_confidential=house_is
    )
    offer = OfferFactory(
        facility=house,
        street="Eigenweg 1" if own_street else "",
        point=centre(1) if own_point else None,
        address_is_confidential=offer_is,
    )
    place = shown_place(offer)
    told = json.dumps([place.name, *place.lines, place.point and place.point.coords])
    if house_is:
        assert "Sonne" not in told
        assert "Geheimweg" not in told
        assert place.point in {None, offer.point}
    if offer_is:
        assert (place.name, place.lines, place.point) == ("", [], None)
    assert place.is_confidential == (offer_is or (house_is and not own_street))
    # The search's copy says the same.
    copy = Entry.objects.get(offer=offer)
    assert (copy.point, copy.card["facility"], copy.card["confidential"]) == (
        place.point,
        place.name,
        place.is_confidential,
    )
    assert copy.card["district"] == place.district.name


def test_a_house_holds_what_takes_place_in_it(house):
    offer = OfferFactory(facility=house)
    OfferFactory()
    assert [entry.offer_id for entry in held_at(house)] == [offer.pk]


@pytest.mark.parametrize("elsewhere", [{"street": "Markt 1"}, {"address_is_confidential": True}, {"status": "draft"}])
def test_a_house_does_not_hold_what_takes_place_elsewhere_or_in_secret(house, elsewhere):
    OfferFactory(facility=house, **elsewhere)
    assert list(held_at(house)) == []


def test_a_confidential_house_tells_of_none_of_its_offers(shelter):
    OfferFactory(facility=shelter)
    assert Entry.objects.count() == 1
    assert list(held_at(shelter)) == []
