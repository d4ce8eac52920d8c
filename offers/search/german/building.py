"""The built-in words of the field, read from the files beside this one; `fold` makes them comparable."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from offers.search.german.folding import fold
from offers.search.german.stems import stem

FOLDER = Path(__file__).parent


def lines(name: str) -> Iterator[list[str]]:
    """Yield the folded words of each line of a file; lines that begin with # are for people."""
    for line in (FOLDER / name).read_text("utf8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield [fold(word) for word in line.split()]


def words_of(name: str) -> frozenset[str]:
    """Return the folded words of a file."""
    return frozenset(word for line in lines(name) for word in line)


def stems_of(name: str) -> frozenset[str]:
    """Return the stems of the words of a file."""
    return frozenset(map(stem, words_of(name)))


@cache
def building_words() -> frozenset[str]:
    """Return the words that compounds are made of."""
    return words_of("building_words.txt")


@cache
def light_stems() -> frozenset[str]:
    """Return the stems of words that say little."""
    return stems_of("light_words.txt")


@cache
def people_stems() -> frozenset[str]:
    """Return the stems of words for those whom an offer is for."""
    return stems_of("people.txt")


@cache
def unspecific_stems() -> frozenset[str]:
    """Return the stems of words for those whom nearly every offer is for."""
    return stems_of("unspecific.txt")


@cache
def place_stems() -> frozenset[str]:
    """Return the stems of words with which names of streets and towns end."""
    return stems_of("places.txt")


@cache
def stop_words() -> frozenset[str]:
    """Return the words that mean nothing by themselves."""
    return words_of("stop_words.txt")


@cache
def kin() -> dict[str, frozenset[str]]:
    """Return for a stem the stems of words that stand for it."""
    found: dict[str, set[str]] = {}
    for line in lines("kin.txt"):
        stems = {stem(word) for word in line}
        for one in stems:
            found.setdefault(one, set()).update(stems - {one})
    return {one: frozenset(others) for one, others in found.items()}
