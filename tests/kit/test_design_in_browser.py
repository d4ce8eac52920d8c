"""The design in a real browser: accessible, nowhere too wide, usable without script."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.kit.pages")]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LOOKS = [
    ("/styleguide/", 360, "light"),
    ("/styleguide/", 360, "dark"),
    ("/styleguide/", 1280, "light"),
    ("/styleguide/", 1280, "dark"),
    ("/fehler/404/", 360, "light"),
    ("/fehler/404/", 1280, "dark"),
]
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CONTROLS = (
    "button, .button, .chip, summary, select, textarea, .option, .pagination a, .tabs a, .helplines a, .site-nav a,"
    " .site-utility a, .site-footer a, .brand, input:not([type=hidden], [type=checkbox], [type=radio])"
)
TOO_LOW = f"""[...document.querySelectorAll({CONTROLS!r})]
    .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.9).map(one => one.outerHTML)"""


def violations(page) -> list[tuple[str, str]]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [(one["id"], node["html"]) for one in found for node in one["nodes"]]


@pytest.mark.parametrize(("path", "width", "scheme"), LOOKS)
def test_no_accessibility_rule_is_broken(visit, path, width, scheme):
    assert violations(visit(path, width, color_scheme=scheme)) == []


@pytest.mark.parametrize("path", ["/styleguide/", "/fehler/404/", "/fehler/500/"])
def test_no_page_scrolls_sideways_on_the_smallest_phone(visit, path):
    page = visit(path, 320)
    assert page.evaluate(WIDER) == 0
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate(WIDER) == 0


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_scrolls_sideways_with_letters_twice_as_large(visit, width):
    page = visit("/styleguide/", width)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(WIDER) == 0


@pytest.mark.parametrize("width", [360, 1280])
def test_every_control_is_large_enough_for_a_thumb(visit, width):
    assert visit("/styleguide/", width).evaluate(TOO_LOW) == []


def test_the_menu_of_a_phone_opens_and_closes_without_script(visit):
    page = visit("/styleguide/", 360, java_script_enabled=False)
    link = page.get_by_role("navigation", name="Hauptmenü").get_by_role("link", name="Stadtteile")
    assert not link.is_visible()
    page.get_by_role("button", name="Menü", exact=True).click()
    assert link.is_visible()
    page.get_by_role("button", name="Menü schließen").click()
    assert not link.is_visible()


def test_the_menu_of_a_wide_page_is_always_open(visit):
    page = visit("/styleguide/")
    assert page.get_by_role("link", name="Wer ist zuständig?").is_visible()
    assert not page.get_by_role("button", name="Menü", exact=True).is_visible()


def test_the_keyboard_meets_the_jump_to_the_content_first(visit):
    page = visit("/styleguide/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Zum Inhalt springen")
    assert skip.bounding_box()["height"] > 40
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhalt"


def test_focus_is_drawn_round_a_button_in_two_colours(visit):
    page = visit("/styleguide/")
    page.locator(".site-nav a").first.focus()
    page.keyboard.press("Tab")
    style = page.evaluate(
        "(({outlineStyle, outlineWidth, boxShadow}) => [outlineStyle, outlineWidth, boxShadow])"
        "(getComputedStyle(document.activeElement))"
    )
    assert style[:2] == ["solid", "3px"]
    assert style[2] != "none"


def test_nothing_moves_for_those_who_ask_for_calm(visit):
    moving = "getComputedStyle(document.querySelector('.door-leaf')).transitionDuration"
    assert visit("/styleguide/").evaluate(moving) == "0.32s"
    assert visit("/styleguide/", reduced_motion="reduce").evaluate(moving) == "0s"


def test_paper_shows_the_content_without_the_ways_round_it(visit):
    page = visit("/styleguide/")
    page.emulate_media(media="print")
    assert page.get_by_role("heading", name="Bausteine").is_visible()
    assert [page.locator(one).first.is_visible() for one in (".site-nav", ".breadcrumb", ".pagination", ".button")] == [
        False
    ] * 4


def test_a_door_opens_towards_the_other_side_from_right_to_left(visit):
    page = visit("/styleguide/", reduced_motion="no-preference")
    turned = "getComputedStyle(document.querySelector('.door-leaf')).transformOrigin.split(' ')[0]"
    assert page.evaluate(turned) == "0px"
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate(turned) != "0px"


def test_the_arrows_of_a_page_turn_from_right_to_left(visit):
    page = visit("/styleguide/")
    scale = "getComputedStyle(document.querySelector('.pagination .icon')).scale"
    assert page.evaluate(scale) == "1"
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate(scale) == "-1 1"


def test_no_page_asks_another_host(visit):
    page = visit("/styleguide/")
    asked = page.evaluate("performance.getEntriesByType('resource').map(one => new URL(one.name).host)")
    assert set(asked) == {"portal.test"}
