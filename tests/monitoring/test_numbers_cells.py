"""What stands in a cell of a German statistics table."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.importing import RefusedError
from monitoring.days import read_day, spoken_day, without_day
from monitoring.imports.cells import Said, together
from monitoring.imports.numbers import Reading, decimal_sign, looks_like_a_number, read_cell, sheet_cell
from monitoring.models import Indicator

RATE = Indicator(name="Quote", kind="rate", per=100, denominator_name="alle")
COUNT = Indicator(name="Zahl", kind="count")
MEAN = Indicator(name="Mittel", kind="mean")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        ("1.234", "1234"),
        ("1.234.567", "1234567"),
        ("1.234,5", "1234.5"),
        ("1,234", "1.234"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("0.125", "0.125"),
        ("1,234.5", "1234.5"),
        ("1 234", "1234"),
        ("1\u2009234,5", "1234.5"),
        ("1\u202f234\u202f567", "1234567"),
        ("1\xa0234", "1234"),
        ("1'234", "1234"),
        ("12,5 %", "12.5"),
        ("3‰", "3"),
        ("-5", "-5"),
        ("\u2212 5", "-5"),
        ("– 12", "-12"),
        ("+7", "7"),
        ("1,2E-05", "0.000012"),
        ("7*", "7"),
        ("12¹", "12"),
        ("1.234 1)", "1234"),
    ],
)
def test_a_number_is_read_as_germans_write_it(text, number):
    assert read_cell(text) == Reading(Decimal(number))


@pytest.mark.parametrize(("text", "number"), [("1.234", "1.234"), ("1,234", "1234"), ("39.485", "39.485")])
def test_where_the_file_writes_points_before_decimals_commas_group(text, number):
    assert read_cell(text, ".").number == Decimal(number)


@pytest.mark.parametrize("text", ["-", "–", "—"])
def test_a_dash_is_exactly_nil(text):
    assert read_cell(text) == Reading(Decimal(0))


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        (".", "secret"),
        ("•", "secret"),
        ("…", "later"),
        ("...", "later"),
        ("x", "meaningless"),
        ("X", "meaningless"),
        ("/", "unreliable"),
        ("()", "unreliable"),
    ],
)
def test_signs_say_why_there_is_no_number(text, gap):
    assert read_cell(text) == Reading(gap=gap)


@pytest.mark.parametrize(
    ("text", "status"),
    [("12 p", "provisional"), ("p 12", "provisional"), ("12s", "estimated"), ("12 r", "final"), ("(12)", "estimated")],
)
def test_letters_and_brackets_say_how_sure_a_number_is(text, status):
    assert read_cell(text) == Reading(Decimal(12), status=status)


@pytest.mark.parametrize(
    "text",
    ["abc", "1.2.3", "1 2", "12 34", "(5", "5)", "1.234,5,6", "12.34.5", "1,,2", "--", "p", "n/a", "=1+1", "12x"],
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(RefusedError, match="„"):
        read_cell(text)


def test_an_empty_cell_says_nothing_and_a_number_beyond_all_measure_is_refused():
    assert read_cell("") is None
    with pytest.raises(RefusedError, match="zu groß"):
        read_cell("10.000.000.000")


@pytest.mark.parametrize(
    ("cells", "sign"),
    [
        (["1.234", "12,5"], ","),
        (["39.485", "6.38298"], "."),
        (["1.234", "5.678"], ""),
        (["1,234,567"], "."),
        (["1.234.567"], ","),
        (["12", "x", "", "–"], ""),
        (["12.5", "12,5"], "?"),
    ],
)
def test_the_sign_before_decimals_is_told_by_the_cells_that_leave_no_doubt(cells, sign):
    assert decimal_sign(cells) == sign


def test_where_a_file_disagrees_with_itself_what_could_be_two_numbers_is_refused():
    assert read_cell("12,5", "?").number == Decimal("12.5")
    with pytest.raises(RefusedError, match="kann zweierlei heißen"):
        read_cell("1.234", "?")


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1234.0, "General", "1234"),
        (1.234, "General", "1,234"),
        (0.125, "0.0%", "12,5 %"),
        (1, "0%", "100 %"),
        (0.07, "0%", "7 %"),
        (1e-05, "General", "0,00001"),
        (-0.5, "General", "-0,5"),
        (7, "0000", "0007"),
        (None, "General", ""),
        ("1.234", "@", "1.234"),
        (datetime.datetime(2024, 12, 31), "DD.MM.YYYY", "2024-12-31"),  # noqa: DTZ001 (a sheet knows no zones)
    ],
)
def test_a_cell_of_excel_reads_as_a_person_sees_it(value, number_format, text):
    assert sheet_cell(value, number_format) == text


@given(st.decimals(min_value=-999_999_999, max_value=999_999_999, places=4))
def test_whatever_is_written_the_german_way_is_read_as_it_was(number):
    english = f"{number:,.4f}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert [read_cell(german).number, read_cell(english).number] == [number, number]


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading(text):
    try:
        found = read_cell(text)
    except RefusedError:
        found = None
    assert found is None or found.gap or looks_like_a_number(text)


@pytest.mark.parametrize(
    "text", ["1" + "*" * 5000, "1" + "* " * 29 + "x", "1" * 5000, " ".join("1" * 25) + "x", "(" * 60]
)
def test_hostile_cells_are_read_in_no_time(text):
    with pytest.raises(RefusedError):
        read_cell(text)


# Days


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31.12.2024", (2024, 12, 31)),
        ("1.7.24", (2024, 7, 1)),
        ("2024", (2024, 12, 31)),
        ("2024.0", (2024, 12, 31)),
        ("2024-06-30", (2024, 6, 30)),
        ("2024-06-30 00:00", (2024, 6, 30)),
        ("02/2024", (2024, 2, 29)),
        ("45657", (2024, 12, 31)),
    ],
)
def test_a_day_is_read_in_each_usual_way(text, day):
    assert read_day(text) == datetime.date(*day)


@pytest.mark.parametrize("text", ["32.12.2024", "morgen", "31.2.2024", "13/2024", "1799", "0", "2024-13-01"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(RefusedError, match="kein Stichtag"):
        read_day(text)


@pytest.mark.parametrize(
    ("text", "day", "rest"),
    [
        ("Einwohner 2023", (2023, 12, 31), "Einwohner"),
        ("Stand: 30.06.2024", (2024, 6, 30), "Stand"),
        ("kinder_2022", (2022, 12, 31), "kinder"),
        ("2021 bis 2023", None, "bis"),
        ("Einwohner", None, "Einwohner"),
        ("Postfach 202345", None, "Postfach 202345"),
    ],
)
def test_a_heading_names_one_day_or_none(text, day, rest):
    assert (spoken_day(text), without_day(text)) == (day and datetime.date(*day), rest)


# What cells say together


def read(**cells: str) -> dict[str, Reading]:
    return {part.removeprefix("usual"): read_cell(text) for part, text in cells.items()}


@pytest.mark.parametrize(
    ("indicator", "cells", "said"),
    [
        (COUNT, {"usual": "12"}, Said(numerator=Decimal(12))),
        (COUNT, {"value": "12"}, Said(numerator=Decimal(12))),
        (RATE, {"usual": "12,5"}, Said(value=Decimal("12.5"))),
        (RATE, {"numerator": "1", "denominator": "8"}, Said(Decimal(1), Decimal(8))),
        (RATE, {"numerator": "1", "denominator": "8", "value": "12,5"}, Said(Decimal(1), Decimal(8))),
        (RATE, {"numerator": ".", "value": "12,5"}, Said(value=Decimal("12.5"))),
        (RATE, {"numerator": ".", "denominator": "8"}, Said(gap="secret")),
        (RATE, {"usual": "/"}, Said(gap="unreliable")),
        (RATE, {"numerator": "1 p", "denominator": "(8)"}, Said(Decimal(1), Decimal(8), status="estimated")),
        (MEAN, {"usual": "41,5"}, Said(value=Decimal("41.5"))),
        (MEAN, {"numerator": "415", "denominator": "10"}, Said(Decimal(415), Decimal(10))),
    ],
)
def test_cells_make_one_number(indicator, cells, said):
    assert together(indicator, read(**cells), "final") == said


def test_no_cells_make_no_number_and_the_status_of_the_row_holds():
    assert together(COUNT, {}, "final") is None
    assert together(COUNT, read(usual="12"), "provisional").status == "provisional"
    assert together(COUNT, read(usual="12 r"), "provisional").status == "final"


def test_a_rate_that_its_counts_do_not_give_is_said():
    said = together(RATE, read(numerator="1", denominator="8", value="20"), "final")
    assert (said.numerator, said.doubt) == (Decimal(1), "20 ≠ 12,50")


@pytest.mark.parametrize(
    ("indicator", "cells", "reason"),
    [
        (COUNT, {"numerator": "1", "denominator": "8"}, "eine Anzahl hat keinen Nenner"),
        (RATE, {"denominator": "8"}, "ein Nenner ohne Zähler"),
        (RATE, {"numerator": "1", "denominator": "-8"}, "ein Nenner unter null"),
        (MEAN, {"numerator": "1"}, "ein Mittelwert braucht zum Zähler einen Nenner"),
    ],
)
def test_what_does_not_belong_together_is_refused(indicator, cells, reason):
    with pytest.raises(RefusedError, match=reason):
        together(indicator, read(**cells), "final")
