"""What a number says in a picture and in its table: its text, its sign, what programs read, and what a file holds."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.choices import ValueStatus, Withheld
from monitoring.figures import NOTHING, Figure
from monitoring.pictures import Drawing, Key, Link, Mark, Number, Picture, Table
from monitoring.pictures.marks import attributes, mark_of, spoken, with_unit
from monitoring.pictures.tables import Rows, cell, counted, plain
from tests.monitoring.factories import CountFactory, RateFactory

SECRET, FEW = Figure(withheld=Withheld.CONFIDENTIAL), Figure(withheld=Withheld.FEW)
LONG = "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung " * 8


def number(value: str, **more: object) -> Figure:
    return Figure(Decimal(value), withheld="", **more)


def blank(text: str) -> str:
    """Return a text with plain blanks."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("figure", "unit", "text", "said"),
    [
        (number("12.34"), "%", "12,3 %", "Venn: 12,3 %"),
        (number("1234.5"), "Kinder", "1.234,5 Kinder", "Venn: 1.234,5 Kinder"),
        (number("-2"), "", "−2,0", "Venn: −2,0"),
        (number("0"), "%", "–", "Venn: null"),
        (SECRET, "%", "•", "Venn: geheim: der Schutz einzelner Menschen geht vor"),
        (FEW, "%", "( )", "Venn: zu wenige Fälle für eine verlässliche Quote"),
        (NOTHING, "%", "…", "Venn: kein Wert"),
    ],
)
def test_a_mark_says_its_number_or_why_there_is_none(figure, unit, text, said):
    mark = Mark("Venn", figure, 1, unit)
    assert (blank(mark.text), blank(mark.spoken)) == (text, said)


def test_a_number_and_its_unit_stay_on_one_line():
    assert (with_unit("12,3", "%"), with_unit("12,3", "")) == ("12,3\N{NO-BREAK SPACE}%", "12,3")


@pytest.mark.parametrize("value", ["-0.04", "-0.004", "0.04"])
def test_what_rounds_to_nought_has_no_sign(value):
    assert (number(value).text(1), number(value).data(1)) == ("0,0", "0")


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [("2.5", 0, "3"), ("-2.5", 0, "-3"), ("0.125", 2, "0.13"), ("1500", 0, "1500"), ("1E+3", 1, "1000")],
)
def test_half_is_rounded_away_from_nought_and_written_without_an_exponent(value, decimals, shown):
    assert number(value).data(decimals) == shown


@given(st.decimals(-100_000, 100_000, places=4), st.integers(0, 3))
def test_what_a_program_reads_is_what_people_read(value, decimals):
    figure = Figure(value, withheld="")
    read = figure.text(decimals).replace(".", "").replace(",", ".").replace("–", "0").replace("−", "-")
    assert Decimal(read) == Decimal(figure.data(decimals))


@pytest.mark.parametrize(
    ("figure", "code", "found"),
    [
        (number("12.34"), "101", ' data-district="101" data-value="12.3"'),
        (number("12.34"), "", ' data-value="12.3"'),
        (SECRET, "101", ' data-district="101" data-value="" data-withheld="confidential"'),
        (NOTHING, "", ' data-value="" data-withheld="missing"'),
        (number("1"), '"><b>', ' data-district="&quot;&gt;&lt;b&gt;" data-value="1"'),
    ],
)
def test_programs_find_the_number_or_why_there_is_none(figure, code, found):
    assert attributes(figure, 1, code) == found


def test_a_mark_without_a_name_does_not_say_whose_number_it_is():
    mark = Mark("Venn", number("1"), 1, "%", "101", "/venn/")
    assert (mark.nameless.data, mark.nameless.url, mark.nameless.label) == (' data-value="1"', "", "")
    assert (mark.nameless.text, mark.data) == (mark.text, ' data-district="101" data-value="1"')


def test_a_mark_on_another_page_leads_elsewhere_and_stays_itself():
    mark = Mark("Venn", number("1"), 1, "%", "101").written()
    other = mark.leading_to("/venn/", is_chosen=True)
    assert (other.url, other.is_chosen, other.spoken, other.data) == ("/venn/", True, mark.spoken, mark.data)
    assert (mark.url, mark.is_chosen) == ("", False)


def test_a_mark_of_an_indicator_is_written_as_the_indicator_says():
    share, children = RateFactory.build(decimals=2), CountFactory.build(unit="Kinder")
    texts = [blank(mark_of(one, "Venn", number("1234.567")).text) for one in (share, children)]
    assert texts == ["1.234,57 %", "1.235 Kinder"]


def test_a_spoken_nought_has_no_unit():
    assert [blank(spoken(number(value), 0, "Kinder")) for value in ("0", "1")] == ["null", "1 Kinder"]


# Tables


def test_the_first_cell_of_a_row_names_it():
    table = Table("Zahlen", ["Gebiet", "Kinder"], [["Venn", 3], ["Holt", 4]])
    assert table.html() == (
        '<thead><tr><th scope="col">Gebiet</th><th scope="col">Kinder</th></tr></thead><tbody>'
        '<tr><th scope="row">Venn</th><td>3</td></tr><tr><th scope="row">Holt</th><td>4</td></tr></tbody>'
    )


def test_a_table_without_rows_has_its_headings():
    assert Table("Zahlen", ["Gebiet"], []).html() == (
        '<thead><tr><th scope="col">Gebiet</th></tr></thead><tbody></tbody>'
    )


