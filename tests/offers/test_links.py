"""The web addresses of the register: asked in the background, never held dead too early, found where staff look."""

import datetime
import logging
import threading

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone

from offers.actions import check_links
from offers.actions.links import LOCK, MOST_PER_HOST, UNLOCK, agent, in_use, to_ask
from offers.models import LinkCheck, Offer
from tests.network.factories import FacilityFactory, PartnerFactory, person
from tests.offers.factories import LinkCheckFactory, OfferFactory
from tests.offers.web_server import LOOPBACK
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)


def after(days: float) -> datetime.datetime:
    return NOON + datetime.timedelta(days=days)


def run(days: float = 0, **how) -> int:
    return check_links(policy=LOOPBACK, now=after(days), **how)


def known() -> dict[str, tuple]:
    return {link.url: (link.outcome, link.status, link.tries) for link in LinkCheck.objects.all()}


def dead() -> list[str]:
    return [link.url for link in LinkCheck.objects.dead()]


@pytest.fixture
def fine(server):
    """Return the address of an offer that always answers."""
    return OfferFactory(url=f"{server.address}/200/fein").url


@pytest.fixture
def silent():
    """Return the address of an offer whose server is gone."""
    return OfferFactory(url="http://127.0.0.1:9/").url


def test_every_address_of_the_register_is_asked_once(server):
    place = server.address
    OfferFactory(
        url=f"{place}/200/a", registration_url=f"{place}/404/b", facility=FacilityFactory(website=f"{place}/500/c")
    )
    OfferFactory(url=f"{place}/200/a", provider=PartnerFactory(website=f"{place}/200/d"))
    assert run() == 4
    assert known() == {
        f"{place}/200/a": ("ok", 200, 0),
        f"{place}/200/d": ("ok", 200, 0),
        f"{place}/404/b": ("gone", 404, 1),
        f"{place}/500/c": ("failed", 500, 1),
    }
    assert {heard[2] for heard in server.heard} == {agent()}
    assert [path for method, path, *_rest in server.heard if method == "HEAD"].count("/200/a") == 1


@pytest.mark.parametrize("fields", [{"status": "archived"}, {"status": "expired"}, {"is_example": True}, {"url": ""}])
def test_nobody_asks_for_what_nobody_uses(fields):
    OfferFactory(**{"url": "https://a.example.org/"} | fields)
    assert in_use() == set()


def test_an_address_that_is_used_no_longer_is_forgotten(server, fine):
    LinkCheckFactory(url="https://alt.example.org/")
    run()
    assert list(known()) == [fine]


def test_an_address_is_asked_once_a_week(server, fine):
    assert [run(days) for days in (0, 1, 6.9, 7, 8)] == [1, 0, 0, 1, 0]


def test_a_failing_one_is_asked_again_after_a_day(server, fine, silent):
    run()
    assert [run(days) for days in (0.5, 1, 2, 2.5)] == [0, 1, 1, 0]
    assert known()[silent] == ("failed", None, 3)


def test_a_server_that_is_silent_is_dead_after_three_tries_in_three_days(server, fine, silent):
    found = []
    for days in (0, 1, 2, 3):
        run(days)
        found.append(dead())
    assert found == [[], [], [], [silent]]


def test_a_page_that_is_gone_is_dead_after_the_second_time(server, fine):
    gone = OfferFactory(url=f"{server.address}/410").url
    run()
    before = dead()
    run(1)
    assert (before, dead()) == ([], [gone])


def test_a_dead_one_is_asked_once_a_week_and_may_come_back(server, fine):
    gone = OfferFactory(url=f"{server.address}/200").url
    LinkCheck.objects.create(url=gone, outcome="gone", status=404, tries=2, failing_since=NOON, checked_at=NOON)
    LinkCheckFactory(url=fine, checked_at=after(6))
    assert [run(days) for days in (1, 6, 7)] == [0, 0, 1]
    assert (dead(), LinkCheck.objects.get(url=gone).failing_since) == ([], None)


def test_when_nobody_answers_it_is_our_own_network_and_no_link_is_blamed(silent, caplog):
    assert run() == 0
    assert known() == {silent: ("", None, 0)}
    assert [record.levelno for record in caplog.records] == [logging.WARNING]


def test_one_that_answered_before_bears_witness_against_a_silent_one(server, fine, silent):
    LinkCheckFactory(url=fine, checked_at=after(-1))
    assert run() == 1
    assert known()[silent] == ("failed", None, 1)


def test_a_shut_network_is_noticed_after_ten_addresses(server):
    for number in range(30):
        OfferFactory(url=f"http://127.0.0.1:9/{number}")
        LinkCheckFactory(url=f"http://127.0.0.1:9/{number}", checked_at=None, outcome="", status=None)
    # Of one host no more than ten are asked anyway.
    assert (run(), len(to_ask(NOON, 200))) == (0, MOST_PER_HOST)


def test_the_longest_unasked_go_first_and_no_host_is_asked_too_much():
    for number in range(12):
        LinkCheckFactory(url=f"https://stadt.example.org/{number}", checked_at=after(-30 + number))
    new = LinkCheckFactory(checked_at=None, outcome="", status=None)
    late = LinkCheckFactory(checked_at=after(-8))
    LinkCheckFactory(checked_at=after(-2))
    urls = [link.url for link in to_ask(NOON, 200)]
    assert urls == [new.url, *[f"https://stadt.example.org/{number}" for number in range(10)], late.url]
    assert [link.url for link in to_ask(NOON, 2)] == urls[:2]


