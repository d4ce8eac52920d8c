"""One spelling for all ways to write a word; the same as offers_spelling() in the database (offers/sql/0100_spelling.sql)."""

import re
import unicodedata

from kit.text import words

# What is written with a letter of its own instead of a mark on one.
LETTERS = str.maketrans({"ß": "ss", "ł": "l", "ı": "i", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ё": "е"})  # noqa: RUF001 (letters of other alphabets)
# Letters of Arabic that are written in several ways; its article is no part of a word.
ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه"})  # noqa: RUF001 (the same)
ARTICLE = re.compile(r"\bال(?=\w{3})")  # noqa: RUF001 (the same)
LATIN_MARKS = re.compile(r"(?<=[a-z])[\u0300-\u036f]+")
# "ae" is "ä" written out, but "ue" in "Frauen", "neue" and "Quelle" is not "ü".
UMLAUTS = (("ae", "a"), ("oe", "o"))
UE = re.compile(r"(?<![aeq])ue")


def fold(text: str) -> str:
    """Return a text in small letters, without accents, with ä, ae and a as "a" and ß as "ss"."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(LETTERS))
    plain = ARTICLE.sub("", unicodedata.normalize("NFC", LATIN_MARKS.sub("", plain)).translate(ARABIC))
    for written, meant in UMLAUTS:
        plain = plain.replace(written, meant)
    return UE.sub("u", plain)


def folded_words(text: str) -> list[str]:
    """Return the words of a text as they are compared."""
    return [fold(word) for word in words(text)]
