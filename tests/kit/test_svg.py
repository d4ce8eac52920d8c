"""Areas as path data."""

from math import cos, radians

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon

from kit.svg import Frame, path_data

EQUATOR = Frame.around((10.0, -1.0, 12.0, 1.0), width=200)


def test_north_is_up_and_west_comes_first():
    assert [EQUATOR.place(10, 1), EQUATOR.place(12, -1), EQUATOR.place(11, 0)] == [(0, 0), (200, 200), (100, 100)]


def test_a_degree_of_longitude_is_shorter_the_farther_north():
    frame = Frame.around((6.0, 50.0, 8.0, 52.0), width=1000)
    assert frame.height == round(1000 / cos(radians(51)))


def test_an_extent_without_width_or_height_still_has_a_picture():
    frame = Frame.around((6.0, 51.0, 6.0, 51.0))
    assert (frame.width, frame.height, frame.place(6, 51)) == (1000, 1, (0, 0))


def test_each_ring_becomes_a_closed_path():
    shell = ((10, 1), (12, 1), (12, -1), (10, -1), (10, 1))
    hole = ((10.5, 0.5), (11.5, 0.5), (11.5, -0.5), (10.5, 0.5))
    assert path_data(MultiPolygon(Polygon(shell, hole)), EQUATOR) == (
        "M0 0L200 0L200 200L0 200L0 0ZM50 50L150 50L150 150L50 50Z"
    )


def test_points_that_fall_together_are_drawn_once():
    near = Polygon(((10, 1), (10.001, 1), (12, 1), (12, -1), (10, 1)))
    assert path_data(MultiPolygon(near), EQUATOR) == "M0 0L200 0L200 200L0 0Z"


@pytest.mark.parametrize("side", [0.0001, 0.004])
def test_an_area_too_small_to_see_leaves_no_path(side):
    speck = Polygon.from_bbox((11, 0, 11 + side, side))
    assert path_data(MultiPolygon(speck), EQUATOR) == ""


def test_neighbours_share_their_border_to_the_point():
    west, east = Polygon.from_bbox((10, 0, 10.777, 1)), Polygon.from_bbox((10.777, 0, 12, 1))
    paths = [set(path_data(MultiPolygon(one), EQUATOR).strip("MZ").split("L")) for one in (west, east)]
    assert paths[0] & paths[1] == {"78 0", "78 100"}
