"""Booklet and its form in a real browser: without script, at 360 px, in dark and big, by the rules of accessibility."""

import re

import pytest

from tests.browser import WIDER, Visit
from tests.offers.booklets.district import PAGE
from tests.offers.booklets.test_writing import LIST, form_of, sent
from tests.offers.factories import OfferFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
LONG = "Kindertagespflegepersonenqualifizierungsmaßnahme"
SCREENS = [
    {"viewport": {"width": 360, "height": 800}, "color_scheme": "light", "java_script_enabled": True},
    {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark", "java_script_enabled": True},
]


@pytest.fixture
def longest(town):
    OfferFactory(title=f"{LONG} {LONG}", summary=LONG, ages=(0, 12), district=town.ground.district)
    return town


@pytest.mark.parametrize("screen", SCREENS, ids=["phone", "desktop"])
@pytest.mark.parametrize("path", [PAGE, "/elternbegleitbuch/"])
def test_no_rule_of_accessibility_is_broken_and_nothing_is_fetched_elsewhere(browser, client, longest, path, screen):
    visit = Visit(browser, client, path, **screen)
    assert (visit.broken_rules(), visit.complaints, visit.page.evaluate(WIDER)) == ([], [], 0)


def test_the_page_fits_from_right_to_left_and_with_text_twice_as_big(browser, client, longest):
    page = Visit(browser, client, PAGE, viewport={"width": 360, "height": 800}).page
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate(WIDER) == 0
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(WIDER) == 0


def test_without_script_the_contents_lead_by_keyboard_to_a_phase_and_from_the_index_to_an_offer(browser, client, town):
    page = Visit(browser, client, PAGE, viewport={"width": 360, "height": 800}, java_script_enabled=False).page
    page.set_default_timeout(20_000)
    page.get_by_role("link", name="Das erste Jahr").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("#phase-baby$"))
    page.locator(".booklet-index").get_by_role("link", name="Krabbelgruppe").click()
    page.wait_for_url(re.compile("#angebot-krabbelgruppe$"))
    assert page.locator("#angebot-krabbelgruppe").get_by_role("link", name="Krabbelgruppe").is_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_form_and_its_preview_keep_the_rules_and_fit(browser, client, longest, width):
    client.force_login(longest.ground.keeper_of_space())
    for path in (LIST, form_of(longest.space)):
        visit = Visit(browser, client, path, viewport={"width": width, "height": 800})
        assert (visit.broken_rules(), visit.complaints, visit.page.evaluate(WIDER)) == ([], [], 0)
    visit.answers[form_of(longest.space)] = client.post(form_of(longest.space), sent(step="vorschau"))
    visit.page.goto(visit.page.url)
    assert visit.page.get_by_role("heading", level=1).inner_text().startswith("Vorschau")
    assert (visit.broken_rules(), visit.complaints, visit.page.evaluate(WIDER)) == ([], [], 0)
