"""How an area's number stands to the city's, how it went, and in which class it lies: in short, with signs."""

import datetime
from decimal import Decimal

import pytest

from monitoring.areas import CITY
from monitoring.charts.classes import Classes
from monitoring.choices import Withheld
from monitoring.figures import NOTHING, Figure
from monitoring.models import Indicator
from monitoring.profiles.classes import WORDS, class_of
from monitoring.profiles.key_values import Frame, compared, key_value, key_values, share_of, signed, since
from monitoring.trends import trend
from tests.monitoring.factories import CountFactory, RateFactory

VENN, BOROUGH = ("district", 7), ("district", 1)
SECRET = Figure(withheld=Withheld.CONFIDENTIAL)


def number(value: str) -> Figure:
    return Figure(Decimal(value), withheld="")


def day(year: int) -> datetime.date:
    return datetime.date(year, 12, 31)


def share(pk: int = 1, **more: object) -> Indicator:
    return RateFactory.build(pk=pk, **more)


def framed(numbers: dict, *, above=None, breaks=None, classes=None) -> Frame:
    return Frame(VENN, above, numbers, breaks or {}, classes or {})


def spoken(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("change", "decimals", "text"),
    [
        ("2.5", 1, "+2,5"),
        ("-2.5", 1, "−2,5"),
        ("0.0", 1, "±0"),
        ("-0.0", 1, "±0"),
        ("1500", 0, "+1.500"),
        ("-1234567", 0, "−1.234.567"),
    ],
)
def test_a_difference_has_a_sign(change, decimals, text):
    assert signed(Decimal(change), decimals) == text


@pytest.mark.parametrize(
    ("own", "city", "found"),
    [
        (number("24"), number("16"), ("+8,0", "8")),
        (number("12"), number("16"), ("−4,0", "-4")),
        (number("16.04"), number("15.96"), ("±0", "0")),
        (number("0"), number("16"), ("−16,0", "-16")),
        (number("110"), number("10"), ("+100,0", "100")),
        (SECRET, number("16"), ("", "")),
        (number("12"), NOTHING, ("", "")),
    ],
)
def test_a_share_differs_from_the_citys_as_both_are_shown(own, city, found):
    assert compared(share(), own, city) == found


@pytest.mark.parametrize(
    ("own", "city", "found"),
    [
        ("50", "200", ("25,0 % der Stadt", "25")),
        ("1", "3", ("33,3 % der Stadt", "33.3")),
        ("1", "100000", ("0,0 % der Stadt", "0")),
        ("0", "200", ("–", "0")),
        ("0", "0", ("", "")),
        ("5", "0", ("", "")),
    ],
)
def test_a_count_is_a_share_of_the_citys(own, city, found):
    text, data = share_of(Decimal(own), Decimal(city))
    assert (spoken(text), data) == found
    assert compared(CountFactory.build(), number(own), number(city)) == (text, data)


@pytest.mark.parametrize(
    ("values", "last", "text"),
    [
        ({2023: "10", 2025: "12"}, 2025, "+2,0 seit 2023"),
        ({2023: "12", 2025: "10"}, 2025, "−2,0 seit 2023"),
        ({2023: "10", 2025: "10"}, 2025, "±0 seit 2023"),
        ({2023: "10", 2024: "12"}, 2025, "+2,0 von 2023 bis 2024"),
        ({2025: "12"}, 2025, ""),
        ({}, 2025, ""),
    ],
)
def test_a_change_says_since_when_and_until_when_where_the_last_number_is_not_known(values, last, text):
    figures = {day(year): number(value) for year, value in values.items()}
    assert since(trend(figures, [], 1), day(last), 1) == text


def test_a_key_value_stands_beside_those_of_the_same_day():
    numbers = {
        (1, VENN): {day(2024): number("10"), day(2025): number("12")},
        (1, BOROUGH): {day(2025): number("20"), day(2026): number("99")},
        (1, CITY): {day(2024): number("15"), day(2025): number("16")},
    }
    found = key_value(share(), framed(numbers, above=BOROUGH))
    assert (found.day, found.own.value, found.above.value, found.city.value) == (day(2025), 12, 20, 16)
    assert (found.difference, found.difference_data, found.since) == ("−4,0", "-4", "+2,0 seit 2024")
    assert (found.withheld, found.grade) == ("", None)


