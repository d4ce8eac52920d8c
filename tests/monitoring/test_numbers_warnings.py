"""What is odd about the numbers of a file is said, and keeps nothing out."""

import pytest

from monitoring.imports.report import WARNINGS
from monitoring.models import Indicator, SeriesBreak, ValueUploadRow
from sozialraum.models import District
from tests.monitoring.factories import CountFactory, RateFactory
from tests.monitoring.importing import applied, checked, long, uploaded
from tests.sozialraum.factories import DistrictFactory

pytestmark = pytest.mark.django_db
NAMES = ("Altstadt", "Grenzland-Stadion", "Hardt", "Venn", "Rheydt")


def warned(content: str) -> list[tuple[str, str, str, str]]:
    """Return what is odd about a file: the sort of oddity, indicator, area and figures."""
    owner = checked(uploaded(content))
    sorts = {str(label): sort for sort, label in WARNINGS.items()}
    rows = owner.rows.filter(outcome=ValueUploadRow.Outcome.WARNED)
    assert owner.warned == len(rows)
    return [(sorts[row.text], row.indicator, row.area, row.becomes) for row in rows]


def each(code: str, *counts: object) -> list[str]:
    """Return rows of an indicator, one for each district."""
    return [f"{code};{name};{count}" for name, count in zip(NAMES, counts, strict=False)]


def test_ordinary_numbers_are_not_odd(city):
    applied(long(*each("pop", 1000, 900, 800, 700, 600), "pop;Stadt;4000", day="2023"))
    assert warned(long(*each("pop", 1010, 890, 820, 720, 590), "pop;Stadt;4030")) == []


def test_a_jump_against_the_last_year_is_odd(city):
    applied(long(*each("pop", 1000, 900, 12), "sgb2;Hardt;40;400", day="2023"))
    found = warned(long(*each("pop", 1500, 910, 18), "sgb2;Hardt;90;400"))
    assert found == [
        ("jump", "Einwohner/innen", "Altstadt", "1000 → 1500"),
        ("jump", "SGB-II-Quote", "Hardt", "10 → 22,5"),
    ]


def test_a_jump_within_a_file_is_seen_too_and_one_over_two_years_is_none(city):
    content = long("pop;Hardt;1000", day="2023") + "\npop;Hardt;2000;;2024\npop;Venn;1000;;2022\npop;Venn;2000;;2024"
    assert warned(content) == [
        ("missing", "Einwohner/innen", "Venn", ""),
        ("jump", "Einwohner/innen", "Hardt", "1000 → 2000"),
    ]


def test_of_several_earlier_days_the_one_a_year_before_counts(city):
    applied(
        "indicator;area;numerator;reference_date\npop;Hardt;1000;31.12.2023\npop;Hardt;1990;29.02.2024\npop;Venn;;31.12.2023"
    )
    assert warned("indicator;area;numerator;reference_date\npop;Hardt;2000;31.12.2024") == [
        ("jump", "Einwohner/innen", "Hardt", "1000 → 2000"),
    ]


def test_an_earlier_day_without_a_number_leaves_it_to_the_next_one(city):
    rows = "indicator;area;numerator;reference_date\npop;Hardt;{};31.12.2023\npop;Hardt;1000;29.02.2024"
    applied(rows.format("."))
    assert warned("indicator;area;numerator;reference_date\npop;Hardt;2000;31.12.2024") == [
        ("jump", "Einwohner/innen", "Hardt", "1000 → 2000"),
    ]


def test_rates_without_counts_and_means_jump_by_their_value(city):
    CountFactory(code="age", name="Durchschnittsalter", kind="mean", unit="Jahre")
    rows = "indicator;area;value;reference_date\n{}"
    applied(rows.format("sgb2;Hardt;10;2023\nage;Hardt;40;2023\nsgb2;Venn;10;2023"))
    assert warned(rows.format("sgb2;Hardt;18;2024\nage;Hardt;52;2024\nsgb2;Venn;12;2024")) == [
        ("jump", "SGB-II-Quote", "Hardt", "10 → 18"),
        ("jump", "Durchschnittsalter", "Hardt", "40 → 52"),
    ]


def test_where_a_series_breaks_a_jump_is_expected(city):
    SeriesBreak.objects.create(indicator=city.people, day="2024-01-01", reason="neue Zählweise")
    applied(long("pop;Altstadt;1000", day="2023"))
    assert warned(long("pop;Altstadt;2000")) == []


def test_a_share_above_all_is_odd(city):
    content = "indicator;area;value;reference_date\nsgb2;Hardt;120;2024\nsgb2;Venn;100;2024"
    assert warned(content) == [("share", "SGB-II-Quote", "Hardt", "120 %")]


def test_more_counted_than_there_are_is_odd(city):
    assert warned(long("sgb2;Hardt;410;400", "sgb2;Venn;400;400")) == [("part", "SGB-II-Quote", "Hardt", "410 / 400")]


def test_a_rate_that_is_no_share_may_be_above_a_hundred(city):
    RateFactory(code="youth", name="Jugendquotient", unit="je 100 20- bis unter 65-Jährige")
    assert warned(long("youth;Hardt;410;400")) == []


