"""A real browser whose network goes away: what was opened is still there, and nothing that staff saw."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from sozialraum.views import offline
from tests.browser import RULES, WIDER, Axe
from tests.network.factories import person
from tests.sozialraum.factories import MunicipalityFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEPT = """async () => {
    const found = [];
    for (const name of await caches.keys())
        if (name.startsWith('portal-pages-'))
            for (const one of await (await caches.open(name)).keys()) found.push(new URL(one.url).pathname);
    return found;
}"""


class Phone:
    """A browser with a worker, and a server that can go away."""

    def __init__(self, browser: Browser) -> None:
        MunicipalityFactory()
        self.server = LiveServer("127.0.0.1")
        self.context = browser.new_context(
            service_workers="allow", locale="de-DE", viewport={"width": 360, "height": 800}
        )
        self.context.set_default_timeout(20_000)
        self.page: Page = self.context.new_page()

    def open(self, path: str) -> Page:
        self.page.goto(self.server.url + path)
        return self.page

    def begin(self, path: str = "/kontakt/") -> Page:
        """Open the first page and wait until the worker looks after it."""
        self.open(path)
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        self.page.wait_for_function("navigator.serviceWorker.controller !== null")
        self.wait_until_kept(path)
        return self.page

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
    assert re.search(r"Ohne Netz: Diese Seite zeigt den Stand vom \d+\. \w+ \d{4}", notice.inner_text())
    assert phone.page.evaluate("getComputedStyle(document.querySelector('.site-header')).display") != "inline"


def test_a_copy_says_so_too_where_the_browser_believes_that_there_is_a_network(phone):
    phone.begin("/kontakt/")
    assert phone.page.locator("[data-offline]").is_hidden()
    phone.server.stop()
    notice = phone.open("/kontakt/").locator("[data-offline]")
    assert (notice.get_attribute("role"), notice.is_visible()) == ("status", True)
    assert Axe().run(phone.page, options=RULES).response["violations"] == []


def test_what_was_never_opened_leads_to_a_page_that_lists_what_was(phone):
    phone.begin("/kontakt/")
    phone.cut()
    phone.open("/impressum/")
    assert phone.heading() == "Lesen ohne Netz"
    links = phone.page.locator("[data-kept-list] a")
    links.first.wait_for()
    assert links.all_inner_texts() == ["Kontakt · Familienportal Musterstadt"]
    assert Axe().run(phone.page, options=RULES).response["violations"] == []
    assert phone.page.evaluate(WIDER) == 0
    phone.page.get_by_role("button", name="Gespeicherte Seiten löschen").click()
    phone.page.get_by_text("Die gespeicherten Seiten sind gelöscht.").wait_for()
    assert phone.kept() == ["/ohne-netz/"]


def test_whoever_wants_nothing_kept_turns_it_off_and_on_again(phone):
    page = phone.begin("/kontakt/")
    page = phone.open("/ohne-netz/")
    page.get_by_role("button", name="Löschen und nichts mehr speichern").click()
    page.get_by_text("Auf diesem Gerät wird nichts mehr gespeichert.").wait_for()
    phone.open("/impressum/")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((found) => found.length)") == 0
    assert phone.kept() == []
    phone.open("/ohne-netz/").get_by_role("button", name="Wieder speichern").click()
    page.get_by_text("Ab jetzt speichert dieses Gerät wieder, was Sie öffnen.").wait_for()
    phone.begin("/impressum/")
    assert "/impressum/" in phone.kept()


def test_nothing_of_staff_is_ever_kept(phone):
    phone.begin("/kontakt/")
    client = Client()
    client.force_login(person("steering"))
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
    phone.context.add_cookies([cookie | {"url": phone.server.url}])
    opened = []
    for path in ("/verwaltung/", "/verwaltung/rechte/", "/konto/", "/monitoring/", "/admin/"):
        phone.open(path)
        opened.append(phone.page.title() != "")
    phone.open("/impressum/")
    phone.wait_until_kept("/impressum/")
    assert (opened, sorted(phone.kept())) == ([True] * 5, ["/impressum/", "/kontakt/", "/ohne-netz/"])
    phone.cut()
    with pytest.raises(Exception, match="ERR_"):
        phone.open("/verwaltung/")


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


def test_a_new_release_forgets_what_the_old_one_kept(phone):
    page = phone.begin("/kontakt/")
    page.evaluate("caches.open('portal-pages-0').then((cache) => cache.put('/alt/', new Response('alt')))")
    page.evaluate("caches.open('anderes').then(() => true)")
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.unregister())")
    page.reload()
    page.wait_for_function("caches.keys().then((names) => !names.includes('portal-pages-0'))")
    assert "anderes" in page.evaluate("caches.keys()")
