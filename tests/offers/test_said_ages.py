"""Ages as people say them."""

import pytest

from offers.search.german.folding import folded_words
from offers.search.said_ages import SaidAge, said_age


def read(text: str) -> SaidAge | None:
    tokens = folded_words(text)
    return said_age(lambda number: tuple(tokens[:number]) if len(tokens) >= number else ())


@pytest.mark.parametrize(
    ("text", "words", "months"),
    [
        ("2 Jahre", 2, (24,)),
        ("zwei Jahre alt", 3, (24,)),
        ("6 Monate altes Baby", 3, (6,)),
        ("2 years old", 3, (24,)),
        ("5 yaşında", 2, (60,)),  # noqa: RUF001 (letters of other alphabets)
        ("8 aylık", 2, (8,)),  # noqa: RUF001 (letters of other alphabets)
        ("3 سنوات", 2, (36,)),
        ("4 роки", 2, (48,)),
        ("7 місяців", 2, (7,)),
        ("6 лет", 2, (72,)),
        ("10 miesięcy", 2, (10,)),
        ("4 Monate", 2, (4,)),
        ("6 Wochen", 2, (1,)),
        ("halbes Jahr", 2, (6,)),
        ("15-Jährige", 2, (180,)),
        ("Zweijährige", 1, (24,)),
        ("ab 7", 2, (84,)),
        ("ab 7 Monaten", 3, (7,)),
        ("3 bis 5 Jahre", 4, (36, 60)),
        ("3-5 Jahre", 3, (36, 60)),
        ("3. Klasse", 2, (96,)),
        ("erste Klasse", 2, (72,)),
        ("achtjährig", 1, (96,)),
    ],
)
def test_numbers_with_a_unit_are_ages(text, words, months):
    assert read(text) == SaidAge(words, months)


@pytest.mark.parametrize(("text", "span"), [("Baby", (0, 12)), ("Kleinkinder", (12, 36)), ("Schulkind", (72, 168))])
def test_words_for_children_are_spans(text, span):
    assert read(text) == SaidAge(1, low=span[0], high=span[1], is_word=True)


@pytest.mark.parametrize(
    "text", ["", "41061", "2", "Jahre", "99 Jahre", "2 Hebammen", "Babymassage", "ab Montag", "400 Monate"]
)
def test_other_words_are_no_ages(text):
    assert read(text) is None
