"""German spellings, brought to one."""

import pytest

from kit.german import fold, free_slug, slug, spell_out


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Elterncafé", "ELTERN-CAFE"),
        ("Müller", "Mueller"),
        ("Mu\u0308ller", "Müller"),  # the umlaut as two signs, as a Mac writes file names
        ("Weiß", "WEISS"),
        ("Frühe Hilfen", "frühe  hilfen"),
        ("Şükrü Y\u0131lmaz", "suekrue yilmaz"),
    ],
)
def test_two_spellings_fold_to_one(one, other):
    assert fold(one) == fold(other)


def test_spelling_out_keeps_blanks_and_signs():
    assert spell_out("Öko-Garten, Haus É") == "oeko-garten, haus e"


def test_a_slug_reads_german():
    assert slug("Größe & Übermut: Café", "ersatz", 60) == "groesse-uebermut-cafe"


def test_a_slug_of_no_letter_is_its_fallback():
    assert slug("???", "angebot", 60) == "angebot"


def test_a_slug_ends_with_a_word_even_where_it_is_cut():
    assert slug("Haus der Familie", "haus", 9) == "haus-der"


def test_a_free_slug_counts_on():
    taken = {"treff", "treff-2"}

    assert [free_slug("treff", taken, 20), free_slug("treff", taken, 20)] == ["treff-3", "treff-4"]


def test_a_counted_slug_is_not_longer_than_allowed():
    assert free_slug("abcdef", {"abcdef"}, 6) == "abcd-2"
