"""Series carried over a reform of boundaries."""

import datetime

import pytest

from monitoring.imports import steps
from monitoring.models import Crosswalk, IndicatorValue, ValueUpload
from sozialraum.models import District
from tests.monitoring.factories import CountFactory
from tests.monitoring.importing import applied, command, found, long, numbers, undone, worked, written
from tests.network.factories import person
from tests.sozialraum.factories import DistrictFactory

pytestmark = pytest.mark.django_db
REFORM = datetime.date(2025, 1, 1)
LAST = datetime.date(2024, 12, 31)
WEIGHTS = "old_code;new_code;weight\n0201;0301;0,6\n0201;0302;0,4\n0202;0302;1\n0203;0203;1"


@pytest.fixture
def reform(city):
    """Let Hardt be split: a part joins Venn, which is called otherwise from then on."""
    District.objects.filter(name__in=["Hardt", "Venn"]).update(valid_until=REFORM)
    return [
        DistrictFactory(code=code, name=name, parent=city.south, valid_from=REFORM)
        for code, name in (("0301", "Hardter Wald"), ("0302", "Venn-Hardt"))
    ]


def convert(folder, weights: str = WEIGHTS, *more: str) -> tuple[int, list[str]]:
    path = written(folder, weights, name="gewichte.csv")
    return command(path, "--level=stadtteil", f"--day={REFORM}", *more, name="convert_indicator_values")


def converted() -> dict:
    marked = set(IndicatorValue.objects.filter(is_converted=True).values_list("indicator__code", "district__name"))
    return {key: value for key, value in found().items() if key in marked}


def test_counts_are_split_and_rates_come_from_split_counts(tmp_path, reform):
    applied(long("pop;Hardt;1000", "pop;Venn;500", "sgb2;Hardt;100;1000", "sgb2;Venn;10;500", "pop;Rheydt;70"))
    code, lines = convert(tmp_path)
    assert (code, lines[-1]) == (0, "angelegt: 4, geändert: 0, unverändert: 0, repariert: 0, abgelehnt: 0")
    assert converted() == {
        ("pop", "Hardter Wald"): 600,
        ("pop", "Venn-Hardt"): 900,
        ("sgb2", "Hardter Wald"): (60, 600),
        ("sgb2", "Venn-Hardt"): (50, 900),
    }
    # Old numbers stay with the districts of their time.
    assert found()["pop", "Hardt"] == 1000
    assert {value.reference_date for value in IndicatorValue.objects.filter(is_converted=True)} == {LAST}


def test_the_weights_are_kept_with_what_they_gave(tmp_path, reform):
    applied(long("pop;Hardt;1000", "pop;Venn;500"))
    convert(tmp_path)
    walk = Crosswalk.objects.get()
    assert [str(one) for one in walk.shares.order_by("pk")] == [
        "Hardt → Hardter Wald: 0.60000000",
        "Hardt → Venn-Hardt: 0.40000000",
        "Venn → Venn-Hardt: 1.00000000",
    ]
    value = IndicatorValue.objects.filter(is_converted=True).first()
    assert (value.taken_from, value.taken_from.source) == (walk.result, "Umrechnung auf die Grenzen vom 01.01.2025")
    assert ValueUpload.objects.get(result=walk.result).sort == "crosswalk"


def test_no_one_is_lost_or_born_on_the_way(tmp_path, reform):
    applied(long("pop;Hardt;1001", "pop;Venn;503"))
    convert(tmp_path, "old_code;new_code;weight\n0201;0301;0,3333\n0201;0302;0,6667\n0202;0301;0,123\n0202;0302;0,877")
    assert sum(converted().values()) == pytest.approx(1504)


