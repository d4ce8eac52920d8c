"""Why an offer fits, and how far its data can be relied on."""

import datetime

import pytest
from django.utils import translation

from offers.models import Reach
from offers.wording import Freshness, describe_fit, describe_freshness, describe_overdue
from offers.wording.memory import remembered

TODAY = datetime.date(2026, 11, 22)
HERE, REACHES, EVERYWHERE = Reach.Nearness


def card(**changes) -> dict:
    """Return what the words need of a card: an offer in Eicken for Eicken, changed as told."""
    fields = {"comes_home": False, "remote": False, "access": ["vor-ort"], "citywide": False}
    return fields | {"district": "Eicken", "catchment": []} | changes


@pytest.mark.parametrize(
    ("fields", "nearness", "words"),
    [
        ({}, HERE, "findet in Eicken statt"),
        ({"comes_home": True}, HERE, "kommt zu Ihnen nach Hause"),
        ({"comes_home": True}, EVERYWHERE, "kommt zu Ihnen nach Hause"),
        ({"remote": True, "access": ["online", "telefon"]}, EVERYWHERE, "online oder am Telefon"),
        ({"remote": True, "access": ["telefon"], "district": None}, EVERYWHERE, "am Telefon"),
        ({"remote": True, "access": ["online"], "citywide": True}, EVERYWHERE, "online"),
        ({"remote": True, "access": ["brief"]}, EVERYWHERE, "online oder am Telefon"),
        ({"citywide": True}, EVERYWHERE, "stadtweit"),
        ({"citywide": True}, HERE, "findet in Eicken statt"),
        ({"citywide": True, "district": None}, HERE, "stadtweit"),
        ({"catchment": ["Eicken", "Rheydt"]}, REACHES, "für Familien aus Eicken und Rheydt"),
        ({"catchment": ["Eicken", "Rheydt"]}, HERE, "findet in Eicken statt"),
        ({"district": None}, HERE, ""),
    ],
)
def test_the_reason_why_an_offer_fits(fields, nearness, words):
    assert describe_fit(card(**fields), nearness) == words


LONG_AGO = "Diese Angaben hat seit dem 21. November 2025 niemand bestätigt. Bitte fragen Sie vorher kurz nach."
NEVER = "Diese Angaben hat noch niemand bestätigt. Bitte fragen Sie vorher kurz nach."


@pytest.mark.parametrize(
    ("confirmed_at", "due_in", "freshness"),
    [
        (datetime.date(2026, 10, 1), 300, Freshness("Zuletzt bestätigt am 1. Oktober 2026.", is_old=False)),
        (datetime.date(2025, 11, 22), 0, Freshness("Zuletzt bestätigt am 22. November 2025.", is_old=False)),
        (datetime.date(2025, 11, 21), -1, Freshness(LONG_AGO, is_old=True)),
        (datetime.date(2025, 11, 21), -30, Freshness(LONG_AGO, is_old=True)),
        (datetime.date(2025, 11, 21), -31, Freshness(LONG_AGO, is_old=True, is_hidden=True)),
        (None, 300, Freshness(NEVER, is_old=True)),
        (None, -31, Freshness(NEVER, is_old=True, is_hidden=True)),
    ],
)
def test_old_data_says_so(confirmed_at, due_in, freshness):
    assert describe_freshness(confirmed_at, TODAY + datetime.timedelta(days=due_in), TODAY) == freshness


@pytest.mark.parametrize(
    ("confirmed_at", "due_in", "words"),
    [
        (datetime.date(2026, 10, 1), 0, ""),
        (None, 0, ""),
        (datetime.date(2025, 11, 21), -1, "Angaben seit 21. November 2025 nicht bestätigt"),
        (None, -1, "Angaben noch nie bestätigt"),
    ],
)
def test_a_card_says_what_is_overdue(confirmed_at, due_in, words):
    assert describe_overdue(confirmed_at, TODAY + datetime.timedelta(days=due_in), TODAY) == words


def test_what_is_remembered_is_said_once_in_each_language():
    asked = []

    @remembered
    def speak(word: str) -> str:
        asked.append(word)
        return f"{word} {translation.get_language()}"

    said = []
    for language in ("de", "en", "de"):
        with translation.override(language):
            said.append(speak("auf"))
    assert said == ["auf de", "auf en", "auf de"]
    assert asked == ["auf", "auf"]
