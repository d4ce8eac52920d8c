"""Status and change together."""

from monitoring.indices.computing import compute
from monitoring.indices.definition import Table
from monitoring.indices.dynamics import change, groups, matrix
from tests.monitoring.berlin import DYNAMIC_GRADES, STATUS_GRADES
from tests.monitoring.indices import index, one, table

SPREAD = (-3, 0, 0, 0, 0, 0, 0, 0, 2.2, 4)  # classes 1, 2 … 2, 3, 4


def test_change_is_counted_in_points():
    found = change(one(6.5, 3.0, A=500, B=600), one(6.0, 4.5, A=1, B=2))

    assert found == Table({"A": {"x": 0.5}, "B": {"x": -1.5}}, {"A": 500, "B": 600})


def test_what_is_missing_at_one_of_the_dates_has_no_change():
    now = table(A=(1, None), B=(2, 2), C=(3, 3))
    before = Table({"A": {"x": 1, "y": 1}, "B": {"y": 5}})

    assert change(now, before).values == {
        "A": {"x": 0, "y": None},
        "B": {"x": None, "y": -3},
        "C": {"x": None, "y": None},
    }


def found_groups(dynamic):
    status = compute(one(*SPREAD), index(grading=STATUS_GRADES))
    return groups(status, compute(dynamic, index(grading=DYNAMIC_GRADES)))


def test_status_and_change_make_one_word():
    found = found_groups(one(9, 0, 0, 0, 0, 0, 0, 0, 9, -9))

    assert {area: group.key for area, group in found.items()} == {
        "A": "1-", **dict.fromkeys("BCDEFGH", "2+/-"), "I": "3-", "J": "4+"
    }  # fmt: skip


def test_class_four_needs_attention_whatever_its_change_and_class_three_when_it_gets_worse():
    worse = found_groups(one(0, 0, 0, 0, 0, 0, 0, 0, 9, 0))
    better = found_groups(one(9, 0, 0, 0, 0, 0, 0, 0, 0, None))

    assert [area for area, group in worse.items() if group.needs_attention] == ["I", "J"]
    assert [area for area, group in better.items() if group.needs_attention] == ["J"]
    assert better["J"].key == "4"


def test_the_matrix_holds_every_group_and_a_column_for_areas_without_a_change_only_where_there_are_any():
    full = matrix(found_groups(one(9, 0, 0, 0, 0, 0, 0, 0, 9, -9)), STATUS_GRADES, DYNAMIC_GRADES)
    partly = matrix(found_groups(one(9, 0, 0, 0, 0, 0, 0, 0, 9, None)), STATUS_GRADES, DYNAMIC_GRADES)

    assert [[len(cell.areas) for cell in row.cells] for row in full] == [[0, 0, 1], [0, 7, 0], [0, 0, 1], [1, 0, 0]]
    assert [[len(cell.areas) for cell in row.cells] for row in partly] == [
        [0, 0, 1, 0],
        [0, 7, 0, 0],
        [0, 0, 1, 0],
        [0, 0, 0, 1],
    ]
    assert [row.status.key for row in full] == ["1", "2", "3", "4"]
    assert [cell.change and cell.change.key for cell in partly[0].cells] == ["+", "+/-", "-", None]
