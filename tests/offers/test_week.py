"""The week of a search: its page, the calendar that one subscribes to, and the search by real days."""

import datetime

import pytest
from django.utils import timezone

from offers.models import Closure, Offer
from offers.search import Criteria, load_choices
from offers.search.days import days_meant, taking_place
from offers.search.matching import matches
from offers.sessions import Kind, Series, sessions_of
from offers.week import FURTHEST, monday_of, parts_of, week
from sozialraum.calendar import HolidayCalendar, Pause
from sozialraum.pages import content_version
from tests.offers.days import days
from tests.offers.factories import OfferFactory, ScheduleFactory, TopicFactory
from tests.sozialraum.factories import DistrictFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")

PAGE = "/woche/"
MONDAY = datetime.date(2026, 12, 21)  # the week of Christmas
HOLIDAYS = HolidayCalendar("NW", [Pause(datetime.date(2026, 12, 23), datetime.date(2027, 1, 6), "Weihnachtsferien")])


def next_monday() -> datetime.date:
    return monday_of(timezone.localdate()) + datetime.timedelta(days=7)


def of_next_week(client, query: str = ""):
    return client.get(f"{PAGE}?ab={next_monday()}{query}")


def told(page) -> dict[str, list[str]]:
    """Return the titles that stand under each day."""
    found = {}
    for section in page.findall(".//section[@class='day']"):
        found[text_of(section.find("h2"))] = [text_of(link) for link in section.findall(".//a")]
    return {day: titles for day, titles in found.items() if titles}


def remarks(page) -> list[str]:
    return [text_of(p) for p in page.findall(".//*[@class='notice notice-warning']//p")]


def test_each_day_tells_its_sessions_in_the_order_of_the_clock(client, eicken):
    late = OfferFactory(title="Abendkreis", district=eicken)
    ScheduleFactory(offer=late, weekday=2, starts=datetime.time(19), ends=datetime.time(20))
    ScheduleFactory(offer=OfferFactory(title="Frühstück", district=eicken), weekday=2)
    page = parsed(of_next_week(client, "&stadtteil=eicken"))
    (day, titles) = next(iter(told(page).items()))
    assert (day.split(",")[0], titles) == ("Mittwoch", ["Frühstück", "Abendkreis"])
    clocks = [text_of(clock) for clock in page.findall(".//bdi[@class='day-clock']")]
    assert clocks == ["9:30–11 Uhr", "19–20 Uhr"]


def test_the_week_is_narrowed_by_district_age_and_topic(client, eicken):
    elsewhere = DistrictFactory(slug="rheydt", column=1)
    topic = TopicFactory(code="bewegung")
    for title, fields in {
        "hier": {"district": eicken, "topics": [topic]},
        "anderswo": {"district": elsewhere, "topics": [topic]},
        "anderes": {"district": eicken},
        "zu alt": {"district": eicken, "topics": [topic], "ages": (72, 120)},
    }.items():
        ScheduleFactory(offer=OfferFactory(title=title, **fields))
    page = parsed(of_next_week(client, "&stadtteil=eicken&monate=14&thema=bewegung"))
    assert list(told(page).values()) == [["hier"]]


def test_a_part_of_the_day_keeps_the_other_sessions_of_an_offer_out(client):
    offer = OfferFactory(title="Treff")
    for hour in (9, 18):
        ScheduleFactory(offer=offer, starts=datetime.time(hour), ends=datetime.time(hour + 1))
    page = parsed(of_next_week(client, "&tageszeit=abend"))
    assert [text_of(clock) for clock in page.findall(".//bdi[@class='day-clock']")] == ["18–19 Uhr"]


def test_an_empty_week_leads_on(client, eicken):
    page = parsed(of_next_week(client, "&stadtteil=eicken"))
    assert text_of(page.find(".//p[@role='status']")) == "Für diese Woche steht kein Termin im Portal."
    ways = [link.get("href") for link in page.findall(".//div[@class='empty-state']//a")]
    after = next_monday() + datetime.timedelta(days=7)
    assert ways == [f"{PAGE}?stadtteil=eicken&ab={after}", "/angebote/?stadtteil=eicken", PAGE]


