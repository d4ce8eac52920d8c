"""Addresses as people write them, taken apart; without the database."""

import re
from dataclasses import dataclass
from functools import lru_cache

from kit.german import fold, spell_out

LONGEST_KEY = 120
LONGEST_TEXT = 200
# What stands for what when a word of a street's name is shortened; the signs behind the word are gone by then.
SHORT_WORDS = {
    "st": "sankt",
    "doktor": "dr",
    "professor": "prof",
    "buergermeister": "bgm",
    "geschwister": "geschw",
    "pl": "platz",
}
POSTCODE = re.compile(r"(?<!\d)(\d{5})(?!\d)")
# "5", "5a", "5 a", "5-7", "5a–c", "5/7": the first number counts. Not "17." as in "17. Juni", not the "5" of "1.5".
NUMBER = re.compile(
    r"(?<!\d)(?<!\d[.,])(?:\bNr\.?\s*)?(?P<number>\d{1,4})(?:\s?(?P<letter>[a-z])(?![^\W\d_]))?"
    r"(?:\s*[-–/+]\s*(?:\d{1,4}\s?[a-z]?|[a-z])(?![^\W_]))*(?![^\W_])(?!\.\s*[^\W\d_])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Address:
    """A street and what else was said: house number, its letter, a postcode; "" and None for what was not."""

    street: str
    number: int | None = None
    letter: str = ""
    postcode: str = ""

    @property
    def key(self) -> str:
        return fold_street(self.street)


# An import asks for the same names over and over.
@lru_cache(maxsize=10_000)
def fold_street(name: str) -> str:
    """Return the one spelling of a street's name: "Haupt-Str.", "HAUPTSTRASSE" and "Hauptstraße" give the same."""
    whole = re.sub(r"str(?:\.|asse)?(?![a-z])", "strasse", spell_out(name))
    words = re.findall(r"[^\W_]+", re.sub(r"pl\.(?![a-z])", "platz", whole))
    return fold("".join(SHORT_WORDS.get(word, word) for word in words))[:LONGEST_KEY]


def readings(text: str) -> list[Address]:
    """Return the ways in which `text` can be read as an address, the likeliest first; none for an empty text.

    "5" may be a house number or part of a street's name, what follows it a part of town; only a list of streets can
    tell, so each possibility is a reading.
    """
    text = text[:LONGEST_TEXT]
    postcode = (POSTCODE.findall(text) or [""])[0]
    found: list[Address] = []
    pieces = _pieces(text)
    for piece in sorted(pieces, key=lambda piece: not NUMBER.search(piece)):
        found += _with_number(piece, postcode)
    found += [Address(piece, postcode=postcode) for piece in pieces]
    return [address for address in dict.fromkeys(found) if address.key]


def parse_address(text: str) -> Address:
    """Return the likeliest reading of `text`; an empty street where there is none."""
    return next(iter(readings(text)), Address(""))


def _pieces(text: str) -> list[str]:
    """Return what commas, line ends and postcodes separate; a house number alone belongs to what stands before it."""
    pieces: list[str] = []
    for piece in re.split(r"[,;\n]", POSTCODE.sub(",", text)):
        words = " ".join(piece.split())
        if pieces and NUMBER.fullmatch(words):
            pieces[-1] += f" {words}"
        elif words:
            pieces.append(words)
    return pieces


def _with_number(piece: str, postcode: str) -> list[Address]:
    """Return the readings of `piece` that take one of its numbers for the house's, the last number first."""
    found = []
    for match in reversed(list(NUMBER.finditer(piece))):
        # A number at the very beginning is followed by its street: "5 Hauptstraße".
        street = piece[: match.start()].strip() or piece[match.end() :].strip()
        if re.search(r"[^\W\d_]", street):
            found.append(Address(street, int(match["number"]), (match["letter"] or "").lower(), postcode))
    return found
