"""Opening hours as people say them, and back."""

import pytest
from django import forms

from offers.content.words import say_hours
from offers.editing.hours import HoursField, understand_hours


def row(weekday, opens, closes, note=""):
    return {"weekday": weekday, "opens": f"{opens}:00", "closes": f"{closes}:00", "note": note}


SAID = [
    ("", []),
    ("Mo 8–12 Uhr", [row(0, "08:00", "12:00")]),
    ("montags von 8 bis 12 Uhr", [row(0, "08:00", "12:00")]),
    ("Mo-Di: 8.30 - 12 Uhr", [row(0, "08:30", "12:00"), row(1, "08:30", "12:00")]),
    ("Mo, Mi und Fr 9–10 Uhr", [row(day, "09:00", "10:00") for day in (0, 2, 4)]),
    ("Sa 8–12 Uhr, 14–16 Uhr", [row(5, "08:00", "12:00"), row(5, "14:00", "16:00")]),
    ("Sa 8–12 und 14–16", [row(5, "08:00", "12:00"), row(5, "14:00", "16:00")]),
    ("Mo 8–12 Uhr, Di 14–16 Uhr", [row(0, "08:00", "12:00"), row(1, "14:00", "16:00")]),
    ("Di 9–11 Uhr (Sprechzeit)", [row(1, "09:00", "11:00", "Sprechzeit")]),
    ("Di 9–11 Uhr (nach (kurzem) Anruf)", [row(1, "09:00", "11:00", "nach (kurzem) Anruf")]),
    ("täglich 9–10 Uhr", [row(day, "09:00", "10:00") for day in range(7)]),
    ("Mo 8–12 Uhr\n\nMo 8–12 Uhr", [row(0, "08:00", "12:00")]),
]


@pytest.mark.parametrize(("text", "rows"), SAID)
def test_lines_are_understood(text, rows):
    assert understand_hours(text) == rows


ROUND = [
    "Mo–Fr 8–12 Uhr, 14–16 Uhr",
    "Mo–Mi, Fr 8:30–12 Uhr\nDo 14–18 Uhr",
    "Mo 8–12 Uhr\nMo 14–16 Uhr (nur für Beratung, (mit Termin))",
    "Mo–So 0–23:59 Uhr",
]


@pytest.mark.parametrize("text", ROUND)
def test_hours_come_back_as_they_went(text):
    assert "\n".join(say_hours(understand_hours(text))) == text


def test_one_note_for_two_spans_stays_with_both():
    rows = understand_hours("Mo 8–12 Uhr, 14–16 Uhr (Büro)")
    assert (rows, say_hours(rows)) == (
        [row(0, "08:00", "12:00", "Büro"), row(0, "14:00", "16:00", "Büro")],
        ["Mo 8–12 Uhr, 14–16 Uhr (Büro)"],
    )


WRONG = [
    ("8–12 Uhr", "Zeile 1: „8–12 Uhr“: Bitte zuerst den Tag nennen, zum Beispiel „Mo–Fr 8–12 Uhr“."),
    ("Mo", "Zeile 1: „Mo“: Bitte Tage und Zeiten nennen, zum Beispiel „Mo–Fr 8–12 Uhr“."),
    ("(Büro)", "Zeile 1: „(Büro)“: Bitte Tage und Zeiten nennen, zum Beispiel „Mo–Fr 8–12 Uhr“."),
    ("Mo 8–12 Uhr, Di", "Zeile 1: „Mo 8–12 Uhr, Di“: Bitte Tage und Zeiten nennen, zum Beispiel „Mo–Fr 8–12 Uhr“."),
    ("Mo 12–8 Uhr", "Zeile 1: „Mo 12–8 Uhr“: Das Ende muss nach dem Beginn liegen, am selben Tag."),
    (
        "Mo ab 8 Uhr",
        "Zeile 1: „Mo ab 8 Uhr“: Bitte auch sagen, bis wann, zum Beispiel „9–11 Uhr“. Bei „ab 8 Uhr“ fehlt das Ende.",
    ),
    (
        "Mo geschlossen",
        "Zeile 1: „Mo geschlossen“: „geschlossen“ verstehe ich nicht. So geht es: „Mo–Fr 8–12 Uhr, 14–16 Uhr (Sprechzeit)“.",
    ),
    (
        "Mo 8–12 Uhr (Büro) bald",
        "Zeile 1: „Mo 8–12 Uhr (Büro) bald“: Bitte den Hinweis in Klammern ans Ende der Zeile schreiben.",
    ),
    (f"Mo 8–9 Uhr ({'x' * 121})", None),
]


@pytest.mark.parametrize(("text", "sentence"), WRONG)
def test_what_is_not_understood_is_said_by_its_line(text, sentence):
    with pytest.raises(forms.ValidationError) as refused:
        understand_hours(text)
    (told,) = refused.value.messages
    assert told == (sentence or f"Zeile 1: „{text[:79]}…“: Der Hinweis hat höchstens 120 Zeichen.")


def test_each_wrong_line_is_told():
    with pytest.raises(forms.ValidationError) as refused:
        understand_hours("Mo 8–9 Uhr\nheute\nmorgen")
    assert [told[:7] for told in refused.value.messages] == ["Zeile 2", "Zeile 3"]


def test_more_than_a_week_holds_is_refused():
    lines = "\n".join(
        f"täglich {hour}:{minute}–{hour}:{minute + 1} Uhr" for hour in range(10, 20) for minute in (10, 20)
    )
    with pytest.raises(forms.ValidationError, match="mehr Öffnungszeiten"):
        understand_hours(lines)


def test_very_long_lines_are_read_quickly():
    with pytest.raises(forms.ValidationError):
        HoursField().clean("Mo " + "8–12 Uhr, " * 5000 + "x")


def test_text_that_was_typed_is_shown_as_it_was():
    assert HoursField().prepare_value("ab und zu") == "ab und zu"