@pytest.mark.parametrize(
    ("content", "html"),
    [
        ("<b>&", "<td>&lt;b&gt;&amp;</td>"),
        (7, "<td>7</td>"),
        (Link("Venn", "/venn/"), '<td><a href="/venn/">Venn</a></td>'),
        (Link("Venn", "/venn/", "101"), '<td><a href="/venn/" data-district="101">Venn</a></td>'),
        (Link("<i>", '/"x', '"'), '<td><a href="/&quot;x" data-district="&quot;">&lt;i&gt;</a></td>'),
        (Number(number("12.34")), '<td data-value="12.3">12,3</td>'),
        (Number(number("1234"), 0), '<td data-value="1234">1.234</td>'),
    ],
)
def test_what_people_wrote_is_escaped_in_a_cell(content, html):
    assert cell(content) == html


def test_headings_are_escaped_and_the_rows_chosen_are_marked():
    table = Table("Zahlen", ["<b>"], [["Venn"], ["Holt"]], highlighted=frozenset({1}))
    assert table.html() == (
        '<thead><tr><th scope="col">&lt;b&gt;</th></tr></thead><tbody><tr><th scope="row">Venn</th></tr>'
        '<tr class="is-chosen"><th scope="row">Holt</th></tr></tbody>'
    )


@pytest.mark.parametrize(
    ("sorted_by", "states"),
    [("0", ["ascending", ""]), ("-0", ["descending", ""]), ("1", ["", "ascending"]), ("", ["", ""]), ("7", ["", ""])],
)
def test_one_heading_says_how_the_table_is_sorted(sorted_by, states):
    table = Table("Zahlen", ["Gebiet", "Kinder"], [], sorts=["?sort=0", "?sort=1"], sorted_by=sorted_by)
    found = [table.heading(place, name) for place, name in enumerate(table.header)]
    said = [f' aria-sort="{state}"' if state else "" for state in states]
    assert found == [
        f'<th scope="col"{said[0]}><a href="?sort=0" rel="nofollow">Gebiet</a></th>',
        f'<th scope="col"{said[1]}><a href="?sort=1" rel="nofollow">Kinder</a></th>',
    ]


def test_columns_without_an_order_have_no_link():
    table = Table("Zahlen", ["Gebiet", "Kinder"], [], sorts=["?a=1&sort=0"])
    assert table.heading(0, "Gebiet") == ('<th scope="col"><a href="?a=1&amp;sort=0" rel="nofollow">Gebiet</a></th>')
    assert table.heading(1, "Kinder") == '<th scope="col">Kinder</th>'


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (Number(number("12.35")), Decimal("12.4")),
        (Number(number("-3"), 0), Decimal(-3)),
        (Number(number("0")), Decimal("0.0")),
        (Number(SECRET), "•"),
        (Number(FEW), "( )"),
        (Number(NOTHING), "…"),
        (Link("Venn", "/venn/"), "Venn"),
        ("Holt", "Holt"),
        (7, 7),
    ],
)
def test_in_a_file_numbers_are_numbers_and_gaps_are_signs(content, found):
    assert (plain(content), type(plain(content))) == (found, type(found))


def test_rows_are_made_only_when_somebody_looks_at_them():
    made = []
    rows = Rows(["Venn", "Holt"], lambda name: made.append(name) or [name])
    assert (len(rows), made) == (2, [])
    assert (rows[1], made) == (["Holt"], ["Holt"])
    assert list(Table("Zahlen", ["Gebiet"], rows).lines()) == [["Venn"], ["Holt"]]


def test_a_rate_says_what_it_comes_from_or_why_not():
    rate = number("12", numerator=Decimal(120), denominator=Decimal(1000))
    assert [plain(one) for one in counted(rate)] == [120, 1000]
    assert [plain(one) for one in counted(SECRET)] == ["•", "•"]
    assert [plain(one) for one in counted(number("12"))] == ["…", "…"]


def test_a_nought_counted_is_no_missing_number():
    rate = number("0", numerator=Decimal(0), denominator=Decimal(1000))
    assert [(one.figure.value, one.figure.withheld) for one in counted(rate)] == [(0, ""), (1000, "")]


@pytest.mark.parametrize(
    ("status", "is_converted", "marks"),
    [
        (ValueStatus.FINAL, False, ""),
        (ValueStatus.PROVISIONAL, False, "p"),
        (ValueStatus.ESTIMATED, False, "s"),
        (ValueStatus.FINAL, True, "u"),
        (ValueStatus.ESTIMATED, True, "su"),
    ],
)
def test_a_number_that_is_not_final_or_not_of_today_is_marked(status, is_converted, marks):
    assert number("1", status=status, is_converted=is_converted).marks() == marks


# Pictures


def picture(**more: object) -> Picture:
    drawing = Drawing("bars", 600, 56, "")
    given = {"name": "balken", "title": "Kinder", "finding": "Viele.", "drawing": drawing, "table": Table("", [], [])}
    return Picture(**(given | more))


def test_a_picture_is_offered_as_table_and_image_and_a_map_as_its_areas_too():
    assert [name for name, _label in picture().formats] == ["csv", "xlsx", "svg", "png"]
    assert picture(geojson=dict).formats[-1] == ("geojson", "GeoJSON")


def test_a_drawing_has_room_for_strokes_at_its_rim():
    assert Drawing("bars", 600, 56, "").view == "-4 -4 608 64"


def test_a_key_without_a_count_says_none():
    assert (Key("Venn").count, Key("Venn", "step-1", 0).count) == (None, 0)


def test_a_very_long_name_stays_whole_for_those_who_hear_it():
    assert Mark(LONG, number("1"), 0).spoken == f"{LONG}: 1"
