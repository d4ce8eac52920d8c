"""The thesaurus that the search comes with: large enough, in seven languages, and without a slip of the pen."""

import re
import tomllib

import pytest

from offers.actions.search_words import FILE
from offers.models import WordGroup
from offers.models.word_groups import LONGEST_PHRASE
from offers.search.german.folding import folded_words
from offers.search.thesaurus import Thesaurus, meaning

GROUPS = tomllib.loads(FILE.read_text("utf8"))["word_group"]
LETTERS = {
    "Arabic": re.compile("[\u0600-\u06ff]"),
    "Cyrillic": re.compile("[\u0430-\u0457]"),
    "Polish": re.compile("[ąćęłńśźż]"),
    "Turkish": re.compile("[ğşıç]"),
}


def elsewhere(letters: re.Pattern) -> int:
    return sum(any(letters.search(word) for word in group.get("said_elsewhere", [])) for group in GROUPS)


def test_there_are_at_least_250_groups_of_different_names():
    names = [group["name"] for group in GROUPS]
    assert (len(names) >= 250, len(names) - len(set(names))) == (True, 0)


def test_the_commonest_words_are_there_in_other_languages_too():
    assert [name for name, letters in LETTERS.items() if elsewhere(letters) < 60] == []


@pytest.mark.parametrize("field", ["said", "said_elsewhere", "meant"])
def test_no_group_says_a_thing_twice_or_too_long(field):
    slips = [
        group["name"]
        for group in GROUPS
        for words in [group.get(field, [])]
        if len(words) != len(set(words)) or any(len(word) > LONGEST_PHRASE or not folded_words(word) for word in words)
    ]
    assert slips == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Geldsorgen", "Schulden"),
        ("Schreibaby", "Schreibaby"),
        ("mein Kind spricht nicht", "Sprechen"),
        ("SPFH", "Familienhilfe"),
        ("BuT", "Bildungspaket"),
        ("HzE", "Erziehungsberatung"),
        ("U3", "Tagesmutter"),
        ("midwife", "Hebamme"),
        ("ebe", "Hebamme"),
        ("قابلة", "Hebamme"),
        ("акушерка", "Hebamme"),
        ("położna", "Hebamme"),
        ("дитячий садок", "Kita"),
    ],
)
def test_what_families_say_leads_to_its_group(typed, name):
    meant = {one["name"]: one["meant"] for one in GROUPS}
    thesaurus = Thesaurus([(one["said"] + one.get("said_elsewhere", []), one["meant"]) for one in GROUPS])
    wanted = meaning(meant[name][0])
    assert wanted in {phrase.meant[0] for phrase in thesaurus.phrases_in(folded_words(typed))}


def test_the_fields_are_those_of_the_model():
    columns = {field.name for field in WordGroup._meta.fields}
    assert {key for group in GROUPS for key in group} <= columns
