"""What an import counts and says of each line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.importing import Kind, RefusedError, Remark, Report, Result
from kit.importing_values import day, decimal, parts, yes_or_no
from kit.importing_words import Words


def test_a_report_begins_with_nothing():
    report = Report()
    assert (report.created, report.changed, report.unchanged, report.refused, report.repaired) == (0, 0, 0, 0, 0)
    assert report.is_written is False


def test_each_row_is_counted_by_what_became_of_it():
    report = Report()
    for line, result in enumerate([Result.NEW, Result.NEW, Result.CHANGED, Result.UNCHANGED], 2):
        report.take(line, result)
    assert (report.created, report.changed, report.unchanged) == (2, 1, 1)


def test_a_row_that_is_refused_for_two_reasons_is_one_row():
    report = Report()
    report.refuse(2, "kein Alter")
    report.refuse(2, "kein Träger")
    assert (report.refused, len(report.remarks)) == (1, 2)


def test_a_row_that_is_refused_was_not_put_right():
    report = Report()
    report.repair(2, "Postleitzahl ergänzt")
    report.repair(3, "Postleitzahl ergänzt")
    report.refuse(3, "kein Alter")
    assert (report.repaired, report.refused) == (1, 1)


def test_a_note_refuses_nothing():
    report = Report()
    report.note(0, "Diese Spalten bleiben außer Acht: x")
    assert (report.refused, report.repaired) == (0, 0)
    assert report.remarks == [Remark(0, Kind.NOTED, "Diese Spalten bleiben außer Acht: x")]


@given(st.lists(st.tuples(st.integers(1, 9), st.booleans())))
def test_no_row_is_both_refused_and_put_right(remarks):
    report = Report()
    for line, is_refused in remarks:
        (report.refuse if is_refused else report.repair)(line, "weil")
    assert report.refused + report.repaired == len({line for line, _is_refused in remarks})


@pytest.mark.parametrize(
    ("text", "found"),
    [("a|b", ["a", "b"]), (" a | a |b ", ["a", "b"]), ("", []), ("|", []), ("a;b", ["a;b"]), ("a|A", ["a", "A"])],
)
def test_values_of_a_cell_stand_there_once(text, found):
    assert parts(text) == found


@pytest.mark.parametrize(("text", "says"), [("Ja", True), (" X ", True), ("wahr", True), ("Nein", False), ("-", False)])
def test_yes_and_no_are_read_as_people_write_them(text, says):
    assert yes_or_no(text) is says


@pytest.mark.parametrize("text", ["vielleicht", "2", "janein"])
def test_what_is_neither_is_refused_in_words(text):
    with pytest.raises(RefusedError) as refused:
        yes_or_no(text)
    assert str(refused.value) == f"„{text}“ ist weder ja noch nein"


@pytest.mark.parametrize("text", ["31.02.2026", "2026-13-01", "gestern", "1.1.26", "2026", "0.0.0000"])
def test_a_day_that_is_not_in_the_calendar_is_refused_in_words(text):
    with pytest.raises(RefusedError) as refused:
        day(text)
    assert str(refused.value) == f"„{text}“ ist kein Datum wie 2027-01-14 oder 14.01.2027"


@given(st.dates())
def test_a_day_is_read_however_it_is_written(one):
    spellings = [one.isoformat(), f"{one.isoformat()}T00:00:00", f"{one.day}.{one.month}.{one.year:04}"]
    assert [day(text) for text in spellings] == [one] * 3


@pytest.mark.parametrize(("text", "number"), [("51,2", 51.2), ("51.2", 51.2), ("-3", -3.0), ("x", None), ("", None)])
def test_a_number_has_a_point_or_a_comma(text, number):
    assert decimal(text) == number


KNOWN = Words({"0101": 1, "nord": 2}, [("01 Altstadt", 1), ("Nordstadt", 2), ("Café Größe", 3)])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("0101", 1),
        ("NORD", 2),
        (" nordstadt ", 2),
        ("Altstadt", 1),
        ("01-ALTSTADT", 1),
        ("cafe groesse", 3),
        ("Süd", None),
        ("", None),
        ("???", None),
    ],
)
def test_a_record_is_found_by_its_code_or_by_its_name_in_any_spelling(text, found):
    assert KNOWN.find(text) == found


def test_what_is_nearly_a_name_is_suggested():
    assert (KNOWN.near("Nordstatt"), KNOWN.near("Q")) == (["Nordstadt"], [])
