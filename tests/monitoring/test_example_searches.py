"""The example city has two years of searches in vain, anonymous and invented."""

import datetime

import pytest
from dateutil.relativedelta import relativedelta
from django.db.models import Sum
from django.utils import timezone

from monitoring.example_city import searches
from monitoring.example_city.searches import FILE, load_searches
from monitoring.outcomes.shortfalls import demand
from monitoring.wanted.counting import sides, told
from monitoring.wanted.months import spans
from offers.example_city.reading import FixtureError
from offers.models import MissedSearch
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.django_db
THIS_MONTH = timezone.localdate().replace(day=1)


def test_each_of_the_last_24_months_has_searches_and_this_one_has_none(city_with_numbers):
    load_searches()
    found = MissedSearch.objects.order_by("month").values_list("month", flat=True).distinct()
    assert list(found) == [THIS_MONTH - relativedelta(months=back) for back in range(24, 0, -1)]


def test_all_three_sides_may_be_shown_of_however_many_months(city_with_numbers):
    load_searches()
    found = {
        span: [name for name, parts in told(span, sides(), None).items() if parts.shown]
        for span in spans()
        if span.year >= THIS_MONTH.year - 1
    }
    assert {span.value: names for span, names in found.items() if names != ["stadtteil", "alter", "thema"]} == {}


def test_the_pages_tell_it(city_with_numbers, client, planner):
    load_searches()
    year = THIS_MONTH.year - 1
    page = text_of(parsed(client.get("/monitoring/nachfrage/")).find(".//main"))
    report = text_of(parsed(client.get(f"/monitoring/ergebnisse/erfolgsnachweis/{year}/")).find(".//main"))
    assert ("Am häufigsten ohne Treffer" in page, "Am häufigsten ohne Treffer" in report) == (True, True)
    assert [one.label for one in demand(year)] == ["Stadtteil", "Alter", "Thema"]


def test_a_second_load_counts_nothing_twice_and_leaves_what_families_searched(city_with_numbers):
    load_searches()
    one = MissedSearch.objects.first()
    one.number += 1
    one.save()
    before = MissedSearch.objects.aggregate(Sum("number"))
    assert load_searches()[MissedSearch].created == 0
    assert MissedSearch.objects.aggregate(Sum("number")) == before


def test_where_families_searched_already_nothing_is_invented(city_with_numbers):
    MissedSearch.objects.create(month=THIS_MONTH, number=2)
    load_searches()
    assert MissedSearch.objects.values_list("number", flat=True).get() == 2


def test_the_same_month_has_the_same_numbers_whenever_it_is_loaded(city_with_numbers, monkeypatch):
    columns = ("month", "district", "age_step", "topic", "number")
    load_searches()
    now = set(MissedSearch.objects.values_list(*columns))
    MissedSearch.objects.all().delete()
    next_year = THIS_MONTH + datetime.timedelta(days=370)
    monkeypatch.setattr(searches.timezone, "localdate", lambda *_given: next_year)
    load_searches()
    later = {one for one in MissedSearch.objects.values_list(*columns) if one[0] < THIS_MONTH}
    assert later <= now
    assert later


@pytest.mark.parametrize("line", ["999;;geburt;3", ";1-jahrhundert;;3", ";;nichts;3", ";;geburt;oft", ";;geburt;-1"])
def test_a_line_that_leads_nowhere_is_an_error_that_names_it(city_with_numbers, tmp_path, line):
    file = tmp_path / "searches.csv"
    file.write_text(f"{FILE.read_text('utf8').splitlines()[0]}\n;;geburt;3\n{line}\n", "utf8")
    with pytest.raises(FixtureError, match=r"searches.csv, line 3"):
        load_searches(file)
    assert MissedSearch.objects.exists() is False