def test_a_closure_is_no_session(client):
    schedule = ScheduleFactory()
    wednesday = next_monday() + datetime.timedelta(days=2)
    Closure.objects.create(offer=schedule.offer, first_day=wednesday, last_day=wednesday, message="Krankheit im Team")
    assert told(parsed(of_next_week(client))) == {}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("gestern", "Dieses Datum kennen wir nicht. Wir zeigen die laufende Woche."),
        ("9999-12-31", "So weit voraus sind noch keine Termine bekannt. Wir zeigen die laufende Woche."),
        ("0001-01-01", "Diese Woche ist vorbei. Wir zeigen die laufende."),
        ("2026-13-45", "Dieses Datum kennen wir nicht. Wir zeigen die laufende Woche."),
    ],
)
def test_a_week_that_means_nothing_is_said_and_this_one_shown(client, text, sentence):
    answer = client.get(PAGE, {"ab": text})
    assert (answer.status_code, remarks(parsed(answer))) == (200, [sentence])


def test_one_goes_on_a_year_ahead_and_back_to_today(client):
    page = parsed(client.get(PAGE))
    assert [link.get("href") for link in page.findall(".//nav[@class='cluster no-print']//a")] == [
        f"{PAGE}?ab={next_monday()}"
    ]
    last = monday_of(timezone.localdate() + FURTHEST)
    page = parsed(client.get(f"{PAGE}?ab={last}"))
    links = [link.get("href") for link in page.findall(".//nav[@class='cluster no-print']//a")]
    assert links == [f"{PAGE}?ab={last - datetime.timedelta(days=7)}"]


def test_the_page_keeps_no_cookie_and_may_be_kept_and_only_reading_is_allowed(client):
    answer = client.get(PAGE)
    assert (answer.cookies, "public" in answer.headers["Cache-Control"]) == ({}, True)
    assert client.post(PAGE).status_code == 405


@pytest.mark.parametrize("number", [1, 25])
def test_the_week_asks_the_database_equally_often_for_few_and_many(client, django_assert_num_queries, number):
    for _ in range(number):
        ScheduleFactory()
    with django_assert_num_queries(5):
        of_next_week(client)


def test_a_closure_makes_kept_pages_old():
    offer, before = OfferFactory(), content_version()
    Closure.objects.create(offer=offer, first_day=days(1), last_day=days(1), message="Fortbildung")
    assert content_version() != before


SERIES = [
    {"kind": Kind.WEEKLY},
    {"kind": Kind.WEEKLY, "pauses_in_school_holidays": True},
    {"kind": Kind.WEEKLY, "weekday": 4, "pauses_on_public_holidays": True},
    {"kind": Kind.WEEKLY, "weekday": 4, "pauses_on_public_holidays": False},
    {"kind": Kind.WEEKLY, "first_day": datetime.date(2026, 12, 31)},
    {"kind": Kind.WEEKLY, "last_day": datetime.date(2026, 12, 22)},
    {"kind": Kind.FORTNIGHTLY},
    {"kind": Kind.FORTNIGHTLY, "first_day": datetime.date(2026, 1, 8)},
    {"kind": Kind.FORTNIGHTLY, "first_day": datetime.date(2026, 1, 11), "weekday": 6},
    *({"kind": Kind.MONTHLY, "nth": nth, "weekday": weekday} for nth in (1, 2, 3, 4, -1) for weekday in (0, 3)),
    {"kind": Kind.ONCE, "first_day": datetime.date(2026, 12, 25)},
    {"kind": Kind.ONCE, "first_day": datetime.date(2027, 1, 1), "pauses_in_school_holidays": True},
]


@pytest.mark.parametrize("fields", SERIES, ids=str)
def test_the_database_reckons_the_same_days_as_the_page(fields):
    schedule = ScheduleFactory(**fields)
    Closure.objects.create(
        offer=schedule.offer,
        first_day=datetime.date(2027, 1, 13),
        last_day=datetime.date(2027, 1, 15),
        message="Umbau",
    )
    first, last = datetime.date(2026, 12, 14), datetime.date(2027, 2, 28)
    own = HOLIDAYS.closed_on(closure.pause for closure in schedule.offer.closures.all())
    reckoned = {one.starts.date() for one in sessions_of(Series.of_row(schedule), first, own, last)}
    every = [first + datetime.timedelta(days=n) for n in range((last - first).days + 1)]
    asked = {day for day in every if matches(Criteria()).filter(taking_place([day], HOLIDAYS, Criteria())).exists()}
    assert asked == reckoned


