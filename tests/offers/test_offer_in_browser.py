"""The page of an offer in a real browser."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.browser import listen
from tests.offers.test_offer_page import rich_offer
from tests.sozialraum.factories import MunicipalityFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

ADDRESS = "https://testserver/angebote/elterncafe/"
KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "png": "image/png"}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# What the margins leave of a sheet of A4, in pixels.
SHEET = (688, 1016)
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def answering(client: Client, *paths: str) -> Callable[[Route], None]:
    """Return what answers a browser: pages asked of Django beforehand (the browser is not in the test's transaction)."""
    pages = {path: client.get(path, secure=True) for path in paths}

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith(settings.STATIC_URL):
            name = path.removeprefix(settings.STATIC_URL)
            route.fulfill(path=finders.find(name), content_type=KINDS[name.rpartition(".")[2]])
        else:
            found = pages[path]
            route.fulfill(status=found.status_code, headers=dict(found.headers), body=found.content)

    return answer


@pytest.fixture
def visit(browser: Browser, client: Client) -> Iterator[Callable[..., Page]]:
    """Return a way to open the page of a rich offer; keywords are those of Playwright's contexts."""
    MunicipalityFactory()
    rich_offer(3)
    answer = answering(client, "/angebote/elterncafe/", "/erscheinungsbild.css")
    contexts: list[BrowserContext] = []

    def open_page(width: int = 1280, **how) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800}, **how)
        contexts.append(context)
        context.route("**/*", answer)
        page = context.new_page()
        page.complaints = []
        listen(page, page.complaints)
        page.goto(ADDRESS)
        return page

    yield open_page
    for context in contexts:
        context.close()


def test_the_strict_policy_lets_the_page_and_its_data_for_search_engines_pass(visit):
    page = visit()
    assert page.locator('script[type="application/ld+json"]').count() == 1
    assert page.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_accessibility_rule_is_broken(visit, width, scheme):
    found = Axe().run(visit(width, color_scheme=scheme), options=RULES).response["violations"]
    assert [(one["id"], node["html"]) for one in found for node in one["nodes"]] == []


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_page_never_scrolls_sideways(visit, direction):
    page = visit(320)
    page.evaluate(f"document.documentElement.dir = '{direction}'")
    assert page.evaluate(WIDER) == 0
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(WIDER) == 0


def test_the_address_can_be_copied(visit):
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Link kopieren").click()
    page.get_by_text("Der Link ist kopiert.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == ADDRESS


def test_without_script_only_what_works_is_shown(visit):
    page = visit(java_script_enabled=False)
    assert page.get_by_role("button", name="Link kopieren").count() == 0
    assert page.get_by_role("button", name="Drucken").count() == 0
    assert page.get_by_role("link", name="Per E-Mail").is_visible()
    assert page.get_by_text(ADDRESS).is_visible()


def test_on_paper_are_the_address_the_number_and_no_buttons(visit):
    page = visit()
    page.emulate_media(media="print")
    assert page.get_by_text("Beispielweg 12").is_visible()
    assert page.get_by_text("0221 4710-210").last.is_visible()
    assert page.get_by_text(ADDRESS).is_visible()
    assert page.locator("a.button:visible, button:visible").count() == 0


def test_the_first_sheet_of_paper_says_when_where_and_whom_to_call(visit):
    page = visit(width=SHEET[0])
    page.emulate_media(media="print")
    needed = [page.get_by_text("Die nächsten Termine"), page.get_by_text("Beispielweg 12")]
    needed.append(page.locator(".contact-card").first)
    ends = [one.bounding_box()["y"] + one.bounding_box()["height"] for one in needed]
    assert [end for end in ends if end > SHEET[1]] == []
