"""All words that the offers hold, as the search knows them: by stem, by the parts they are made of, by their sound."""

from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache
from math import log

from offers.search.german.building import building_words
from offers.search.german.splitting import Splitter
from offers.search.german.stems import stem

# Longer words are taken apart, and are not parts themselves, if the built-in words do not say so.
LONGEST_PART = 14
SHORTEST_PART = 4
# Behind every letter.
LAST = "\U0010ffff"


class Known:
    """The vocabulary of the offers, once read."""

    def __init__(self, numbers: dict[str, int], shown: dict[str, str]) -> None:
        self.numbers = numbers
        # How offers write a word.
        self.shown = shown
        self.most = max(numbers.values(), default=1)
        self.by_stem: dict[str, list[str]] = defaultdict(list)
        # The words that have a stem among their parts, each with whether it is the last one.
        self.by_part: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        self.sorted = sorted(numbers)
        for word in self.sorted:
            self.by_stem[stem(word)].append(word)
        self.splitter = Splitter(building_words())
        for word in sorted(numbers, key=len):
            self.take_apart(word)

    def take_apart(self, word: str) -> None:
        """Note the parts of a word; what has none may be a part of longer ones."""
        parts = self.splitter.split(word)
        for part in dict.fromkeys(parts):
            self.by_part[part].append((word, part == parts[-1]))
        if not parts and word.isalpha():
            for part, is_last in self.splitter.known_parts(word):
                if part != stem(word):
                    self.by_part[part].append((word, is_last))
            if SHORTEST_PART <= len(word) <= LONGEST_PART:
                self.splitter.add(word)

    def beginning(self, letters: str) -> list[str]:
        """Return the words that begin with some letters."""
        return self.sorted[bisect_left(self.sorted, letters) : bisect_left(self.sorted, letters + LAST)]

    def rarity(self, words: list[str]) -> float:
        """Return how much it says that an offer has one of `words`, from 0.1 (all have) to 1."""
        number = sum(self.numbers.get(word, 0) for word in words)
        return max(0.1, 1 - log(1 + number) / log(3 + 1.5 * self.most))


@lru_cache(maxsize=2)
def known_of(words: frozenset[tuple[str, int, str]]) -> Known:
    return Known({word: number for word, number, _ in words}, {word: shown for word, _, shown in words})
