"""What stands inside of pictures: every mark says its number, gaps say why, breaks part a line."""

import datetime
import re
from decimal import Decimal

from monitoring.choices import Withheld
from monitoring.figures import Figure
from monitoring.pictures import Drawing, Mark
from monitoring.pictures.drawing import Pair, Series, bars, scatter, series, sparkline, strip
from tests.monitoring.factories import SeriesBreakFactory

SECRET = Figure(withheld=Withheld.CONFIDENTIAL)


def number(value: str) -> Figure:
    return Figure(Decimal(value), withheld="")


def mark(label: str, figure: Figure, **more: object) -> Mark:
    return Mark(label, figure, 1, "%", **more)


def body(drawing: Drawing) -> str:
    return str(drawing.body()).replace("\N{NO-BREAK SPACE}", " ")


def test_an_axis_below_nought_has_the_minus_of_typography():
    drawing = scatter([Pair(mark("A", number("-2.5")), mark("A", number("-1000")))], ("Bedarf", "Saldo"))
    ticks = re.findall(r">([^<>]*)</text>", body(drawing))
    assert [text for text in ticks if "-" in text] == []
    assert "−1.000" in "".join(ticks)


def titles(drawing: Drawing) -> list[str]:
    return re.findall(r"<title>([^<]*)</title>", body(drawing))


def years(*values: Figure) -> dict[datetime.date, Figure]:
    return {datetime.date(2020 + place, 12, 31): value for place, value in enumerate(values)}


def test_a_bar_says_its_number_and_a_withheld_one_its_sign():
    drawn = bars(
        [mark("Venn", number("12.3"), code="101"), mark("Holt", SECRET, code="102"), mark("Hehn", number("0"))]
    )
    assert titles(drawn) == [
        "Venn: 12,3 %",
        "Holt: geheim: der Schutz einzelner Menschen geht vor",
        "Hehn: null",
    ]
    assert re.findall(r'<text class="bar-value"[^>]*>([^<]*)<', body(drawn)) == ["12,3 %", "•", "–"]
    assert re.findall(r'data-district="(\d+)" data-value="([^"]*)"', body(drawn)) == [("101", "12.3"), ("102", "")]
    assert body(drawn).count('<rect class="bar"') == 2


def test_the_citys_number_stands_across_each_bar():
    drawn = bars([mark("Venn", number("12")), mark("Holt", number("8"))], beside=[number("10"), number("10")])
    assert body(drawn).count('class="bar-mark"') == 2


def test_a_gap_in_a_series_has_the_sign_of_its_reason():
    drawn = body(series([Series("Venn", years(number("1"), SECRET, number("3"), number("4")))]))
    assert re.findall(r'class="gap-sign"[^>]*>([^<]*)<', drawn) == ["•"]
    assert re.findall(r'data-value="([^"]*)"(?: data-withheld="(\w+)")?', drawn) == [
        ("1", ""),
        ("", "confidential"),
        ("3", ""),
        ("4", ""),
    ]
    assert re.search(r'class="line line-1" d="([^"]*)"', drawn)[1].count("M") == 1


def test_a_break_stands_between_the_last_number_before_and_the_first_after_it():
    figures = years(number("1"), number("2"), number("3"))
    drawn = body(series([Series("Venn", figures)], [SeriesBreakFactory.build(day=datetime.date(2022, 3, 1))]))
    (place,) = re.findall(r'class="series-break" d="M(\d+) ', drawn)
    points = [int(x) for x in re.findall(r'class="point point-1" cx="(\d+)"', drawn)]
    assert points[1] < int(place) < points[2]


def test_a_break_outside_of_the_series_is_not_drawn():
    figures = years(number("1"), number("2"))
    assert "series-break" not in body(
        series([Series("Venn", figures)], [SeriesBreakFactory.build(day=datetime.date(2031, 1, 1))])
    )


def test_six_series_differ_by_line_and_by_shape():
    drawn = body(series([Series(str(place), years(number("1"), number("2"))) for place in range(6)]))
    assert sorted(set(re.findall(r'class="line (line-\d)"', drawn))) == [f"line-{place}" for place in range(1, 7)]
    assert sorted(set(re.findall(r'class="point (point-\d)"', drawn))) == [f"point-{place}" for place in range(1, 7)]


def test_a_sparkline_ends_in_a_dot_at_the_last_number():
    assert body(sparkline(years(number("1"), number("2"), SECRET))).count("<circle") == 1
    assert body(sparkline({})).count("<circle") == 0


def test_a_strip_shows_what_is_known_and_marks_what_is_chosen():
    drawn = strip(
        [mark("Venn", number("1"), is_chosen=True), mark("Holt", SECRET), mark("", number("3"))],
        mark("Stadt", number("2")),
    )
    assert titles(drawn) == ["Venn: 1,0 %"]
    assert (body(drawn).count('class="dot"'), body(drawn).count('class="dot is-chosen"')) == (1, 1)
    assert body(drawn).count('class="city-line"') == 1


def test_a_pair_of_numbers_is_one_dot():
    pairs = [Pair(mark("Venn", number("10")), mark("Venn", number("3")))]
    drawn = scatter(pairs, ("Bedarf", "Angebote"), Pair(mark("Stadt", number("12")), mark("Stadt", number("4"))))
    assert titles(drawn) == ["Venn: 10,0 %; 3,0 %"]
    assert body(drawn).count("<circle") == 1


def test_names_are_escaped():
    assert "<i>" not in body(bars([mark("<i>", number("1"))])) + body(strip([mark("<i>", number("1"))]))
