"""Words of a file that mean records."""

import pytest

from kit.importing_words import Words

WORDS = Words({"0103": 1, "0104": 2, "ew": 3}, [("03 Nordstadt", 1), ("Süd-Ost", 2), ("Eicken-West", 3)])


@pytest.mark.parametrize(
    ("text", "pk"),
    [
        ("0103", 1),
        (" 0103 ", 1),
        ("EW", 3),
        ("03 Nordstadt", 1),
        ("nordstadt", 1),
        ("Südost", 2),
        ("SUED OST", 2),
        ("103", None),
        ("", None),
        ("?", None),
    ],
)
def test_a_word_means_a_record_by_code_or_name(text, pk):
    assert WORDS.find(text) == pk


def test_a_whole_name_comes_before_one_that_only_lacks_its_number():
    words = Words({}, [("1 Nord", 1), ("Nord", 2)])

    assert words.find("Nord") == 2


def test_words_that_are_spelled_alike_are_suggested():
    assert WORDS.near("Nortstadt") == ["03 Nordstadt"]
    assert WORDS.near("Mond") == []