def test_rates_without_counts_are_not_converted_and_that_is_said(tmp_path, reform):
    CountFactory(code="age", name="Durchschnittsalter", kind="mean", unit="Jahre")
    applied(
        "indicator;area;value;reference_date\nsgb2;Hardt;10;2024\nsgb2;Venn;20;2024\nage;Hardt;40;2024\npop;Hardt;5;2024\npop;Venn;5;2024"
    )
    lines = convert(tmp_path)[1]
    assert lines[:2] == [
        "Datei: Hinweis: Durchschnittsalter: 1 Werte sind ohne Zähler und Nenner bekannt und werden nicht umgerechnet",
        "Datei: Hinweis: SGB-II-Quote: 2 Werte sind ohne Zähler und Nenner bekannt und werden nicht umgerechnet",
    ]
    assert converted() == {("pop", "Hardter Wald"): 3, ("pop", "Venn-Hardt"): 7}


def test_a_new_district_of_which_a_part_is_unknown_stays_unknown(tmp_path, reform):
    applied(long("pop;Hardt;1000"))
    lines = convert(tmp_path)[1]
    assert (
        lines[0]
        == "Datei: Hinweis: Einwohner/innen, 31.12.2024: bei 1 neuen Gebieten fehlt die Zahl eines alten; nicht umgerechnet"
    )
    assert converted() == {("pop", "Hardter Wald"): 600}


def test_what_was_secret_stays_so_and_nothing_gets_surer(tmp_path, reform):
    applied(long("pop;Hardt;.", "pop;Venn;/", "sgb2;Hardt;5 p;50", "sgb2;Venn;5 s;50"))
    convert(tmp_path)
    assert converted() == {
        ("pop", "Hardter Wald"): "secret",
        ("pop", "Venn-Hardt"): "secret",
        ("sgb2", "Hardter Wald"): (3, 30),
        ("sgb2", "Venn-Hardt"): (7, 70),
    }
    statuses = IndicatorValue.objects.filter(is_converted=True, indicator__code="sgb2")
    assert dict(statuses.values_list("district__name", "status")) == {
        "Hardter Wald": "provisional",
        "Venn-Hardt": "estimated",
    }


def test_what_was_counted_within_the_new_boundaries_is_better(tmp_path, reform):
    applied(long("pop;Hardt;1000", "pop;Venn;500"))
    IndicatorValue.objects.create(
        indicator=IndicatorValue.objects.first().indicator, district=reform[0], reference_date=LAST, numerator=612
    )
    lines = convert(tmp_path)[1]
    assert lines[0] == "Datei: Hinweis: 1 Zahlen sind in den neuen Grenzen schon ausgezählt und bleiben"
    assert converted() == {("pop", "Venn-Hardt"): 900}


def test_numbers_after_the_reform_are_not_touched(tmp_path, reform):
    applied(long("pop;Rheydt;1000", day="2025"))
    code, lines = convert(tmp_path)
    assert (code, lines[-1]) == (0, "angelegt: 0, geändert: 0, unverändert: 0, repariert: 0, abgelehnt: 0")


def test_only_some_indicators_with_the_weights_that_fit_them(tmp_path, reform):
    applied(long("pop;Hardt;1000", "pop;Venn;500", "kids;Hardt;100", "kids;Venn;50"))
    header, *rows = WEIGHTS.splitlines()
    rows = [f"{row};Einwohner" for row in rows] + ["0201;0301;0,5;Kinder", "0201;0302;0,5;Kinder", "0202;0302;1;Kinder"]
    weights = "\n".join([f"{header};basis", *rows])
    code, lines = convert(tmp_path, weights)
    assert (code, lines) == (
        2,
        ["Die Datei hat Gewichte auf verschiedenen Grundlagen; bitte eine davon angeben: Einwohner, Kinder"],
    )
    assert convert(tmp_path, weights, "--basis=Kinder", "--indicator=kids")[0] == 0
    assert converted() == {("kids", "Hardter Wald"): 50, ("kids", "Venn-Hardt"): 100}
    assert convert(tmp_path, weights, "--basis=Wohnungen")[0] == 2
    assert convert(tmp_path, weights, "--basis=Kinder", "--indicator=gibt-es-nicht")[0] == 2


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (["0201;0301;0,6", "0201;0302;0,3"], "die Gewichte von 0201 Hardt ergeben zusammen 0,9 statt 1"),
        (["0201;0301;0,6", "0201;0302;0,6"], "die Gewichte von 0201 Hardt ergeben zusammen 1,2 statt 1"),
        (["0201;0301;halb", "0202;0302;1"], "das Gewicht „halb“ ist keine Zahl"),
        (["0201;0301;1,5", "0202;0302;1"], "das Gewicht 1,5 liegt nicht zwischen 0 und 1"),
        (["0201;9999;1"], "das Gebiet „9999“ gibt es nicht"),
        (["0301;0302;1"], "„0301“ gab es am 31.12.2024 nicht, sondern ab 01.01.2025"),
        (["0201;0301;1", "0201;0301;1"], "steht schon in Zeile 2"),
        (
            ["0203;0203;1", "0201;0203;1"],
            "0203 Rheydt hat sich nicht geändert und kann keinen Teil eines anderen Gebiets bekommen",
        ),
        (["0201;Stadt;1"], "gemeint ist kein Gebiet der Ebene Stadtteil"),
    ],
)
def test_weights_that_do_not_hold_are_refused_and_nothing_is_converted(tmp_path, reform, rows, reason):
    applied(long("pop;Hardt;1000", "pop;Venn;500"))
    code, lines = convert(tmp_path, "\n".join(["old_code;new_code;weight", *rows]))
    assert (code, converted()) == (1, {})
    assert reason in [line.partition("abgelehnt: ")[2] for line in lines]
    assert lines[-1].endswith("Bitte erst verbessern.")


