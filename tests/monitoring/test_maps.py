"""The areas of a level as they are drawn."""

import datetime

from monitoring.maps import boundaries_of, geojson, outline
from tests.monitoring.small_city import LAST
from tests.sozialraum.factories import DistrictFactory, SocialSpaceFactory, SocialSpaceMembershipFactory

REFORM = datetime.date(2025, 6, 1)


def drawn(version: str, level: str, day: datetime.date = LAST) -> list[str]:
    return [shape.area.name for shape in outline(version, level, day).shapes]


def test_the_areas_of_a_level_are_drawn_by_name(small):
    found = outline("areas", "stadtteil", LAST)
    assert [shape.area.name for shape in found.shapes] == ["Hehn", "Holt", "Venn"]
    assert (found.width, [shape.path[0] for shape in found.shapes]) == (1000, ["M", "M", "M"])


def test_boundaries_are_those_of_the_day(municipality):
    DistrictFactory(name="Alt", valid_until=REFORM)
    DistrictFactory(name="Neu", valid_from=REFORM)
    day = datetime.timedelta(days=1)
    assert (drawn("reform", "stadtteil", REFORM - day), drawn("reform", "stadtteil", REFORM)) == (["Alt"], ["Neu"])


def test_a_social_space_is_the_union_of_the_districts_that_it_had(small):
    (boundary,) = boundaries_of("sozialraum", LAST).values()
    assert boundary.area == small.venn.boundary.union(small.holt.boundary).area
    assert drawn("spaces", "sozialraum") == ["Venn-Holt"]


def test_a_social_space_without_districts_has_a_row_and_no_shape(small):
    SocialSpaceFactory(name="Leer")
    found = outline("empty space", "sozialraum", LAST)
    assert ([area.name for area in found.areas], [shape.area.name for shape in found.shapes]) == (
        ["Leer", "Venn-Holt"],
        ["Venn-Holt"],
    )


def test_a_membership_that_ended_is_no_part_of_the_space(small):
    late = SocialSpaceMembershipFactory(social_space=small.space, district=small.hehn, valid_until=REFORM)
    before = boundaries_of("sozialraum", REFORM - datetime.timedelta(days=1))
    after = boundaries_of("sozialraum", REFORM)
    assert before["space", small.space.pk].area > after["space", small.space.pk].area
    assert late.district == small.hehn


def test_without_areas_there_is_nothing_to_draw(municipality):
    found = outline("nothing", "stadtteil", LAST)
    assert (found.areas, found.shapes) == ((), ())


def test_schematic_boundaries_are_known(municipality):
    DistrictFactory(is_schematic=True)
    assert outline("schematic", "stadtteil", LAST).is_schematic


def test_a_map_for_programs_has_only_what_has_properties(small):
    found = geojson("stadtteil", LAST, {("district", small.venn.pk): {"code": "101"}})
    assert [one["properties"] for one in found["features"]] == [{"code": "101"}]


def test_the_outline_is_made_once_for_a_version(small, django_assert_num_queries):
    outline("once", "stadtteil", LAST)
    with django_assert_num_queries(0):
        outline("once", "stadtteil", LAST)