@pytest.mark.parametrize("url", ["http://[bad/", "http://a..b/", "javascript:alert(1)", "ftp://example.org/"])
def test_an_address_that_is_none_fails_like_others(server, fine, url):
    OfferFactory(url=url)
    assert run() == 2
    assert known()[url] == ("failed", None, 1)


def test_of_two_runs_at_once_one_does_the_work(server, fine):
    other = connections.create_connection("default")
    other.settings_dict = {**other.settings_dict, "NAME": connection.settings_dict["NAME"]}
    with other.cursor() as cursor:
        cursor.execute(LOCK)
        first = run()
        cursor.execute(UNLOCK)
    other.close()
    assert (first, run()) == (0, 1)


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_servers_are_asked(server):
    OfferFactory(url=f"{server.address}/200")
    states = []
    original = server.RequestHandlerClass.answer

    def look(handler):
        other = connections.create_connection("default")
        other.settings_dict = {**other.settings_dict, "NAME": name}
        with other.cursor() as cursor:
            cursor.execute("SELECT state FROM pg_stat_activity WHERE pid = %s", [pid])
            states.append(cursor.fetchone()[0])
        other.close()
        original(handler)

    name = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    server.RequestHandlerClass = type("Watching", (server.RequestHandlerClass,), {"do_HEAD": look})
    assert run() == 1
    assert states == ["idle"]


@pytest.mark.django_db(transaction=True)
def test_an_offer_that_changes_meanwhile_stops_nothing(server):
    offer = OfferFactory(url=f"{server.address}/200")
    OfferFactory(url=f"{server.address}/204")
    original = server.RequestHandlerClass.answer

    def change(handler):
        thread = threading.Thread(
            target=lambda: (Offer.objects.filter(pk=offer.pk).update(url=""), connections.close_all())
        )
        thread.start()
        thread.join()
        original(handler)

    server.RequestHandlerClass = type("Changing", (server.RequestHandlerClass,), {"do_HEAD": change})
    assert run() == 2
    assert run(7) == 1


@pytest.mark.parametrize(("wanted", "asked"), [(True, 1), (False, 0)])
def test_the_scheduled_work_asks_only_where_the_installation_wants_it(settings, capsys, wanted, asked):
    settings.PORTAL_CHECK_LINKS = wanted
    # A private address: it is refused before anything is sent, and one that answered bears witness for nobody.
    OfferFactory(url="http://10.0.0.1/")
    call_command("run_scheduled")
    assert LinkCheck.objects.count() == asked
    assert "check_links: 0" in capsys.readouterr().out


def test_the_local_portal_calls_nobody(settings):
    assert settings.PORTAL_CHECK_LINKS is False


def test_an_offer_knows_which_of_its_addresses_are_dead(django_assert_num_queries):
    link = LinkCheckFactory(dead=True)
    offer = OfferFactory(url=LinkCheckFactory().url, registration_url=link.url)
    with django_assert_num_queries(1):
        assert offer.dead_links() == {"registration_url": link}
    assert list(Offer.objects.with_dead_links()) == [offer]


def test_the_board_counts_and_the_list_shows_the_offers_with_a_dead_link(client, municipality):
    client.force_login(person("steering"))
    today = timezone.localdate()
    link = LinkCheckFactory(dead=True)
    offer = OfferFactory(registration_url=link.url, confirmed_at=today)
    OfferFactory(url=LinkCheckFactory().url, confirmed_at=today)
    OfferFactory(url=link.url, status="archived")
    (card,) = parsed(client.get("/verwaltung/")).findall(".//ul[@class='cards']//a")
    rows = parsed(client.get(card.get("href"))).findall(".//tbody/tr/th")
    assert (text_of(card), [text_of(row) for row in rows]) == ("1 × Tote Links", [offer.title])


def test_the_board_counts_houses_and_partners_with_a_dead_link_too(client, municipality):
    client.force_login(person("steering"))
    link = LinkCheckFactory(dead=True)
    house = FacilityFactory(website=link.url)
    partner = PartnerFactory(website=link.url)
    cards = parsed(client.get("/verwaltung/")).findall(".//ul[@class='cards']//a")
    found = [[text_of(row) for row in parsed(client.get(card.get("href"))).findall(".//tbody/tr/th")] for card in cards]
    assert ([text_of(card) for card in cards], found) == (["1 × Tote Links"] * 2, [[house.name], [partner.name]])


def test_an_editor_sees_the_own_dead_links_alone(client, municipality):
    link = LinkCheckFactory(dead=True)
    mine = OfferFactory(url=link.url)
    OfferFactory(url=link.url)
    client.force_login(person("partner_editor", partner=mine.provider))
    rows = parsed(client.get("/verwaltung/angebote/?tote_links=on")).findall(".//tbody/tr/th")
    assert [text_of(row) for row in rows] == [mine.title]


def test_the_page_of_an_offer_says_which_link_is_dead_since_when(client, municipality):
    client.force_login(person("steering"))
    link = LinkCheckFactory(outcome="gone", status=404, tries=2, failing_since=after(-40))
    offer = OfferFactory(registration_url=link.url)
    page = parsed(client.get(reverse("staff_offer", args=[offer.pk])))
    (told,) = page.findall(".//div[@class='notice notice-warning']//p/a/..")
    assert text_of(told) == f"Link zur Anmeldung: Seite gibt es nicht mehr, seit 14. Oktober 2026. {link.url}"


def test_the_page_of_an_offer_whose_links_answer_says_nothing_of_them(client, municipality):
    client.force_login(person("steering"))
    offer = OfferFactory(url=LinkCheckFactory().url)
    page = parsed(client.get(reverse("staff_offer", args=[offer.pk])))
    assert page.findall(".//div[@class='notice notice-warning']") == []