def test_what_the_unit_does_not_allow_is_odd(city):
    CountFactory(code="age", name="Durchschnittsalter", kind="mean", unit="Jahre")
    content = "indicator;area;value;reference_date\npop;Hardt;-5;2024\npop;Venn;12,5;2024\nsgb2;Venn;-1;2024\nage;Venn;141;2024"
    assert warned(content) == [
        ("unit", "Einwohner/innen", "Hardt", "-5 Menschen"),
        ("unit", "Einwohner/innen", "Venn", "12,5 Menschen"),
        ("unit", "SGB-II-Quote", "Venn", "-1 %"),
        ("unit", "Durchschnittsalter", "Venn", "141 Jahre"),
    ]


def test_fractions_where_per_cent_are_meant_are_odd(city):
    rows = each("sgb2", "0,12", "0,08", "0,31", "0,05", "1")
    content = "indicator;area;value;reference_date\n" + "\n".join(f"{row};2024" for row in rows)
    assert warned(content) == [("fractions", "SGB-II-Quote", "", "0,05 – 1")]


def test_two_columns_that_say_the_same_are_odd(city):
    rows = [f"{name};{count};{count}" for name, count in zip(NAMES, (5, 6, 7, 8, 9), strict=True)]
    content = "\n".join(["Stadtteil;pop 2024;kids 2024", *rows])
    first, second = sorted(["Einwohner/innen", "Kinder unter 6"], key=lambda name: Indicator.objects.get(name=name).pk)
    assert warned(content) == [("twins", second, f"= {first} 31.12.2024", "")]


def test_two_years_that_say_the_same_are_odd_and_four_areas_are_chance(city):
    rows = each("pop", 5, 6, 7, 8, 9)
    both = long(*rows) + "".join(f"\n{row};;2023" for row in rows)
    assert [sort for sort, *_where in warned(both)] == ["twins"]
    assert warned(long(*rows[:4]) + "".join(f"\n{row};;2023" for row in rows[:4])) == []


def test_a_city_that_is_not_the_sum_of_its_districts_is_odd(city):
    rows = each("pop", 1000, 900, 800, 700, 600)
    assert warned(long(*rows, "pop;Stadt;4100")) == [("sum", "Einwohner/innen", "Stadt insgesamt", "4100 ≠ 4000")]


def test_boroughs_and_social_spaces_are_sums_too(city):
    rows = each("pop", 1000, 900, 800, 700, 600)
    found = warned(long(*rows, "pop;Nord;1800", "pop;Süd;2100", "pop;Rheydt Ost;1400"))
    assert found == [
        ("sum", "Einwohner/innen", "Nord", "1800 ≠ 1900"),
        ("sum", "Einwohner/innen", "Rheydt Ost", "1400 ≠ 1300"),
    ]


def test_a_sum_is_looked_at_with_what_is_known_already(city):
    applied(long(*each("pop", 1000, 900, 800, 700, 600)))
    assert [sort for sort, *_where in warned(long("pop;Stadt;4100"))] == ["sum"]
    assert [sort for sort, *_where in warned(long("pop;Stadt;4000"))] == []


def test_of_parts_that_are_not_all_known_there_is_no_sum(city):
    assert warned(long(*each("pop", 1000, 900, 800, 700), "pop;Stadt;5000")) == []
    assert warned(long(*each("pop", 1000, 900, 800, 700, "."), "pop;Stadt;5000")) == []


def test_an_area_that_had_a_number_last_year_is_missed(city):
    applied(long(*each("pop", 1000, 900, 800), "pop;Rheydt Ost;9", day="2023"))
    District.objects.filter(name="Hardt").update(valid_until="2024-06-01")
    assert warned(long(*each("pop", 1000))) == [("missing", "Einwohner/innen", "Grenzland-Stadion", "")]


def test_of_many_missed_areas_the_first_are_named(city):
    more = [DistrictFactory(name=f"Ort {n}").name for n in range(8)]
    applied(long(*[f"pop;{name};100" for name in more], "pop;Hardt;100", day="2023"))
    assert warned(long("pop;Hardt;100")) == [
        ("missing", "Einwohner/innen", "Ort 0, Ort 1, Ort 2, Ort 3, Ort 4 … (8)", "")
    ]


def test_a_rate_against_its_own_counts_is_odd_and_the_counts_are_taken(city):
    content = "indicator;area;numerator;denominator;value;reference_date\nsgb2;Hardt;10;100;12;2024"
    assert warned(content) == [("doubt", "SGB-II-Quote", "", "12 ≠ 10,00")]


def test_of_thousands_of_oddities_the_first_are_told(city, monkeypatch):
    monkeypatch.setattr("monitoring.imports.report.MOST_SAID", 3)
    owner = checked(uploaded(long(*[f"sgb2;{name};9;1" for name in NAMES])))
    assert (owner.warned, owner.rows.filter(outcome="warned").count()) == (5, 3)
    assert owner.rows.get(outcome="noted").text == "Weitere Auffälligkeiten, nicht einzeln genannt: 2"
