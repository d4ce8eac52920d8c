"""Somebody writes a facility or a partner in the workspace: who may, what becomes of it, and what is said of mistakes."""

import datetime
import uuid

import pytest
from django.db import IntegrityError
from django.utils import timezone

from network.models import Facility, Membership, Partner
from offers.models import KeptForm, Submission
from tests.network.factories import (
    AccessibilityFeatureFactory,
    FacilityFactory,
    MembershipFactory,
    NetworkFactory,
    OpeningHoursFactory,
    PartnerFactory,
    PartnerKindFactory,
    person,
)
from tests.offers.factories import OfferFactory
from tests.offers.hosting import NEW_HOUSE, NEW_PARTNER, edit_page, house_of, new_house, staff_page
from tests.offers.writing import DISCARD, KEEP, sent, write
from tests.sozialraum.factories import (
    DistrictFactory,
    SocialSpaceFactory,
    SocialSpaceMembershipFactory,
    centre,
)
from tests.sozialraum.html import parsed, text_of, wrong_fields

pytestmark = pytest.mark.usefixtures("municipality")


@pytest.fixture
def partner():
    return PartnerFactory(name="Familienbildung", slug="familienbildung", is_trusted=True)


@pytest.fixture
def house(partner):
    return house_of(partner)


@pytest.fixture
def editor(client, partner):
    """Return an editor of a trusted partner, logged in."""
    user = person("partner_editor", partner=partner)
    client.force_login(user)
    return user


def told(response):
    return [text_of(one) for one in parsed(response).findall(".//*[@class='notice-body']")]


def test_what_a_trusted_editor_writes_stands_at_once(client, editor, house):
    response = write(client, edit_page(house), phone="02161 490001", email="haus@example.org")
    house.refresh_from_db()
    assert (response.url, house.phone, house.email, Submission.objects.count()) == (
        staff_page(house),
        "02161 490001",
        "haus@example.org",
        0,
    )
    assert "Gespeichert. Familien sehen es jetzt so." in told(client.get(response.url))


def test_a_facility_that_is_opened_and_saved_stays_as_it_is(client, steering, partner):
    house = FacilityFactory(
        partner=partner, quality_seal="Siegel", seal_valid_until=datetime.date(2030, 1, 1), is_open_for_all=True
    )
    house.accessibility.add(AccessibilityFeatureFactory())
    rows = [OpeningHoursFactory(facility=house, weekday=day, note="Büro").pk for day in (0, 1, 4)]
    before = Facility.objects.filter(pk=house.pk).values()[0]
    response = write(client, edit_page(house))
    after = Facility.objects.filter(pk=house.pk).values()[0]
    assert (after, [hours.pk for hours in house.opening_hours.all()], house.accessibility.count()) == (before, rows, 1)
    assert "Es hat sich nichts geändert." in told(client.get(response.url))


def test_a_partner_that_is_opened_and_saved_stays_as_it_is(client, steering, partner):
    Partner.objects.filter(pk=partner.pk).update(parent=PartnerFactory(), website="https://example.org/")
    before = Partner.objects.filter(pk=partner.pk).values()[0]
    write(client, edit_page(partner))
    assert Partner.objects.filter(pk=partner.pk).values()[0] == before


def test_hours_and_accessibility_are_written(client, editor, house):
    feature = AccessibilityFeatureFactory()
    write(
        client, edit_page(house), opening_hours="Mo–Di 8–12 Uhr\nDi 14–16 Uhr (Sprechzeit)", accessibility=[feature.pk]
    )
    assert [str(hours) for hours in house.opening_hours.all()] == [
        "Montag 08:00–12:00",
        "Dienstag 08:00–12:00",
        "Dienstag 14:00–16:00",
    ]
    assert list(house.accessibility.all()) == [feature]


def test_the_point_decides_the_district(client, editor, house):
    here = DistrictFactory(column=0)
    point = centre(0)
    write(client, edit_page(house), latitude=str(point.y).replace(".", ","), longitude=str(point.x).replace(".", ","))
    house.refresh_from_db()
    assert (house.district, round(house.point.x, 6)) == (here, round(point.x, 6))


WRONG = [
    ({"name": ""}, "#id_name"),
    ({"postcode": "4106"}, "#id_postcode"),
    ({"latitude": "51,1"}, "#id_longitude"),
    ({"latitude": "x", "longitude": "6"}, "#id_latitude"),
    ({"email": "haus"}, "#id_email"),
    ({"website": "das Internet"}, "#id_website"),
    ({"quality_seal": "Siegel"}, "#id_seal_valid_until"),
    ({"seal_valid_until": "2030-01-01"}, "#id_seal_valid_until"),
    ({"opening_hours": "ab und zu"}, "#id_opening_hours"),
    ({"kind": "0"}, "#id_kind"),
    ({"partner": "0"}, "#id_partner"),
]


