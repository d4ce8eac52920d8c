"""A line, cut into numbers, words and signs."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from kit.german import fold

# No part can be read in two ways, so that the time grows with the length alone. A year of two digits stands right behind the
# month and is no hour: "3.2.27", but "3.2. 10–12 Uhr". "14.1" is a day, "14.10" a time.
PATTERN: Final = re.compile(
    r"""
      (?P<iso>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9]))
    | (?P<date>[0-9]{1,2}\.\s?[0-9]{1,2}\.\s?[0-9]{4}(?![0-9])
        | [0-9]{1,2}\.\s?(?:0?[1-9]|1[0-2])\.(?:(?:2[5-9]|[3-9][0-9])(?![0-9]))?
        | [0-9]{1,2}\.[1-9](?![0-9.:]))
    | (?P<clock>[0-9]{1,2}[:.][0-9]{2}(?![0-9]))
    | (?P<year>[0-9]{4}(?![0-9]))
    | (?P<ordinal>[0-9]{1,2}\.)
    | (?P<number>[0-9]{1,2}(?![0-9]))
    | (?P<word>[^\W\d_]+)
    | (?P<dash>[-–—−‐])
    | (?P<sign>[,;:.&+/()|])
    | (?P<other>[0-9]+ | \S)
    """,
    re.VERBOSE,
)
NUMBER: Final = re.compile(r"[0-9]+")


class Token(NamedTuple):
    """A piece of a line: its kind (a group of PATTERN), the word by which tables know it, its numbers and its place."""

    kind: str
    key: str
    numbers: tuple[int, ...] = ()
    start: int = 0
    end: int = 0


# What stands behind the last token, so that nobody has to ask whether there is one.
NOTHING: Final = Token("nothing", "")


class Line(NamedTuple):
    """A line and its tokens."""

    text: str
    tokens: Sequence[Token]

    def at(self, place: int) -> Token:
        return self.tokens[place] if 0 <= place < len(self.tokens) else NOTHING

    def past(self, place: int, *keys: str) -> int:
        """Return the first place from `place` on with another key than these."""
        while self.at(place).key in keys:
            place += 1
        return place

    def between(self, first: int, after: int) -> str:
        """Return the text of the tokens from `first` up to `after`, not included."""
        return self.text[self.at(first).start : self.at(after - 1).end]


def tokenise(text: str) -> Line:
    """Return a line in pieces; each character that is not blank is part of one."""
    return Line(text, [token_of(match) for match in PATTERN.finditer(text)])


def token_of(match: re.Match) -> Token:
    kind = match.lastgroup
    key = {"word": fold(match[0]), "dash": "-"}.get(kind, match[0])
    return Token(kind, key, tuple(map(int, NUMBER.findall(match[0]))), match.start(), match.end())
