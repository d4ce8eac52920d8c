"""What the card of an offer says about the next time that it takes place, closures and free places."""

import datetime

import pytest

from offers.cards import card, cards
from offers.models import Reach
from offers.models.news import HOLDS_FOR
from offers.search import Hit
from offers.sessions import BERLIN, Kind
from offers.wording import describe_closure, describe_free
from offers.wording.news import describe_off
from sozialraum.calendar import HolidayCalendar, Pause
from tests.offers.days import days
from tests.offers.factories import AvailabilityFactory, ClosureFactory, OfferFactory, ScheduleFactory

pytestmark = pytest.mark.django_db

SUNDAY = datetime.datetime(2026, 11, 22, 8, tzinfo=BERLIN)
CHRISTMAS = Pause(datetime.date(2026, 12, 23), datetime.date(2027, 1, 6), "Weihnachtsferien")
HOLIDAYS = HolidayCalendar("NW", [CHRISTMAS])
DAY = datetime.timedelta(days=1)


def next_date(now: datetime.datetime = SUNDAY, *schedules: dict, **stored) -> str:
    """Return what the card of an offer with these times says at `now`; `stored` goes into the search's copy."""
    offer = OfferFactory()
    for schedule in schedules or [{}]:
        ScheduleFactory(offer=offer, **schedule)
    offer.refresh_from_db()
    hit = Hit(offer.entry.card | stored, Reach.Nearness.HELD_HERE)
    facts = card(hit, now, HOLIDAYS).facts
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


TODAY = datetime.date(2026, 11, 26)
ILL = "Krankheit im Team"


@pytest.mark.parametrize(
    ("pauses", "told"),
    [
        ([], ""),
        ([(2, 2)], f"fällt aus am 28. November: {ILL}"),
        ([(0, 0)], f"fällt aus am 26. November: {ILL}"),
        ([(-3, 5)], f"fällt aus bis 1. Dezember: {ILL}"),
        ([(1, 5)], f"fällt aus vom 27. November bis 1. Dezember: {ILL}"),
        ([(1, 400)], f"fällt aus vom 27. November bis 31. Dezember 2027: {ILL}"),
        ([(9, 9), (3, 3)], f"fällt aus am 29. November: {ILL}"),
        ([(-3, -1)], ""),
        ([(14, 14)], f"fällt aus am 10. Dezember: {ILL}"),
        ([(15, 15)], ""),
    ],
)
def test_a_card_tells_the_first_closure_of_the_next_two_weeks(pauses, told):
    told_off = [Pause(TODAY + first * DAY, TODAY + last * DAY, ILL) for first, last in pauses]
    assert describe_closure(told_off, TODAY) == told


@pytest.mark.parametrize(
    ("free", "waiting", "told"),
    [
        (None, False, ""),
        (1, False, "noch ein Platz frei"),
        (3, True, "noch 3 Plätze frei"),
        (0, True, "gerade alles belegt, mit Warteliste"),
        (0, False, "gerade alles belegt"),
    ],
)
def test_a_card_tells_the_free_places(free, waiting, told):
    assert describe_free(free, waiting) == told


def news_on_cards(*offers) -> list[list[str]]:
    """Return what the cards of some offers say of closures and places today."""
    hits = [Hit(offer.entry.card, Reach.Nearness.HELD_HERE) for offer in offers]
    return [[fact.text for fact in one.facts if fact.label in ("Ausfall", "Plätze")] for one in cards(hits, HOLIDAYS)]


def test_what_is_new_stands_on_the_card_of_its_own_offer_for_as_long_as_it_holds():
    off, full, old, plain = (OfferFactory(title=title) for title in "ABCD")
    for ahead in (5, 2, -1):
        ClosureFactory(offer=off, first_day=days(ahead))
    AvailabilityFactory(offer=off)
    AvailabilityFactory(offer=full, free=0, has_waiting_list=True, said_on=days(1) - HOLDS_FOR)
    AvailabilityFactory(offer=old, said_on=days(0) - HOLDS_FOR)
    day = describe_off(Pause(days(2), days(2), ILL), days(0))
    told = [[day, "noch 3 Plätze frei"], ["gerade alles belegt, mit Warteliste"], [], []]
    assert news_on_cards(off, full, old, plain) == told


@pytest.mark.parametrize("number", [1, 20])
def test_cards_ask_one_query_however_much_is_new(django_assert_num_queries, number):
    offers = OfferFactory.create_batch(number)
    for offer in offers:
        ClosureFactory.create_batch(2, offer=offer, first_day=days(2))
        AvailabilityFactory(offer=offer)
    hits = [Hit(offer.entry.card, Reach.Nearness.HELD_HERE) for offer in offers]
    with django_assert_num_queries(1):
        told = cards(hits, HOLIDAYS)
    assert {one.facts[-1].text for one in told} == {"noch 3 Plätze frei"}
