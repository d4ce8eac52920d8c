"""A reform of boundaries: the old district ends, the new one begins, and everything of today moves along."""

import datetime

import pytest
from django.contrib.gis.geos import Point
from django.utils import timezone

from network.models import Facility
from offers.models import Offer, Reach
from sozialraum.models import District, SocialSpaceMembership, StreetSection
from tests.network.factories import ContactPointFactory, FacilityFactory
from tests.offers.factories import OfferFactory
from tests.sozialraum.factories import (
    BoroughFactory,
    BoroughLevelFactory,
    DistrictFactory,
    DistrictLevelFactory,
    PostcodeFactory,
    SocialSpaceFactory,
    SocialSpaceMembershipFactory,
    StreetSectionFactory,
    square,
)
from tests.sozialraum.geofiles import box, feature, polygon, write_geojson
from tests.sozialraum.importing import import_districts, numbers

pytestmark = pytest.mark.django_db

DAY = "2026-07-01"
REFORM = datetime.date(2026, 7, 1)
WEST, MIDDLE, EAST = 6.4, 6.42, 6.44
# A strip that a reform gives from the western to the eastern district.
BORDER = 6.415


@pytest.fixture
def today() -> datetime.date:
    return timezone.localdate()


@pytest.fixture
def west() -> District:
    return DistrictFactory(code="1", name="West", column=0)


