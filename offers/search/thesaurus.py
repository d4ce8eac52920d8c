"""The thesaurus, ready to be asked: which groups of words a question speaks of."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kit.text import words as words_of
from offers.search.german.building import light_stems, people_stems, stop_words
from offers.search.german.folding import fold, folded_words
from offers.search.german.stems import stem

# Whom a phrase speaks of matters little: "meine Tochter spricht nicht" is "mein Kind spricht nicht".
CHILD = frozenset(stem(word) for word in ("kind", "sohn", "tochter"))
ANY_CHILD = "kind"
# Shorter words that are said beside a phrase are too often others: "Amt", "Abo".
SHORTEST_BESIDE = 5


@dataclass(frozen=True, slots=True)
class Phrase:
    """What families say, as stems, and what is meant by it, each meant one as folded words.

    `beside` are the single folded words that others say for the same: an offer may say it in their words too.
    """

    stems: frozenset[str]
    meant: tuple[tuple[str, ...], ...]
    beside: tuple[str, ...] = ()


def core(word: str) -> str:
    """Return the stem of a folded word; all words for a child are one."""
    found = stem(word)
    return ANY_CHILD if found in CHILD else found


def cores(words: Iterable[str]) -> list[str]:
    """Return the stems of folded words that mean something; of all of them where none does."""
    words = list(words)
    return [core(word) for word in words if word not in stop_words()] or [core(word) for word in words]


def meaning(text: str) -> tuple[str, ...]:
    """Return the folded words of what is meant that say something."""
    words = folded_words(text)
    return tuple(word for word in words if word not in stop_words()) or tuple(words)


def said_alone(said: Iterable[str]) -> tuple[str, ...]:
    """Return the folded words that are said by themselves and say something."""
    alone = [words[0] for words in map(folded_words, said) if len(words) == 1]
    vague_stems = light_stems() | people_stems()
    telling = [word for word in alone if word not in stop_words() and stem(word) not in vague_stems]
    return tuple(word for word in telling if len(word) >= SHORTEST_BESIDE)


class Thesaurus:
    """Groups of words by what families say."""

    def __init__(self, groups: Sequence[tuple[list[str], list[str]]]) -> None:
        self.by_stem: dict[str, list[Phrase]] = defaultdict(list)
        # All words, for those who misspell them, each as it is written.
        self.words: dict[str, str] = {}
        for said, meant in groups:
            sought = tuple(dict.fromkeys(meaning(one) for one in meant))
            beside = said_alone(said)
            for one in said:
                self.note(words_of(one), sought, beside)
        # What is meant is written rightly too.
        for words, written in [(folded_words(one), one) for _, meant in groups for one in meant]:
            if len(words) == 1:
                self.words.setdefault(words[0], written)

    def note(self, written: list[str], meant: tuple[tuple[str, ...], ...], beside: tuple[str, ...]) -> None:
        """Take in one phrase."""
        words = [fold(word) for word in written]
        phrase = Phrase(frozenset(cores(words)), meant, beside)
        for word, shown in zip(words, written, strict=True):
            if word not in stop_words():
                self.words.setdefault(word, shown)
        for one in phrase.stems:
            self.by_stem[one].append(phrase)

    def knows(self, word: str) -> bool:
        """Return whether a folded word stands in some phrase."""
        return core(word) in self.by_stem

    def phrases_in(self, words: Sequence[str]) -> list[Phrase]:
        """Return the phrases whose words all occur among the folded `words`, the longest first, none within another."""
        there = {core(word) for word in words}
        found = {phrase for one in there for phrase in self.by_stem.get(one, ()) if phrase.stems <= there}
        kept: list[Phrase] = []
        for phrase in sorted(found, key=lambda one: (-len(one.stems), sorted(one.stems), one.meant)):
            if not any(phrase.stems < other.stems for other in kept):
                kept.append(phrase)
        return kept
