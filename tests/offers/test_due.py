"""What nobody confirms in time: later in the list, then out of the search; and one truth about the day in all places."""

import datetime
from itertools import chain
from random import Random

import pytest
from django.http import QueryDict
from django.utils import timezone

from offers.actions import publish
from offers.filters import read
from offers.models import Entry, Offer
from offers.models.offer import HIDDEN_AFTER
from offers.search import search
from offers.search.choices import read_choices
from tests.network.factories import FacilityFactory, PartnerFactory, UserFactory, person
from tests.offers.days import days
from tests.offers.factories import OfferFactory, ScheduleFactory, TopicFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
DAY = datetime.timedelta(days=1)


def due(number: int, **fields) -> Offer:
    """Make an offer that is to be confirmed in some days."""
    return OfferFactory(confirmed_at=days(-400), next_review=days(number), **fields)


def pages(address: str = "") -> list[str]:
    """Return the titles of all pages of a search."""
    criteria = read(QueryDict(address), read_choices()).criteria
    total = search(criteria).total
    return [hit.card["title"] for page in range(1, 2 + total // 20) for hit in search(criteria, page).hits][:total]


def notices(response) -> list[str]:
    return [text_of(one) for one in parsed(response).findall(".//div[@class='notice notice-warning']")]


# The day


@pytest.mark.parametrize(
    ("confirmed", "due_on"),
    [
        ("2026-11-26", "2027-03-01"),
        ("2027-01-29", "2027-03-01"),
        ("2027-01-30", "2027-09-01"),
        ("2027-03-01", "2027-09-01"),
        ("2027-08-01", "2027-09-01"),
        ("2027-08-02", "2028-03-01"),
        ("2027-12-31", "2028-03-01"),
        ("2028-01-31", "2028-09-01"),
    ],
)
def test_in_the_rhythm_of_the_seasons_an_offer_is_due_on_the_first_of_march_and_september(confirmed, due_on):
    OfferFactory(confirmed_at=confirmed, review_months=None)
    assert Offer.objects.with_due().get().due_on == datetime.date.fromisoformat(due_on)


def test_whoever_confirms_when_the_reminder_comes_has_a_season_s_rest():
    offer = OfferFactory(confirmed_at="2026-11-26", review_months=None)
    Offer.objects.update(confirmed_at=datetime.date(2027, 3, 1) - 30 * DAY)
    assert Offer.objects.with_due().get(pk=offer.pk).due_on == datetime.date(2027, 9, 1)


def test_what_nobody_ever_confirmed_counts_from_the_german_day_on_which_it_was_written_down():
    OfferFactory(confirmed_at=None)
    Offer.objects.update(created_at=datetime.datetime(2026, 5, 31, 22, 30, tzinfo=datetime.UTC))
    assert Offer.objects.with_due().get().due_on == datetime.date(2027, 6, 1)


@pytest.mark.parametrize(("agreed", "due_on"), [("2027-02-01", "2027-02-01"), ("2026-10-01", "2027-11-01")])
def test_what_was_agreed_before_the_last_confirmation_is_done(agreed, due_on):
    OfferFactory(confirmed_at="2026-11-01", next_review=agreed)
    assert Offer.objects.with_due().get().due_on == datetime.date.fromisoformat(due_on)


def test_a_day_beyond_the_calendar_is_its_last():
    OfferFactory(confirmed_at="9999-06-01")
    assert (Offer.objects.with_due().get().due_on, Entry.objects.get().public_until) == (datetime.date.max,) * 2


# One truth


def test_search_and_models_agree_about_any_day():
    chance = Random(26)  # noqa: S311 - not a secret

    def some_day() -> datetime.date | None:
        return days(chance.randint(-900, 900)) if chance.random() < 0.7 else None

    for _ in range(80):
        begins, ends = sorted([days(chance.randint(-900, 900)), days(chance.randint(-900, 900))])
        OfferFactory(
            confirmed_at=some_day(),
            next_review=some_day(),
            review_months=chance.choice([None, 3, 6, 12]),
            valid_from=chance.choice([None, begins]),
            valid_until=chance.choice([None, ends]),
            status=chance.choice(["published"] * 5 + ["draft"]),
            visibility=chance.choice(["public"] * 5 + ["professionals"]),
        )
    for day in map(days, range(-950, 950, 19)):
        copies = Entry.objects.filter(public_from__lte=day, public_until__gte=day).order_by("pk")
        assert [*copies.values_list("pk", "due_on")] == [
            *Offer.objects.public_on(day).with_due().order_by("pk").values_list("pk", "due_on")
        ]
    assert sorted(pages()) == sorted(Offer.objects.public_on(days(0)).values_list("title", flat=True))
    assert 0 < len(pages()) < Offer.objects.readable_on(days(0)).count()


def test_an_offer_is_found_for_thirty_days_after_it_was_due_and_not_for_one_more():
    last, over = due(-30), due(-31)
    assert timezone.localdate() - HIDDEN_AFTER == days(-30)
    assert (pages(), search(read(QueryDict(), read_choices()).criteria).counts[""]) == ([last.title], 1)
    assert list(Offer.objects.readable_on(days(0)).order_by("title")) == [last, over]


def test_a_confirmation_brings_an_offer_back(client):
    offer = due(-50, slug="treff")
    Offer.objects.filter(pk=offer.pk).update(confirmed_at=days(0), next_review=None)
    assert (pages(), notices(client.get("/angebote/treff/"))) == ([offer.title], [])


# The order


@pytest.mark.parametrize("address", ["", "stadtteil=eicken", "q=gruppe", "stadtteil=eicken&thema=spiel"])
def test_what_is_overdue_comes_last(eicken, address):
    spiel = TopicFactory(code="spiel")
    for title, number in (("A Gruppe", -1), ("B Gruppe", 0), ("C Gruppe", 300)):
        due(number, title=title, district=eicken, topics=[spiel])
    assert pages(address) == ["B Gruppe", "C Gruppe", "A Gruppe"]


def test_what_is_fresh_everywhere_comes_before_what_is_overdue_here(eicken):
    for title, number, fields in (
        ("hier, überfällig", -1, {"district": eicken}),
        ("stadtweit", 1, {"is_citywide": True}),
        ("stadtweit, überfällig", -1, {"is_citywide": True}),
        ("hier", 1, {"district": eicken}),
        ("hier und stadtweit", 1, {"is_citywide": True, "district": eicken}),
    ):
        due(number, title=title, **fields)
    expected = ["hier", "hier und stadtweit", "stadtweit", "hier, überfällig", "stadtweit, überfällig"]
    assert pages("stadtteil=eicken") == expected


@pytest.mark.parametrize("sort", ["name", "naehe", "bestaetigt"])
def test_an_order_that_families_ask_for_stays(eicken, sort):
    for title, number in (("A", -1), ("B", 10)):
        due(number, title=title, district=eicken)
    assert pages(f"stadtteil=eicken&sort={sort}") == ["A", "B"]


def test_pages_go_on_across_fresh_and_overdue(eicken):
    parts = [("a", 9, {"district": eicken}), ("b", 9, {"is_citywide": True})]
    parts += [("c", -9, {"district": eicken}), ("d", -9, {"is_citywide": True})]
    expected = [f"{letter} {number:02}" for letter, _due, _fields in parts for number in range(13)]
    for letter, number, fields in parts:
        for index in range(13):
            due(number, title=f"{letter} {index:02}", **fields)
    assert pages("stadtteil=eicken") == expected


def test_a_district_s_page_shows_what_is_fresh_first(client, eicken):
    for title, number in (("A", -1), ("B", 1), ("C", -31)):
        due(number, title=title, district=eicken)
    cards = parsed(client.get("/stadtteile/eicken/")).findall(".//li[@data-offer]//h3")
    assert [text_of(card) for card in cards] == ["B", "A"]


# What families read


def test_an_overdue_card_and_page_say_since_when_nobody_confirmed(client):
    OfferFactory(slug="treff", confirmed_at=datetime.date(2024, 5, 2), next_review=days(-1))
    card = parsed(client.get("/angebote/")).find(".//li[@data-offer='treff']")
    assert text_of(card.findall(".//dl/div")[-1]) == "StandAngaben seit 2. Mai 2024 nicht bestätigt"
    assert notices(client.get("/angebote/treff/")) == [
        "Diese Angaben hat seit dem 2. Mai 2024 niemand bestätigt. Bitte fragen Sie vorher kurz nach."
    ]


def test_a_card_that_is_not_overdue_says_nothing_of_it(client):
    due(0, slug="treff")
    assert "Stand" not in text_of(parsed(client.get("/angebote/")).find(".//li[@data-offer='treff']"))


def test_the_page_of_a_hidden_offer_says_so_and_leads_on(client, eicken):
    offer = ScheduleFactory(
        offer=OfferFactory(slug="treff", confirmed_at=datetime.date(2024, 5, 2), district=eicken)
    ).offer
    response = client.get("/angebote/treff/")
    page = parsed(response)
    links = [a.get("href") for a in page.findall(".//div[@class='notice notice-warning']//a")]
    robots = [meta.get("content") for meta in page.findall(".//meta[@name='robots']")]
    assert (response.status_code, robots) == (200, ["noindex"])
    assert notices(response) == [
        "Dieses Angebot steht nicht mehr in der SucheDiese Angaben hat seit dem 2. Mai 2024 niemand bestätigt. Bitte fragen Sie vorher kurz nach.So erreichen Sie den AnbieterÄhnliche Angebote ansehen"
    ]
    assert links == ["#kontakt", f"/angebote/?stadtteil=eicken&art={offer.type.code}"]
    assert "application/ld+json" not in response.content.decode()
    assert "termine.ics" not in response.content.decode()
    assert client.get("/angebote/treff/termine.ics").status_code == 404


def test_a_hidden_offer_can_still_be_reported(client):
    due(-40, slug="treff")
    assert client.get("/angebote/treff/veraltet/").status_code == 200


def test_nothing_leads_to_a_hidden_offer(client, eicken):
    partner, house = PartnerFactory(slug="haus"), FacilityFactory(slug="markt", district=eicken)
    due(-31, slug="treff", provider=partner, facility=house)
    paths = ["/angebote/", "/angebote/?q=angebot", "/stadtteile/eicken/", "/partner/haus/", "/einrichtungen/markt/"]
    paths += ["/sitemap-angebote.xml", "/angebote/karte/", "/angebote/karte/orte.json"]
    found = {path: "/angebote/treff/" in client.get(path).content.decode() for path in paths}
    assert found == dict.fromkeys(paths, False)
    counts = [one.get("data-count") for one in parsed(client.get("/angebote/")).findall(".//p[@data-count]")]
    assert counts == ["0"]


# What staff read and do


def test_every_offer_stands_in_one_way(client):
    client.force_login(person("steering"))
    states = {"aktuell": [days(0)], "bald": [days(-340), days(-365)], "ueberfaellig": [None, days(-370), days(-395)]}
    states |= {"ausgeblendet": [days(-397), days(-900)]}
    for confirmed_at in chain(*states.values()):
        OfferFactory(confirmed_at=confirmed_at)
    counts = {
        state: parsed(client.get(f"/verwaltung/angebote/?bestaetigung={state}"))
        .find(".//p[@data-count]")
        .get("data-count")
        for state in states
    }
    assert counts == {state: str(len(confirmed)) for state, confirmed in states.items()}


def test_the_board_leads_to_what_the_search_has_dropped(client):
    client.force_login(person("steering"))
    hidden = due(-31)
    due(-30), due(-31, status="draft")
    links = {text_of(a): a.get("href") for a in parsed(client.get("/verwaltung/")).findall(".//ul[@class='cards']//a")}
    rows = parsed(client.get(links["1 × Ausgeblendet"])).findall(".//tbody/tr/th")
    assert [text_of(row) for row in rows] == [hidden.title]


def test_the_page_of_staff_says_that_families_do_not_find_an_offer(client):
    offer = due(-31)
    client.force_login(person("steering"))
    page = parsed(client.get(f"/verwaltung/angebote/{offer.pk}/"))
    assert "Familien finden dieses Angebot nicht mehr" in text_of(page.find(".//main"))


def test_who_publishes_confirms():
    offer, by = (
        OfferFactory(is_citywide=True, status="draft", confirmed_at=days(-900), next_review=days(-500)),
        UserFactory(),
    )
    assert publish(Offer.objects.all(), by=by) == 1
    offer.refresh_from_db()
    assert (offer.confirmed_at, offer.confirmed_by, offer.next_review) == (days(0), by, None)
    assert pages() == [offer.title]
