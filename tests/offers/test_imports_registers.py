"""Partners and facilities from files: found again, changed, made."""

import datetime

import pytest

from network.models import Facility, Partner
from tests.network.factories import FacilityFactory, FacilityKindFactory, PartnerFactory, PartnerKindFactory
from tests.offers.imports import applied, numbers, said, undone
from tests.sozialraum.factories import DistrictFactory

pytestmark = pytest.mark.django_db


def test_a_partner_with_everything():
    PartnerFactory(name="Stadt")
    PartnerKindFactory(code="verein", name="Verein")
    row = {"Kennung": "p1", "Name": "Käfer e. V.", "Art": "Verein", "gehört zu": "STADT", "Telefon": "1"}
    owner = applied(row | {"E-Mail": "info@kaefer.de", "Homepage": "kaefer.de", "öffentlich": "nein"}, sort="partner")
    partner = Partner.objects.get(external_id="p1")
    assert (partner.name, partner.slug, partner.kind.name, partner.parent.name) == (
        "Käfer e. V.",
        "kaefer-e-v",
        "Verein",
        "Stadt",
    )
    assert (partner.phone, partner.email, partner.website, partner.is_public) == (
        "1",
        "info@kaefer.de",
        "https://kaefer.de",
        False,
    )
    assert numbers(owner) == {"created": 1}


def test_a_partner_known_by_name_gets_the_key_and_is_found_by_it():
    partner = PartnerFactory(name="Caritas MG")
    applied({"id": "p1", "name": "CARITAS-MG"}, sort="partner")
    owner = applied({"id": "p1", "name": "Caritasverband"}, sort="partner")
    partner.refresh_from_db()
    assert (partner.external_id, partner.name, numbers(owner)) == ("p1", "Caritasverband", {"changed": 1})


def test_rows_may_name_partners_of_the_rows_before_even_in_the_check():
    owner = applied({"name": "Stadt", "parent": ""}, {"name": "Jugendamt", "parent": "Stadt"}, sort="partner")
    assert numbers(owner) == {"created": 1, "refused": 1}
    assert said(owner, 3) == ["den übergeordneten Partner „Stadt“ gibt es noch nicht"]


def test_a_correction_of_a_partner_stays():
    applied({"name": "Caritas", "phone": "1"}, sort="partner")
    Partner.objects.update(phone="9")
    owner = applied({"name": "Caritas", "phone": "2"}, sort="partner")
    assert (Partner.objects.get().phone, numbers(owner)) == ("9", {"unchanged": 1, "kept": 1})


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"name": "", "phone": "1"}, "der Name fehlt"),
        ({"name": "x" * 201}, "der Name ist länger als 200 Zeichen"),
        ({"kind": "gibt es nicht"}, "Art von Partner „gibt es nicht“ gibt es nicht"),
        ({"parent": "A"}, "den übergeordneten Partner „A“ gibt es noch nicht"),
        ({"is_public": "vielleicht"}, "„vielleicht“ ist weder ja noch nein"),
        ({"id": "x" * 121}, "die Kennung ist länger als 120 Zeichen"),
    ],
)
def test_partners_that_cannot_be_taken_are_refused_with_the_reason(row, sentence):
    owner = applied({"name": "A", "phone": ""} | row, sort="partner")
    assert (said(owner), numbers(owner)) == ([sentence], {"refused": 1})


def test_a_name_that_stands_there_twice_is_taken_once():
    owner = applied({"name": "Caritas"}, {"name": "CARITAS"}, sort="partner")
    assert (said(owner, 3), Partner.objects.count()) == (["steht schon in Zeile 2"], 1)


def test_a_facility_with_everything():
    here = DistrictFactory(column=0)
    FacilityKindFactory(code="kita", name="Kita")
    row = {"Name": "Haus", "Träger": "Neu", "Art": "Kita", "Straße": "Markt 1", "PLZ": "41061", "Ort": "MG"}
    row |= {
        "lat": "51,11",
        "lng": "6,41",
        "offen für alle": "ja",
        "Öffnungszeiten": "mo 8-16",
        "Siegel": "Familienzentrum",
    }
    owner = applied(row | {"Siegel gilt bis": "2028-01-01", "vertraulich": "nein"}, sort="facility")
    house = Facility.objects.get()
    assert (house.partner.name, house.kind.name, house.street, house.district) == ("Neu", "Kita", "Markt 1", here)
    assert (house.is_open_for_all, house.opening_note, house.quality_seal) == (True, "mo 8-16", "Familienzentrum")
    assert (house.seal_valid_until, numbers(owner)) == (datetime.date(2028, 1, 1), {"created": 1})


