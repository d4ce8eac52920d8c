"""Pages in a real browser under the strict policy: nothing is refused, nothing is asked of another host."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, Page, Route

from tests.browser import listen
from tests.sozialraum.factories import AccessibilityFeedbackFactory, LegalTextFactory

pytestmark = pytest.mark.browser
HOST = "portal.test"
KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "png": "image/png"}
BESIDES = ["/erscheinungsbild.css", "/admin/jsi18n/"]


def static_file(path: str) -> dict:
    name = path.removeprefix(settings.STATIC_URL)
    return {"path": finders.find(name), "content_type": KINDS[name.rpartition(".")[2]]}


@pytest.fixture
def complaints_at(browser: Browser, db) -> Callable[..., list[str]]:
    """Return what a browser complains about when a `client` opens an address.

    Django is asked beforehand: the browser's requests arrive where the test's database connection is not at hand.
    """

    def open_page(client: Client, path: str, do: Callable[[Page], object] = Page.title) -> list[str]:
        complaints: list[str] = []
        answers = {address: client.get(address) for address in [path, *BESIDES]}

        def answer(route: Route) -> None:
            address = urlsplit(route.request.url)
            if address.hostname == HOST and address.path.startswith(settings.STATIC_URL):
                route.fulfill(**static_file(address.path))
            elif address.hostname == HOST and address.path in answers:
                found = answers[address.path]
                route.fulfill(status=found.status_code, headers=dict(found.headers), body=found.content)
            else:
                complaints.append(f"asked for {route.request.url}")
                route.abort()

        context = browser.new_context()
        context.route("**/*", answer)
        page = context.new_page()
        listen(page, complaints)
        page.goto(f"https://{HOST}{path}")
        do(page)
        context.close()
        return complaints

    return open_page


@pytest.mark.parametrize(
    "path",
    [
        "/impressum/",
        "/datenschutz/",
        "/barrierefreiheit/",
        "/leichte-sprache/",
        "/gebaerdensprache/",
        "/kontakt/",
        "/kontakt/danke/",
        "/konto/anmelden/",
        "/konto/passwort-vergessen/",
    ],
)
def test_no_page_for_strangers_breaks_the_policy(complaints_at, client, path):
    assert complaints_at(client, path) == []


@pytest.mark.parametrize("path", ["", "municipality/", "legaltext/", "legaltext/add/", "accessibilityfeedback/"])
def test_no_list_for_operators_breaks_the_policy(complaints_at, admin_client, path):
    LegalTextFactory()
    AccessibilityFeedbackFactory()
    assert complaints_at(admin_client, f"/admin/sozialraum/{path}") == []


def test_no_form_for_operators_breaks_the_policy(complaints_at, admin_client):
    text, hint = LegalTextFactory(), AccessibilityFeedbackFactory()
    kinds = []

    def look(page: Page) -> None:
        kinds.append(page.locator("#id_brand_colour").get_attribute("type"))

    assert complaints_at(admin_client, f"/admin/sozialraum/municipality/{text.municipality_id}/change/", look) == []
    assert complaints_at(admin_client, f"/admin/sozialraum/legaltext/{text.pk}/change/") == []
    assert complaints_at(admin_client, f"/admin/sozialraum/accessibilityfeedback/{hint.pk}/change/") == []
    assert kinds == ["color"]


def test_the_video_may_be_fetched_under_the_policy(complaints_at, client):
    LegalTextFactory(kind="gebaerdensprache", video="gebaerdensprache/portal.mp4")
    complaints = complaints_at(client, "/gebaerdensprache/", lambda page: page.wait_for_timeout(500))
    assert complaints[0] == f"asked for https://{HOST}/media/gebaerdensprache/portal.mp4"
    assert not any("Content Security Policy" in complaint for complaint in complaints)
