"""Which word somebody meant who misspelt one."""

from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from offers.search.german.building import building_words
from offers.search.german.sounds import sound
from offers.search.known import Known
from offers.search.thesaurus import Thesaurus

SHORTEST = 3
SHORT, LONG = 7, 12
SHORTEST_GUESSED = 6
MOST = 3


def allowed(word: str) -> int:
    """Return how many letters of a word may be wrong."""
    return 1 if len(word) < SHORT else 2 if len(word) < LONG else 3


class Speller:
    """Corrects words by those that the offers, the thesaurus and the language have."""

    def __init__(self, known: Known, thesaurus: Thesaurus) -> None:
        self.known = known
        self.words = sorted({*known.numbers, *thesaurus.words, *self.parts_in_use(known)} - {""})
        self.words = [word for word in self.words if len(word) > SHORTEST]
        self.sounds = [sound(word) for word in self.words]

    @staticmethod
    def parts_in_use(known: Known) -> set[str]:
        """Return the built-in words that lead to some offer."""
        return {word for word in building_words() if known.splitter.end_of(word) in known.by_part}

    def candidates(self, word: str, more: int = 0) -> list[str]:
        """Return the words that may be meant by a folded one, the likeliest first; at most three, all about as likely.

        `more` letters than usual may be wrong.
        """
        if len(word) <= SHORTEST:
            return []
        most = allowed(word) + more
        costs: dict[str, float] = {}
        for _, distance, place in process.extract(
            word, self.words, scorer=OSA.distance, score_cutoff=most, limit=None, processor=None
        ):
            costs[self.words[place]] = distance + OSA.distance(sound(word), self.sounds[place])
        for _, distance, place in process.extract(
            sound(word), self.sounds, scorer=OSA.distance, score_cutoff=most - 1, limit=None, processor=None
        ):
            other = self.words[place]
            if other not in costs and OSA.distance(word, other) <= most + 2:
                costs[other] = distance + OSA.distance(word, other) / 2 + 1
        if not costs:
            return []
        best = min(costs.values())
        near = [other for other, cost in costs.items() if cost <= best]
        return sorted(near, key=lambda other: (-self.known.numbers.get(other, 0), other))[:MOST]

    def corrected(self, word: str) -> list[str]:
        """Return the words that may be meant by a misspelt one, taken apart if need be ("Babymasagekurs")."""
        return self.candidates(word) or self.corrected_part(word)

    def guessed(self, word: str) -> list[str]:
        """Return the words that may be meant by one with more wrong letters than people usually make; of short ones none."""
        return self.candidates(word, more=1) if len(word) >= SHORTEST_GUESSED and word.isalpha() else []

    def corrected_part(self, word: str) -> list[str]:
        """Return compounds with one part put right, the other one being known."""
        found = []
        for cut in range(SHORTEST + 1, len(word) - SHORTEST):
            begin, end = word[:cut], word[cut:]
            if self.known.splitter.end_of(end) and len(end) > SHORTEST:
                found += [(len(end), other + end) for other in self.candidates(begin)[:1]]
            if begin in self.known.splitter.first and len(begin) > SHORTEST:
                found += [(len(begin), begin + other) for other in self.candidates(end)[:1]]
        return [max(found)[1]] if found else []


@lru_cache(maxsize=2)
def speller_of(known: Known, thesaurus: Thesaurus) -> Speller:
    return Speller(known, thesaurus)
