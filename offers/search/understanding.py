"""What somebody typed, understood: words that name a place, an age, a cost or a time become filters."""

import re
from dataclasses import dataclass, field, replace

from rapidfuzz.distance import OSA

from kit.text import MOST_WORDS
from offers.search.choices import Choice, Choices
from offers.search.criteria import PLACES, Criteria
from offers.search.german.building import building_words, stop_words
from offers.search.german.folding import fold
from offers.search.said_ages import SaidAge, said_age
from offers.search.said_facets import said_facets

TOKEN = re.compile(r"[^\W_]+")
# They belong to what follows, and go with it: "in Rheydt", "am Samstag".
PREPOSITIONS = frozenset(
    ("in", "im", "am", "an", "bei", "aus", "nahe", "fur", "auf", "per", "mit", "um", "der", "dem", "den", "und")
)
BEFORE_A_PLACE = frozenset(("in", "im", "bei", "aus", "nahe", "nach"))
STREETS = ("strasse", "str", "weg", "gasse", "allee", "ring", "ufer", "damm")
LONGEST_NAME = 4
SHORTEST_MISSPELT = 6
SHORTEST_PART = 4


@dataclass(frozen=True, slots=True)
class Token:
    """A typed word, where it stands in the text, and how it is compared."""

    word: str
    start: int
    end: int


@dataclass
class Reading:
    """A text while it is read: its tokens, which of them have become filters, and what they say."""

    tokens: list[Token]
    used: set[int] = field(default_factory=set)
    places: list[Choice] = field(default_factory=list)
    steps: list[Choice] = field(default_factory=list)
    months: list[int] = field(default_factory=list)
    facets: list[Choice] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)

    def words(self, start: int, number: int) -> tuple[str, ...]:
        """Return some words from a token on; empty where there are fewer, or where one is used."""
        span = range(start, start + number)
        if start + number > len(self.tokens) or self.used & set(span):
            return ()
        return tuple(self.tokens[place].word for place in span)

    def use(self, start: int, number: int, *, keeps_word: bool = False) -> None:
        """Note that some tokens have become a filter; what `keeps_word` stays in the text as well."""
        if keeps_word:
            return
        self.used |= set(range(start, start + number))
        self.hints += [self.tokens[place].word for place in range(start, start + number)]

    @property
    def has_age(self) -> bool:
        return bool(self.steps or self.months)

    @property
    def has_understood(self) -> bool:
        return bool(self.places or self.steps or self.months or self.facets)


def tokens_of(text: str) -> list[Token]:
    return [Token(fold(found.group()), found.start(), found.end()) for found in list(TOKEN.finditer(text))[:MOST_WORDS]]


def understood(criteria: Criteria, choices: Choices) -> Criteria | None:
    """Return a search by words as the search by filters and words that it means; None where it names nothing that is one.

    A filter that is set already is not looked for among the words: who chose a district does not mean another one.
    """
    reading = Reading(tokens_of(criteria.text))
    claimed = choices.asker.claimed([token.word for token in reading.tokens])
    if not criteria.places:
        read_places(reading, choices)
    if not criteria.ages:
        read_ages(reading, choices, claimed)
    if {token.word for token in reading.tokens} - claimed - stop_words():
        # Beside other words, a phrase such as "Beratung auf Türkisch" says in which language.
        claimed = set()
    read_facets(reading, choices, {choice.name for choice in criteria.facets}, claimed)
    if not reading.has_understood:
        return None
    text = rest(criteria.text, reading)
    return replace(
        criteria,
        text=text,
        asked=choices.asker.read(text, reading.hints, has_age=reading.has_age) if text else None,
        places=(*criteria.places, *dict.fromkeys(reading.places)),
        steps=(*criteria.steps, *dict.fromkeys(reading.steps)),
        months=(*criteria.months, *dict.fromkeys(reading.months)),
        facets=(*criteria.facets, *dict.fromkeys(reading.facets)),
        typed=criteria.text,
        is_literal=True,
    )


def rest(text: str, reading: Reading) -> str:
    """Return the text without what has become a filter, and without the small words before that."""
    gone = set(reading.used)
    for place in sorted(gone):
        before = place - 1
        while before >= 0 and before not in gone and reading.tokens[before].word in PREPOSITIONS:
            gone.add(before)
            before -= 1
    kept = [text[token.start : token.end] for place, token in enumerate(reading.tokens) if place not in gone]
    if not gone:
        return text
    return (
        " ".join(kept)
        if any(token.word not in PREPOSITIONS for place, token in enumerate(reading.tokens) if place not in gone)
        else ""
    )


