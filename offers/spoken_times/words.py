"""The words in which people tell times, spelled out by `kit.german.fold`."""

from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from offers.models import Schedule
from offers.spoken_times.items import Item, Rule, Weekdays

NAMES: Final = {
    "montag": 0,
    "dienstag": 1,
    "mittwoch": 2,
    "donnerstag": 3,
    "freitag": 4,
    "samstag": 5,
    "sonnabend": 5,
    "sonntag": 6,
}
# "Die" and "mit" are left out: they are words of their own.
SHORT: Final = {
    "mo": 0, "mon": 0, "di": 1, "mi": 2, "do": 3, "don": 3, "fr": 4, "fre": 4, "sa": 5, "sam": 5, "so": 6,
}  # fmt: skip
# Near to a weekday but something else.
NO_WEEKDAY: Final = {"dienst", "feiertag", "monat"}
# One letter wrong, missing, too many or two swapped still reaches this.
NEAR: Final = 0.83

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        [
            "januar jan jaenner",
            "februar feb febr feber",
            "maerz maer mrz",
            "april apr",
            "mai",
            "juni jun",
            "juli jul",
            "august aug",
            "september sept sep",
            "oktober okt",
            "november nov",
            "dezember dez",
        ],
        start=1,
    )
    for name in names.split()
}
ORDINALS: Final = {
    stem + ending: number
    for stem, number in {"erste": 1, "zweite": 2, "dritte": 3, "vierte": 4, "fuenfte": 5, "letzte": -1}.items()
    for ending in ("", "n", "r", "s", "m")
}
EVERY: Final = ("jede", "jeden", "jeder", "jedes", "jedem")
# They join what stands around them and say nothing themselves.
JOINING: Final = {
    *",;:./|&+()",
    *("und", "u", "sowie", "am", "an", "von", "um", "den", "jeweils", "immer", "geoeffnet", "regelmaessig"),
    *("einschliesslich", "inklusive"),
}

DAILY: Final = Weekdays(tuple(range(7)))
SCHOOL_TIME: Final = Rule("pauses_in_school_holidays", True)
WEEKEND: Final = Weekdays((5, 6))
FORTNIGHTLY: Final = Rule("kind", Schedule.Kind.FORTNIGHTLY)
WEEKLY: Final = Rule("kind", Schedule.Kind.WEEKLY)
MONTHLY: Final = Rule("kind", Schedule.Kind.MONTHLY)
# The same as saying nothing; but then no other day may be named.
AT_ONCE: Final = Rule("first_day", None)
MEANINGS: Final[dict[Item, list[str]]] = {
    FORTNIGHTLY: [
        *(
            "alle zwei wochen",
            "alle 2 wochen",
            "alle 14 tage",
            "alle vierzehn tage",
            "jede zweite woche",
            "jede 2. woche",
        ),
        *("14 - taeglich", "14 taeglich", "14 - taegig", "14 taegig", "vierzehntaeglich", "vierzehntaegig"),
        *("zweiwoechentlich", "zweiwoechig", "2 - woechentlich", "2 woechentlich"),
    ],
    AT_ONCE: ["ab sofort", "ab heute", "ab jetzt"],
    WEEKLY: ["jede woche", "woechentlich"],
    MONTHLY: ["im monat", "jeden monat", "des monats", "eines monats", "jedes monats", "in jedem monat", "monatlich"],
    SCHOOL_TIME: [f"{words} schulzeit" for words in ("in der", "nur in der", "waehrend der", "nur waehrend der")],
    DAILY: ["taeglich", "tgl", "jeden tag", "an jedem tag", "alle tage"],
    WEEKEND: ["wochenende", "am wochenende", "jedes wochenende", "wochenends", "an wochenenden"],
}
PHRASES: Final = {phrase: meaning for meaning, phrases in MEANINGS.items() for phrase in phrases}
PHRASES_BEGIN: Final = {phrase.split()[0] for phrase in PHRASES}
LONGEST_PHRASE: Final = max(len(phrase.split()) for phrase in PHRASES)
# For some they include Saturday, as in the law, for others not.
UNCLEAR_DAYS: Final = {"werktags", "werktaeglich", "werktagen", "wochentags", "wochentagen"}


# Each reader asks anew; what people paste must not stay for ever.
@lru_cache(1024)
def weekday_of(key: str) -> int | None:
    """Return the weekday of a word as in "montags", "Mo" or "Donerstag", Monday 0; None where it is none."""
    if key in SHORT:
        return SHORT[key]
    word = key.removesuffix("s")
    if word in NAMES or word in NO_WEEKDAY:
        return NAMES.get(word)
    names = [name for name in NAMES if name[0] == word[:1] and abs(len(name) - len(word)) <= 1]
    near = get_close_matches(word, names, cutoff=NEAR)
    days = {NAMES[name] for name in near}
    return days.pop() if len(days) == 1 else None
