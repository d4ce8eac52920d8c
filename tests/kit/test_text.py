"""Text that people typed: without what no database takes, on one line or in paragraphs."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from kit.paragraphs import ParagraphsField
from kit.terms import validate_hex_colour
from kit.text import MOST_WORDS, clean, words


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Frühe   Hilfen ", "Frühe Hilfen"),
        ("Frühe\tHilfen\r\nNord", "Frühe Hilfen Nord"),
        ("a\0b", "a b"),
        ("a\x07\x07b", "a b"),
        ("\ud800Kita", "Kita"),
        ("Kita\uffff", "Kita"),
        ("Kita\N{NO-BREAK SPACE}Sonne", "Kita Sonne"),
        ("Şükrü – Café 🌻", "Şükrü – Café 🌻"),
        ("\r\n\t", ""),
        ("", ""),
    ],
)
def test_what_no_database_takes_is_a_blank_and_blanks_are_joined(typed, kept):
    assert clean(typed) == kept


@given(st.text())
def test_what_is_clean_stays_as_it_is(text):
    assert clean(clean(text)) == clean(text)


@given(st.text(st.characters()))
def test_what_is_clean_can_be_stored(text):
    assert ("\0" in clean(text), clean(text).encode().decode()) == (False, clean(text))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Eltern-Café, Nord!", ["Eltern", "Café", "Nord"]),
        ("U3_Betreuung", ["U3", "Betreuung"]),
        ("???", []),
        ("'; DROP TABLE", ["DROP", "TABLE"]),
        ("a\0b", ["a", "b"]),
    ],
)
def test_words_are_letters_and_digits(typed, found):
    assert words(typed) == found


def test_of_many_words_the_first_ones_count():
    typed = " ".join(f"w{number}" for number in range(MOST_WORDS + 5))
    assert words(typed) == [f"w{number}" for number in range(MOST_WORDS)]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("eins\r\nzwei", "eins\nzwei"),
        ("eins\rzwei", "eins\nzwei"),
        ("eins\r\n\r\n\r\n \t\r\nzwei", "eins\n\nzwei"),
        ("\n\n eins \n\n", "eins"),
        ("ei\0ns\x0b", "eins"),
        ("eins\ud800", "eins"),
        (None, ""),
        ("  ", ""),
    ],
)
def test_paragraphs_are_parted_by_one_empty_line(typed, kept):
    assert ParagraphsField(required=False).clean(typed) == kept


def test_a_line_end_counts_as_one_sign_however_a_browser_sends_it():
    field = ParagraphsField(max_length=9)
    assert field.clean("eins\r\nzwei") == "eins\nzwei"


def test_a_text_of_blank_lines_is_no_text():
    with pytest.raises(ValidationError) as refused:
        ParagraphsField().clean("\r\n \r\n")
    assert refused.value.messages == ["Dieses Feld ist zwingend erforderlich."]


def test_a_text_that_is_too_long_says_how_long_it_is():
    with pytest.raises(ValidationError) as refused:
        ParagraphsField(max_length=3).clean("vier")
    assert refused.value.messages == [
        "Bitte sicherstellen, dass der Wert aus höchstens 3 Zeichen besteht. (Er besteht aus 4 Zeichen.)"
    ]


@given(st.text("ab \r\n\t\0"))
def test_paragraphs_that_were_read_once_stay_as_they_are(text):
    field = ParagraphsField(required=False)
    assert field.clean(field.clean(text)) == field.clean(text)


@pytest.mark.parametrize("colour", ["#1f5c57", "#000000", "#ffffff"])
def test_a_colour_has_six_small_digits(colour):
    validate_hex_colour(colour)


@pytest.mark.parametrize("colour", ["1f5c57", "#1F5C57", "#fff", "#1f5c5g", "#1f5c57\n", "red", "#1f5c57;", ""])
def test_what_is_no_colour_is_said(colour):
    with pytest.raises(ValidationError) as refused:
        validate_hex_colour(colour)
    assert refused.value.messages == ["Bitte eine Farbe wie #1f5c57 angeben."]
