"""The administration of the ground: every page opens, none asks strangers for a map, and boundaries stay as they are."""

import datetime

import pytest
from django.contrib import admin
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.urls import reverse

from sozialraum.admin.areas import in_words, with_level
from sozialraum.models import District, SocialSpaceMembership
from tests.network.factories import UserFactory
from tests.sozialraum.factories import (
    BoroughFactory,
    BoroughLevelFactory,
    DistrictFactory,
    PostcodeFactory,
    SchoolHolidayFactory,
    SocialSpaceFactory,
    SocialSpaceMembershipFactory,
    StreetSectionFactory,
    square,
)

pytestmark = pytest.mark.django_db
FACTORIES = {
    "arealevel": BoroughLevelFactory,
    "district": DistrictFactory,
    "socialspace": SocialSpaceFactory,
    "postcode": PostcodeFactory,
    "streetsection": StreetSectionFactory,
    "schoolholiday": SchoolHolidayFactory,
}
NAMES = sorted(FACTORIES)
# Records that must differ in more than their number.
MORE = {
    "arealevel": [{"code": "quartier"}, {"code": "block"}],
    "schoolholiday": [{"federal_state": land} for land in ("HE", "BY")],
}
LIST_QUERIES = {
    "arealevel": 6,
    "district": 7,
    "postcode": 6,
    "schoolholiday": 8,
    "socialspace": 6,
    "streetsection": 7,
}


def address(name: str, page: str, *args) -> str:
    return reverse(f"admin:sozialraum_{name}_{page}", args=args)


def test_every_record_of_the_ground_has_its_page():
    registered = {model._meta.model_name for model in admin.site._registry if model._meta.app_label == "sozialraum"}

    assert registered == set(FACTORIES) | {"municipality", "legaltext", "accessibilityfeedback"}