def test_a_facility_is_known_by_name_and_partner_and_changed():
    house = FacilityFactory(name="Haus", partner=PartnerFactory(name="Caritas"), phone="")
    FacilityFactory(name="Haus")
    owner = applied({"name": "haus", "provider": "CARITAS", "phone": "1"}, sort="facility")
    house.refresh_from_db()
    assert (house.phone, house.name, numbers(owner), Facility.objects.count()) == ("1", "haus", {"changed": 1}, 2)


def test_two_houses_of_one_name_and_partner_are_told_apart_by_their_address():
    rows = [{"name": "Kita", "provider": "A", "street": street, "phone": ""} for street in ("Markt 1", "Weg 2")]
    applied(*rows, sort="facility")
    owner = applied(rows[0], rows[1] | {"phone": "2"}, rows[1], sort="facility")
    assert list(Facility.objects.order_by("street").values_list("street", "phone")) == [("Markt 1", ""), ("Weg 2", "2")]
    assert (numbers(owner), said(owner, 4)) == (
        {"changed": 1, "unchanged": 1, "refused": 1},
        ["steht schon in Zeile 3"],
    )


def test_a_seal_without_an_end_is_left_out_and_said():
    owner = applied({"name": "Haus", "provider": "A", "quality_seal": "x", "seal_valid_until": ""}, sort="facility")
    sentence = "ein Gütesiegel braucht ein Ablaufdatum, und umgekehrt: beides bleibt weg"
    assert (Facility.objects.get().quality_seal, said(owner)[0]) == ("", sentence)


def test_a_facility_comes_back_as_it_was():
    FacilityFactory(name="Haus", partner=PartnerFactory(name="A"), street="Alt 1", opening_note="")
    before = Facility.objects.values().get()
    owner = applied({"name": "Haus", "provider": "A", "city": "Neu", "opening_note": "mo"}, sort="facility")
    undone(owner)
    assert Facility.objects.values().get() == before


ARCHIVED = {"is_public": False, "archived_reason": "Das Haus ist geschlossen."}
TAKE_UP_FIRST = "ist archiviert; bitte in der Verwaltung wieder aufnehmen, wenn es das noch gibt"


def test_a_file_takes_up_no_archived_partner_or_house():
    partner, house = PartnerFactory(name="Verein", **ARCHIVED), FacilityFactory(name="Haus Sonne", **ARCHIVED)
    partners = applied({"name": "Verein", "phone": "9"}, sort="partner")
    houses = applied({"name": "Haus Sonne", "provider": house.partner.name, "phone": "9"}, sort="facility")
    assert (said(partners, 2), said(houses, 2)) == ([TAKE_UP_FIRST], [TAKE_UP_FIRST])
    assert {fresh.phone for fresh in (Partner.objects.get(pk=partner.pk), Facility.objects.get(pk=house.pk))} != {"9"}


def test_a_file_gives_no_house_to_an_archived_partner():
    PartnerFactory(name="Verein", **ARCHIVED)
    owner = applied({"name": "Haus Mond", "provider": "Verein"}, sort="facility")
    assert (said(owner, 2), Facility.objects.count()) == (["der Anbieter „Verein“ ist archiviert"], 0)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"provider": "Verein"}, "der Anbieter „Verein“ ist archiviert"),
        ({"facility": "Haus Sonne"}, "die Einrichtung „Haus Sonne“ ist archiviert"),
    ],
)
def test_a_file_brings_no_offer_to_what_is_archived(row, sentence):
    PartnerFactory(name="Verein", **ARCHIVED)
    FacilityFactory(name="Haus Sonne", partner=PartnerFactory(name="Caritas"), **ARCHIVED)
    owner = applied({"title": "Treff", "provider": "Caritas", "all_ages": "ja"} | row)
    assert (said(owner, 2)[-1], numbers(owner)) == (sentence, {"refused": 1})
