"""Ages as people say them: "2 Jahre", "4 Monate", "15-Jährige", "dritte Klasse", "Baby"."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from sozialraum.ages import CONCEPTION, OLDEST

YEAR = 12
WEEKS_OF_A_MONTH = 4.35
NUMBERS = {
    word: number
    for number, word in enumerate(
        [
            "null",
            "ein",
            "zwei",
            "drei",
            "vier",
            "funf",
            "sechs",
            "sieben",
            "acht",
            "neun",
            "zehn",
            "elf",
            "zwolf",
            "dreizehn",
            "vierzehn",
            "funfzehn",
            "sechzehn",
            "siebzehn",
        ]
    )
} | {"eins": 1, "eine": 1, "einen": 1, "einem": 1}
ORDINALS = {
    f"{word}{end}": number
    for word, number in {
        "erst": 1,
        "zweit": 2,
        "dritt": 3,
        "viert": 4,
        "funft": 5,
        "sechst": 6,
        "siebt": 7,
        "acht": 8,
        "neunt": 9,
        "zehnt": 10,
    }.items()
    for end in ("e", "en", "er")
}
# The units in the languages that most families speak beside German, folded, stand behind the German ones.
YEARS = re.compile(r"j|jahr(e|en|es|ig\w*)?|jahriger?|years?|yas\w*|лет|года?|рок(и|ів|у)|рік|lata?|rok|سنه|سنوات")  # noqa: RUF001 (letters of other alphabets)
MONTHS = re.compile(r"mon|monat(e|en|ig\w*|s)?|months?|ay|aylik|месяц\w*|місяц\w*|miesia?c\w*|miesiec\w*|شهر|اشهر|شهور")
WEEKS = re.compile(r"woch(e|en|ig\w*)")
CLASS = re.compile(r"klasse\w*")
JOINED = re.compile(r"(\d{1,2}|[a-z]+?)(jahrig|monatig|wochig)\w*")
UNITS = {"jahrig": YEAR, "monatig": 1}
FIRST_CLASS = 6
BELOW = ("unter", "bis")
# What is counted, and no age.
COUNTED = re.compile(r"uhr|h|kind(er|ern)?|babys?|stunden?|minuten?|tagen?|personen|euro|mal")
# Who has an age by the word: from, to (months, half-open).
WORDS = {
    "baby": (0, 12),
    "babys": (0, 12),
    "babies": (0, 12),
    "saugling": (0, 12),
    "sauglinge": (0, 12),
    "neugeborenes": (0, 4),
    "neugeborene": (0, 4),
    "neugeborenen": (0, 4),
    "kleinkind": (12, 36),
    "kleinkinder": (12, 36),
    "kleinkindern": (12, 36),
    "kindergartenkind": (36, 72),
    "kindergartenkinder": (36, 72),
    "vorschulkind": (36, 72),
    "vorschulkinder": (36, 72),
    "grundschulkind": (72, 120),
    "grundschulkinder": (72, 120),
    "schulkind": (72, 168),
    "schulkinder": (72, 168),
    "teenager": (156, 216),
    "teenagern": (156, 216),
    "teenie": (156, 216),
    "teenies": (156, 216),
    "teens": (156, 216),
    "jugendliche": (168, 216),
    "jugendlicher": (168, 216),
    "jugendlichen": (168, 216),
}
OLDEST_YEARS = OLDEST // YEAR
OLD = ("alt", "altes", "alten", "old")


@dataclass(frozen=True, slots=True)
class SaidAge:
    """An age in a text: how many words say it, and the months that are meant, or the span of a word such as "Baby"."""

    words: int
    months: tuple[int, ...] = ()
    low: int = 0
    high: int = 0
    is_word: bool = False
    # "0-3": nothing says that years are meant.
    is_bare: bool = False

    @property
    def is_span(self) -> bool:
        return self.high > self.low


def number_of(word: str) -> int | None:
    if word.isascii() and word.isdigit() and len(word) <= 2:  # noqa: PLR2004 (ages have two digits)
        return int(word)
    return NUMBERS.get(word)


def months_of(number: int, unit: str) -> int | None:
    """Return an age in months; None where the word is no unit, or nobody is so old."""
    if YEARS.fullmatch(unit):
        months = number * YEAR
    elif MONTHS.fullmatch(unit):
        months = number
    elif WEEKS.fullmatch(unit):
        months = int(number / WEEKS_OF_A_MONTH)
    else:
        return None
    return months if CONCEPTION <= months < OLDEST else None


def said_age(words: Callable[[int], tuple[str, ...]]) -> SaidAge | None:
    """Return the age that the next words say, asked for by their number; None where they say none."""
    for read in (
        said_span,
        said_below,
        said_bare_span,
        said_with_unit,
        said_class,
        said_from,
        said_joined,
        said_by_word,
    ):
        if found := read(words):
            return found
    return None


def said_span(words: Callable[[int], tuple[str, ...]]) -> SaidAge | None:
    """Read "3 bis 5 Jahre" and "3-5 Jahre"."""
    for size in (4, 3):
        said = words(size)
        if not said or (size == 4 and said[1] not in ("bis", "und", "oder")):  # noqa: PLR2004 (with a word between)
            continue
        first, last = number_of(said[0]), number_of(said[-2])
        months = [months_of(number, said[-1]) for number in (first, last) if number is not None]
        if len(months) == 2 and None not in months:  # noqa: PLR2004 (from and to)
            return SaidAge(size, tuple(months))
    return None


def is_counted(word: str) -> bool:
    """Return whether a number before a word is no age."""
    return COUNTED.fullmatch(word) is not None


def said_below(words: Callable[[int], tuple[str, ...]]) -> SaidAge | None:
    """Read "unter 3", "unter drei Jahren", "unter Dreijährige": all ages from birth on."""
    said = words(2)
    if not said or said[0] not in BELOW:
        return None
    joined = JOINED.fullmatch(said[1])
    number = number_of(joined.group(1) if joined and joined.group(2) == "jahrig" else said[1])
    if not number or number >= OLDEST_YEARS:
        return None
    longer = words(3)
    if longer and is_counted(longer[2]):
        return None
    months = months_of(number, longer[2]) if longer and not joined else None
    return SaidAge(2, high=number * YEAR) if months is None else SaidAge(3, high=months)


def said_bare_span(words: Callable[[int], tuple[str, ...]]) -> SaidAge | None:
    """Read "0-3" and "6 bis 10", without a unit: years of children; "15 bis 17 Uhr" and "3-4 Kinder" are none."""
    for size in (3, 2):
        said = words(size)
        if not said or (size == 3 and said[1] != "bis") or not (said[0].isdigit() and said[-1].isdigit()):  # noqa: PLR2004 (with a word between)
            continue
        first, last = number_of(said[0]), number_of(said[-1])
        longer = words(size + 1)
        if None in (first, last) or not first < last < OLDEST_YEARS or (longer and is_counted(longer[-1])):
            continue
        return SaidAge(size, low=first * YEAR, high=last * YEAR, is_bare=True)
    return None


def said_with_unit(words: Callable[[int], tuple[str, ...]]) -> SaidAge | None:
    """Read "2 Jahre", "4 Monate alt", "halbes Jahr"."""
    said = words(2)
    if not said:
        return None
    if said[0].startswith("halb") and YEARS.fullmatch(said[1]):
        return SaidAge(2, (YEAR // 2,))
    number = number_of(said[0])
    months = None if number is None else months_of(number, said[1])
    if months is None:
        return None
    longer = words(3)
    return SaidAge(3 if longer and longer[2] in OLD else 2, (months,))


def said_class(words: Callable[[int], tuple[str, ...]]) -> SaidAge | None:
    """Read "3. Klasse" and "dritte Klasse": children of the first are six."""
    said = words(2)
    if not said or not CLASS.fullmatch(said[1]):
        return None
    number = ORDINALS.get(said[0]) or number_of(said[0])
    return SaidAge(2, ((number - 1 + FIRST_CLASS) * YEAR,)) if number and number + FIRST_CLASS <= OLDEST_YEARS else None


def said_from(words: Callable[[int], tuple[str, ...]]) -> SaidAge | None:
    """Read "ab 7", without a unit: years."""
    said = words(2)
    if not said or said[0] != "ab" or (number := number_of(said[1])) is None or number >= OLDEST_YEARS:
        return None
    longer = words(3)
    if longer and is_counted(longer[2]):
        return None
    months = months_of(number, longer[2]) if longer else None
    return SaidAge(2, (number * YEAR,)) if months is None else SaidAge(3, (months,))


def said_joined(words: Callable[[int], tuple[str, ...]]) -> SaidAge | None:
    """Read "Zweijährige"."""
    said = words(1)
    found = JOINED.fullmatch(said[0]) if said else None
    number = number_of(found.group(1)) if found else None
    if found is None or number is None:
        return None
    months = months_of(number, found.group(2))
    return None if months is None else SaidAge(1, (months,))


def said_by_word(words: Callable[[int], tuple[str, ...]]) -> SaidAge | None:
    """Read "Baby"."""
    said = words(1)
    span = WORDS.get(said[0]) if said else None
    return SaidAge(1, low=span[0], high=span[1], is_word=True) if span else None
