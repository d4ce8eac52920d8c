"""Berlin's published results once more, from shares in the database and through the code that serves the pages."""

import pytest

from monitoring.computed.results import computed
from monitoring.models import IndexExclusion
from sozialraum.models import AreaLevel
from sozialraum.pages import content_version
from tests.monitoring import city
from tests.monitoring.berlin import DYNAMIC, EDITIONS, OUTLIERS, STATUS, edition
from tests.monitoring.test_index_berlin import AREAS, LAST_PLACE, LAST_PLACE_OF_A_SUM, numbers

pytestmark = pytest.mark.django_db


def stored(year):
    """Write an edition: its shares as released values, both indices, and the areas left out by name."""
    found = edition(year)
    level = AreaLevel.objects.create(code="planungsraum", name="Planungsraum", name_plural="Planungsräume")
    areas = city.districts(found.table.values, level)
    indicators = {code: city.indicator(code) for code in (city.PEOPLE, *STATUS, *DYNAMIC)}
    people = found.table.populations
    city.release(
        indicators, areas, {area: {city.PEOPLE: people[area], **row} for area, row in found.table.values.items()}, year
    )
    common = {"level": level, "min_population": 300, "population": indicators[city.PEOPLE]}
    status = city.index("status", {code: indicators[code] for code in STATUS}, city.STATUS, **common)
    dynamic = city.index(
        "dynamik", {code: indicators[code] for code in DYNAMIC}, city.DYNAMIC, change_of=status, **common
    )
    IndexExclusion.objects.bulk_create(
        IndexExclusion(index=index, district=areas[code], reason="Einzelfall")
        for index in (status, dynamic)
        for code in OUTLIERS[year]
    )
    return found, {("district", area.pk): code for code, area in areas.items()}


@pytest.mark.parametrize("year", EDITIONS)
def test_published_classes_z_values_sums_and_indices_come_out_of_the_database(year):
    found, codes = stored(year)
    pair = computed(content_version(), "status", year)
    status, dynamic = pair.status.outcome, pair.dynamic.outcome

    assert {codes[pk]: (group.status.key, group.change.key) for pk, group in pair.groups.items()} == {
        area: (row.status, row.dynamic) for area, row in found.published.items()
    }
    assert len(pair.groups) == AREAS[year]
    for pk in pair.groups:
        ours = numbers(status, pk) | numbers(dynamic, pk, "dynamic ")
        for name, value in found.published[codes[pk]].numbers.items():
            allowed = LAST_PLACE_OF_A_SUM if name.endswith("sum") else LAST_PLACE
            assert ours[name] == pytest.approx(value, rel=0, abs=allowed), (codes[pk], name)
