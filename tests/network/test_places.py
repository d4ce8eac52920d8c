"""Where facilities are: a point decides the district, and a confidential address stays here."""

import datetime

import pytest
from django.contrib.gis.geos import Point

from network.places import Place, district_at
from tests.network.factories import FacilityFactory
from tests.sozialraum.factories import BoroughFactory, DistrictFactory, DistrictLevelFactory, centre

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 22)


def test_a_point_lies_in_its_district():
    DistrictFactory(column=0)
    right = DistrictFactory(column=1)
    assert district_at(centre(1)) == right


@pytest.mark.parametrize("codes", [("0100", "0200"), ("0200", "0100")])
def test_on_a_border_the_lower_code_wins(codes):
    west, east = (DistrictFactory(column=column, code=code) for column, code in enumerate(codes))
    border = Point(west.boundary.extent[2], 51.11, srid=4326)
    assert border.x == east.boundary.extent[0]
    assert district_at(border).code == "0100"


def test_outside_of_all_districts_there_is_none():
    DistrictFactory(column=0)
    assert district_at(Point(13.4, 52.5, srid=4326)) is None


def test_a_point_of_another_reference_system_is_found_too():
    district = DistrictFactory(column=0)
    assert district_at(centre(0).transform(25832, clone=True)) == district


def test_a_closed_district_takes_nobody_in():
    DistrictFactory(column=0, valid_until=DAY)
    assert district_at(centre(0)) is None


def test_the_finest_level_that_families_name_decides():
    BoroughFactory(column=0)
    quarter = DistrictFactory(column=0)
    coarse = DistrictLevelFactory(code="planungsraum", name="Planungsraum", name_plural="Planungsräume", order=0)
    DistrictFactory(column=0, level=coarse)
    assert district_at(centre(0)) == quarter


def test_saving_a_facility_finds_its_district():
    wrong, right = DistrictFactory(column=0), DistrictFactory(column=1)
    assert FacilityFactory(point=centre(1), district=wrong).district == right


def test_a_facility_without_a_point_keeps_its_district():
    DistrictFactory(column=0)
    said = DistrictFactory(column=1)
    assert FacilityFactory(point=None, district=said).district == said


def test_a_facility_outside_of_all_districts_keeps_what_was_said():
    said = DistrictFactory(column=1)
    assert FacilityFactory(point=centre(5), district=said).district == said


def test_moving_only_the_point_moves_the_district_too(django_assert_num_queries):
    facility = FacilityFactory(district=DistrictFactory(column=0))
    right = DistrictFactory(column=1)
    facility.point = centre(1)
    with django_assert_num_queries(2):
        facility.save(update_fields=["point"])
    facility.refresh_from_db()
    assert facility.district == right


def test_saving_something_else_asks_for_no_district(django_assert_num_queries):
    facility = FacilityFactory()
    with django_assert_num_queries(1):
        facility.save(update_fields=["name"])


def test_everybody_may_know_where_an_ordinary_facility_is():
    facility = FacilityFactory(street="Beispielweg 1", postcode="41061", city="Musterstadt")
    place = facility.public_place()
    assert place == Place(
        name=facility.name,
        street="Beispielweg 1",
        postcode="41061",
        city="Musterstadt",
        district=facility.district,
        point=facility.point,
    )
    assert place.lines == ["Beispielweg 1", "41061 Musterstadt"]


def test_of_a_confidential_facility_there_is_only_the_district():
    facility = FacilityFactory(street="Geheimweg 7", address_is_confidential=True)
    place = facility.public_place()
    assert place == Place(name=facility.name, district=facility.district, is_confidential=True)
    assert (place.lines, place.point) == ([], None)


@pytest.mark.parametrize(
    ("parts", "lines"),
    [
        ({}, []),
        ({"street": "Markt 1"}, ["Markt 1"]),
        ({"city": "Musterstadt"}, ["Musterstadt"]),
        ({"postcode": "41061", "city": "Musterstadt"}, ["41061 Musterstadt"]),
    ],
)
def test_an_address_has_as_many_lines_as_are_known(parts, lines):
    assert Place(**parts).lines == lines


def test_a_seal_counts_through_its_last_day():
    facility = FacilityFactory(quality_seal="Familienzentrum NRW", seal_valid_until=DAY)
    assert facility.valid_seal(DAY) == "Familienzentrum NRW"
    assert facility.valid_seal(DAY + datetime.timedelta(days=1)) == ""


def test_without_a_seal_there_is_none():
    assert FacilityFactory().valid_seal(DAY) == ""