@pytest.mark.parametrize(
    ("starts", "ends", "parts"),
    [
        ((9, 30), (11, 0), {"vormittag"}),
        ((11, 0), (13, 0), {"vormittag", "nachmittag"}),
        ((11, 30), (12, 30), {"vormittag"}),
        ((16, 30), (18, 0), {"nachmittag", "abend"}),
        ((0, 0), (23, 59), {"vormittag", "nachmittag", "abend"}),
    ],
)
def test_the_parts_of_the_day_are_those_of_the_database(starts, ends, parts):
    schedule = ScheduleFactory(starts=datetime.time(*starts), ends=datetime.time(*ends))
    held = set(schedule.offer.entry.facets)
    assert parts_of(schedule.starts, schedule.ends) == parts
    assert {facet.partition("=")[2] for facet in held if facet.startswith("tageszeit=")} == parts


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["heute"], [MONDAY]),
        (["morgen"], [datetime.date(2026, 12, 22)]),
        (["woche"], [datetime.date(2026, 12, day) for day in range(21, 28)]),
        (["wochenende"], [datetime.date(2026, 12, 26), datetime.date(2026, 12, 27)]),
        (
            ["ferien"],
            [datetime.date(2026, 12, day) for day in range(23, 32)] + [datetime.date(2027, 1, d) for d in range(1, 7)],
        ),
        (["morgen", "heute"], [MONDAY, datetime.date(2026, 12, 22)]),
    ],
)
def test_words_mean_days(words, meant):
    assert days_meant(words, MONDAY, HOLIDAYS) == meant


def test_in_the_holidays_they_mean_what_is_left_and_on_sunday_the_weekend_is_today():
    sunday = datetime.date(2027, 1, 3)
    assert days_meant(["ferien"], sunday, HOLIDAYS)[0] == sunday
    assert days_meant(["wochenende"], sunday, HOLIDAYS) == [sunday]
    assert days_meant(["ferien"], sunday, HolidayCalendar("NW")) == []


def test_a_week_across_new_year_is_one_week():
    ScheduleFactory(weekday=4, pauses_on_public_holidays=False, offer=OfferFactory(title="Neujahr"))
    found = week(Criteria(), datetime.date(2026, 12, 28), HOLIDAYS)
    assert [(day.day.day, day.off, len(day.dates)) for day in found.days][3:6] == [
        (31, "Weihnachtsferien", 0),
        (1, "Neujahr", 1),
        (2, "Weihnachtsferien", 0),
    ]


def test_more_offers_than_one_reads_are_cut_and_said(monkeypatch, client):
    monkeypatch.setattr("offers.week.MOST_OFFERS", 1)
    for _ in range(2):
        ScheduleFactory()
    page = parsed(of_next_week(client))
    assert [len(titles) for titles in told(page).values()] == [1]
    assert "Das sind die nächstgelegenen Angebote." in text_of(page.find(".//main"))


def test_the_search_finds_what_is_on_today_and_not_what_is_over(client):
    load_choices.cache_clear()
    today = timezone.localtime()
    for title, starts, ends in (("vorbei", 0, 0), ("jetzt", 0, 23)):
        ScheduleFactory(
            offer=OfferFactory(title=title, slug=title),
            weekday=today.weekday(),
            starts=datetime.time(starts),
            ends=datetime.time(ends, 59 if ends else 1),
            pauses_on_public_holidays=False,
        )
    page = parsed(client.get("/angebote/?wann=heute"))
    assert [item.get("data-offer") for item in page.findall(".//ol[@id='ergebnisse']/li")] == ["jetzt"]
    assert [link.get("data-filter") for link in page.findall(".//a[@data-filter]")] == ["wann=heute"]


def test_an_offer_that_ends_before_the_day_is_not_found():
    ScheduleFactory(
        offer=OfferFactory(valid_until=days(3)), weekday=days(10).weekday(), pauses_on_public_holidays=False
    )
    found = matches(Criteria()).filter(taking_place([days(10)], HolidayCalendar("NW"), Criteria()))
    assert (list(found), Offer.objects.count()) == ([], 1)