@pytest.mark.parametrize(("said", "field"), WRONG)
def test_a_mistake_is_said_beside_its_field_and_nothing_is_lost(client, editor, house, said, field):
    response = write(client, edit_page(house), **{"description": "Noch nicht gespeichert"} | said)
    house.refresh_from_db()
    assert (wrong_fields(parsed(response)), sent(response)["description"], house.description) == (
        [field],
        "Noch nicht gespeichert",
        "",
    )


def test_a_facility_cannot_be_given_to_a_partner_for_whom_one_does_not_write(client, editor, house, partner):
    response = write(client, edit_page(house), partner=PartnerFactory().pk)
    house.refresh_from_db()
    assert (wrong_fields(parsed(response)), house.partner) == (["#id_partner"], partner)


def test_a_partner_cannot_belong_to_itself_or_to_what_belongs_to_it(client, steering, partner):
    unit = PartnerFactory(name="Abteilung", parent=partner)
    found = [wrong_fields(parsed(write(client, edit_page(partner), parent=one.name))) for one in (partner, unit)]
    assert found == [["#id_parent"], ["#id_parent"]]


def test_what_only_some_may_decide_is_not_in_the_form_of_an_editor(client, editor, partner, house):
    for host in (partner, house):
        assert {"is_public", "is_trusted", "slug"} & set(sent(client.get(edit_page(host)))) == set()
        write(client, edit_page(host), is_public="", is_trusted="on", slug="anders", phone="2")
    partner.refresh_from_db()
    house.refresh_from_db()
    assert (partner.is_public, partner.slug, house.is_public, house.phone) == (True, "familienbildung", True, "2")


def test_an_untrusted_editor_does_not_make_their_partner_trusted(client):
    partner = PartnerFactory()
    client.force_login(person("partner_lead", partner=partner))
    write(client, edit_page(partner), is_trusted="on", phone="2")
    partner.refresh_from_db()
    assert (partner.is_trusted, partner.phone) == (False, "")


def test_who_coordinates_hides_a_facility(client, house, partner):
    network = NetworkFactory()
    MembershipFactory(network=network, partner=partner)
    client.force_login(person("coordinator", network=network))
    write(client, edit_page(house), is_public=None)
    client.logout()
    assert client.get(f"/einrichtungen/{house.slug}/").status_code == 404


# New ones


def test_a_new_facility_of_a_trusted_partner_is_public_at_once(client, editor, partner):
    response = write(client, NEW_HOUSE, **new_house())
    house = Facility.objects.get()
    assert (response.url, house.slug, house.partner, house.is_public, house.opening_hours.count()) == (
        staff_page(house),
        "haus-mond",
        partner,
        True,
        4,
    )


def test_two_facilities_of_one_name_have_two_addresses(client, editor):
    for _number in range(2):
        write(client, NEW_HOUSE, **new_house())
    assert sorted(Facility.objects.values_list("slug", flat=True)) == ["haus-mond", "haus-mond-2"]


def test_a_new_facility_begins_with_the_partner_from_whose_page_somebody_comes(client, steering, partner):
    PartnerFactory()
    assert sent(client.get(f"{NEW_HOUSE}?partner=familienbildung"))["partner"] == str(partner.pk)


def test_steering_takes_a_new_partner_into_a_network_or_none(client, steering):
    network = NetworkFactory()
    kind = PartnerKindFactory().pk
    write(client, NEW_PARTNER, name="Eins", kind=kind, network=network.pk)
    write(client, NEW_PARTNER, name="Zwei", kind=kind)
    found = [
        (one.slug, one.is_public, one.is_trusted, one.networks.count()) for one in Partner.objects.order_by("slug")
    ]
    assert found == [("eins", True, False, 1), ("zwei", True, False, 0)]
    assert Membership.objects.get().valid_from == timezone.localdate()


def test_who_coordinates_a_network_takes_a_new_partner_into_it_and_keeps_it(client):
    mine, other = NetworkFactory(), NetworkFactory()
    client.force_login(person("coordinator", network=mine))
    kind = PartnerKindFactory().pk
    without = write(client, NEW_PARTNER, name="Neu", kind=kind)
    elsewhere = write(client, NEW_PARTNER, name="Neu", kind=kind, network=other.pk)
    write(client, NEW_PARTNER, name="Neu", kind=kind, network=mine.pk)
    partner = Partner.objects.get()
    assert [wrong_fields(parsed(one)) for one in (without, elsewhere)] == [["#id_network"], ["#id_network"]]
    assert (partner.is_public, client.get(staff_page(partner)).status_code) == (True, 200)