@pytest.mark.parametrize(
    "text", ["old_code;weight\n0201;1", "old_code;new_code;weight", "old_code;new_code;weight\n0203;0203;1"]
)
def test_a_file_without_weights_is_unusable(tmp_path, reform, text):
    assert convert(tmp_path, text)[0] == 2


def test_a_level_or_day_that_does_not_exist_is_unusable(tmp_path, reform):
    path = written(tmp_path, WEIGHTS)
    for options in (["--level=kiez", "--day=2025-01-01"], ["--level=stadtteil", "--day=neulich"]):
        assert command(path, *options, name="convert_indicator_values")[0] == 2


def test_a_conversion_is_taken_back_like_any_import(tmp_path, reform):
    first = applied(long("pop;Hardt;1000", "pop;Venn;500"))
    convert(tmp_path)
    owner = ValueUpload.objects.get(sort="crosswalk")
    ValueUpload.objects.filter(pk=owner.pk).update(made_by=person("planner"))
    undone(ValueUpload.objects.get(pk=owner.pk))
    assert (converted(), found()["pop", "Hardt"]) == ({}, 1000)
    undone(first)
    assert found() == {}


def test_a_second_conversion_after_corrected_numbers_changes_what_it_must(tmp_path, reform):
    applied(long("pop;Hardt;1000", "pop;Venn;500"))
    convert(tmp_path)
    applied(long("pop;Hardt;2000"))
    assert convert(tmp_path)[1][-1] == "angelegt: 0, geändert: 2, unverändert: 0, repariert: 0, abgelehnt: 0"
    assert converted() == {("pop", "Hardter Wald"): 1200, ("pop", "Venn-Hardt"): 1300}


def test_in_the_workspace_a_conversion_is_checked_and_applied(reform):
    applied(long("pop;Hardt;1000", "pop;Venn;500"))
    planner = person("planner")
    said = steps.reform_said(level="stadtteil", day=REFORM, basis="", indicators=[])
    owner = worked(steps.take_in_crosswalk(file_name="gewichte.csv", content=WEIGHTS.encode(), said=said, by=planner))
    assert (owner.state, numbers(owner), converted()) == ("checked", {"created": 2}, {})
    steps.apply(owner, by=planner)
    assert (worked(owner).state, len(converted())) == ("applied", 2)


def test_in_the_workspace_what_does_not_hold_is_said(reform):
    said = steps.reform_said(level="stadtteil", day=REFORM, basis="Kinder", indicators=[])
    by = person("planner")
    owner = worked(steps.take_in_crosswalk(file_name="g.csv", content=WEIGHTS.encode(), said=said, by=by))
    assert (owner.state, owner.problem) == (
        "uploaded",
        "Gewichte auf der Grundlage „Kinder“ gibt es in der Datei nicht. Es gibt: ",
    )
