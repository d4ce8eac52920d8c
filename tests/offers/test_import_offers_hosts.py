"""Who offers it and in which house: partners and facilities by name."""

import pytest
from django.contrib.gis.geos import Point

from network.models import Facility, Partner
from offers.models import Entry, Offer
from tests.network.factories import FacilityFactory, PartnerFactory
from tests.offers.importing import import_rows, remarks
from tests.sozialraum.factories import DistrictFactory

pytestmark = pytest.mark.django_db


def taken(tmp_path, **row) -> tuple[Offer, list[str]]:
    """Return the one offer of a row and what was said about the row."""
    output = import_rows(tmp_path, {"summary": "Kurz"} | row)[1]
    return Offer.objects.get(), remarks(output)


@pytest.mark.parametrize("name", ["Caritasverband Region MG", "CARITASVERBAND REGION-MG"])
def test_a_provider_is_known_in_any_spelling(tmp_path, name):
    partner = PartnerFactory(name="Caritasverband Region MG")

    assert taken(tmp_path, provider=name, catchment="city")[0].provider == partner


def test_an_unknown_provider_is_made_and_said(tmp_path):
    offer, said = taken(tmp_path, provider="Förderverein Käfer e. V.", catchment="city")

    assert (offer.provider.name, offer.provider.slug) == ("Förderverein Käfer e. V.", "foerderverein-kaefer-e-v")
    assert offer.provider.kind.code == "sonstige"
    assert said == ["Hinweis: Anbieter „Förderverein Käfer e. V.“ neu angelegt"]


def test_an_unknown_provider_is_made_once(tmp_path):
    import_rows(tmp_path, {"provider": "Käfer"}, {"provider": "KÄFER"}, {"provider": "Kaefer"})

    assert Partner.objects.get().name == "Käfer"


def test_of_two_partners_of_one_name_the_older_is_meant(tmp_path):
    older = PartnerFactory(name="Caritas")
    PartnerFactory(name="Caritas")

    assert taken(tmp_path, catchment="city")[0].provider == older


def test_a_facility_of_the_provider_is_found_by_its_name(tmp_path):
    provider = PartnerFactory(name="Caritas")
    house = FacilityFactory(partner=provider, name="Haus der Familie")
    FacilityFactory(name="Haus der Familie")
    offer, said = taken(tmp_path, facility="haus der familie")

    assert (offer.facility, offer.street, said) == (house, "", [])


def test_an_offer_may_take_place_in_the_house_of_somebody_else(tmp_path):
    house = FacilityFactory(name="Haus der Familie")

    assert taken(tmp_path, facility="Haus der Familie")[0].facility == house


def test_what_the_facility_says_already_is_not_said_twice(tmp_path):
    house = FacilityFactory(name="Haus", street="Markt 1", postcode="41061")
    offer, _said = taken(tmp_path, facility="Haus", street="Markt  1", postcode="41061", city="Musterstadt")

    assert (offer.facility, offer.street, offer.postcode, offer.city) == (house, "", "", "")


def test_an_address_chooses_between_houses_of_one_name(tmp_path):
    FacilityFactory(name="Pfarrheim", street="Markt 1")
    meant = FacilityFactory(name="Pfarrheim", street="Kirchstr. 2")

    assert taken(tmp_path, facility="Pfarrheim", street="Kirchstraße 2")[0].facility == meant


def test_houses_of_one_name_that_nothing_tells_apart_are_left_to_people(tmp_path):
    FacilityFactory(name="Pfarrheim")
    FacilityFactory(name="Pfarrheim")
    offer, said = taken(tmp_path, facility="Pfarrheim", provider=PartnerFactory().name)

    assert (offer.facility, offer.place_note) == (None, "Pfarrheim")
    assert said == ["Hinweis: „Pfarrheim“ gibt es mehrfach; der Name steht jetzt beim Hinweis zum Ort"]


def test_an_unknown_facility_with_an_address_is_made_and_said(tmp_path):
    district = DistrictFactory(column=0)
    place = {"street": "Markt 1", "postcode": "41061", "city": "Musterstadt", "latitude": "51.11", "longitude": "6.41"}
    offer, said = taken(tmp_path, provider=PartnerFactory().name, facility="Käferhaus", **place)
    house = Facility.objects.get()

    assert (offer.facility, house.partner, house.kind.code) == (house, offer.provider, "sonstige")
    assert (house.name, house.slug, house.street, house.city) == ("Käferhaus", "kaeferhaus", "Markt 1", "Musterstadt")
    assert (house.district, house.point) == (district, Point(6.41, 51.11, srid=4326))
    assert said == ["Hinweis: Einrichtung „Käferhaus“ neu angelegt"]


def test_an_unknown_facility_without_an_address_becomes_a_note(tmp_path):
    offer, said = taken(tmp_path, facility="Käferhaus", provider=PartnerFactory().name)

    assert (offer.facility, offer.place_note, Facility.objects.count()) == (None, "Käferhaus", 0)
    assert said == [
        "Hinweis: die Einrichtung „Käferhaus“ gibt es nicht; der Name steht jetzt beim Hinweis zum Ort",
    ]


def test_a_refused_row_makes_neither_provider_nor_facility(tmp_path):
    rows = [{"title": "", "facility": "Käferhaus", "street": "Markt 1"}]
    import_rows(tmp_path, *rows, options=("--skip-refused",))

    assert (Partner.objects.count(), Facility.objects.count()) == (0, 0)


def test_no_file_gives_a_confidential_house_away(tmp_path):
    house = FacilityFactory(name="Schutzhaus", street="Geheimweg 1", address_is_confidential=True)
    place = {"street": "Geheimer Weg 1", "postcode": "41061", "latitude": "51.11", "longitude": "6.41"}
    offer, _said = taken(tmp_path, facility="Schutzhaus", status="published", **place)

    assert (offer.facility, offer.street, offer.postcode, offer.city, offer.point) == (house, "", "", "", None)
    assert Facility.objects.count() == 1
    entry = Entry.objects.get()
    assert (entry.point, entry.card["confidential"], entry.card["facility"]) == (None, True, "")
