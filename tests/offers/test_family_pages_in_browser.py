"""The pages that lead families, in a real browser: readable at any width and size, and the list that lies in it."""

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Route

from offers.keeping import MOST, signs_of
from offers.models import Offer
from tests.browser import WIDER, Visit
from tests.network.factories import HelpLineFactory
from tests.offers.factories import AgeStepFactory, GuideFactory, OfferFactory, ScheduleFactory, TopicFactory
from tests.sozialraum.factories import MunicipalityFactory, centre

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

LONG = "Kindertagespflegepersonenqualifizierungsmaßnahme"
PAGES = [
    "/woche/",
    "/woche/?stadtteil=eicken&monate=200",
    "/in-der-naehe/",
    "/merkliste/",
    "/merkliste/?liste=treff~aaaaaaaa",
    "/wegweiser/",
    "/wegweiser/?schritt=3",
    "/lebenslagen/",
    "/lebenslagen/neu-in-der-stadt/",
    "/hilfe-sofort/",
]
KEPT = "/merkliste/"
# Texts of one line that begin with a digit: whether their first sign stands left of their last, as German is written.
NUMBERED = """() => {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const place = (node, at) => {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        return range.getBoundingClientRect();
    };
    const found = [];
    while (walk.nextNode()) {
        const node = walk.currentNode, text = node.data.trimEnd(), start = text.search(/\\S/);
        const parent = node.parentElement;
        if (!/^\\d.*\\D/.test(text.trim()) || !parent.closest("dd, label, li") || parent.closest("option")) continue;
        const [first, last] = [place(node, start), place(node, text.length - 1)];
        if (first.width && first.top === last.top) found.push([text, first.left < last.left]);
    }
    return found;
}"""
TREFF = "/angebote/treff/"


class Answered(Visit):
    """A visit whose forms are answered too: with what Django said beforehand to what would be sent."""

    def __init__(self, *args, posts: dict[str, object], **named) -> None:
        self.posts = posts
        super().__init__(*args, **named)

    def answer(self, route: Route) -> None:
        found = self.posts.get(urlsplit(route.request.url).path) if route.request.method == "POST" else None
        if found is None:
            super().answer(route)
        else:
            route.fulfill(status=found.status_code, headers=dict(found.headers), body=found.content)


@pytest.fixture
def treff(eicken) -> Offer:
    MunicipalityFactory()
    AgeStepFactory(name=LONG)
    offer = OfferFactory(slug="treff", title=LONG, district=eicken, point=centre(0), topics=[TopicFactory(name=LONG)])
    for weekday in range(7):
        ScheduleFactory(offer=offer, weekday=weekday, pauses_on_public_holidays=False)
    GuideFactory(name=LONG).topics.add(offer.topics.get())
    return offer


@pytest.fixture
def closing() -> Iterator[list]:
    visits: list[Visit] = []
    yield visits
    for visit in visits:
        visit.context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_breaks_no_rule_and_never_scrolls_sideways(browser: Browser, client, treff, closing, path):
    visit = Visit(browser, client, path, viewport={"width": 360, "height": 740}, java_script_enabled=True)
    closing.append(visit)
    visit.page.set_default_timeout(10_000)
    assert (visit.broken_rules(), visit.complaints) == ([], [])
    for direction, size in (("ltr", "100%"), ("rtl", "200%")):
        visit.page.evaluate(f"document.documentElement.dir = '{direction}'")
        visit.page.evaluate(f"document.documentElement.style.fontSize = '{size}'")
        assert (direction, visit.page.evaluate(WIDER)) == (direction, 0)


def test_a_list_lies_in_the_browser_and_is_told_what_changed(browser: Browser, client, treff, closing):
    answer = client.post(KEPT, {"liste": "treff~aaaaaaaa"})
    visit = Answered(browser, client, TREFF, besides=[KEPT], posts={KEPT: answer})
    closing.append(visit)
    page = visit.page
    page.set_default_timeout(10_000)
    page.get_by_role("link", name="Auf die Merkliste").click()
    page.get_by_role("link", name="Gemerkt: zur Merkliste").click()
    page.locator("#ergebnisse li").wait_for()
    assert page.locator("#ergebnisse h2").inner_text() == LONG
    assert "Neu, seit Sie es gemerkt haben" in page.locator(".badge-attention").inner_text()
    assert page.evaluate("JSON.parse(localStorage.merkliste)") == [f"treff~{signs_of(treff.entry.card)}"]
    assert (urlsplit(page.url).query, visit.context.cookies(), visit.complaints) == ("", [], [])
    assert visit.broken_rules() == []


def test_taking_the_last_offer_off_leaves_nothing_in_the_browser(browser: Browser, client, treff, closing):
    answer = client.post(KEPT, {"liste": "treff"})
    visit = Answered(browser, client, TREFF, besides=[KEPT], posts={KEPT: answer})
    closing.append(visit)
    page = visit.page
    page.set_default_timeout(10_000)
    page.get_by_role("link", name="Auf die Merkliste").click()
    page.get_by_role("link", name="Gemerkt: zur Merkliste").click()
    page.get_by_role("link", name="Von der Liste nehmen").click()
    page.locator("[data-blank]").wait_for()
    assert page.evaluate("localStorage.length") == 0