# What is kept


@pytest.mark.parametrize("kind", ["house", "partner"])
def test_what_was_typed_is_kept_for_its_writer_alone(client, editor, partner, house, kind):
    host = {"house": house, "partner": partner}[kind]
    data = sent(client.get(edit_page(host)), description="Halb fertig", postcode="x")
    answer = client.post(edit_page(host).replace("bearbeiten", "zwischenstand"), data).json()
    mine = sent(client.get(edit_page(host)))["description"]
    client.force_login(person("partner_editor", partner=partner))
    assert (answer["parts"], mine, sent(client.get(edit_page(host)))["description"]) == ({}, "Halb fertig", "")


def test_new_forms_of_each_kind_are_kept_apart(client, steering):
    for address in (NEW_HOUSE, NEW_PARTNER, "/verwaltung/angebote/neu/"):
        name = "title" if "angebote" in address else "name"
        client.post(f"{address}zwischenstand/", sent(client.get(address), **{name: f"Von {address}"}))
    found = {
        address: [text_of(a) for a in parsed(client.get(address)).iter("a") if a.get("href", "").startswith("?stand=")]
        for address in (NEW_HOUSE, NEW_PARTNER, "/verwaltung/angebote/neu/")
    }
    assert found == {address: [f"Von {address}"] for address in found}


def test_without_script_a_button_keeps_what_was_typed_and_another_drops_it(client, editor, house):
    write(client, edit_page(house), wish=KEEP, phone="2")
    kept = sent(client.get(edit_page(house)))["phone"]
    write(client, edit_page(house), wish=DISCARD)
    assert (kept, sent(client.get(edit_page(house)))["phone"], KeptForm.objects.count()) == ("2", "1", 0)


def test_what_was_saved_is_kept_no_longer(client, editor, house):
    write(client, edit_page(house), phone="2")
    write(client, NEW_HOUSE, **new_house())
    assert KeptForm.objects.count() == 0


def test_a_form_is_about_one_record(editor, house):
    with pytest.raises(IntegrityError) as refused:
        KeptForm.objects.create(user=editor, kind="facility", facility=house, partner=house.partner, data={})
    assert refused.value.__cause__.diag.constraint_name == "kept_form_is_about_one_record"


@pytest.mark.parametrize("name", ["facility", "partner"])
def test_a_form_is_kept_once(editor, house, name):
    about = {"kind": name, name: house if name == "facility" else house.partner}
    KeptForm.objects.create(user=editor, data={}, **about)
    with pytest.raises(IntegrityError) as refused:
        KeptForm.objects.create(user=editor, data={}, key=uuid.uuid4(), **about)
    assert refused.value.__cause__.diag.constraint_name == f"form_of_{name}_is_kept_once"


# Rights


def people(partner):
    return [
        person("partner_editor", partner=partner),
        person("partner_lead", partner=partner),
        person("steering"),
        person("partner_editor", partner=PartnerFactory()),
        person("coordinator", network=NetworkFactory()),
        person("planner"),
        person(),
    ]


@pytest.mark.parametrize("kind", ["house", "partner"])
def test_who_may_open_which_page(client, partner, house, kind):
    host = {"house": house, "partner": partner}[kind]
    found = []
    for user in people(partner):
        client.force_login(user)
        keep = edit_page(host).replace("bearbeiten", "zwischenstand")
        found.append(
            [
                client.get(staff_page(host)).status_code,
                client.get(edit_page(host)).status_code,
                client.post(keep).status_code,
            ]
        )
    assert found == [[200] * 3, [200] * 3, [200] * 3, [404] * 3, [404] * 3, [200, 403, 403], [403] * 3]


def test_who_may_begin_new_ones(client, partner):
    space = SocialSpaceFactory()
    found = []
    for user in [*people(partner), person("coordinator", social_space=space)]:
        client.force_login(user)
        found.append((client.get(NEW_HOUSE).status_code, client.get(NEW_PARTNER).status_code))
    assert found == [
        (200, 403),
        (200, 403),
        (200, 200),
        (200, 403),
        (200, 200),
        (403, 403),
        (403, 403),
        (200, 403),
    ]


