"""A family's words, read: what they ask for, in all ways in which an offer may say it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.db import connection

from kit.text import words as words_of
from offers.search.german.building import light_stems, people_stems, stop_words
from offers.search.german.folding import fold
from offers.search.german.stems import stem
from offers.search.known import Known, known_of
from offers.search.said_ages import WORDS as AGES
from offers.search.spelling import speller_of
from offers.search.thesaurus import Phrase, Thesaurus, core
from offers.search.widening import APART, SAME, Ways, Widener

# What a word of little meaning, one that was understood as a filter, and a phrase of the thesaurus count for.
LIGHT, HINT, PHRASE = 0.35, 0.3, 0.9
CORRECTED = 0.9
# A word is taken apart into two of the offers from so many letters on, each with so many; a verb has so many with its "t".
SHORTEST_PARTED, SHORTEST_HALF, SHORTEST_VERB = 7, 3, 5
EMPTY = frozenset(stem(word) for word in ("angebot", "angebote", "veranstaltung"))
# The end of many a compound of the field.
HEADS = frozenset(stem(word) for word in ("beratung", "beratungsstelle", "sprechstunde", "ambulanz", "therapie"))


@dataclass(frozen=True)
class Concept:
    """One thing that was asked for: its ways, how much it says (0 to 1), and whether an offer needs it."""

    typed: tuple[str, ...]
    ways: Ways
    importance: float
    is_needed: bool = True

    @property
    def is_empty(self) -> bool:
        """Return whether it says of an offer no more than that it is one."""
        return {stem(word) for word in self.typed} <= EMPTY


@dataclass(frozen=True)
class Asked:
    """A text, read."""

    concepts: tuple[Concept, ...] = ()
    # What was typed, and what is meant instead.
    corrections: tuple[tuple[str, str], ...] = ()
    # Nothing but an age says what is looked for ("Kurs 2 Jahre"): the words put what is for it in order.
    is_free: bool = False

    @property
    def needed(self) -> tuple[Concept, ...]:
        return tuple(one for one in self.concepts if one.is_needed)

    @property
    def leads_nowhere(self) -> bool:
        """Return whether no offer has any of the words that were not understood as something else."""
        return not self.needed and not self.is_free

    @property
    def is_divisible(self) -> bool:
        """Return whether an offer can answer a part of it."""
        return len(self.needed) > 1 or any(one.ways.loose for one in self.needed)

    @property
    def surfaces(self) -> frozenset[str]:
        """Return all folded words that a hit may hold."""
        said = {word for one in self.concepts for word in one.ways.words}
        apart = (part for one in self.concepts for _, parts in one.ways.apart for part in parts)
        return frozenset(said.union(*apart))


@dataclass
class Word:
    """One typed word: as it is compared, and what else may be meant by it."""

    typed: str
    folded: str
    others: list[str] = field(default_factory=list)


class Asker:
    """Reads texts, with what is known of the offers and the thesaurus."""

    def __init__(self, known: Known, thesaurus: Thesaurus) -> None:
        self.known = known
        self.thesaurus = thesaurus
        self.widener = Widener(known, thesaurus)

    def read(self, text: str, hints: Sequence[str] = (), *, has_age: bool = False) -> Asked:
        """Return what a text asks for; `hints` are words that have become filters, and still say what fits best.

        `has_age` says that an age is among the filters.
        """
        words = [Word(one, fold(one)) for one in words_of(text)]
        words = [one for one in words if one.folded not in stop_words()] or words
        words = [part for one in self.joined(words) for part in self.parted(one)]
        for one in words:
            self.correct(one)
        concepts = self.concepts(words)
        if not any(one.ways for one in concepts):
            for one in words:
                self.guess(one)
            concepts = self.concepts(words)
        heavy = any(one.importance > LIGHT for one in concepts if one.ways)
        most = max((one.importance for one in concepts if one.ways), default=1)
        is_free = has_age and not heavy
        if is_free:
            concepts = [replace(one, is_needed=False) for one in concepts if one.ways and not one.is_empty]
        else:
            concepts = [self.needing(one, most, heavy=heavy) for one in concepts if one.ways]
        said = [self.hint(fold(hint)) for one in hints for hint in words_of(one)]
        corrections = tuple((one.typed, self.shown(one.folded)) for one in words if one.folded != fold(one.typed))
        return Asked((*concepts, *(one for one in said if one.ways)), corrections, is_free)

    def joined(self, words: list[Word]) -> list[Word]:
        """Put together what is one word and was typed as two of which one says nothing ("Pe Kip")."""
        found: list[Word] = []
        for one in words:
            both = f"{found[-1].folded}{one.folded}" if found else ""
            is_word = both in self.known.numbers or both in self.thesaurus.words
            if is_word and not (self.knows(found[-1].folded) and self.knows(one.folded)):
                found[-1] = Word(both, both)
            else:
                found.append(one)
        return found

    def parted(self, word: Word) -> list[Word]:
        """Take apart what offers write as two words ("Girls' Day") and was typed as one that they do not have."""
        one = word.folded
        if len(one) < SHORTEST_PARTED or self.knows(one):
            return [word]
        cuts = range(SHORTEST_HALF, len(one) - SHORTEST_HALF + 1)
        halves = [(one[:cut], one[cut:]) for cut in cuts if {one[:cut], one[cut:]} <= self.known.numbers.keys()]
        return [Word(half, half) for half in halves[0]] if halves else [word]

    def shown(self, word: str) -> str:
        """Return a folded word as it is written."""
        return self.known.shown.get(word) or self.thesaurus.words.get(word) or word

    def knows(self, word: str) -> bool:
        """Return whether a folded word leads to something as it is."""
        return self.thesaurus.knows(word) or self.widener.typed(word).is_known

    def claimed(self, words: Sequence[str]) -> set[str]:
        """Return which of the folded words are said together, as in "Baby schreit"."""
        phrases = [phrase for phrase in self.thesaurus.phrases_in(words) if len(phrase.stems) > 1]
        return {word for word in words if any(core(word) in phrase.stems for phrase in phrases)}

    def correct(self, word: Word) -> None:
        """Put a word right that neither the offers nor the thesaurus have."""
        if self.knows(word.folded) or word.folded.isdigit():
            return
        # "Er zockt" is zocken: nothing to be told, since nothing was wrong.
        infinitive = word.folded.removesuffix("t") + "en"
        if word.folded.endswith("t") and len(word.folded) >= SHORTEST_VERB and self.knows(infinitive):
            word.typed = word.folded = infinitive
            return
        if meant := speller_of(self.known, self.thesaurus).corrected(word.folded):
            word.folded, *word.others = meant

    def guess(self, word: Word) -> None:
        """Take a word that leads nowhere for one that it is less like, where otherwise nothing would be found."""
        if meant := speller_of(self.known, self.thesaurus).guessed(word.folded):
            word.folded, *word.others = meant

    def concepts(self, words: list[Word]) -> list[Concept]:
        """Return what the words ask for: phrases of the thesaurus first, then each word by itself."""
        phrases = self.thesaurus.phrases_in([one.folded for one in words])
        found: dict[frozenset[str], list[Phrase]] = {}
        claimed: set[str] = set()
        for phrase in phrases:
            if len(phrase.stems) > 1 and (phrase.stems in found or not phrase.stems & claimed):
                found.setdefault(phrase.stems, []).append(phrase)
                claimed |= phrase.stems
        said = [
            self.of_phrases([one for one in words if core(one.folded) in stems], meant)
            for stems, meant in found.items()
        ]
        # What a phrase means and no offer has, its words may still say.
        claimed = {core(word) for one in said if one.ways for word in one.typed}
        single = [phrase for phrase in phrases if len(phrase.stems) == 1]
        rest = [one for one in words if core(one.folded) not in claimed]
        return [*said, *(self.of_word(one, single) for one in rest)]

    def of_phrases(self, words: list[Word], phrases: list[Phrase]) -> Concept:
        """Return what several words together mean; an offer that has all of them is as good."""
        ways = Ways()
        for phrase in phrases:
            ways.take(self.widener.meant_by(phrase))
        said = tuple(frozenset(self.widener.plain(one.folded).close) for one in words)
        if all(said):
            ways.apart.append((1.0, said))
        telling = [one.folded for one in words if stem(one.folded) not in light_stems() | people_stems()]
        if ways:
            ways.loose |= frozenset(like for word in telling for like in self.widener.plain(word).words)
        return Concept(tuple(one.folded for one in words), ways, PHRASE)

    def of_word(self, word: Word, phrases: list[Phrase]) -> Concept:
        """Return what one word means."""
        ways = self.widener.typed(word.folded)
        for other in word.others:
            ways.take(self.widener.typed(other), CORRECTED)
        mine = [phrase for phrase in phrases if core(word.folded) in phrase.stems]
        if mine:
            # The thesaurus knows better than a part of the word.
            ways.apart = [(weight, parts) for weight, parts in ways.apart if weight >= APART]
        for phrase in mine:
            ways.take(self.widener.meant_by(phrase))
        if not mine and SAME not in ways.words.values():
            self.add_meaning_of_parts(word.folded, ways)
        rarity = self.known.rarity(ways.close) if ways.close else PHRASE
        is_age = word.folded in AGES
        is_light = is_age or (stem(word.folded) in light_stems() | people_stems() and not mine)
        return Concept((word.folded,), ways, min(LIGHT, rarity) if is_light else max(rarity, LIGHT + 0.05))

    def add_meaning_of_parts(self, word: str, ways: Ways) -> None:
        """Take in what the thesaurus says of the parts of a compound that it does not know.

        Of the only part that says much ("Unterhaltsberatung") it is nearly as good; of one of several it is better than nothing.
        """
        every = self.known.splitter.split(word)
        parts = [part for part in every if part not in light_stems() | people_stems()]
        telling = [part for part in every if part not in light_stems() | HEADS]
        for part in parts:
            for phrase in self.thesaurus.by_stem.get(part, ()):
                if len(phrase.stems) == 1 and telling == [part]:
                    ways.take(self.widener.meant_by(phrase), CORRECTED)
                elif len(phrase.stems) == 1 and not self.widener.of_part(part):
                    ways.loose |= frozenset(self.widener.meant_by(phrase).words)

    def hint(self, word: str) -> Concept:
        return Concept((word,), self.widener.plain(word), HINT, is_needed=False)

    @staticmethod
    def needing(one: Concept, most: float, *, heavy: bool) -> Concept:
        """Return a concept beside others; one of little meaning is not needed where others are asked for."""
        return Concept(one.typed, one.ways, one.importance / most, is_needed=not heavy or one.importance > LIGHT)


EVERY_WORD = """
    SELECT word, number, shown, NULL::varchar[], NULL::varchar[] FROM offers_vocabulary
    UNION ALL SELECT NULL, id, NULL, said || said_elsewhere, meant FROM offers_wordgroup
"""


def read_asker() -> Asker:
    """Read the words of the offers and the thesaurus with one query."""
    with connection.cursor() as cursor:
        cursor.execute(EVERY_WORD)
        rows = cursor.fetchall()
    known = known_of(frozenset(row[:3] for row in rows if row[0] is not None))
    groups = sorted((row[1], row[3], row[4]) for row in rows if row[0] is None)
    return Asker(known, Thesaurus([(said, meant) for _, said, meant in groups]))
