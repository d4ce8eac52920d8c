"""The second step in a real browser, with a real server behind it: an app, codes for an emergency, passkeys."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import Browser, Locator, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser import RULES, WIDER, Visit, listen
from tests.network.factories import person
from tests.network.second_factors import PASSWORD, code_of, kinds

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("municipality")]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Desk:
    """Somebody of the steering at a browser; `hosts` are all that it has called, `broken` the rules that pages break."""

    def __init__(self, page: Page, server: str) -> None:
        self.page, self.server, self.user = page, server, person("steering")
        self.hosts: set[str] = set()
        self.complaints: list[str] = []
        self.broken: list[tuple[str, str]] = []
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        listen(page, self.complaints)

    def open(self, path: str) -> None:
        self.page.goto(self.server + path)

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            self.page.locator(f"[name={name}]:visible").fill(value)

    def press(self, name: str) -> None:
        """Press a button or follow a link, and look at the page that comes."""
        self.find(name).click()
        self.page.wait_for_load_state()
        self.look()

    def find(self, name: str) -> Locator:
        exactly = re.compile(rf"^\s*{re.escape(name)}\s*$")
        return self.page.locator("main :is(a, button)").filter(has_text=exactly)

    def touch(self, name: str, leads_to: str) -> None:
        """Press a button at which the device asks for the finger, and wait for the page that comes of it."""
        with self.page.expect_navigation(url=f"**{leads_to}"):
            self.find(name).click()
        self.look()

    def look(self) -> None:
        found = Axe().run(self.page, options=RULES).response["violations"]
        self.broken += [(one["id"], node["html"]) for one in found for node in one["nodes"]]
        if self.page.evaluate(WIDER):
            self.broken.append(("too wide", self.path))

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def log_in(self, path: str = "/verwaltung/") -> None:
        """Take the first step."""
        self.open(path)
        self.look()
        self.fill(login=self.user.email, password=PASSWORD)
        self.press("Anmelden")

    def log_out(self) -> None:
        self.open("/konto/")
        self.press("Abmelden")

    def confirm(self) -> None:
        self.fill(password=PASSWORD)
        self.press("Weiter")

    @property
    def verdict(self) -> tuple:
        return self.complaints, self.broken, self.hosts - {urlsplit(self.server).netloc}


@pytest.fixture
def desk(browser: Browser, settings) -> Iterator[Desk]:
    """Sit down where a second step is required; what was counted on the way is forgotten afterwards."""
    settings.SECOND_FACTOR_REQUIRED = True
    server = LiveServer("localhost")
    context = browser.new_context(viewport={"width": 360, "height": 800}, locale="de-DE")
    yield Desk(context.new_page(), server.url)
    context.close()
    server.stop()
    cache.clear()


@pytest.fixture
def device(desk: Desk):
    """Give the browser a device that keeps passkeys and knows its owner."""
    line = desk.page.context.new_cdp_session(desk.page)
    line.send("WebAuthn.enable")
    return line, line.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]


def test_from_the_first_login_with_an_app_to_one_with_an_emergency_code(desk):
    desk.log_in()
    assert desk.path == "/konto/zwei-faktor/"
    desk.press("App einrichten")
    desk.confirm()
    secret = desk.page.locator("code").inner_text().replace(" ", "")
    desk.fill(code=code_of(secret))
    desk.press("Einschalten")
    codes = desk.page.locator("main li code").all_inner_texts()
    with desk.page.expect_download() as file:
        desk.page.get_by_text("Als Datei speichern").click()
    assert file.value.path().read_text().split() == [code.replace(" ", "") for code in codes]
    desk.press("Codes sind sicher, weiter zu Ihrer Arbeit")
    assert (desk.path, len(codes)) == ("/verwaltung/", 10)

    for code in (code_of(secret), codes[0]):
        desk.log_out()
        desk.log_in()
        desk.fill(code=code)
        desk.press("Anmelden")
        assert desk.path == "/verwaltung/"
    assert desk.verdict == ([], [], set())


@pytest.fixture
def with_passkey(desk, device) -> Desk:
    """Return somebody at work who has just added a passkey."""
    desk.log_in()
    desk.press("Passkey hinzufügen")
    desk.confirm()
    desk.fill(name="Diensthandy")
    desk.touch("Weiter mit dem Gerät", "/notfallcodes/")
    desk.press("Codes sind sicher, weiter zu Ihrer Arbeit")
    return desk


def test_a_passkey_logs_in_by_itself_and_as_second_step(with_passkey):
    desk = with_passkey
    assert (desk.path, kinds(desk.user)) == ("/verwaltung/", ["recovery_codes", "webauthn"])
    desk.log_out()
    desk.open("/verwaltung/")
    desk.touch("Mit Passkey anmelden", "/verwaltung/")
    desk.log_out()
    desk.log_in()
    desk.touch("Passkey benutzen", "/verwaltung/")
    assert desk.verdict == ([], [], set())


def test_a_passkey_is_renamed_and_removed_but_not_the_last_one(with_passkey):
    desk = with_passkey
    desk.open("/konto/zwei-faktor/")
    desk.press("umbenennen: Diensthandy")
    desk.fill(name="Altes Handy")
    desk.press("Speichern")
    desk.press("entfernen: Altes Handy")
    assert desk.page.get_by_text("Das ist Ihr letzter zweiter Schritt").is_visible()
    TOTP.activate(desk.user, generate_totp_secret())
    desk.page.reload()
    desk.press("Entfernen")
    assert (desk.path, kinds(desk.user)) == ("/konto/zwei-faktor/", ["recovery_codes", "totp"])
    assert desk.verdict == ([], [], set())


def test_who_breaks_off_at_the_device_is_told_and_keeps_the_other_ways(desk, device):
    line, authenticator = device
    line.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    desk.open("/konto/anmelden/")
    desk.find("Mit Passkey anmelden").click()
    desk.page.get_by_text("Das hat nicht geklappt.").wait_for()
    desk.look()
    assert (desk.path, desk.verdict) == ("/konto/anmelden/", ([], [], set()))


def test_without_script_the_login_says_that_passkeys_need_one(browser, client):
    visit = Visit(browser, client, "/konto/anmelden/", java_script_enabled=False)
    offered = visit.page.get_by_text("Mit Passkey anmelden").is_visible()
    told = visit.page.get_by_text("Passkeys brauchen JavaScript").is_visible()
    assert (offered, told) == (False, True)


def test_at_an_address_of_numbers_the_login_offers_no_passkey(browser):
    server = LiveServer("127.0.0.1")
    page = browser.new_page()
    page.goto(f"{server.url}/konto/anmelden/")
    told = page.get_by_text("eine Adresse mit einem Namen statt mit Zahlen").is_visible()
    assert (told, page.get_by_text("Mit Passkey anmelden").is_visible()) == (True, False)
    page.close()
    server.stop()
    cache.clear()