def test_who_coordinates_a_space_begins_a_house_outside_of_it_and_is_led_to_the_list(client, house):
    space = SocialSpaceFactory()
    SocialSpaceMembershipFactory(social_space=space, district=house.district)
    client.force_login(person("coordinator", social_space=space))
    response = write(client, NEW_HOUSE, **new_house(partner=house.partner_id, district=DistrictFactory(column=7).pk))
    new = Facility.objects.get(slug="haus-mond")
    assert (response.url, new.is_public, Submission.objects.get().record) == ("/verwaltung/einrichtungen/", False, new)


ADDRESSES = [
    NEW_HOUSE,
    NEW_PARTNER,
    *(f"/verwaltung/{kind}/1/{end}" for kind in ("einrichtungen", "partner") for end in ("", "bearbeiten/")),
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_visitor_is_asked_to_log_in(client, address):
    assert client.get(address).url == f"/konto/anmelden/?next={address}"


@pytest.mark.parametrize("kind", ["einrichtungen", "partner"])
def test_what_does_not_exist_is_not_found_and_wrong_methods_are_refused(client, steering, kind):
    found = [
        client.get(f"/verwaltung/{kind}/999999/").status_code,
        client.get(f"/verwaltung/{kind}/999999/bearbeiten/").status_code,
        client.post(f"/verwaltung/{kind}/999999/zwischenstand/").status_code,
        client.get(f"/verwaltung/{kind}/999999/zwischenstand/").status_code,
        client.get(f"/verwaltung/{kind}/neu/zwischenstand/").status_code,
        client.post(f"/verwaltung/{kind}/1/").status_code,
        client.delete(f"/verwaltung/{kind}/neu/").status_code,
    ]
    assert found == [404, 404, 404, 405, 405, 405, 405]


# The page of a facility


def test_the_page_tells_facts_and_offers_by_status(client, steering, house, partner):
    OpeningHoursFactory(facility=house, weekday=2)
    for status in ("published", "published", "draft"):
        OfferFactory(provider=partner, facility=house, status=status)
    OfferFactory(provider=partner, status="published")
    page = parsed(client.get(staff_page(house)))
    cards = [a for a in page.iter("a") if "einrichtung=" in a.get("href", "")]
    listed = [parsed(client.get(a.get("href"))).find(".//p[@role='status']").get("data-count") for a in cards]
    assert ([text_of(a) for a in cards], listed) == (["1 × Entwurf", "2 × veröffentlicht"], ["1", "2"])
    assert "Mi 9–12 Uhr" in [text_of(p) for p in page.iter("p")]


def test_a_confidential_address_is_told_to_those_alone_who_keep_the_records(client, partner):
    house = house_of(partner, street="Geheimweg 1", address_is_confidential=True)
    found = []
    for user in (person("partner_editor", partner=partner), person("steering"), person("planner")):
        client.force_login(user)
        found.append("Geheimweg 1" in client.get(staff_page(house)).content.decode())
    assert found == [True, True, False]


def test_the_register_leads_there(client, steering, house):
    links = [a.get("href") for a in parsed(client.get("/verwaltung/einrichtungen/")).iter("a")]
    assert staff_page(house) in links


def test_pages_and_forms_cost_the_same_for_few_and_many(client, steering, django_assert_max_num_queries, house):
    rich = house_of(PartnerFactory())
    for day in range(7):
        OpeningHoursFactory(facility=rich, weekday=day)
    for number in range(8):
        rich.accessibility.add(AccessibilityFeatureFactory(code=f"merkmal-{number}"))
        OfferFactory(facility=rich)
        FacilityFactory(partner=rich.partner)
    client.get(edit_page(house))  # what every page of a process reads once
    counts = []
    for addresses in ((staff_page(one), edit_page(one), edit_page(one.partner)) for one in (house, rich)):
        for address in addresses:
            with django_assert_max_num_queries(30) as asked:
                client.get(address)
            counts.append(len(asked))
    assert counts[:3] == counts[3:]


def test_the_lists_lead_to_new_records(client, partner):
    found = []
    people = [
        person("partner_editor", partner=partner),
        person("coordinator", network=NetworkFactory()),
        person("coordinator", social_space=SocialSpaceFactory()),
        person("planner"),
    ]
    for user in people:
        client.force_login(user)
        pages = [parsed(client.get(f"/verwaltung/{kind}/")) for kind in ("angebote", "einrichtungen", "partner")]
        found.append([a.get("href") for page in pages for a in page.iter("a") if a.get("href", "").endswith("/neu/")])
    offer, house, new_partner = "/verwaltung/angebote/neu/", NEW_HOUSE, NEW_PARTNER
    assert found == [[offer, house], [offer, house, new_partner], [offer, house], []]