def test_a_device_tells_where_it_is_only_in_what_is_sent(browser: Browser, client, treff, closing):
    middle = centre(0)
    place = {"breite": f"{middle.y:.4f}", "laenge": f"{middle.x:.4f}"}
    visit = Answered(
        browser,
        client,
        "/in-der-naehe/",
        posts={"/in-der-naehe/": client.post("/in-der-naehe/", place)},
        geolocation={"latitude": middle.y, "longitude": middle.x},
        permissions=["geolocation"],
        viewport={"width": 360, "height": 740},
    )
    closing.append(visit)
    page = visit.page
    page.set_default_timeout(10_000)
    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.get_by_role("button", name="Hier, wo ich gerade bin").click()
    page.locator("#ergebnisse li").wait_for()
    assert [f"{name}={value}" in sent.value.post_data for name, value in place.items()] == [True, True]
    stored = page.evaluate("localStorage.length + sessionStorage.length")
    assert (urlsplit(page.url).query, visit.context.cookies(), stored, visit.broken_rules()) == ("", [], 0, [])


def test_without_a_script_the_list_grows_by_links(browser: Browser, client, treff, closing):
    link = f"{KEPT}?liste=treff"
    visit = Visit(browser, client, link, java_script_enabled=False)
    closing.append(visit)
    assert visit.page.locator("#ergebnisse li").count() == 1
    assert visit.page.get_by_role("button", name="Link kopieren").count() == 0
    assert visit.page.get_by_role("link", name="Per E-Mail").is_visible()


@pytest.mark.parametrize("path", ["/woche/", "/angebote/?q=Treff", "/lebenslagen/", "/hilfe-sofort/"])
def test_a_printed_page_bears_the_code_and_no_controls(browser: Browser, client, treff, closing, path):
    visit = Visit(browser, client, path, viewport={"width": 688, "height": 1016})
    closing.append(visit)
    visit.page.emulate_media(media="print")
    assert visit.page.get_by_role("img", name="QR-Code zu dieser Seite").is_visible()
    assert visit.page.locator("a.button:visible, button:visible, form:visible").count() == 0


@pytest.mark.parametrize("path", ["/angebote/", "/stadtteile/eicken/", "/lebenslagen/neu-in-der-stadt/"])
def test_a_list_of_cards_lets_one_keep_and_let_go(browser: Browser, client, treff, closing, path):
    visit = Visit(browser, client, path, viewport={"width": 360, "height": 740})
    closing.append(visit)
    page = visit.page
    page.set_default_timeout(10_000)
    button = page.get_by_role("button", name=f"Merken: {LONG}")
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    kept = page.get_by_role("button", name=f"Gemerkt: {LONG}")
    assert (kept.get_attribute("aria-pressed"), page.evaluate("localStorage.merkliste")) == ("true", '["treff"]')
    assert (urlsplit(page.url).path, visit.broken_rules(), visit.complaints) == (path, [], [])
    kept.click()
    assert page.evaluate("localStorage.length") == 0


def test_a_full_list_says_so_and_loses_nothing(browser: Browser, client, treff, closing):
    full = json.dumps([f"angebot-{number}" for number in range(MOST)])
    for path in ("/angebote/", TREFF):
        visit = Visit(browser, client, path)
        closing.append(visit)
        page = visit.page
        page.set_default_timeout(10_000)
        page.evaluate("full => localStorage.merkliste = full", full)
        page.locator("[data-keep], #ergebnisse button").click()
        assert page.get_by_text("Ihre Merkliste ist voll").is_visible()
        assert (page.evaluate("localStorage.merkliste"), urlsplit(page.url).path) == (full, path)


@pytest.mark.parametrize("path", ["/angebote/?stadtteil=eicken", "/in-der-naehe/", "/woche/", TREFF, "/hilfe-sofort/"])
def test_what_begins_with_a_number_keeps_its_order_where_the_page_runs_from_right_to_left(
    browser: Browser, client, treff, closing, path
):
    AgeStepFactory(name="0–3 Monate")
    HelpLineFactory(name="Elterntelefon", number="0800 111 0550")
    visit = Visit(browser, client, path)
    closing.append(visit)
    visit.page.evaluate("document.documentElement.dir = 'rtl'")
    told = visit.page.evaluate(NUMBERED)
    assert (len(told) > 0, [text for text, is_in_order in told if not is_in_order]) == (True, [])


def test_a_list_that_came_by_a_link_is_taken_into_the_browser_beside_what_is_there(
    browser: Browser, client, treff, closing
):
    link = f"{KEPT}?liste=treff"
    visit = Answered(browser, client, link, besides=[KEPT], posts={KEPT: client.post(KEPT, {"liste": "treff"})})
    closing.append(visit)
    page = visit.page
    page.set_default_timeout(10_000)
    page.evaluate("localStorage.merkliste = JSON.stringify(['schon-da~aaaaaaaa', 'treff~bbbbbbbb'])")
    page.get_by_role("button", name="In diesem Browser merken").click()
    page.locator("#ergebnisse li").wait_for()
    # What the answer does not know any more is gone from the list too.
    assert page.evaluate("JSON.parse(localStorage.merkliste)") == [f"treff~{signs_of(treff.entry.card)}"]
    assert urlsplit(page.url).query == ""
