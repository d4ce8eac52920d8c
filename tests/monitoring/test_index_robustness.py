"""What a class hangs on."""

from monitoring.indices.computing import compute
from monitoring.indices.definition import Table
from monitoring.indices.robustness import robustness
from tests.monitoring.berlin import STATUS, STATUS_GRADES, definition, edition
from tests.monitoring.indices import FIXED, index, one, table

# D stands out by y alone, and E by x alone.
AREAS = table(A=(1, 1), B=(1, 1), C=(1, 1), D=(1, 9), E=(6, 1), F=(1, 1))


def moves(areas, of, base=None):
    found = robustness(areas, of, compute(areas, of, base), base)
    return {
        code: moved and {area: (move.before.key, move.after.key) for area, move in moved.items()}
        for code, moved in found.items()
    }


def test_the_areas_that_change_class_without_an_indicator_are_named():
    assert moves(AREAS, index("x", "y")) == {"x": {"E": ("c", "b")}, "y": {"D": ("c", "b")}}


def test_an_index_of_one_indicator_cannot_do_without_it():
    assert moves(one(1, 2, 3), index()) == {"x": None}


def test_an_area_left_out_for_want_of_the_left_out_value_stays_out():
    areas = Table({**AREAS.values, "G": {"x": 99, "y": None}})

    assert moves(areas, index("x", "y")) == moves(AREAS, index("x", "y"))


def test_areas_left_out_by_rule_stay_out():
    areas = Table({**AREAS.values, "G": {"x": 99, "y": 99}, "H": {"x": 99, "y": 99}}, dict.fromkeys("ABCDEFH", 400))

    assert moves(areas, index("x", "y", minimum_population=300, outliers={"H": "Hafen"})) == moves(
        AREAS, index("x", "y")
    )


def test_against_a_base_year_the_same_base_year_measures_what_is_left():
    fixed = index("x", "y", standardisation=FIXED)

    assert moves(AREAS, fixed, AREAS) == moves(AREAS, index("x", "y"))


def test_where_the_base_year_cannot_measure_what_is_left_nothing_is_said():
    flat = table(A=(1, 1), B=(1, 2), C=(1, 3))
    varied = table(A=(1, 1), B=(2, 2), C=(3, 4))
    fixed = index("x", "y", standardisation=FIXED)
    found = compute(varied, fixed, varied)

    assert robustness(varied, fixed, found, flat) == {"x": {}, "y": None}


def test_without_results_nothing_moves():
    assert moves(one(None), index("x", "y")) == {"x": {}, "y": {}}


def test_in_berlin_every_indicator_decides_the_class_of_some_areas():
    found = edition(2017)
    of = definition(STATUS, STATUS_GRADES, 2017)
    moved = robustness(found.table, of, compute(found.table, of))

    assert {code: len(areas) for code, areas in moved.items()} == {"S1": 14, "S2": 23, "S3": 14, "S4": 17}
    assert all(move.before != move.after for areas in moved.values() for move in areas.values())
