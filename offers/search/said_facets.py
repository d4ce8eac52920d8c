"""Costs, times, languages and ways to take part as people say them."""

import re
from collections.abc import Iterator

from offers.search.choices import Choice, Choices
from offers.search.german.folding import folded_words

WEEKDAYS = {
    "mo": ("montag",),
    "di": ("dienstag",),
    "mi": ("mittwoch",),
    "do": ("donnerstag",),
    "fr": ("freitag",),
    "sa": ("samstag", "sonnabend"),
    "so": ("sonntag",),
}
PARTS = {
    "vormittag": ("vormittag", "vormittags", "morgens"),
    "nachmittag": ("nachmittag", "nachmittags"),
    "abend": ("abend", "abends"),
}
SAID = {
    ("kostenlos", "1"): (
        "kostenlos",
        "kostenlose",
        "kostenloser",
        "kostenloses",
        "kostenlosen",
        "kostenfrei",
        "gratis",
        "umsonst",
        "ohne Kosten",
        "für umsonst",
        "ohne Geld",
        "kostet nichts",
        "free of charge",
        "ücretsiz",
        "bedava",
        "مجاني",
        "مجانا",
        "مجانية",
        "безкоштовно",
        "безкоштовні",
        "безкоштовний",
        "бесплатно",
        "бесплатные",
        "бесплатный",
        "za darmo",
        "bezpłatnie",
        "bezpłatny",
        "bezpłatne",
    ),
    ("wann", "heute"): ("heute", "today", "bugün", "اليوم", "сьогодні", "сегодня", "dzisiaj", "dziś"),
    ("wann", "morgen"): ("morgen", "tomorrow", "yarın", "غدا", "завтра", "jutro"),  # noqa: RUF001 (letters of other alphabets)
    ("wann", "woche"): ("diese Woche", "in dieser Woche", "this week", "bu hafta", "هذا الأسبوع", "w tym tygodniu"),
    ("wann", "wochenende"): ("dieses Wochenende", "an diesem Wochenende", "this weekend", "bu hafta sonu"),
    ("frei", "1"): ("freie Plätze", "freier Platz", "freien Platz", "freien Plätzen", "Plätze frei", "Platz frei"),
    ("barrierefrei", "1"): (
        "barrierefrei",
        "barrierefreie",
        "barrierefreier",
        "rollstuhlgerecht",
        "ohne Stufen",
        "stufenlos",
    ),
    ("ohne-anmeldung", "1"): ("ohne Anmeldung", "ohne Termin", "ohne Voranmeldung", "ohne sich anzumelden"),
    ("zugang", "online"): ("online", "per Video", "im Internet"),
    ("zugang", "telefon"): ("telefonisch", "telefonische", "am Telefon", "per Telefon"),
    ("zugang", "zuhause"): ("zu Hause", "zuhause", "nach Hause", "daheim", "bei mir zu Hause", "bei uns zu Hause"),
}
WEEKEND = (
    *("wochenende", "wochenenden", "wochenends", "weekend", "hafta sonu", "вихідні", "выходные"),
    *("на вихідних", "на выходных", "نهاية الأسبوع", "عطلة نهاية الأسبوع"),
)
# The days in the languages that most families speak beside German.
ELSEWHERE = {
    "mo": ("monday", "mondays", "pazartesi", "الاثنين", "понеділок", "понедельник", "poniedziałek"),
    "di": ("tuesday", "tuesdays", "salı", "الثلاثاء", "вівторок", "вторник", "wtorek"),  # noqa: RUF001 (letters of other alphabets)
    "mi": ("wednesday", "wednesdays", "çarşamba", "الأربعاء", "середа", "середу", "среда", "среду", "środa", "środę"),
    "do": ("thursday", "thursdays", "perşembe", "الخميس", "четвер", "четверг", "czwartek"),
    "fr": ("friday", "fridays", "cuma", "الجمعة", "п'ятниця", "пятница", "пятницу", "piątek"),
    "sa": ("saturday", "saturdays", "cumartesi", "السبت", "субота", "суботу", "суббота", "субботу", "sobota", "sobotę"),
    "so": ("sunday", "sundays", "pazar günü", "الأحد", "неділя", "неділю", "воскресенье", "niedziela", "niedzielę"),
}
ENDINGS = ("", "e", "er", "en", "es", "sprachig")
# Nearly everything is in German, and who looks for German wants to learn it.
NOT_LANGUAGES = ("de",)
# "Deutsche Gebärdensprache" is not said by its first word.
ADJECTIVE = "Deutsche"


Sayings = dict[tuple[str, ...], list[Choice]]


def said_facets(choices: Choices) -> Sayings:
    """Return what is said, as folded words, with the choices that it means."""
    said = [*plain_sayings(choices), *times(choices), *languages(choices)]
    # The first meaning of a saying counts, and none where this installation lacks a choice.
    found: Sayings = {}
    for text, meant in said:
        if None not in meant:
            found.setdefault(tuple(folded_words(text)), list(meant))
    return found


Saying = tuple[str, tuple[Choice | None, ...]]


def plain_sayings(choices: Choices) -> Iterator[Saying]:
    for (name, value), texts in SAID.items():
        yield from ((text, (choices.find(name, value),)) for text in texts)


def times(choices: Choices) -> Iterator[Saying]:
    """Yield weekdays, parts of the day, and both in one word ("Mittwochvormittag")."""
    parts = [(text, choices.find("tageszeit", value)) for value, texts in PARTS.items() for text in texts]
    yield from ((text, (part,)) for text, part in parts)
    yield from ((text, (choices.find("wochentag", "sa"), choices.find("wochentag", "so"))) for text in WEEKEND)
    days = [(name, choices.find("wochentag", value)) for value, names in WEEKDAYS.items() for name in names]
    yield from ((name + ending, (day,)) for name, day in days for ending in ("", "s", "e"))
    yield from ((name, (choices.find("wochentag", value),)) for value, names in ELSEWHERE.items() for name in names)
    yield from ((name + text, (day, part)) for name, day in days for text, part in parts)
    # Beside a day "morgen" is the morning.
    days += [("heute", choices.find("wann", "heute")), ("morgen", choices.find("wann", "morgen"))]
    early = choices.find("tageszeit", "vormittag")
    yield from ((f"{name} {text}", (day, early)) for name, day in days for text in ("morgen", "früh"))


def languages(choices: Choices) -> Iterator[Saying]:
    """Yield the names of languages, as "Türkisch", "türkische", "türkischsprachig"."""
    for language in choices.named("sprache"):
        name = re.split(r"[ ,(]", str(language.label))[0]
        if language.code not in NOT_LANGUAGES and name != ADJECTIVE:
            yield from ((name + ending, (language,)) for ending in ENDINGS)
