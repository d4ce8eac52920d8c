"""What is written in a cell, as a value."""

import datetime

import pytest

from kit.importing import RefusedError
from kit.importing_values import day, decimal, parts, yes_or_no


def test_the_values_of_a_cell_stand_between_bars():
    assert parts(" a | b||a ") == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "answer"),
    [("ja", True), ("X", True), ("1", True), ("TRUE", True), ("", False), ("-", False), ("Nein", False), ("0", False)],
)
def test_yes_and_no_are_read_as_people_write_them(text, answer):
    assert yes_or_no(text) is answer


def test_perhaps_is_neither_yes_nor_no():
    with pytest.raises(RefusedError, match="„vielleicht“ ist weder ja noch nein"):
        yes_or_no("vielleicht")


@pytest.mark.parametrize("text", ["2027-01-14", "14.01.2027", "14.1.2027", "2027-01-14 00:00", "2027-01-14T09:30:00"])
def test_a_day_is_read_in_both_orders(text):
    assert day(text) == datetime.date(2027, 1, 14)


def test_an_empty_cell_names_no_day():
    assert day("") is None


@pytest.mark.parametrize("text", ["31.02.2027", "2027-13-01", "bald", "01/14/2027"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(RefusedError):
        day(text)


@pytest.mark.parametrize(
    ("text", "number"), [("51.19", 51.19), ("51,19", 51.19), (" 6 ", 6.0), ("", None), ("x", None)]
)
def test_a_number_is_read_with_point_or_comma(text, number):
    assert decimal(text) == number
