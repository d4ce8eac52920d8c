"""Hints on texts: what they find, what they leave alone, and how they say it."""

import time
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from offers.plain_words import Level, hints
from offers.plain_words.finding import LONGEST_SENTENCE, LONGEST_WORD, MOST_HINTS
from offers.plain_words.sentences import sentences, tidy, words
from offers.plain_words.vocabulary import JARGON, SHAMING, SHORT

SIXTEEN = "Wir treffen uns jeden Montag im großen Saal und singen dort gemeinsam mit allen Kindern Lieder."
EXAMPLE = sorted(Path(settings.BASE_DIR, "fixtures/example_city").glob("offers_*.toml"))


def told(text: str, *names: str) -> list[str]:
    return [hint.sentence for hint in hints(text, names)]


def quoted(text: str, *names: str) -> list[str]:
    return [hint.quote for hint in hints(text, names)]


def test_a_plain_text_gets_no_hint():
    assert hints("Wir singen und spielen. Kommen Sie einfach vorbei, ohne Anmeldung.") == []


def test_a_long_sentence_is_named_with_its_first_words_and_its_number():
    assert told(f"Kommen Sie. {SIXTEEN}") == [
        "Der Satz „Wir treffen uns jeden Montag …“ hat 16 Wörter. Vielleicht werden zwei kürzere daraus?"
    ]


def test_fifteen_words_are_enough_for_a_sentence():
    assert hints(" ".join(["Wort"] * LONGEST_SENTENCE) + ".") == []
    assert len(hints(" ".join(["Wort"] * (LONGEST_SENTENCE + 1)) + ".")) == 1


def test_a_very_long_word_is_named_and_one_with_hyphens_is_not():
    assert told("Die Kindertagespflegeerlaubnis hilft.") == [
        "„Kindertagespflegeerlaubnis“ ist ein sehr langes Wort. Können Sie es teilen oder kurz erklären?"
    ]
    assert hints("Die Kinder-Tagespflege-Erlaubnis-Beratungsstelle hilft.") == []
    assert hints("a" * LONGEST_WORD) == []


@pytest.mark.parametrize(
    ("text", "quote", "better"),
    [
        ("Ein niedrigschwelliges Angebot.", "niedrigschwelliges", "ohne Anmeldung, einfach vorbeikommen"),
        ("Für Personensorgeberechtigte.", "Personensorgeberechtigte", "Eltern"),
        ("SOZIALRAUMORIENTIERT.", "SOZIALRAUMORIENTIERT", "in Ihrem Stadtteil"),
        ("Sozialraeumlich gedacht.", "Sozialraeumlich", "in Ihrem Stadtteil"),
        ("Die Fördermaßnahmen beginnen.", "Fördermaßnahmen", "Angebot, Kurs, Hilfe"),
        ("Foerdermassnahmen beginnen.", "Foerdermassnahmen", "Angebot, Kurs, Hilfe"),
        ("Die Inanspruchnahme ist frei.", "Inanspruchnahme", "nutzen"),
        ("Wir wollen Kompetenzen  stärken.", "Kompetenzen stärken", "sagen, was man danach kann"),
        ("Bei Kindeswohlgefährdung.", "Kindeswohlgefährdung", "wenn ein Kind in Gefahr ist"),
        ("Mit Case-Management.", "Case-Management", "eine Person, die alles mit Ihnen regelt"),
        ("Mit Casemanagement.", "Casemanagement", "eine Person, die alles mit Ihnen regelt"),
        ("Stärkung der Elternkompetenz.", "Stärkung der Elternkompetenz", "sagen, was man danach kann"),
    ],
)
def test_jargon_is_named_with_something_plainer_in_any_form_and_spelling(text, quote, better):
    assert (f"„{quote}“ verstehen nicht alle. Einfacher: {better}.", [quote]) == (told(text)[0], quoted(text)[:1])


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Für Problemfamilien.", "Problemfamilien"),
        ("Für sozial schwache Familien.", "sozial schwache"),
        ("Für bildungsferne Eltern.", "bildungsferne"),
        ("Für Risikofamilien.", "Risikofamilien"),
        ("Gegen asoziales Verhalten.", "asoziales"),
        ("Hartz-IV-Empfänger zahlen nichts.", "Hartz-IV-Empfänger"),
    ],
)
def test_what_may_hurt_is_named_at_a_level_of_its_own(text, quote):
    (hint,) = hints(text)
    assert (hint.level, hint.quote) == (Level.RESPECT, quote)
    assert hint.sentence.startswith(f"„{quote}“ kann verletzen. Freundlicher: ")


def test_what_may_hurt_comes_first_and_all_else_in_the_order_of_the_text():
    text = "Ressourcen und Settings etc. helfen Risikofamilien."
    assert quoted(text) == ["Risikofamilien", "Ressourcen", "Settings", "etc."]


def test_an_abbreviation_is_spelled_out():
    assert told("Fragen Sie den ASD.") == [
        "„ASD“ ist eine Abkürzung. Ausgeschrieben versteht man sie besser: Allgemeiner Sozialer Dienst."
    ]
    assert quoted("Hilfe nach SGB VIII, bzw. i.d.R. beim ASD.") == ["SGB VIII", "bzw.", "i.d.R.", "ASD"]


@pytest.mark.parametrize("text", ["Der Allgemeine Soziale Dienst (ASD) hilft.", "Der ASD (Sozialer Dienst) hilft."])
def test_an_abbreviation_that_is_explained_is_left_alone(text):
    assert hints(text) == []


