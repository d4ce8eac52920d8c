"""Which addresses are asked for: many districts, ages and words, the same ones for the same seed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

# Of each page. Every measurement asks for all of them equally often, so that page and floors answer the same questions.
VARIETY = 24
SEED = 2

LIST = "list"
PLACE_AGE = "list: district + age"
TEXT = "list: text"
TEXT_PLACE_AGE = "list: text + district + age"
MISSPELT = "list: misspelt text"
MAP = "map"
OFFER = "offer"
DISTRICT = "district"
START = "start"
UNCHANGED = "list: unchanged (304)"
DASHBOARD = "monitoring: dashboard"
DASHBOARD_CHOSEN = "monitoring: areas chosen"
PAGES = (LIST, PLACE_AGE, TEXT, TEXT_PLACE_AGE, MISSPELT, MAP, OFFER, DISTRICT, START, UNCHANGED)

# What families type, frequent and rare, alone and in twos.
WORDS = (
    "Hebamme",
    "Elterncafé",
    "Spielgruppe",
    "Hausaufgaben",
    "Beratung",
    "Sprachkurs",
    "Ernährung",
    "Sport",
    "Schwimmen",
    "Vorlesen",
    "Schulden",
    "Babymassage",
    "Ferien",
    "Musik",
    "Garten",
    "Trennung",
    "Krabbelgruppe Montag",
    "Beratung Schwangerschaft",
    "Kurs Eltern",
    "offene Sprechstunde",
    "Hilfe zuhause",
    "Sport Kinder",
    "Bücherei Vorlesen",
    "Jugend Zentrum",
)
TYPOS = ("Hebanme", "Elterncaffe", "Spielgrupe", "Hausaufgbaen", "Beratug", "Ernärung", "Schwimen", "Bücherrei")
FIRST_PAGES = 5


@dataclass(frozen=True)
class Variety:
    """What a city has to ask for: slugs of districts and of offers, values of age steps."""

    districts: Sequence[str]
    steps: Sequence[str]
    offers: Sequence[str]


def rotation(variety: Variety, seed: int = SEED, number: int = VARIETY) -> dict[str, list[str]]:
    """Return `number` addresses for each of PAGES, in the order in which they are asked for."""
    chance = random.Random(seed)  # noqa: S311 (nothing secret)
    words, typos = shuffled(chance, WORDS, number), shuffled(chance, TYPOS, number)
    places, steps = shuffled(chance, variety.districts, number), shuffled(chance, variety.steps, number)
    offers = shuffled(chance, variety.offers, number)
    both = [{"stadtteil": place, "alter": step} for place, step in zip(places, steps, strict=True)]
    place_age = [listed(**one) for one in both]
    return {
        LIST: [
            listed(**({"seite": page} if page > 1 else {})) for page in (n % FIRST_PAGES + 1 for n in range(number))
        ],
        PLACE_AGE: place_age,
        TEXT: [listed(q=word) for word in words],
        TEXT_PLACE_AGE: [listed(q=word, **one) for word, one in zip(words, both, strict=True)],
        MISSPELT: [listed(q=typo) for typo in typos],
        MAP: [address("/angebote/karte/", **({"alter": step} if n % 2 else {})) for n, step in enumerate(steps)],
        OFFER: [f"/angebote/{slug}/" for slug in offers],
        DISTRICT: [f"/stadtteile/{slug}/" for slug in places],
        START: ["/"] * number,
        UNCHANGED: place_age,
    }


@dataclass(frozen=True)
class Numbers:
    """What a city of numbers has to ask for: codes of indicators, years, slugs of areas."""

    indicators: Sequence[str]
    years: Sequence[int]
    areas: Sequence[str]


METHODS = ("quantile", "gleich", "natuerlich", "abweichung")
CHOSEN = 3


def numbers_rotation(numbers: Numbers, seed: int = SEED, number: int = VARIETY) -> dict[str, list[str]]:
    """Return `number` addresses of the dashboard for other indicators and years, with and without areas chosen."""
    chance = random.Random(seed)  # noqa: S311 (nothing secret)
    codes, years = shuffled(chance, numbers.indicators, number), shuffled(chance, numbers.years, number)
    areas = shuffled(chance, numbers.areas, number * CHOSEN)
    asked = [
        {"indikator": code, "jahr": year, "methode": METHODS[place % len(METHODS)]}
        for place, (code, year) in enumerate(zip(codes, years, strict=True))
    ]
    return {
        DASHBOARD: [address("/monitoring/", **one) for one in asked],
        DASHBOARD_CHOSEN: [
            address("/monitoring/", **one, gebiet=areas[CHOSEN * place : CHOSEN * (place + 1)])
            for place, one in enumerate(asked)
        ],
    }


def shuffled(chance: random.Random, values: Sequence[str], number: int) -> list[str]:
    """Return `number` of the values by chance, each about equally often."""
    found: list[str] = []
    while len(found) < number:
        found += chance.sample(values, len(values))
    return found[:number]


def listed(**parameters: object) -> str:
    return address("/angebote/", **parameters)


def address(path: str, **parameters: object) -> str:
    return f"{path}?{urlencode(parameters, doseq=True)}" if parameters else path
