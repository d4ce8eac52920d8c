"""What the card of an offer says about the next time that it takes place."""

import datetime

import pytest

from offers.cards import LINES, card
from offers.models import Reach
from offers.search import Hit
from offers.sessions import BERLIN, Kind
from sozialraum.calendar import HolidayCalendar, Pause
from tests.offers.factories import OfferFactory, ScheduleFactory

pytestmark = pytest.mark.django_db

SUNDAY = datetime.datetime(2026, 11, 22, 8, tzinfo=BERLIN)
CHRISTMAS = Pause(datetime.date(2026, 12, 23), datetime.date(2027, 1, 6), "Weihnachtsferien")
HOLIDAYS = HolidayCalendar("NW", [CHRISTMAS])


def next_date(now: datetime.datetime = SUNDAY, *schedules: dict, **stored) -> str:
    """Return what the card of an offer with these times says at `now`; `stored` goes into the search's copy."""
    offer = OfferFactory()
    for schedule in schedules or [{}]:
        ScheduleFactory(offer=offer, **schedule)
    offer.refresh_from_db()
    hit = Hit(offer.entry.card | stored, Reach.Nearness.HELD_HERE)
    facts = card(hit, now, [(icon, str(label)) for icon, label in LINES], HOLIDAYS).facts
    return next((fact.text for fact in facts if fact.icon == "calendar"), "")


def test_a_card_says_when_the_next_session_begins():
    assert next_date() == "nächster Termin: Mittwoch, 25. November, 9:30\N{NO-BREAK SPACE}Uhr"


def test_a_card_leaves_out_the_holidays_in_which_the_offer_pauses():
    before_christmas = datetime.datetime(2026, 12, 17, tzinfo=BERLIN)
    assert next_date(before_christmas, {"pauses_in_school_holidays": True}) == (
        "nächster Termin: Mittwoch, 13. Januar, 9:30\N{NO-BREAK SPACE}Uhr"
    )


def test_a_session_of_today_counts_until_it_ends():
    tells = [next_date(datetime.datetime(2026, 11, 25, hour, tzinfo=BERLIN)) for hour in (10, 11)]
    assert tells == [
        "nächster Termin: heute, 25. November, 9:30\N{NO-BREAK SPACE}Uhr",
        "nächster Termin: Mittwoch, 2. Dezember, 9:30\N{NO-BREAK SPACE}Uhr",
    ]


def test_of_several_rules_the_nearest_day_is_told():
    monday = {"weekday": 0, "starts": datetime.time(15), "ends": datetime.time(16)}
    assert next_date(SUNDAY, {}, monday) == "nächster Termin: morgen, 23. November, 15\N{NO-BREAK SPACE}Uhr"


def test_single_days_are_not_told_twice():
    assert next_date(SUNDAY, {"kind": Kind.ONCE, "first_day": datetime.date(2026, 12, 10)}) == ""


def test_nothing_is_told_beyond_the_last_day():
    assert next_date(SUNDAY, {"last_day": datetime.date(2026, 11, 24)}) == ""
    assert next_date(SUNDAY, {}, valid_until="2026-11-24") == ""


def test_the_last_day_of_the_offer_and_public_holidays_come_with_the_card():
    offer = OfferFactory(valid_until="2027-05-05")
    ScheduleFactory(offer=offer, pauses_on_public_holidays=False)
    offer.refresh_from_db()
    card_of = offer.entry.card
    assert (card_of["valid_until"], card_of["schedules"][0]["pauses_on_public_holidays"]) == ("2027-05-05", False)


def test_a_day_far_ahead_is_told_with_its_year():
    assert next_date(SUNDAY, {"first_day": datetime.date(2027, 12, 1)}) == (
        "nächster Termin: Mittwoch, 1. Dezember 2027, 9:30\N{NO-BREAK SPACE}Uhr"
    )