@pytest.mark.parametrize("name", NAMES)
def test_list_and_record_open_without_a_map_from_elsewhere(admin_client, name):
    record = FACTORIES[name]()
    pages = [admin_client.get(address(name, "changelist")), admin_client.get(address(name, "change", record.pk))]

    assert [page.status_code for page in pages] == [200, 200]
    text = "".join(page.content.decode() for page in pages).lower()
    assert [word for word in ("openlayers", "jsdelivr", 'src="http', "<script>") if word in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_list_costs_the_same_for_few_and_for_many(admin_client, name, django_assert_num_queries):
    FACTORIES[name]()
    page = address(name, "changelist")
    admin_client.get(page)
    with django_assert_num_queries(LIST_QUERIES[name]):
        admin_client.get(page)
    for changes in MORE.get(name, [{}, {}]):
        FACTORIES[name](**changes)
    with django_assert_num_queries(LIST_QUERIES[name]):
        admin_client.get(page)


@pytest.mark.parametrize("name", NAMES)
def test_a_stranger_is_sent_to_the_login(client, name):
    assert client.get(address(name, "changelist")).status_code == 302


@pytest.mark.parametrize("name", NAMES)
def test_staff_without_rights_is_turned_away(client, name):
    client.force_login(UserFactory(is_staff=True))

    assert client.get(address(name, "changelist")).status_code == 403


def test_a_district_is_not_added_by_hand(admin_client):
    assert admin_client.get(address("district", "add")).status_code == 403


def test_a_district_can_be_renamed_and_keeps_its_boundary(admin_client):
    district = DistrictFactory(code="1", column=0)
    data = {"name": "Neuer Name", "slug": "neu", "code": "geändert", "is_schematic": "on"}
    admin_client.post(address("district", "change", district.pk), data)
    district.refresh_from_db()

    assert (district.name, district.slug, district.code, district.is_schematic) == ("Neuer Name", "neu", "1", True)
    assert district.boundary.equals_exact(square(0))


def test_a_boundary_is_told_in_words():
    assert (
        in_words(square(0)) == "3,11 km², aus einem Stück, von 6,400 bis 6,420 Grad Ost und 51,100 bis 51,120 Grad Nord"
    )


def test_a_boundary_of_two_parts_says_so():
    parts = MultiPolygon(*square(0), Polygon.from_bbox((6.5, 51.1, 6.52, 51.12)), srid=4326)

    assert in_words(parts).startswith("6,23 km², aus 2 Stücken, von 6,400 bis 6,520")


def test_a_closed_district_says_until_when_it_was():
    level = BoroughLevelFactory()
    closed = BoroughFactory(name="Nord", level=level, valid_until=datetime.date(2026, 7, 1))

    assert with_level(closed) == "Nord (Stadtbezirk, bis 01.07.2026)"
    assert with_level(BoroughFactory(name="Süd", level=level)) == "Süd (Stadtbezirk)"


def test_a_district_joins_a_social_space(admin_client):
    space, district = SocialSpaceFactory(), DistrictFactory()
    data = {"code": space.code, "name": space.name, "slug": space.slug, "team_name": "Team 05"}
    management = {"memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "0"}
    row = {"memberships-0-district": district.pk, "memberships-0-valid_from": "01.01.2026"}
    admin_client.post(address("socialspace", "change", space.pk), data | management | row)

    membership = SocialSpaceMembership.objects.get()
    assert (membership.social_space, membership.district) == (space, district)


def test_a_second_social_space_at_a_time_is_refused_with_a_sentence(admin_client):
    membership, space = SocialSpaceMembershipFactory(), SocialSpaceFactory()
    data = {"code": space.code, "name": space.name, "slug": space.slug, "team_name": "Team 06"}
    management = {"memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "0"}
    row = {"memberships-0-district": membership.district_id, "memberships-0-valid_from": "01.01.2026"}
    page = admin_client.post(address("socialspace", "change", space.pk), data | management | row)

    assert "Der Stadtteil gehört in dieser Zeit schon zu einem Sozialraum." in page.content.decode()


def test_the_middle_of_a_postcode_is_told_in_words(admin_client):
    postcode = PostcodeFactory(centre=Point(6.4, 51.1, srid=4326))
    page = admin_client.get(address("postcode", "change", postcode.pk)).content.decode()

    assert "51,1000 Grad Nord, 6,4000 Grad Ost" in page


@pytest.mark.parametrize("words", ["hauptstr", "HAUPTSTRASSE", "Haupt-Straße"])
def test_a_street_is_found_however_it_is_written(admin_client, words):
    StreetSectionFactory(street="Hauptstraße")
    StreetSectionFactory(street="Nebenweg")
    page = admin_client.get(address("streetsection", "changelist"), {"q": words})

    assert [section.street for section in page.context["cl"].result_list] == ["Hauptstraße"]


def test_an_overlapping_section_is_refused_with_a_sentence(admin_client):
    section = StreetSectionFactory(street="Hauptstraße")
    data = {
        "street": "Hauptstr.",
        "number_from": 1,
        "number_to": 9,
        "side": "all",
        "postcode": section.postcode_id,
        "district": section.district_id,
    }
    page = admin_client.post(address("streetsection", "add"), data).content.decode()

    assert "Dieser Abschnitt überschneidet sich mit einem anderen derselben Straße." in page


def test_the_name_of_a_district_is_not_lost_when_it_is_looked_up(admin_client):
    DistrictFactory(name="Eicken")
    found = admin_client.get(
        reverse("admin:autocomplete"),
        {"term": "eick", "app_label": "sozialraum", "model_name": "streetsection", "field_name": "district"},
    ).json()

    assert [row["text"] for row in found["results"]] == [District.objects.get().name]


def test_every_field_that_people_see_has_a_label_in_our_language():
    models = [model for model in admin.site._registry if model._meta.app_label == "sozialraum"] + [
        SocialSpaceMembership
    ]
    unlabelled = {
        f"{model.__name__}.{field.name}"
        for model in models
        for field in model._meta.concrete_fields
        # A label that nobody wrote is made from the field's name, as plain text.
        if field.editable and not field.primary_key and type(field.verbose_name) is str
    }

    assert unlabelled == set()
