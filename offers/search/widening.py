"""All ways in which offers may say a word that somebody typed, each with how good it is."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from offers.search.german.building import kin, light_stems, people_stems, place_stems, unspecific_stems
from offers.search.german.stems import stem
from offers.search.known import Known
from offers.search.thesaurus import Phrase, Thesaurus

# How good a way is: the word itself in any form; a compound with it; one that begins with it; one that holds it somewhere.
SAME, LAST_PART, FIRST_PART, BEGINNING, WITHIN = 1.0, 0.85, 0.75, 0.6, 0.4
# The verb of a noun.
DERIVED = 0.6
# How arts and what belongs to them end, as stems: "Logopädie", "Pädagogik", "logopädisch"; with so many letters before that.
ARTS = ("isch", "ik", "i")
SHORTEST_ART = 5
# Shorter words that end with "t" are seldom verbs.
SHORTEST_SAID = 6
# A compound said in several words; with a part of little meaning replaced by its like; without that part.
APART, APART_AKIN, APART_SHORT, APART_SHORT_AKIN = 0.85, 0.65, 0.5, 0.35
# One part of a compound alone, where nothing else is found.
LOOSE = 0.3
MEANT_FIRST, MEANT, AKIN, BESIDE = 0.8, 0.65, 0.5, 0.45
SHORTEST_BEGINNING, SHORTEST_WITHIN, SHORTEST_AS_BEGINNING = 4, 5, 6
# Of many words that begin or hold the typed one, the commonest count.
MOST_LIKE = 30


@dataclass
class Ways:
    """What fits instead of a word: words of the vocabulary, and sets of alternatives of which each must occur; by how good they are."""

    words: dict[str, float] = field(default_factory=dict)
    apart: list[tuple[float, tuple[frozenset[str], ...]]] = field(default_factory=list)
    # Words that are better than nothing.
    loose: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return self.is_known or bool(self.loose)

    @property
    def is_known(self) -> bool:
        """Return whether there is a way for the whole word."""
        return bool(self.words or self.apart)

    def note(self, word: str, weight: float) -> None:
        self.words[word] = max(weight, self.words.get(word, 0))

    def take(self, other: "Ways", weight: float = 1.0) -> None:
        """Take in other ways, each as good as it was times `weight`."""
        for word, own in other.words.items():
            self.note(word, own * weight)
        self.apart += [(own * weight, parts) for own, parts in other.apart]
        self.loose |= other.loose

    @property
    def close(self) -> list[str]:
        """Return the words that are the typed one or end with it: they say how common it is."""
        return [word for word, weight in self.words.items() if weight >= LAST_PART]


def derived(word: str) -> list[str]:
    """Return the stems of what is told of the same thing in another sort of word.

    The verb behind a noun and the noun behind a verb ("Bewerbung", "bewerben"), the verb behind "stottert", and the adjective and
    those who practise behind an art ("Logopädie", "logopädisch", "Logopäde").
    """
    found = [stem(word.removesuffix("ung") + "en")] if word.endswith("ung") else []
    found += [word.removesuffix("en") + "ung"] if word.endswith("en") else []
    if word.endswith("t") and len(word) >= SHORTEST_SAID:
        found.append(stem(word.removesuffix("t")))
    core = stem(word)
    art = next((core.removesuffix(end) for end in ARTS if core.endswith(end)), "")
    if len(art) >= SHORTEST_ART:
        found += [one for one in dict.fromkeys(stem(art + end) for end in ("ie", "ik", "isch", "e")) if one != core]
    return found


class Widener:
    """Finds ways for words, with what is known of the offers, of the language and of the thesaurus."""

    def __init__(self, known: Known, thesaurus: Thesaurus) -> None:
        self.known = known
        self.thesaurus = thesaurus

    def plain(self, word: str) -> Ways:
        """Return a folded word in all its forms, and the compounds that hold it."""
        ways = Ways()
        core = stem(word)
        for same in self.known.by_stem.get(core, ()):
            ways.note(same, SAME)
        for compound, is_last in self.known.by_part.get(core, ()):
            ways.note(compound, LAST_PART if is_last else FIRST_PART)
        for other in derived(word):
            for like in self.known.by_stem.get(other, ()):
                ways.note(like, DERIVED)
        return ways

    def begun(self, word: str) -> Ways:
        """Return the words that begin with a folded one, and, where nothing else is known of it, those that hold it."""
        ways = self.plain(word)
        core = stem(word)
        if len(word) >= SHORTEST_BEGINNING and core not in light_stems():
            for like in self.commonest(self.known.beginning(core if len(core) >= SHORTEST_BEGINNING else word)):
                ways.note(like, BEGINNING)
            if len(word) >= SHORTEST_WITHIN and not ways.close:
                for like in self.commonest(other for other in self.known.numbers if word in other):
                    ways.note(like, LAST_PART if like.endswith(word) else WITHIN)
        return ways

    def commonest(self, words: Iterable[str]) -> list[str]:
        return sorted(words, key=lambda word: (-self.known.numbers[word], word))[:MOST_LIKE]

    def apart(self, word: str) -> Ways:
        """Return a compound said in several words."""
        ways = Ways()
        parts = self.known.splitter.split(word)
        if not parts:
            part = self.known.splitter.known_part(word)
            ways.loose = self.of_part(part[0]) if part and part[0] not in place_stems() else frozenset()
            return ways
        said = [self.of_part(part) for part in parts]
        if all(said):
            ways.apart.append((APART, tuple(said)))
        akin = [one | self.akin(part) for part, one in zip(parts, said, strict=True)]
        if akin != said and all(akin):
            ways.apart.append((APART_AKIN, tuple(akin)))
        heavy = [place for place, part in enumerate(parts) if part not in light_stems()]
        if len(heavy) < len(parts):
            for weight, alternatives in ((APART_SHORT, said), (APART_SHORT_AKIN, akin)):
                if heavy and all(alternatives[place] for place in heavy):
                    ways.apart.append((weight, tuple(alternatives[place] for place in heavy)))
        ways.loose = frozenset().union(*(said[place] for place in heavy if parts[place] not in unspecific_stems()))
        return ways

    def of_part(self, part: str) -> frozenset[str]:
        """Return the words that hold a part, given by its stem."""
        same = self.known.by_stem.get(part, ())
        begun = self.known.beginning(part) if len(part) >= SHORTEST_AS_BEGINNING else ()
        return frozenset([*same, *(word for word, _ in self.known.by_part.get(part, ())), *begun])

    def akin(self, part: str) -> frozenset[str]:
        """Return the words that stand for a part: its like, and what the thesaurus says of it."""
        like = [self.of_part(other) for other in kin().get(part, ())]
        meant = [
            self.of_part(stem(words[0]))
            for phrase in self.thesaurus.by_stem.get(part, ())
            if phrase.stems == {part} and part not in people_stems()
            for words in phrase.meant
            if len(words) == 1
        ]
        return frozenset().union(*like, *meant)

    def typed(self, word: str) -> Ways:
        """Return all ways for a folded word but those of the thesaurus."""
        ways, apart = self.begun(word), self.apart(word)
        if ways.close and not apart.apart:
            # "Schwanger" is known, and has nothing to do with "Anger".
            apart.loose = frozenset()
        ways.take(apart)
        for other in kin().get(stem(word), ()):
            for like in self.known.by_stem.get(other, ()):
                ways.note(like, AKIN)
        return ways

    def meant_by(self, phrase: Phrase) -> Ways:
        """Return the ways of what a phrase of the thesaurus means, the first the best."""
        ways = Ways()
        for place, words in enumerate(phrase.meant):
            weight = MEANT_FIRST if place == 0 else MEANT
            ways.take(self.meaning(words[0]) if len(words) == 1 else self.all_of(words), weight)
        for word in phrase.beside:
            for like in self.plain(word).close:
                ways.note(like, BESIDE)
        return ways

    def meaning(self, word: str) -> Ways:
        """Return the ways of a single word that is meant: in any form, as a beginning, as a compound said apart."""
        ways = self.plain(word)
        if len(word) >= SHORTEST_AS_BEGINNING:
            for like in self.commonest(self.known.beginning(word)):
                ways.note(like, BEGINNING)
        ways.apart += [(own, parts) for own, parts in self.apart(word).apart if own == APART]
        return ways

    def all_of(self, words: tuple[str, ...]) -> Ways:
        """Return the way of several words that are meant together."""
        said = tuple(frozenset(self.plain(word).close) for word in words)
        return Ways(apart=[(1.0, said)] if all(said) else [])