def places_by_name(choices: Choices) -> dict[tuple[str, ...], tuple[Choice, ...]]:
    """Return the places by the words of their names, postcodes too, and by the parts of double names: of those all that share one."""
    named: dict[tuple[str, ...], tuple[Choice, ...]] = {}
    listed = [choice for name in PLACES for choice in choices.by_name.get(name, ())]
    listed.sort(key=lambda choice: not choice.is_listed)
    for choice in listed:
        named.setdefault(tuple(token.word for token in tokens_of(str(choice.label))), (choice,))
    parts: dict[tuple[str, ...], tuple[Choice, ...]] = {}
    for choice in listed:
        words = tokens_of(str(choice.label)) if "-" in str(choice.label) else []
        for word in (token.word for token in words if len(token.word) >= SHORTEST_PART):
            parts[(word,)] = (*parts.get((word,), ()), choice)
    named.pop((), None)
    return parts | named


def read_places(reading: Reading, choices: Choices) -> None:
    """Find the names of places, the longest first."""
    named = choices.remembered("places", places_by_name)
    for number in range(LONGEST_NAME, 0, -1):
        for start in range(len(reading.tokens)):
            words = reading.words(start, number)
            meant = words and (named.get(words) or misspelt(words, named, choices))
            if meant and is_meant(reading, start, words):
                reading.places += meant
                reading.use(start, number)


def is_meant(reading: Reading, start: int, words: tuple[str, ...]) -> bool:
    """Return whether a name means the place: one that is a common word too does so after "in" alone."""
    before = reading.tokens[start - 1].word if start else ""
    return len(words) > 1 or words[0] not in building_words() or before in BEFORE_A_PLACE


def misspelt(
    words: tuple[str, ...], named: dict[tuple[str, ...], tuple[Choice, ...]], choices: Choices
) -> tuple[Choice, ...]:
    """Return the place whose name is written almost like a word that nothing else knows."""
    word = words[0]
    if len(words) > 1 or len(word) < SHORTEST_MISSPELT or word.isdigit() or choices.asker.knows(word):
        return ()
    near = [
        choice for name, choice in named.items() if len(name) == 1 and OSA.distance(name[0], word, score_cutoff=1) <= 1
    ]
    return near[0] if len(set(near)) == 1 else ()


def read_ages(reading: Reading, choices: Choices, claimed: set[str]) -> None:
    """Find ages: numbers of years and months, and words for those who have an age."""
    for start in range(len(reading.tokens)):
        found = said_age(lambda number, start=start: reading.words(start, number))
        if found is None or (found.is_word and reading.tokens[start].word in claimed):
            continue
        if found.is_bare and start and is_street(reading.tokens[start - 1].word):
            continue
        if found.is_span:
            steps = [step for step in choices.named("alter") if is_step_of(step, found)]
            reading.steps += steps
            reading.months += [] if steps else [found.low]
        else:
            reading.months += found.months
        reading.use(start, found.words, keeps_word=found.is_word)


def is_step_of(step: Choice, said: SaidAge) -> bool:
    """Return whether a step lies within the span of a word such as "Baby", or has part in the years that somebody has said."""
    if said.is_word:
        return said.low <= step.ages[0] and step.ages[1] <= said.high + 1
    return step.ages[0] < said.high and said.low < step.ages[1]


def is_street(word: str) -> bool:
    """Return whether a number behind a word is that of a house."""
    return word.endswith(STREETS)


def read_facets(reading: Reading, choices: Choices, taken: set[str], claimed: set[str]) -> None:
    """Find costs, times, languages and ways to take part."""
    sayings = choices.remembered("sayings", said_facets)
    longest = max((len(words) for words in sayings), default=0)
    for number in range(longest, 0, -1):
        for start in range(len(reading.tokens)):
            facets = sayings.get(reading.words(start, number), ())
            facets = [choice for choice in facets if choice.name not in taken]
            if facets and not (number == 1 and reading.tokens[start].word in claimed):
                reading.facets += facets
                reading.use(start, number)
