"""What readers see follows the raw numbers, whichever way these come and go."""

import pytest

from monitoring.models import IndicatorValue, ReleasedValue
from tests.monitoring.factories import CountFactory
from tests.monitoring.importing import applied, checked, command, long, undone, uploaded, written

pytestmark = pytest.mark.django_db


def shown() -> dict[tuple[str, str], int]:
    """Return what may be seen of districts, by indicator and area."""
    rows = ReleasedValue.objects.exclude(district=None).filter(withheld="", is_summed=False)
    return {
        (row.indicator.code, row.district.name): int(row.value) for row in rows.select_related("indicator", "district")
    }


@pytest.mark.usefixtures("city")
def test_what_is_applied_is_seen_and_what_is_taken_back_is_not():
    first = applied(long("pop;Hardt;500", "pop;Venn;600"))
    assert shown() == {("pop", "Hardt"): 500, ("pop", "Venn"): 600}
    second = applied(long("pop;Hardt;510"))
    assert shown()["pop", "Hardt"] == 510
    undone(second)
    assert shown()["pop", "Hardt"] == 500
    undone(first)
    assert shown() == {}


@pytest.mark.usefixtures("city")
def test_a_check_and_a_refused_file_change_nothing_that_is_seen(tmp_path):
    checked(uploaded(long("pop;Hardt;500")))
    command(written(tmp_path, long("pop;Hardt;500", "pop;Nirgends;1")))
    assert (shown(), IndicatorValue.objects.count()) == ({}, 0)


@pytest.mark.usefixtures("city")
def test_a_command_is_followed_too(tmp_path):
    command(written(tmp_path, long("pop;Hardt;500")))
    assert shown() == {("pop", "Hardt"): 500}


@pytest.mark.usefixtures("city")
def test_an_indicator_that_the_file_does_not_touch_is_left_as_it_is():
    applied(long("pop;Hardt;500", "kids;Hardt;50"))
    ReleasedValue.objects.filter(indicator__code="kids").update(value=49)
    applied(long("pop;Hardt;510"))
    assert shown() == {("pop", "Hardt"): 510, ("kids", "Hardt"): 49}


def test_the_number_of_people_decides_over_all_that_is_seen(city):
    CountFactory(code="pop_total", name="Menschen")
    content = "indicator;area;value;reference_date\npop_total;Hardt;{};2024\nsgb2;Hardt;12;2024"
    applied(content.format(1000))
    assert shown()["sgb2", "Hardt"] == 12
    applied("indicator;area;value;reference_date\npop_total;Hardt;120;2024")
    assert ("sgb2", "Hardt") not in shown()
