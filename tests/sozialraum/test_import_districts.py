"""Districts of a level from a file: the first import, the second, and the levels they make."""

import datetime

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon

from sozialraum.imports.areas import same_ground
from sozialraum.imports.levels import plural_of
from sozialraum.models import AreaLevel, District
from tests.network.factories import FacilityFactory
from tests.sozialraum.factories import (
    BoroughFactory,
    BoroughLevelFactory,
    DistrictFactory,
    DistrictLevelFactory,
    centre,
    square,
)
from tests.sozialraum.geofiles import box, feature, polygon, write_geojson
from tests.sozialraum.importing import import_districts, numbers

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(tmp_path):
    """Return a function that writes a file of squares of the grid, each given as column, code, name and the rest."""

    def write(*areas: tuple, **properties):
        found = [
            feature(polygon(box(6.4 + column * 0.02, 51.1, 0.02)), code=code, name=name, **properties)
            for column, code, name in areas
        ]
        return write_geojson(tmp_path / "a.geojson", *found)

    return write


def test_a_first_import_makes_districts_that_have_always_been(city):
    code, output = import_districts(city((0, "0101", "Süd"), (1, "0102", "Nord")))

    assert (code, output[-1]) == (0, numbers(created=2))
    fields = ["code", "name", "slug", "valid_from", "valid_until", "is_schematic"]
    assert list(District.objects.order_by("code").values_list(*fields)) == [
        ("0101", "Süd", "sued", datetime.date(1900, 1, 1), None, False),
        ("0102", "Nord", "nord", datetime.date(1900, 1, 1), None, False),
    ]


def test_a_second_import_changes_nothing(city):
    path = city((0, "0101", "Süd"), (1, "0102", "Nord"))
    import_districts(path)
    before = list(District.objects.values("pk", "boundary", "valid_from"))

    assert import_districts(path) == (0, [numbers(unchanged=2)])
    assert list(District.objects.values("pk", "boundary", "valid_from")) == before


def test_a_dry_run_makes_neither_district_nor_level(city):
    code, output = import_districts(city((0, "1", "A")), "--dry-run")

    assert (code, output[-2:]) == (0, [numbers(created=1), "Es wurde nichts gespeichert."])
    assert (District.objects.count(), AreaLevel.objects.count()) == (0, 0)


def test_names_that_occur_twice_get_addresses_of_their_own(city):
    BoroughFactory(name="Nord", slug="nord")
    import_districts(city((0, "1", "Nord"), (1, "2", "Nord")))

    assert list(District.objects.order_by("pk").values_list("slug", flat=True)) == ["nord", "nord-2", "nord-3"]


def test_a_name_without_letters_has_an_address_too(city):
    import_districts(city((0, "1", "…")))

    assert District.objects.get().slug == "gebiet-1"


def test_a_new_name_is_taken_over_and_the_address_stays(city):
    import_districts(city((0, "1", "Alt")))

    assert import_districts(city((0, "1", "Neu"))) == (0, [numbers(changed=1)])
    assert District.objects.values_list("name", "slug").get() == ("Neu", "alt")


def test_the_larger_area_is_found_by_its_code(city):
    borough = BoroughFactory(code="0303")
    import_districts(city((0, "1", "A"), bezirk="0303"), "--parent=bezirk", level="stadtteil")

    assert District.objects.get(code="1").parent == borough


def test_the_finer_of_two_larger_areas_is_meant(city):
    BoroughFactory(code="0303")
    region = BoroughFactory(code="0303", level=BoroughLevelFactory(code="region", name="Region", order=1))
    DistrictLevelFactory(order=2)
    import_districts(city((0, "1", "A"), bezirk="0303"), "--parent=bezirk")

    assert District.objects.get(code="1").parent == region


@pytest.mark.parametrize("code", ["9", "2"])
def test_an_unknown_larger_area_is_refused(city, code):
    DistrictFactory(code="2")  # of the same level, so no larger area
    result = import_districts(city((0, "1", "A"), bezirk=code), "--parent=bezirk")

    assert (result[0], f"Objekt 1: abgelehnt: 1 gehört zu „{code}“, das es nicht gibt" in result[1]) == (1, True)


