"""A real browser whose network goes away: what was opened is still there if somebody wished it, and nothing that staff saw."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.servers.basehttp import WSGIRequestHandler
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from sozialraum.views import offline
from tests.browser import RULES, WIDER, Axe
from tests.network.factories import person
from tests.sozialraum.factories import MunicipalityFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SWITCH = "Gelesenes auf diesem Gerät behalten"
KEPT = """async () => {
    if (!(await caches.has('portal-pages'))) return [];
    return (await (await caches.open('portal-pages')).keys()).map((one) => new URL(one.url).pathname);
}"""
# Everything in which a browser can keep something of a site.
ON_THE_DEVICE = """async () => [
    (await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length,
    localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, document.cookie,
]"""
NOTHING = [0, 0, 0, 0, 0, ""]


class Phone:
    """A browser with a worker, and a server that can go away."""

    def __init__(self, browser: Browser) -> None:
        MunicipalityFactory()
        self.server = LiveServer("127.0.0.1")
        self.context = browser.new_context(locale="de-DE", viewport={"width": 360, "height": 800})
        self.context.set_default_timeout(20_000)
        self.page: Page = self.context.new_page()

    def open(self, path: str) -> Page:
        self.page.goto(self.server.url + path)
        return self.page

    def begin(self, path: str = "/kontakt/") -> Page:
        """Turn the switch, and open a first page that the worker keeps."""
        self.turn("Eingeschaltet: Was Sie ab jetzt öffnen, behält dieses Gerät.")
        self.open(path)
        self.wait_until_kept(path)
        return self.page

    def turn(self, said: str) -> None:
        """Turn the switch, and wait until the page says so."""
        self.open("/ohne-netz/").get_by_label(SWITCH).click()
        self.page.get_by_text(said).wait_for()

    def log_in(self) -> None:
        """Be steering from now on, without a page of staff opened."""
        client = Client()
        client.force_login(person("steering"))
        name = settings.SESSION_COOKIE_NAME
        self.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.server.url}])

    def wait_until_kept(self, path: str) -> None:
        self.page.wait_for_function(f"async (path) => (await ({KEPT})()).includes(path)", arg=path)

    def kept(self) -> list[str]:
        return self.page.evaluate(KEPT)

    def cut(self) -> None:
        """Take the network away: the server goes, and the browser knows that it is offline."""
        self.server.stop()
        self.context.set_offline(True)

    def heading(self) -> str:
        return self.page.locator("h1").inner_text()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Phone]:
    made = Phone(browser)
    yield made
    made.context.close()
    made.server.stop()


def test_what_was_opened_is_read_without_network_and_says_of_when_it_is(phone):
    phone.begin("/kontakt/")
    phone.open("/barrierefreiheit/")
    phone.wait_until_kept("/barrierefreiheit/")
    phone.cut()
    found = {path: phone.open(path) and phone.heading() for path in ("/kontakt/", "/barrierefreiheit/")}
    assert found["/kontakt/"] == "Kontakt"
    assert found["/barrierefreiheit/"].startswith("Erklärung zur Barrierefreiheit")
    notice = phone.page.locator("[data-offline]")
    notice.wait_for(state="visible")
    assert re.search(r"Das ist eine Kopie auf Ihrem Gerät, Stand: \d+\. \w+ \d{4}", notice.inner_text())
    assert phone.page.evaluate("getComputedStyle(document.querySelector('.site-header')).display") != "inline"


def test_a_copy_says_so_too_where_the_browser_believes_that_there_is_a_network(phone, monkeypatch):
    # On a line that stays open a server that is stopped goes on answering.
    monkeypatch.setattr(WSGIRequestHandler, "protocol_version", "HTTP/1.0")
    phone.begin("/kontakt/")
    assert phone.page.locator("[data-offline]").is_hidden()
    phone.server.stop()
    notice = phone.open("/kontakt/").locator("[data-offline]")
    assert (notice.get_attribute("role"), notice.is_visible()) == ("status", True)
    assert Axe().run(phone.page, options=RULES).response["violations"] == []


def test_until_the_switch_is_turned_nothing_is_registered_and_nothing_kept(phone):
    found = []
    for path in ("/kontakt/", "/willkommensbesuch/", "/ohne-netz/", "/impressum/"):
        phone.open(path).wait_for_load_state("networkidle")
        found.append(phone.page.evaluate(ON_THE_DEVICE))
    assert found == [NOTHING] * 4
    page = phone.open("/ohne-netz/")
    page.get_by_label(SWITCH).wait_for()
    assert page.get_by_label(SWITCH).is_checked() is False
    assert page.get_by_role("button", name="Alles Gelesene löschen").is_hidden()


def test_what_was_never_opened_leads_to_a_page_that_lists_what_was(phone):
    phone.begin("/kontakt/")
    phone.cut()
    phone.open("/impressum/")
    assert phone.heading() == "Lesen ohne Netz"
    assert phone.page.locator("[data-offline-missed]").is_visible()
    links = phone.page.locator("[data-offline-pages] li a")
    links.first.wait_for()
    assert links.all_inner_texts() == ["Kontakt · Familienportal Musterstadt"]
    assert Axe().run(phone.page, options=RULES).response["violations"] == []
    assert phone.page.evaluate(WIDER) == 0
    phone.page.get_by_role("button", name="Alles Gelesene löschen").click()
    phone.page.get_by_text("Alles Gelesene ist gelöscht.").wait_for()
    assert phone.kept() == ["/ohne-netz/"]
    assert phone.page.get_by_role("button", name="Alles Gelesene löschen").is_hidden()


def test_the_switch_turned_off_leaves_nothing_and_can_be_turned_again(phone):
    phone.begin("/kontakt/")
    phone.turn("Ausgeschaltet: Auf diesem Gerät ist nichts mehr behalten.")
    assert phone.page.get_by_label(SWITCH).is_checked() is False
    phone.open("/impressum/").wait_for_load_state("networkidle")
    assert phone.page.evaluate(ON_THE_DEVICE) == NOTHING
    phone.begin("/impressum/")
    assert sorted(phone.kept()) == ["/impressum/", "/ohne-netz/"]
    page = phone.open("/ohne-netz/")
    page.get_by_role("button", name="Alles Gelesene löschen").wait_for()
    assert page.get_by_label(SWITCH).is_checked() is True


@pytest.mark.parametrize("path", ["/verwaltung/", "/konto/anmelden/", "/admin/"])
def test_where_staff_log_in_all_is_deleted_and_nothing_kept_any_more(phone, path):
    phone.begin("/kontakt/")
    phone.open(path)
    phone.open("/impressum/").wait_for_load_state("networkidle")
    assert phone.page.evaluate(ON_THE_DEVICE)[:2] == [0, 0]  # of a login there are cookies


def test_whoever_is_logged_in_cannot_turn_the_switch(phone):
    phone.log_in()
    phone.turn("Das ging nicht.")
    assert phone.page.get_by_label(SWITCH).is_checked() is False
    phone.open("/impressum/").wait_for_load_state("networkidle")
    assert phone.page.evaluate(ON_THE_DEVICE)[:2] == [0, 0]  # of a login there are cookies


def test_numbers_that_planners_see_more_of_are_not_kept(phone):
    phone.begin("/kontakt/")
    phone.open("/monitoring/")
    phone.open("/impressum/")
    phone.wait_until_kept("/impressum/")
    assert sorted(phone.kept()) == ["/impressum/", "/kontakt/", "/ohne-netz/"]


def test_a_page_that_no_cache_may_keep_is_not_kept(phone):
    """A form that came back holds what somebody wrote."""
    page = phone.begin("/willkommensbesuch/")
    page.goto(phone.server.url + "/kontakt/")
    page.locator("#id_name").fill("Ayşe")
    page.get_by_role("button", name="Nachricht senden").click()
    page.get_by_text("Bitte schreiben Sie hier, worum es geht.").first.wait_for()
    kept = page.evaluate("""async () => (await Promise.all((await caches.keys()).map(async (name) => {
        const cache = await caches.open(name);
        return (await Promise.all((await cache.keys()).map(async (one) => (await cache.match(one)).text()))).join();
    }))).join().includes('Ayşe')""")
    assert kept is False


def test_the_number_of_kept_pages_is_bounded_and_the_oldest_goes(phone, monkeypatch):
    monkeypatch.setattr(offline, "PAGES", 2)
    phone.begin("/kontakt/")
    for path in ("/impressum/", "/datenschutz/", "/leichte-sprache/"):
        phone.open(path)
        phone.wait_until_kept(path)
    phone.page.wait_for_function(f"async () => (await ({KEPT})()).length === 3")
    assert sorted(phone.kept()) == ["/datenschutz/", "/leichte-sprache/", "/ohne-netz/"]


def test_their_bytes_are_bounded_too(phone, monkeypatch):
    monkeypatch.setattr(offline, "BYTES", 1)
    phone.turn("Eingeschaltet: Was Sie ab jetzt öffnen, behält dieses Gerät.")
    phone.open("/kontakt/").wait_for_load_state("networkidle")
    phone.page.wait_for_function(f"async () => (await ({KEPT})()).join() === '/ohne-netz/'")


def test_a_copy_that_is_too_old_is_not_shown(phone, monkeypatch):
    monkeypatch.setattr(offline, "DAYS", 0)
    phone.turn("Eingeschaltet: Was Sie ab jetzt öffnen, behält dieses Gerät.")
    phone.open("/kontakt/").wait_for_load_state("networkidle")
    phone.cut()
    phone.open("/kontakt/")
    assert phone.heading() == "Lesen ohne Netz"


def test_a_new_release_takes_over_and_keeps_what_was_kept(phone, monkeypatch):
    page = phone.begin("/kontakt/")
    monkeypatch.setattr(offline, "RELEASE", "neu")
    page.evaluate("""async () => {
        const registration = await navigator.serviceWorker.getRegistration('/');
        const changed = new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
        await registration.update();
        await changed;
    }""")
    assert sorted(phone.kept()) == ["/kontakt/", "/ohne-netz/"]
