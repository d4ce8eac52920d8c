"""Times of the example city that agree with what its texts say and with the hours of its houses."""

import datetime
import re

import pytest

from offers.example_city.times import hours_of, schedule_of
from offers.sessions import Series, sessions_of
from sozialraum.calendar import HolidayCalendar, Pause
from tests.offers.test_example_offers import FACILITIES, OFFERS, WORDS, tables, used

TODAY = datetime.date(2026, 11, 1)
HOLIDAYS = HolidayCalendar(
    "NW",
    [Pause(row["first_day"], row["last_day"], row["name"]) for row in tables("school_holidays.toml")["school_holiday"]],
)
NUMBERS = {
    "zwei": 2,
    "drei": 3,
    "vier": 4,
    "fünf": 5,
    "sechs": 6,
    "sieben": 7,
    "acht": 8,
    "neun": 9,
    "zehn": 10,
    "zwölf": 12,
}
MEETINGS = re.compile(rf"\b({'|'.join(NUMBERS)}) (?:Abend|Nachmittag|Vormittag|Treffen|Samstag)", re.IGNORECASE)
DESKS = {"amt", "beratungsstelle", "bibliothek", "familienbuero", "gesundheitsamt"}


def series_of(offer: dict) -> list[Series]:
    pauses = offer.get("pauses", "holidays")
    return [Series(**schedule_of(text, pauses, TODAY)) for text in offer.get("schedules", [])]


def number_of_meetings(offer: dict) -> int | None:
    """Return how often an offer meets, where its times have an end."""
    last = offer.get("valid_until")
    every = series_of(offer)
    if not every or not all(one.kind == "once" or one.last_day or last for one in every):
        return None
    return sum(len(list(sessions_of(one, datetime.date(2026, 1, 1), HOLIDAYS, last))) for one in every)


def promised(offer: dict) -> set[int]:
    text = f"{offer['title']} {offer['summary']} {offer.get('description', '')}"
    return {NUMBERS[word.lower()] for word in MEETINGS.findall(text)}


COURSES = [offer for offer in OFFERS if promised(offer) and number_of_meetings(offer)]


def test_there_are_courses_with_a_beginning_and_an_end():
    assert len(COURSES) > 12


@pytest.mark.parametrize("offer", COURSES, ids=lambda offer: offer["title"])
def test_a_course_meets_as_often_as_it_says(offer):
    assert number_of_meetings(offer) in promised(offer)


def is_open(hours: list[dict], one: Series) -> bool:
    return any(
        row["weekday"] == one.weekday and row["opens"] <= one.starts and one.ends <= row["closes"] for row in hours
    )


def test_who_comes_without_an_appointment_finds_the_house_open():
    closed = []
    for offer in OFFERS:
        house = FACILITIES.get(offer.get("facility"), {})
        is_desk = house.get("kind") in DESKS and house["partner"] == offer["provider"] and house.get("opening_hours")
        if is_desk and offer["registration"] == "none":
            hours = [row for text in house["opening_hours"] for row in hours_of(text)]
            # A group may meet in the evening now and then; who is there every week is part of the house.
            weekly = [one for one in series_of(offer) if one.kind == "weekly"]
            closed += [(offer["title"], one.weekday) for one in weekly if not is_open(hours, one)]
    assert closed == []


@pytest.mark.parametrize(
    ("key", "table"),
    [("languages", "language"), ("topics", "topic"), ("target_groups", "target_group"), ("access", "access_mode")],
)
def test_every_word_of_a_list_is_used(key, table):
    assert {word["code"] for word in WORDS[table]} - set(used(key)) == set()


def test_every_kind_of_place_and_every_help_to_enter_is_found_somewhere():
    features = {code for facility in FACILITIES.values() for code in facility.get("accessibility", [])}
    kinds = {facility["kind"] for facility in FACILITIES.values()}
    assert {row["code"] for row in tables("accessibility_features.toml")["accessibility_feature"]} - features == set()
    assert {row["code"] for row in tables("facility_kinds.toml")["facility_kind"]} - kinds == set()


def test_partners_work_together_on_some_offers():
    assert sum(bool(offer.get("cooperation_partners")) for offer in OFFERS) >= 20