def test_an_area_without_a_number_of_its_own_tells_the_citys_day():
    found = key_value(share(), framed({(1, CITY): {day(2024): number("15"), day(2025): number("16")}}))
    assert (found.day, found.own, found.city.value, found.difference) == (day(2025), NOTHING, 16, "")
    assert (found.drawing, found.since, found.withheld) == (None, "", Withheld.MISSING)


def test_without_any_number_there_is_no_day():
    found = key_value(share(), framed({}))
    assert (found.day, found.own, found.city, found.above) == (None, NOTHING, NOTHING, None)


def test_a_secret_number_says_why_there_is_no_difference_and_is_not_drawn():
    numbers = {(1, VENN): {day(2025): SECRET}, (1, CITY): {day(2025): number("16")}}
    found = key_value(share(), framed(numbers))
    assert (found.difference, found.withheld, found.drawing) == ("", Withheld.CONFIDENTIAL, None)


def test_where_the_citys_number_is_secret_there_is_no_difference_either():
    numbers = {(1, VENN): {day(2025): number("12")}, (1, CITY): {day(2025): SECRET}}
    found = key_value(share(), framed(numbers))
    assert (found.difference, found.withheld) == ("", Withheld.CONFIDENTIAL)


def test_of_an_area_above_without_a_number_the_key_value_says_so():
    numbers = {(1, VENN): {day(2025): number("12")}}
    assert key_value(share(), framed(numbers, above=BOROUGH)).above == NOTHING
    assert key_value(share(), framed(numbers)).above is None


def test_a_break_parts_what_went_before_from_what_came_after():
    numbers = {(1, VENN): {day(2023): number("40"), day(2024): number("10"), day(2025): number("12")}}
    found = key_value(share(), framed(numbers, breaks={1: [datetime.date(2024, 1, 1)]}))
    assert found.since == "+2,0 seit 2024"
    assert spoken(found.told) == "Seit 2024 um 2,0 Prozentpunkte gestiegen, von 10,0 % auf 12,0 % (2025)."


def test_indicators_that_say_nothing_here_are_left_out():
    numbers = {(1, VENN): {day(2025): number("1")}, (2, CITY): {day(2025): number("2")}, (3, BOROUGH): {}}
    indicators = [share(pk) for pk in (1, 2, 3, 4)]
    assert [one.indicator.pk for one in key_values(indicators, framed(numbers))] == [1, 2]


# Classes in words


def of_limits(*limits: int) -> Classes:
    return Classes(Decimal(0), Decimal(100), tuple(map(Decimal, limits)), 9)


@pytest.mark.parametrize(
    ("limits", "value", "grade"),
    [
        ((20, 40, 60, 80), "0", (1, 5, "sehr niedrig")),
        ((20, 40, 60, 80), "20", (2, 5, "niedrig")),
        ((20, 40, 60, 80), "59.9", (3, 5, "mittel")),
        ((20, 40, 60, 80), "100", (5, 5, "sehr hoch")),
        ((20, 40, 60), "40", (3, 4, "hoch")),
        ((20, 40), "30", (2, 3, "mittel")),
        ((50,), "49.94", (1, 2, "niedrig")),
        ((50,), "49.95", (2, 2, "hoch")),
    ],
)
def test_a_class_is_told_in_words_as_the_number_is_shown(limits, value, grade):
    assert class_of({1: of_limits(*limits)}, share(), number(value)) == grade


@pytest.mark.parametrize("figure", [SECRET, NOTHING])
def test_what_is_not_shown_has_no_class(figure):
    assert class_of({1: of_limits(50)}, share(), figure) is None


def test_an_indicator_without_classes_has_none():
    assert class_of({1: of_limits(50)}, share(2), number("10")) is None


def test_there_are_as_many_words_as_classes():
    assert {number: len(words) for number, words in WORDS.items()} == {2: 2, 3: 3, 4: 4, 5: 5}
