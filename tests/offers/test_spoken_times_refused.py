"""Times that are not understood: each is refused with a sentence, none is guessed."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from offers.sessions import Kind
from offers.spoken_times import understand
from offers.spoken_times.understanding import MOST_CHARACTERS
from tests.offers.test_spoken_times import TODAY, WEDNESDAY, on, once

EXAMPLES = "So geht es: „dienstags, 9:30–11 Uhr“ oder „am 3. Februar 2027, 15–17 Uhr“."
OWN_LINE = "Bitte für jede Zeit eine eigene Zeile schreiben, damit klar ist, was wofür gilt."
CLASHING = "Das passt nicht zusammen. Bitte für jede Zeit eine eigene Zeile schreiben."
ORDER = "Das Ende muss nach dem Beginn liegen, am selben Tag."
WHICH_WEEKS = (
    "Bitte dazuschreiben, ab wann, zum Beispiel „ab 14. Januar“: sonst weiß niemand, welche Wochen gemeint sind."
)
WHICH_IN_MONTH = "Bitte sagen, der wievielte im Monat, zum Beispiel „jeden 1. Montag im Monat“."
WHICH_WEEKDAY = "Bitte den Wochentag dazuschreiben, zum Beispiel „jeden 1. Montag im Monat“."
NO_DAY = "Bitte den Tag dazuschreiben, zum Beispiel „dienstags“, „täglich“ oder „am 3. Februar 2027“."
NOTHING = "Bitte Tag und Uhrzeit nennen, zum Beispiel „dienstags, 9:30–11 Uhr“."
NO_CLOCK = "Bitte die Uhrzeit dazuschreiben, zum Beispiel „9:30–11 Uhr“."
NOT_EACH_MONTH = "Das gibt es nicht in jedem Monat: Möglich sind der 1. bis 4. und der letzte Wochentag."
NO_RHYTHM = "Ein einzelner Termin hat keinen Rhythmus und keine Pausen: nur Datum und Uhrzeit nennen."
CONTRADICTION = "Das widerspricht sich. Bitte für jede Zeit eine eigene Zeile schreiben."
PAUSES_LAST = "Bitte erst die Tage und Uhrzeiten nennen, Pausen am Ende der Zeile."
FAR_AWAY = "Das ist weit weg vom heutigen Tag. Bitte das Jahr prüfen."
UNCLEAR_DAYS = (
    "„werktags“ heißt für manche mit Samstag, für andere ohne. "
    "Bitte „montags bis freitags“ oder „montags bis samstags“ schreiben."
)
WHOLE_DAY = "Ein Tag geht von 0 bis 23:59 Uhr."


def refusals(text: str, known=()) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        understand(text, today=TODAY, known=known)
    return caught.value.messages


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("dienstags 9-11 Uhr mit Kaffee und Kuchen", "mit Kaffee und Kuchen"),
        ("dienstags 9-11 Uhr mit Kaffee, donnerstags 9-11", "mit Kaffee"),
        ("Treff dienstags 9-11", "Treff"),
        ("Mo 2-3 Jahre", "Jahre"),
        ("Mo 9-11 17", "17"),
        ("Mo 8-12-16", "-16"),
        ("Die 9-11", "Die"),
        ("Mitte Mo 9-11", "Mitte"),
        ("Dienst Mo 9-11", "Dienst"),
        ("So lange Mo 9-11", "lange"),
        ("nicht dienstags 9-11", "nicht"),
        ("täglich 9-11 außer dienstags", "außer"),
        ("täglich außer feiertags und montags 9-11", "außer feiertags"),
        ("nur in den Ferien Mo 9-11", "nur in den Ferien"),
        ("Mo 9-11 nicht in den Sommerferien", "nicht in den Sommerferien"),
        ("alle drei Wochen montags 9-11", "alle drei Wochen"),
        ("Mo 9-11 ab Donnerstag", "ab"),
        ("Mo 9-11 ab Mitte Januar", "ab Mitte Januar"),
        ("im Januar Mo 9-11", "im Januar"),
        ("1.1.10000 9-11", "10000"),
        ("Mo 123-456", "123-456"),
        ("Mo 9-11 \N{WHITE SMILING FACE}", "\N{WHITE SMILING FACE}"),
        ("nach Vereinbarung, Mo 9-11", "nach Vereinbarung"),
    ],
)
def test_the_part_without_a_meaning_is_named(text, part):
    assert refusals(text) == [f"Zeile 1: In „{text}“ verstehe ich „{part}“ nicht. {EXAMPLES}"]


@pytest.mark.parametrize("text", ["ab und zu", "nach Vereinbarung", "?", "\x00", "…", "Jänner", "10", "bis"])
def test_a_line_that_says_no_time_at_all_is_named_as_a_whole(text):
    assert refusals(f"Mo 9-11\n{text}\n") == [f"Zeile 2: „{text}“ verstehe ich nicht. {EXAMPLES}"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("dienstags ab 9 Uhr", "Bitte auch sagen, bis wann, zum Beispiel „9–11 Uhr“. Bei „ab 9 Uhr“ fehlt das Ende."),
        ("dienstags 9:30", "Bitte auch sagen, bis wann, zum Beispiel „9–11 Uhr“. Bei „9:30“ fehlt das Ende."),
        ("am 10.12 9-11", "„10.12“ kann ein Tag sein oder eine Uhrzeit. Bitte wie „14. Januar“ oder „9:30–11 Uhr“ schreiben."),
        ("Mo 9-11 ab 14.01", "„ab 14.01“ kann ein Tag sein oder eine Uhrzeit. Bitte wie „14. Januar“ oder „9:30–11 Uhr“ schreiben."),
        ("Mo 11-9", ORDER),
        ("Mo 9-9", ORDER),
        ("Mo 22-2 Uhr", ORDER),
        ("Mo 9-24 Uhr", WHOLE_DAY),
        ("Mo 25-26", WHOLE_DAY),
        ("Mo 9:75-11", "Die Uhrzeit „9:75“ gibt es nicht."),
        ("Mo halb 4 bis 5", "Bitte „halb 4“ in Ziffern schreiben, zum Beispiel „15:30 Uhr“."),
        ("dienstags", NO_CLOCK),
        ("Mo, 3.2.", NO_CLOCK),
        ("9-11 Uhr", NO_DAY),
        ("vom 5. bis 9. April 9-15 Uhr", NO_DAY),
        ("im Monat", NOTHING),
        ("und", NOTHING),
        ("31.2.2027 9-11", "Den 31.2.2027 gibt es nicht."),
        ("31.2. 9-11", "Den 31.2. gibt es nicht."),
        ("0.2.2027 9-11", "Den 0.2.2027 gibt es nicht."),
        ("99.99.2027 9-11", "Den 99.99.2027 gibt es nicht."),
        ("31.4. und 10.5.2027 9-11", "Den 31.4. gibt es nicht."),
        ("1.1.0000 9-11", "Den 1.1.0000 gibt es nicht."),
        ("Di 3.2.2027 9-11", "Der 3. Februar 2027 ist ein Mittwoch."),
        ("Mo 9-11 ab Di 3.2.2027", "Der 3. Februar 2027 ist ein Mittwoch."),
        ("3.2.2026 9-11", "Das ist schon vorbei."),
        ("Mo 9-11 bis 25.11.2026", "Das ist schon vorbei."),
        ("Mo 9-11 vom 1.3.2026 bis 30.6.", "Das ist schon vorbei."),
        ("Mo 9-11 ab 14.1.2027 bis 13.1.2027", "Der letzte Tag darf nicht vor dem ersten liegen."),
        ("Mo 9-11 ab 14.1.2207", FAR_AWAY),
        ("Mo 9-11 bis 14.1.2207", FAR_AWAY),
        ("Mo 9-11 seit 14.1.0027", FAR_AWAY),
        ("14.1.9999 9-11", FAR_AWAY),
        ("alle zwei Wochen Mo 9-11 ab 31.12.9999", FAR_AWAY),
        ("Mo 9-11 ab 25.11.", "Bitte das Jahr dazuschreiben: „ab 25. November 2026“ oder „ab 25. November 2027“?"),
        ("Mo 9-11 ab Oktober", "Bitte das Jahr dazuschreiben: „ab 1. Oktober 2026“ oder „ab 1. Oktober 2027“?"),
        (
            "alle zwei Wochen mittwochs 9-11 ab 14.1.",
            "Der 14. Januar 2027 ist ein Donnerstag. Bitte „ab 20. Januar 2027“ oder „ab 27. Januar 2027“ schreiben.",
        ),
        (
            "alle zwei Wochen mo und fr 9-11 ab 14.1.2027",
            "Der 14. Januar 2027 ist ein Donnerstag. Bitte „ab 15. Januar 2027“ oder „ab 22. Januar 2027“ schreiben.",
        ),
        ("mittwochs 3.2.2027 9-11", CLASHING),
        ("Mo 9-11 bis Juni", "Bitte bei „bis Juni“ den letzten Tag nennen, zum Beispiel „bis 30. Juni“."),
        ("alle zwei Wochen mittwochs 9-11", WHICH_WEEKS),
        ("14-täglich mittwochs 9-11 ab sofort", WHICH_WEEKS),
        ("alle zwei Wochen mittwochs 9-11 ab März", "Bitte den ersten Tag genau nennen, zum Beispiel „ab 14. Januar“."),
        (
            "jeden zweiten Donnerstag 9-11",
            "Das kann zweierlei heißen. Bitte „jeden 2. Donnerstag im Monat“ schreiben oder „alle zwei Wochen“.",
        ),
        ("jeden 5. Montag im Monat 9-11", NOT_EACH_MONTH),
        ("am fünften Montag 9-11", NOT_EACH_MONTH),
        ("monatlich montags 9-11", WHICH_IN_MONTH),
        ("1. und 15. im Monat 9-11", WHICH_WEEKDAY),
        ("jeden 1. Montag und Mittwoch und 2. im Monat 9-11", WHICH_WEEKDAY),
        ("jeden 1. Montag und Mittwoch im Monat 9-11", CLASHING),
        ("jeden 1. Mo-Mi im Monat 9-11", CLASHING),
        ("alle zwei Wochen am 1. Montag 9-11", CLASHING),
        ("Mo und 3.2. 9-11", CLASHING),
        ("Mo, Di, Mo 9-11", CLASHING),
        ("am letzten und 3. Februar 9-11", CLASHING),
        ("Fr-Mo 9-11", "„Fr-Mo“ geht über das Ende der Woche. Bitte die Tage einzeln nennen."),
        ("werktags 9-11", UNCLEAR_DAYS),
        ("3.–5. Februar 9-11", NO_DAY),
        ("3.2. bis 5.2.2027 9-11", NO_DAY),
        ("Mi, 3.2. bis Fr, 5.2.2027, 9-11", NO_DAY),
        ("Mi 3.2. bis 30.6.2027, 9-11", NO_DAY),
        ("Mo nachmittags 3-5", "Bitte die Uhrzeit von 0 bis 24 Uhr nennen, zum Beispiel „15–17 Uhr“."),
        ("Mo vormittags 14-16", "Bitte die Uhrzeit von 0 bis 24 Uhr nennen, zum Beispiel „15–17 Uhr“."),
        ("am 3.2. 9-11, nicht in den Ferien", NO_RHYTHM),
        ("jeden 3.2. 9-11", NO_RHYTHM),
        ("am 3.2. 9-11 bis 10.2.", NO_RHYTHM),
        ("wöchentlich am 3.2. 9-11", NO_RHYTHM),
        ("Mo 9-11 ab 14.1. ab 15.1.", CONTRADICTION),
        ("Mo 9-11 ab sofort ab 15.1.", CONTRADICTION),
        ("Mo 9-11 auch feiertags, nicht an Feiertagen", CONTRADICTION),
        ("jede Woche alle zwei Wochen Mo 9-11", CONTRADICTION),
        ("Mo 9-11, Di 14-16, nicht in den Ferien", OWN_LINE),
        ("Mo 9-11, Di 14-16 ab 14.1.", OWN_LINE),
        ("Mo 9-11, 3.2. 14-16", OWN_LINE),
        ("Mo 9-11, 1. Di 14-16", OWN_LINE),
        ("Mo-Fr 9-11 außer feiertags, samstags", OWN_LINE),
        ("Mo-Fr außer feiertags, samstags 9-11", PAUSES_LAST),
        ("Mo 9-11" + " Uhr," * 80, "Diese Zeile ist zu lang. Bitte für jede Zeit eine eigene schreiben."),
    ],
)  # fmt: skip
def test_a_line_that_says_too_little_or_what_cannot_be_is_told_why(text, why):
    shown = text if len(text) <= 80 else text[:79] + "…"
    assert refusals(text) == [f"Zeile 1: „{shown}“: {why}"]


def test_each_bad_line_is_named_and_nothing_is_taken_from_the_good_ones():
    assert refusals("Mo 9-11\nfoo\n\ndienstags") == [
        f"Zeile 2: „foo“ verstehe ich nicht. {EXAMPLES}",
        f"Zeile 4: „dienstags“: {NO_CLOCK}",
    ]


def test_of_many_bad_lines_the_first_are_named_and_the_others_counted():
    assert refusals("foo\n" * 11)[9:] == [
        f"Zeile 10: „foo“ verstehe ich nicht. {EXAMPLES}",
        "Noch 1 Zeile verstehe ich nicht.",
    ]
    assert refusals("foo\n" * 200)[10:] == ["Noch 190 weitere Zeilen verstehe ich nicht."]


def test_too_much_is_refused_at_once():
    hours = ", ".join(f"9:{minute:02}-10" for minute in range(30))
    assert refusals("Mo 9-11\n" * 201) == ["Das sind mehr als 200 Zeilen. Bitte weniger Zeiten eintragen."]
    assert refusals("x" * (MOST_CHARACTERS + 1)) == [
        "Das ist zu viel Text. Bitte nur die Zeiten eintragen, eine je Zeile."
    ]
    assert refusals(f"täglich {hours}") == ["Das sind mehr als 200 Zeiten. Bitte weniger eintragen."]
    assert len(understand("Mo 9-11\n" * 200, today=TODAY)) == 1


def test_a_past_day_is_refused_unless_it_is_stored():
    past = once(datetime.date(2026, 2, 3))
    assert understand("am 3. Februar 2026, 9–11 Uhr", today=TODAY, known=past) == past
    assert refusals("am 4. Februar 2026, 9–11 Uhr", past) == [
        "Zeile 1: „am 4. Februar 2026, 9–11 Uhr“: Das ist schon vorbei."
    ]


def test_every_other_week_without_a_first_day_means_the_stored_one_if_that_is_clear():
    odd, even = (on(WEDNESDAY, kind=Kind.FORTNIGHTLY, first_day=datetime.date(2026, 9, day))[0] for day in (3, 9))
    line = "alle zwei Wochen mittwochs, 9–11 Uhr"
    assert understand(line, today=TODAY, known=[odd]) == [odd]
    assert refusals(line, [even, odd]) == [f"Zeile 1: „{line}“: {WHICH_WEEKS}"]
    assert refusals("alle zwei Wochen donnerstags, 9–11 Uhr", [even]) == [
        f"Zeile 1: „alle zwei Wochen donnerstags, 9–11 Uhr“: {WHICH_WEEKS}"
    ]


WORDS = """
    montags Mo Di–Fr täglich jeden 1. letzten 3. Februar 2027 3.2. 31.2.2027 31.12.9999 1.1.0001 29.2. 9.30 9-11 12–14 9 11
    Uhr 24 halb viertel vor bis – - , ; ( und ab vom zum alle zwei Wochen 14 Tage im Monat nicht in den Ferien auch an
    Feiertagen außer sofort Ende März seit letztmals vormittags
"""
PIECES = st.sampled_from(WORDS.split())


@given(st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=30).map(" ".join)))
def test_whatever_is_written_gives_lasting_series_or_a_refusal(text):
    try:
        found = understand(text, today=TODAY)
    except ValidationError:
        return
    for series in found:
        assert series.starts < series.ends
        assert series.first_day <= (series.last_day or series.first_day)
        assert (series.nth is None) == (series.kind != Kind.MONTHLY)
        assert series.kind != Kind.ONCE or series.weekday == series.first_day.weekday()


@pytest.mark.parametrize(
    "text", ["9" * 299, "?" * 299, "9." * 149, "Mo " * 99, "bis " * 74, "9-" * 149, "nicht in " * 33, "montags" * 42]
)
def test_the_longest_monotonous_texts_are_answered(text):
    assert refusals("\n".join([text] * 60))[-1] == "Noch 50 weitere Zeilen verstehe ich nicht."