@pytest.fixture
def east() -> District:
    return DistrictFactory(code="2", name="Ost", column=1)


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a file of areas, each given as code, western and eastern end."""

    def write(*areas: tuple[str, float, float]):
        names = {"1": "West", "2": "Ost", "12": "Mitte"}
        found = [
            feature(polygon(box(left, 51.1, right - left, 0.02)), code=code, name=names.get(code, code))
            for code, left, right in areas
        ]
        return write_geojson(tmp_path / "a.geojson", *found)

    return write


@pytest.fixture
def moved_border(write):
    return write(("1", WEST, BORDER), ("2", BORDER, EAST))


def periods() -> list[tuple]:
    fields = ["code", "valid_from", "valid_until"]
    return list(District.objects.order_by("code", "valid_from").values_list(*fields))


BEGINNING = datetime.date(1900, 1, 1)


def test_a_moved_border_closes_the_old_districts_and_opens_new_ones(west, east, moved_border):
    code, output = import_districts(moved_border, f"--valid-from={DAY}")

    assert (code, output[-1]) == (0, numbers(changed=2))
    assert periods() == [
        ("1", BEGINNING, REFORM),
        ("1", REFORM, None),
        ("2", BEGINNING, REFORM),
        ("2", REFORM, None),
    ]
    west.refresh_from_db()
    assert west.boundary.equals(square(0))


def test_a_new_district_keeps_the_address_of_the_old_one(west, east, moved_border):
    import_districts(moved_border)

    assert District.objects.current().get(code="1").slug == west.slug


def test_a_reform_is_of_today_unless_told_otherwise(west, east, moved_border, today):
    import_districts(moved_border)

    assert District.objects.current().get(code="1").valid_from == today


def test_after_a_reform_a_second_import_changes_nothing(west, east, moved_border):
    import_districts(moved_border)

    assert import_districts(moved_border) == (0, [numbers(unchanged=2)])


def test_only_the_district_whose_border_moved_is_reformed(west, east, write):
    import_districts(write(("1", WEST, BORDER), ("2", MIDDLE, EAST)))

    assert [code for code, _start, end in periods() if end] == ["1"]


def test_a_second_reform_on_the_same_day_corrects_the_first(west, east, moved_border, write):
    import_districts(moved_border)
    import_districts(write(("1", WEST, 6.41), ("2", 6.41, EAST)))

    assert len(periods()) == 4
    assert District.objects.current().get(code="1").boundary.extent == pytest.approx((WEST, 51.1, 6.41, 51.12))


def test_a_drawn_boundary_is_replaced_in_its_place_by_a_real_one(write):
    drawn = DistrictFactory(code="1", name="West", column=0, is_schematic=True)
    import_districts(write(("1", WEST, BORDER)))
    drawn.refresh_from_db()

    assert (periods(), drawn.is_schematic) == ([("1", BEGINNING, None)], False)
    assert drawn.boundary.extent == pytest.approx((WEST, 51.1, BORDER, 51.12))


def test_a_reform_before_the_district_began_is_refused(write):
    DistrictFactory(code="1", column=0, valid_from=datetime.date(2026, 9, 1))
    code, output = import_districts(write(("1", WEST, BORDER)), f"--valid-from={DAY}")

    assert (code, output[0]) == (
        1,
        "Objekt 1: abgelehnt: das Gebiet 1 gilt erst seit 01.09.2026, die neue Grenze kann nicht früher gelten",
    )


def test_what_has_a_point_moves_to_where_the_point_lies(west, east, moved_border):
    in_strip, staying = Point(6.417, 51.11, srid=4326), Point(6.41, 51.11, srid=4326)
    for name, point in (("Streifen", in_strip), ("Westen", staying)):
        FacilityFactory(name=name, district=west, point=point)
        OfferFactory(title=name, district=west, point=point)
    import_districts(moved_border)

    new = {district.code: district.pk for district in District.objects.current()}
    expected = {"Streifen": new["2"], "Westen": new["1"]}
    assert dict(Facility.objects.values_list("name", "district")) == expected
    assert dict(Offer.objects.values_list("title", "district")) == expected
    assert set(Reach.objects.filter(area=f"district:{new['2']}").values_list("title", flat=True)) == {"Streifen"}


def test_what_has_no_point_moves_with_the_code(west, east, moved_border):
    facility = FacilityFactory(district=west, point=None)
    section = StreetSectionFactory(district=west)
    postcode = PostcodeFactory()
    postcode.districts.set([west, east])
    contact = ContactPointFactory()
    contact.districts.set([west])
    offer = OfferFactory(catchment_districts=[west])
    _code, output = import_districts(moved_border)
    for record in (facility, section):
        record.refresh_from_db()

    new_west, new_east = District.objects.current().order_by("code")
    assert (facility.district, section.district) == (new_west, new_west)
    assert set(postcode.districts.all()) == {new_west, new_east}
    assert list(contact.districts.all()) == [new_west]
    assert list(offer.catchment_districts.all()) == [new_west]
    assert "Datei: Hinweis: 1 Straßenabschnitte folgen ihrem Schlüssel; bitte nach der neuen Grenze prüfen" in output


def test_smaller_areas_belong_to_the_new_one(write):
    borough = BoroughFactory(code="1", name="West", column=0)
    today = DistrictFactory(parent=borough, column=2)
    past = DistrictFactory(parent=borough, column=3, valid_until=datetime.date(2020, 1, 1))
    import_districts(write(("1", WEST, BORDER)), level="stadtbezirk")
    for district in (today, past):
        district.refresh_from_db()

    assert today.parent == District.objects.current().get(code="1")
    assert past.parent == borough


def memberships() -> list[tuple]:
    fields = ["district__code", "district__valid_from", "social_space__code", "valid_from", "valid_until"]
    return list(SocialSpaceMembership.objects.order_by("pk").values_list(*fields))


def test_a_social_space_keeps_the_old_district_until_the_day_and_the_new_one_from_it(west, write):
    SocialSpaceMembershipFactory(district=west, social_space__code="05")
    import_districts(write(("1", WEST, BORDER)), f"--valid-from={DAY}")

    assert memberships() == [("1", BEGINNING, "05", BEGINNING, REFORM), ("1", REFORM, "05", REFORM, None)]


def test_a_membership_that_begins_later_moves_whole(west, write):
    later = datetime.date(2026, 10, 1)
    SocialSpaceMembershipFactory(district=west, social_space__code="05", valid_from=later)
    import_districts(write(("1", WEST, BORDER)), f"--valid-from={DAY}")

    assert memberships() == [("1", REFORM, "05", later, None)]


def test_a_membership_that_has_ended_stays(west, write):
    ended = datetime.date(2020, 1, 1)
    SocialSpaceMembershipFactory(district=west, social_space__code="05", valid_until=ended)
    import_districts(write(("1", WEST, BORDER)), f"--valid-from={DAY}")

    assert memberships() == [("1", BEGINNING, "05", BEGINNING, ended)]


def test_two_districts_that_become_one_hand_over_to_it(west, east, write):
    space = SocialSpaceFactory(code="05")
    for district in (west, east):
        SocialSpaceMembershipFactory(district=district, social_space=space)
    offer = OfferFactory(catchment_districts=[west, east])
    code, output = import_districts(write(("12", WEST, EAST)), f"--valid-from={DAY}")

    assert (code, output) == (
        0,
        ["Datei: Hinweis: West (1) geschlossen", "Datei: Hinweis: Ost (2) geschlossen", numbers(created=1)],
    )
    merged = District.objects.current().get()
    assert list(offer.catchment_districts.all()) == [merged]
    assert [row[0] for row in memberships() if row[4] is None] == ["12"]


def test_a_district_that_becomes_two_hands_over_to_both(west, write):
    facility = FacilityFactory(district=west, point=Point(6.418, 51.11, srid=4326))
    offer = OfferFactory(catchment_districts=[west])
    import_districts(write(("11", WEST, 6.41), ("13", 6.41, MIDDLE)))
    facility.refresh_from_db()

    assert set(offer.catchment_districts.values_list("code", flat=True)) == {"11", "13"}
    assert facility.district.code == "13"


def test_a_new_code_for_the_same_ground_closes_the_old_one(west, write):
    section = StreetSectionFactory(district=west)
    import_districts(write(("A1", WEST, MIDDLE)))

    assert [code for code, _start, end in periods() if end is None] == ["A1"]
    assert StreetSection.objects.get(pk=section.pk).district.code == "A1"


def test_what_the_file_does_not_name_stays_and_is_reported(west, east, write):
    code, output = import_districts(write(("1", WEST, MIDDLE)))

    assert (code, output) == (
        0,
        [
            "Datei: Hinweis: nicht in der Datei und weiter gültig (--close-missing schließt sie): Ost (2)",
            numbers(unchanged=1),
        ],
    )
    assert District.objects.current().count() == 2


def test_what_the_file_does_not_name_is_closed_on_request(west, east, write):
    FacilityFactory(district=east, point=None)
    code, output = import_districts(write(("1", WEST, MIDDLE)), "--close-missing")

    assert (code, output) == (
        0,
        [
            "Datei: Hinweis: Ost (2) geschlossen",
            "Datei: Hinweis: 1 Einrichtungen zeigen noch auf ein geschlossenes Gebiet",
            numbers(unchanged=1),
        ],
    )
    assert list(District.objects.current().values_list("code", flat=True)) == ["1"]


def test_a_district_of_today_cannot_be_closed_today(write, today):
    DistrictFactory(code="1", name="West", column=0, valid_from=today)
    code, output = import_districts(write(("2", MIDDLE, EAST)), "--close-missing")

    assert (code, output[0]) == (
        1,
        f"Datei: abgelehnt: West (1) gilt erst seit {today:%d.%m.%Y} und lässt sich nicht zu diesem Tag schließen",
    )


def test_a_refused_area_is_not_taken_for_missing(west, east, write, tmp_path):
    areas = [feature(polygon(box(WEST, 51.1, 0.02)), code="1", name="West"), feature(None, code="2", name="Ost")]
    path = write_geojson(tmp_path / "b.geojson", *areas)
    import_districts(path, "--skip-refused", "--close-missing")

    assert District.objects.current().count() == 2


def test_other_levels_are_left_alone(west, write):
    DistrictLevelFactory()
    BoroughLevelFactory()
    import_districts(write(("9", WEST, EAST)), "--close-missing", level="stadtbezirk")

    assert set(District.objects.current().values_list("code", flat=True)) == {"1", "9"}