def test_a_file_that_says_nothing_of_larger_areas_leaves_them(city):
    borough = BoroughFactory(code="03")
    import_districts(city((0, "1", "A"), bezirk="03"), "--parent=bezirk")

    assert import_districts(city((0, "1", "A"))) == (0, [numbers(unchanged=1)])
    assert District.objects.get(code="1").parent == borough


def test_a_changed_larger_area_is_taken_over(city):
    BoroughFactory(code="03")
    other = BoroughFactory(code="04")
    import_districts(city((0, "1", "A"), bezirk="03"), "--parent=bezirk")

    assert import_districts(city((0, "1", "A"), bezirk="04"), "--parent=bezirk") == (0, [numbers(changed=1)])
    assert District.objects.get(code="1").parent == other


def levels() -> list[tuple]:
    return list(AreaLevel.objects.order_by("order").values_list("code", "name", "name_plural", "shown_to_families"))


def test_the_first_level_is_the_one_for_families(city):
    import_districts(city((0, "1", "A")), level="Stadtteil")

    assert levels() == [("stadtteil", "Stadtteil", "Stadtteile", True)]


def test_a_finer_level_becomes_the_one_for_families_while_nobody_relies_on_the_coarser(city):
    import_districts(city((0, "1", "A")), level="Bezirk")
    import_districts(city((0, "11", "AA")), level="Planungsraum")

    assert levels() == [("bezirk", "Bezirk", "Bezirke", False), ("planungsraum", "Planungsraum", "Planungsräume", True)]


def test_a_level_that_is_relied_on_stays_the_one_for_families(city):
    import_districts(city((0, "1", "A")), level="Bezirk")
    FacilityFactory(district=District.objects.get())
    import_districts(city((0, "11", "AA")), level="Planungsraum")

    assert [level[3] for level in levels()] == [True, False]


def test_a_level_made_by_hand_becomes_the_one_for_families_if_there_is_none(city):
    BoroughLevelFactory(shown_to_families=False)
    import_districts(city((0, "1", "A")), level="stadtbezirk")

    assert levels() == [("stadtbezirk", "Stadtbezirk", "Stadtbezirke", True)]


def test_a_level_is_known_by_its_name_too(city):
    BoroughLevelFactory(code="bez", name="Stadtbezirk")
    import_districts(city((0, "1", "A")), level="stadtbezirk")

    assert [level[0] for level in levels()] == ["bez"]


def test_a_plural_can_be_told(city):
    import_districts(city((0, "1", "A")), "--plural=Kieze", level="Kiez")

    assert levels() == [("kiez", "Kiez", "Kieze", True)]


@pytest.mark.parametrize(
    ("name", "plural"),
    [("Stadtteil", "Stadtteile"), ("Wohnviertel", "Wohnviertel"), ("Planungsraum", "Planungsräume"), ("Kiez", "Kiez")],
)
def test_usual_levels_have_a_plural(name, plural):
    assert plural_of(name) == plural


def test_facilities_that_were_there_first_find_their_district(city):
    facility = FacilityFactory(district=None, point=centre(1))
    import_districts(city((0, "1", "A"), (1, "2", "B")))
    facility.refresh_from_db()

    assert facility.district.code == "2"


@pytest.mark.parametrize(
    ("shift", "answer"),
    [(0, True), (1e-10, True), (5e-6, True), (3e-5, False), (0.01, False)],
)
def test_a_boundary_is_the_same_up_to_about_a_metre(shift, answer):
    west, south, east, north = square(0).extent
    moved = MultiPolygon(Polygon.from_bbox((west, south, east + shift, north)), srid=4326)

    assert same_ground(square(0), moved) is answer


def test_a_boundary_with_more_points_on_the_same_lines_is_the_same():
    plain = square(0)
    west, south, east, north = plain.extent
    middle = (west + east) / 2
    ring = [
        (middle, south),
        (west, south),
        (west, north),
        (middle, north),
        (east, north),
        (east, south),
        (middle, south),
    ]

    assert same_ground(plain, MultiPolygon(Polygon(ring), srid=4326)) is True


def test_a_hole_is_another_boundary():
    plain = square(0)
    west, south, _east, _north = plain.extent
    hole = Polygon.from_bbox((west + 0.005, south + 0.005, west + 0.006, south + 0.006))

    assert same_ground(plain, MultiPolygon(plain[0].difference(hole), srid=4326)) is False
