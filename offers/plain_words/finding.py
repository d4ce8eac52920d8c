"""What to say about a text."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Final

from django.utils.translation import gettext as _

from offers.plain_words.sentences import sentences, tidy, words
from offers.plain_words.vocabulary import JARGON, NAMES, SHAMING, SHORT

MOST_HINTS: Final = 10
LONGEST_SENTENCE: Final = 15  # words
LONGEST_WORD: Final = 22  # letters
FIRST_WORDS: Final = 5
LOUD: Final = 6  # capitals in a row; shorter ones are names such as DRK
ENDINGS: Final = {
    "*": r"[^\W_]*",
    " ": r"\s*",
    "-": r"[-–\s]?",
    "ä": "(?:ä|ae)",
    "ö": "(?:ö|oe)",
    "ü": "(?:ü|ue)",
    "ß": "(?:ß|ss)",
}


class Level(Enum):
    """How much a hint matters: what may hurt comes before what is hard to read."""

    RESPECT = "respect"
    PLAIN = "plain"


@dataclass(frozen=True)
class Hint:
    """One hint: what it is about, quoted from the text, and a sentence for its author."""

    level: Level
    quote: str
    sentence: str


def hints(text: str, names: Iterable[str] = ()) -> list[Hint]:
    """Return at most ten hints on a German text, the weightiest first and in the order of the text, none twice.

    Words of `names` (of the offer, its provider, its house) are left alone wherever these names stand.
    """
    plain = tidy(text)
    own = (*NAMES, *filter(None, names))
    found = dict.fromkeys(hint for look in LOOKS for hint in look(plain, own))
    return list(found)[:MOST_HINTS]


@cache
def pattern(entry: str, *, exact: bool) -> re.Pattern[str]:
    """Return what finds an entry of the vocabulary as a whole word, in any of its spellings."""
    body = "".join(ENDINGS.get(char) or re.escape(char) for char in (entry if exact else entry.lower()))
    return re.compile(rf"(?<![^\W_]){body}(?![^\W_])", re.NOFLAG if exact else re.IGNORECASE)


def spans(text: str, phrases: Iterable[str]) -> list[tuple[int, int]]:
    return [found.span() for phrase in phrases for found in re.finditer(re.escape(phrase), text, re.IGNORECASE)]


def entries(
    text: str, vocabulary: dict[str, str], spared: list[tuple[int, int]], *, exact: bool = False
) -> Iterator[tuple[str, str]]:
    """Yield what stands in the text of a vocabulary, and what to say instead, in the order of the text.

    Of two that begin at the same place the longer one counts, and none within another.
    """
    found = []
    for entry, better in vocabulary.items():
        matches = (match.span() for match in pattern(entry, exact=exact).finditer(text))
        first = next((span for span in matches if not within(span, spared)), None)
        if first:
            found.append((first[0], -first[1], -len(entry), better))
    reached = 0
    for start, negative_end, _length, better in sorted(found):
        if start >= reached:
            reached = -negative_end
            yield " ".join(text[start:reached].split()), better


def within(span: tuple[int, int], spared: list[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spared)


def shaming(text: str, names: tuple[str, ...]) -> Iterator[Hint]:
    for word, better in entries(text, SHAMING, spans(text, names)):
        told = _("„%(word)s“ kann verletzen. Freundlicher: %(better)s.") % {"word": word, "better": better}
        yield Hint(Level.RESPECT, word, told)


def jargon(text: str, names: tuple[str, ...]) -> Iterator[Hint]:
    # What stands in German quotation marks is the name of something.
    quoted = [found.span() for found in re.finditer(r"„[^“”\"\n]{1,80}[“”\"]", text)]
    for word, better in entries(text, JARGON, spans(text, names) + quoted):
        told = _("„%(word)s“ verstehen nicht alle. Einfacher: %(better)s.") % {"word": word, "better": better}
        yield Hint(Level.PLAIN, word, told)


def short_forms(text: str, names: tuple[str, ...]) -> Iterator[Hint]:
    # "Allgemeiner Sozialer Dienst (ASD)" and "ASD (Allgemeiner …)" explain themselves.
    explained = {*re.findall(r"\(([\w .-]{2,10})\)", text), *re.findall(r"([\w.-]{2,10}) \(", text)}
    told = {short: better for short, better in SHORT.items() if short not in explained}
    for word, better in entries(text, told, spans(text, names), exact=True):
        sentence = _("„%(word)s“ ist eine Abkürzung. Ausgeschrieben versteht man sie besser: %(better)s.")
        yield Hint(Level.PLAIN, word, sentence % {"word": word, "better": better})


def long_sentences(text: str, names: tuple[str, ...]) -> Iterator[Hint]:
    for sentence in sentences(text):
        number = len(words(sentence))
        if number > LONGEST_SENTENCE:
            start = " ".join(sentence.split()[:FIRST_WORDS]).rstrip(",;:")
            told = _("Der Satz „%(start)s …“ hat %(number)s Wörter. Vielleicht werden zwei kürzere daraus?")
            yield Hint(Level.PLAIN, start, told % {"start": start, "number": number})


def long_words(text: str, names: tuple[str, ...]) -> Iterator[Hint]:
    own = {word.lower() for name in names for word in words(name)}
    for word in words(text):
        if word.lower() not in own and any(len(part) > LONGEST_WORD for part in re.split(r"[-'’/:*]", word)):
            told = _("„%(word)s“ ist ein sehr langes Wort. Können Sie es teilen oder kurz erklären?")
            yield Hint(Level.PLAIN, word, told % {"word": word})


def loud(text: str, names: tuple[str, ...]) -> Iterator[Hint]:
    own = {word for name in names for word in words(name)}
    for word in words(text):
        if word.isupper() and len(word) >= LOUD and "-" not in word and word not in own:
            told = _("„%(word)s“ in Großbuchstaben wirkt laut. Groß und klein geschrieben liest es sich leichter.")
            yield Hint(Level.PLAIN, word, told % {"word": word})
    many = [signs for signs in re.findall(r"[!?]{2,}", text) if signs.count("!") > 1]
    for signs in many[:1]:
        yield Hint(Level.PLAIN, signs[:5], _("Ein Ausrufezeichen genügt; mehrere wirken laut."))


LOOKS: Final[tuple[Callable[[str, tuple[str, ...]], Iterator[Hint]], ...]] = (
    shaming,
    jargon,
    short_forms,
    long_sentences,
    long_words,
    loud,
)
