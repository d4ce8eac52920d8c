"""Berlin's published results, computed again from its published shares."""

from collections import Counter

import pytest

from monitoring.indices.computing import compute
from monitoring.indices.dynamics import groups
from monitoring.indices.excluding import Reason
from tests.monitoring.berlin import (
    DYNAMIC,
    DYNAMIC_GRADES,
    EDITIONS,
    STATUS,
    STATUS_GRADES,
    definition,
    edition,
)

AREAS = {2013: 434, 2015: 435, 2017: 436}
# Shares and results are published with five decimals: half a unit of the last place on each side, and four of them in a sum.
LAST_PLACE = 0.000011
LAST_PLACE_OF_A_SUM = 0.00002


def outcomes(year):
    found = edition(year)
    status = compute(found.table, definition(STATUS, STATUS_GRADES, year))
    return found, status, compute(found.table, definition(DYNAMIC, DYNAMIC_GRADES, year))


def numbers(outcome, area, prefix=""):
    result = outcome.results[area]
    return {**result.scores, f"{prefix}sum": result.sum, f"{prefix}index": result.index}


@pytest.mark.parametrize("year", EDITIONS)
def test_all_classes_of_status_and_dynamic_are_those_published(year):
    found, status, dynamic = outcomes(year)
    computed = {area: (status.results[area].grade.key, dynamic.results[area].grade.key) for area in status.results}

    assert computed == {area: (row.status, row.dynamic) for area, row in found.published.items()}
    assert len(computed) == AREAS[year]
    assert dynamic.results.keys() == status.results.keys()


@pytest.mark.parametrize("year", EDITIONS)
def test_every_published_z_value_sum_and_index_is_met_to_the_last_decimal(year):
    found, status, dynamic = outcomes(year)
    compared = Counter()
    for area, row in found.published.items():
        computed = numbers(status, area) | numbers(dynamic, area, "dynamic ")
        for name, value in row.numbers.items():
            allowed = LAST_PLACE_OF_A_SUM if name.endswith("sum") else LAST_PLACE
            assert computed[name] == pytest.approx(value, rel=0, abs=allowed), (area, name)
            compared[name] += 1

    names = {*STATUS, "sum", "index", "D1"} | ({*DYNAMIC, "dynamic sum", "dynamic index"} if year == 2017 else set())
    assert compared == dict.fromkeys(names, AREAS[year] - (year == 2015))


@pytest.mark.parametrize("year", EDITIONS)
def test_the_areas_left_out_are_those_that_berlin_left_out_each_with_its_reason(year):
    found, status, _dynamic = outcomes(year)
    table = found.table

    assert status.excluded.keys() == table.values.keys() - found.published.keys()
    for area, why in status.excluded.items():
        small = table.populations[area] < 300
        assert [exclusion.reason for exclusion in why] == [Reason.POPULATION if small else Reason.OUTLIER]


@pytest.mark.parametrize(("year", "areas"), [(2013, 51), (2015, 43), (2017, 44)])
def test_special_attention_is_for_class_four_and_class_three_that_gets_worse(year, areas):
    found, status, dynamic = outcomes(year)
    attention = {area: group.key for area, group in groups(status, dynamic).items() if group.needs_attention}
    published = {area: row.status + row.dynamic for area, row in found.published.items()}

    assert attention == {area: key for area, key in published.items() if key.startswith("4") or key == "3-"}
    assert len(attention) == areas