def test_capitals_and_many_exclamation_marks_are_loud():
    assert told("ACHTUNG, nur heute!!!") == [
        "„ACHTUNG“ in Großbuchstaben wirkt laut. Groß und klein geschrieben liest es sich leichter.",
        "Ein Ausrufezeichen genügt; mehrere wirken laut.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Rufen Sie an: 02161 / 25-0 oder 0800 111 0 550, Fax 02161 25 19 19.",
        "Der Kurs beginnt am 1. März 2027 um 9.30 Uhr. Er endet am 17. Juni.",
        "Kinder ab der 3. Klasse sind willkommen, z. B. mit Oma. Das dauert ca. 30 Min. und ist frei.",
        "Alles steht auf https://www.example.org/Kindertagespflegepersonenverzeichnis?x=1&y=2 und auf example.de.",
        "Schreiben Sie an kindertagespflegepersonenverzeichnis@example.org oder kommen Sie.",
        "Wir bieten:\n- Basteln und Malen\n- Kochen und Essen\n- Singen und Tanzen\n- Lesen und Hören\n- Toben und Ruhen",
        "1. Kommen Sie an die Tür und klingeln Sie\n2. Warten Sie auf Frau Yilmaz oder Herrn Öz\n3. Gehen Sie hinein",
        "Im Haus: Café, Bücherei, Spielplatz, Garten, Werkstatt; nebenan: Küche, Saal, Bühne, Ruheraum, Wickelraum.",
        "DRK, AWO und OGS am Dr.-Schiffer-Platz, St. Anna, Hauptstr. 5.",
        "Inklusive Mittagessen. Wirklich? Ja!",
        "Erzieher*innen und Erzieher:innen, Mütter/Väter sind da.",
    ],
)
def test_what_only_looks_hard_is_left_alone(text):
    assert told(text) == []


def test_names_are_left_alone():
    text = "„Ressourcen entdecken“ heißt der Kurs der Frühförderung Sonnenschein."
    assert quoted(text) == ["Frühförderung"]
    assert quoted(text, "Frühförderung Sonnenschein") == []
    assert quoted("Anträge auf Bildung und Teilhabe; Teilhabe für alle.") == ["Teilhabe"]
    assert quoted("Die Schwangerschaftskonfliktberatung", "Schwangerschaftskonfliktberatung Eicken") == []
    assert quoted("KRÜMEL heißt die Gruppe.", "KRÜMEL") == []


def test_a_name_in_quotation_marks_may_still_hurt():
    assert quoted("Die Gruppe „Problemkinder“.") == ["Problemkinder"]


def test_nothing_is_said_twice_and_never_more_than_ten_times():
    assert quoted("Ressourcen, Ressourcen und Ressourcen.") == ["Ressourcen"]
    assert len(hints(" ".join(JARGON).replace("*", ""))) == MOST_HINTS


def test_the_vocabulary_is_large_and_no_entry_is_empty():
    assert (len(JARGON) >= 60, len(SHAMING) >= 20, len(SHORT) >= 20) == (True, True, True)
    assert [entry for table in (JARGON, SHAMING, SHORT) for entry, better in table.items() if not better.strip()] == []


@pytest.mark.parametrize("entry", [*SHAMING, *JARGON], ids=str)
def test_each_entry_is_found_and_its_alternative_is_plain_itself(entry):
    word = entry.replace("*", "")
    better = (SHAMING | JARGON)[entry]
    assert quoted(f"Etwas {word} hier.") != []
    assert hints(better) == []


@pytest.mark.parametrize("entry", SHORT)
def test_each_short_form_is_found(entry):
    assert quoted(f"Etwas {entry} hier.") == [entry]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Am 1. März. Um 9.30 Uhr!", ["Am 1. März.", "Um 9.30 Uhr!"]),
        ("Er sagt: „Komm.“ Sie geht.", ["Er sagt:", "„Komm.", "Sie geht."]),
        ("Zeile eins\nZeile zwei", ["Zeile eins", "Zeile zwei"]),
        ("Im Jahr 2026. Danach nicht.", ["Im Jahr 2026.", "Danach nicht."]),
        ("", []),
    ],
)
def test_a_text_is_taken_apart_into_sentences(text, parts):
    assert sentences(tidy(text)) == parts


def test_words_are_counted_as_people_do():
    assert words("Die Eltern-Kind-Gruppe, 3 Mal für Erzieher:innen") == [
        "Die",
        "Eltern-Kind-Gruppe",
        "Mal",
        "für",
        "Erzieher:innen",
    ]


@given(st.text(max_size=400))
def test_any_text_gets_hints_in_the_same_order_every_time(text):
    found = hints(text)
    assert found == hints(text)
    assert len(found) <= MOST_HINTS


@pytest.mark.parametrize(
    "part", ["a", "!?", "?", "a.", "a@", "1. ", "ä-", "(", "„", "Kompetenzen ", "\n- ", "str", "Stärkung der "]
)
def test_no_text_keeps_the_server_busy(part):
    before = time.process_time()
    hints(part * 100_000)
    assert time.process_time() - before < 1.5


@pytest.mark.parametrize("path", EXAMPLE, ids=lambda path: path.stem)
def test_the_example_city_speaks_plainly(path):
    """No word that hurts, no jargon but in names, and no sentence of more than eighteen words."""
    hard = []
    for offer in tomllib.loads(path.read_text(encoding="utf-8"))["offer"]:
        for text in (offer["summary"], offer.get("description", "")):
            found = [hint for hint in hints(text, [offer["title"]]) if " hat " not in hint.sentence]
            hard += [hint.sentence for hint in found if "sehr langes Wort" not in hint.sentence]
            hard += [sentence for sentence in sentences(tidy(text)) if len(words(sentence)) > 18]
    assert hard == []
