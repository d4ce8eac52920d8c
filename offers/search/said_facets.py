"""Costs, times, languages and ways to take part as people say them."""

from offers.search.choices import Choice, Choices
from offers.search.german.folding import fold, folded_words

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
    ),
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
WEEKEND = ("wochenende", "wochenenden", "wochenends")
ENDINGS = ("", "e", "er", "en", "es", "sprachig")
# Nearly everything is in German, and who looks for German wants to learn it.
NOT_LANGUAGES = ("de",)


def said_facets(choices: Choices) -> dict[tuple[str, ...], list[Choice]]:
    """Return what is said, as folded words, with the choices that it means."""
    found: dict[tuple[str, ...], list[Choice]] = {}

    def say(text: str, *meant: Choice | None) -> None:
        if all(meant):
            found.setdefault(tuple(folded_words(text)), list(meant))

    for (name, value), texts in SAID.items():
        for text in texts:
            say(text, choices.find(name, value))
    parts = {value: choices.find("tageszeit", value) for value in PARTS}
    for value, texts in PARTS.items():
        for text in texts:
            say(text, parts[value])
    for value, names in WEEKDAYS.items():
        day = choices.find("wochentag", value)
        for name in names:
            for ending in ("", "s", "e"):
                say(name + ending, day)
            for part, texts in PARTS.items():
                for text in texts:
                    say(name + text, day, parts[part])
    for text in WEEKEND:
        say(text, choices.find("wochentag", "sa"), choices.find("wochentag", "so"))
    for language in choices.named("sprache"):
        name = fold(str(language.label)).split(" ")[0].strip(",(")
        if language.code not in NOT_LANGUAGES and name != fold("deutsche"):
            for ending in ENDINGS:
                say(name + ending, language)
    return found
