"""What holds of every index, whatever the numbers."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from monitoring.indices.computing import compute
from monitoring.indices.definition import Aggregation, Definition, Limits, Part, Standardisation, Table
from monitoring.indices.dynamics import change
from monitoring.indices.robustness import robustness
from tests.monitoring.berlin import STATUS_GRADES
from tests.monitoring.indices import by_limits, grades, indices

CODES = ("u", "v", "w")
# Whole thousandths, as shares are published: sums of them differ by more than the computer's rounding.
shares = st.integers(0, 100_000).map(lambda number: number / 1000)
rows = st.fixed_dictionaries(dict.fromkeys(CODES, shares))
tables = st.lists(rows, min_size=2, max_size=25).map(lambda found: Table(dict(enumerate(found))))
gradings = st.sampled_from(
    [STATUS_GRADES, by_limits(Limits.QUANTILES, 0.25, 0.5, 0.75), by_limits(Limits.FIXED, -0.5, 0.3)]
)
parts = st.tuples(
    *(st.builds(Part, st.just(code), st.sampled_from([1, -1]), st.sampled_from([0.5, 1.0, 2.0])) for code in CODES)
)
relative = st.sampled_from([Standardisation.Z, Standardisation.MIN_MAX, Standardisation.RANK])
definitions = st.builds(Definition, parts, gradings, relative, st.sampled_from(list(Aggregation)))
by_sum = definitions.map(lambda found: replace(found, aggregation=Aggregation.SUM, grading=STATUS_GRADES))


def varied(table, definition):
    """Return the outcome where all parts and the sum really differ: near nothing, rounding decides."""
    found = compute(table, definition)
    assume(all(moments.sd > 1e-6 for moments in (*found.parts.values(), found.sums)))
    return found


def close(left, right):
    return left == pytest.approx(right, abs=1e-6)


def converted(table, code, factor, offset):
    return Table({area: {**row, code: factor * row[code] + offset} for area, row in table.values.items()})


@given(tables, definitions, st.randoms())
def test_the_order_of_areas_and_of_parts_says_nothing(table, definition, random):
    areas, order = list(table.values), list(definition.parts)
    random.shuffle(areas)
    random.shuffle(order)
    shuffled = Table({area: table.values[area] for area in areas})

    assert compute(shuffled, replace(definition, parts=tuple(order))).results == compute(table, definition).results


@given(tables, definitions, st.sampled_from(CODES), st.sampled_from([0.01, 10, 1000]), st.sampled_from([-7, 0, 250]))
def test_another_unit_of_an_indicator_changes_nothing(table, definition, code, factor, offset):
    found = varied(table, definition)
    other = compute(converted(table, code, factor, offset), definition)

    assert close(indices(other), indices(found))


@given(tables, definitions, st.sampled_from(CODES))
def test_an_indicator_counted_the_other_way_round_with_the_other_sign_is_the_same(table, definition, code):
    found = varied(table, definition)
    turned = tuple(replace(part, sign=-part.sign) if part.code == code else part for part in definition.parts)
    other = compute(converted(table, code, -1, 100), replace(definition, parts=turned))

    assert close(indices(other), indices(found))


@given(tables, by_sum)
def test_all_signs_turned_turn_the_index(table, definition):
    found = varied(table, definition)
    turned = replace(definition, parts=tuple(replace(part, sign=-part.sign) for part in definition.parts))

    assert close(indices(compute(table, turned)), {area: -value for area, value in indices(found).items()})


@given(tables, by_sum)
def test_every_area_twice_gives_everyone_the_same_index_and_class(table, definition):
    assume(definition.standardisation is not Standardisation.RANK)
    found = varied(table, definition)
    twice = compute(Table(table.values | {area + 1000: row for area, row in table.values.items()}), definition)

    assert close({area: twice.results[area].index for area in table.values}, indices(found))
    assert all(twice.results[area].index == twice.results[area + 1000].index for area in table.values)


@given(tables, by_sum)
def test_an_index_from_a_sum_has_mean_nought_and_deviation_one(table, definition):
    values = list(indices(varied(table, definition)).values())
    mean = sum(values) / len(values)

    assert mean == pytest.approx(0, abs=1e-6)
    assert sum((value - mean) ** 2 for value in values) / len(values) == pytest.approx(1, abs=1e-5)


@given(tables, definitions)
def test_ranks_and_classes_follow_the_index(table, definition):
    results = list(compute(table, definition).results.values())
    order = [grade.key for grade in definition.grading.grades]
    by_rank = sorted(results, key=lambda result: result.rank)

    assert [round(r.index, 9) for r in by_rank] == sorted((round(r.index, 9) for r in results), reverse=True)
    assert [order.index(r.grade.key) for r in by_rank] == sorted(
        (order.index(r.grade.key) for r in results), reverse=True
    )
    assert sum(1 for result in results if result.rank == 1) == sum(
        1 for r in results if round(r.index, 9) == round(by_rank[0].index, 9)
    )


@given(tables, definitions)
def test_classes_hold_each_area_once(table, definition):
    found = compute(table, definition)

    assert sum(span.n for span in found.spans) == len(found.results) == len(table.values)


@given(tables, definitions, st.data())
def test_a_higher_unfavourable_value_never_lowers_the_rank(table, definition, data):
    """Monotony of the ranking method, for one area and one indicator; z values move the others' mean, but not past it."""
    area = data.draw(st.sampled_from(sorted(table.values)))
    part = data.draw(st.sampled_from(definition.parts))
    single = replace(definition, parts=(part,))
    row = table.values[area]
    raised = Table(table.values | {area: {**row, part.code: row[part.code] + part.sign * 5}})

    assert compute(raised, single).results[area].rank <= compute(table, single).results[area].rank


@given(tables, definitions)
def test_a_base_year_equal_to_the_year_changes_nothing(table, definition):
    plain = replace(definition, standardisation=Standardisation.Z)
    found = varied(table, plain)

    assert compute(table, replace(plain, standardisation=Standardisation.FIXED), table) == found


@given(tables, tables, st.sampled_from(CODES), st.integers(-50, 50))
def test_a_shift_of_the_whole_city_moves_no_dynamic(now, before, code, points):
    definition = Definition(tuple(Part(name) for name in CODES), STATUS_GRADES)
    moved = change(converted(now, code, 1, points), before)
    found = compute(change(now, before), definition)
    assume(found.sums and all(moments.sd > 1e-6 for moments in (*found.parts.values(), found.sums)))

    assert close(indices(compute(moved, definition)), indices(found))


@given(tables, by_sum)
def test_a_part_that_is_the_same_everywhere_is_not_missed(table, definition):
    flat = Table({area: {**row, "w": 4.0} for area, row in table.values.items()})
    found = compute(flat, definition)
    assume(all(found.parts[code].sd > 1e-6 for code in "uv") and found.sums.sd > 1e-6)
    moved = robustness(flat, definition, found)["w"]

    assert {area: (move.before.key, move.after.key) for area, move in moved.items()} == {}


@given(tables, definitions)
def test_classes_are_computed_alike_twice(table, definition):
    assert grades(compute(table, definition)) == grades(compute(table, definition))
