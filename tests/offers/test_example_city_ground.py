"""How the schematic boundaries are drawn: shared to the last digit, and just as they are committed."""

import importlib
import math
from itertools import pairwise

import pytest

from offers.example_city.load import FOLDER


@pytest.fixture
def outlines(monkeypatch):
    monkeypatch.syspath_prepend(FOLDER / "ground")
    return importlib.import_module("outlines")


@pytest.fixture
def draw(outlines):
    return importlib.import_module("draw")


def test_the_committed_boundaries_are_the_drawn_ones(draw, tmp_path):
    draw.main(tmp_path)
    for name in ("boroughs.geojson", "districts.geojson"):
        assert (tmp_path / name).read_text("utf8") == (FOLDER / name).read_text("utf8"), name


def area(ring) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def wall_of(outlines, rows: list[str]):
    """Return a wall whose rows, the lowest first, are written as one letter per brick."""
    labels = {(column, row): label for row, text in enumerate(rows) for column, label in enumerate(text)}
    return outlines.Wall(labels, width=1.0)


def test_neighbours_share_their_border(outlines):
    wall = wall_of(outlines, ["aaaabbbb"] * 8)
    (left,), (right,) = (wall.outlines({"a": "a", "b": "b"})[name] for name in "ab")
    shared = [point for point in left[:-1] if point in right]
    assert len(shared) >= 2
    along_left = [left.index(point) for point in shared]
    along_right = [right.index(point) for point in shared]
    assert len(along_left) == len(along_right)
    whole = wall.outlines({"a": "c", "b": "c"})["c"][0]
    assert area(left) + area(right) == pytest.approx(area(whole), abs=1e-9)


def test_a_group_is_outlined_by_the_lines_of_its_members(outlines):
    wall = wall_of(outlines, ["aabbcc"] * 6)
    single = {point for name in "abc" for ring in wall.outlines({x: x for x in "abc"})[name] for point in ring}
    together = {point for ring in wall.outlines({"a": "x", "b": "x", "c": "y"})["x"] for point in ring}
    assert together <= single


def test_rings_run_counter_clockwise_and_close(outlines):
    (ring,) = wall_of(outlines, ["aaa"] * 3).outlines({"a": "a"})["a"]
    assert ring[0] == ring[-1]
    assert area(ring) > 0


def test_a_hole_is_not_foreseen(outlines):
    wall = wall_of(outlines, ["aaaaa", "aaaaa", "aabaa", "aaaaa", "aaaaa"])
    with pytest.raises(ValueError, match="a has a hole"):
        wall.outlines({"a": "a", "b": "b"})


def test_points_that_hardly_matter_are_left_out(outlines):
    line = [(0.0, 0.0), (1.0, 0.001), (2.0, 0.0), (3.0, 1.0), (4.0, 0.0)]
    assert outlines.thin(line) == [(0.0, 0.0), (2.0, 0.0), (3.0, 1.0), (4.0, 0.0)]


@pytest.mark.parametrize(
    ("point", "expected"), [((0, 1), 1.0), ((3, 0), 1.0), ((-3, 4), math.hypot(3, 4)), ((1, 0), 0.0)]
)
def test_distance_to_a_piece_of_line(outlines, point, expected):
    assert outlines.distance(point, (0, 0), (2, 0)) == pytest.approx(expected)


def test_degrees_and_kilometres_fit_together(draw):
    assert draw.to_degrees(draw.to_km((51.2, 6.5))) == [6.5, 51.2]


def test_a_brick_that_stands_alone_joins_its_neighbours(draw):
    labels = {(column, row): "a" for column in range(5) for row in range(5)}
    labels[2, 2] = "b"
    assert set(draw.settled(labels).values()) == {"a"}


def test_the_stronger_district_gets_more(draw):
    near = draw.distances((0.0, 0.0), [(1.0, 0.0, 0), (-2.0, 0.0, 1)])
    assert (draw.winner(near, [0.0, 0.0]), draw.winner(near, [0.0, 3.5])) == (0, 1)
