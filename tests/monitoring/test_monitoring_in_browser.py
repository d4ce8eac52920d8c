"""The monitoring in a real browser: without script, by keyboard, on a phone, in other directions, sizes and colours."""

import re

import pytest
from django.test import Client

from tests.browser import HOST, WIDER, Visit
from tests.network.factories import person

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PHONE, DESK = {"width": 360, "height": 800}, {"width": 1280, "height": 900}
CITY = "/monitoring/"
PAGES = [
    CITY,
    "/monitoring/?gebiet=venn&methode=abweichung",
    "/monitoring/?indikator=kinder",
    "/monitoring/indikatoren/",
    "/monitoring/indikatoren/armut/",
    "/monitoring/vergleich/",
    "/monitoring/vergleich/?gebiet=venn&gebiet=holt",
    "/monitoring/tabelle/?jahr=2024&jahr=2025",
]


def visit(browser, path: str, viewport=PHONE, who: str = "", **more) -> Visit:
    client = Client()
    if who:
        client.force_login(person(who))
    return Visit(browser, client, path, viewport=viewport, **more)


@pytest.mark.parametrize("who", ["", "planner"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_accessible_and_fits_on_a_phone(small, browser, path, who):
    opened = visit(browser, path, who=who)
    assert (opened.broken_rules(), opened.complaints, opened.page.evaluate(WIDER)) == ([], [], 0)


def test_a_saved_view_is_named_on_an_accessible_page(small, browser):
    opened = visit(browser, "/monitoring/ansichten/neu/?von=monitoring&auswahl=jahr%3D2024", who="planner")
    assert (opened.broken_rules(), opened.complaints, opened.page.evaluate(WIDER)) == ([], [], 0)


@pytest.mark.parametrize(
    "how",
    [
        {"viewport": DESK, "color_scheme": "dark"},
        {"viewport": DESK, "forced_colors": "active"},
        {"viewport": {"width": 320, "height": 640}},
    ],
    ids=["dark", "forced colours", "400 per cent"],
)
def test_the_dashboard_is_accessible_in_other_lights_and_sizes(small, browser, how):
    opened = visit(browser, CITY, **how)
    assert (opened.broken_rules(), opened.page.evaluate(WIDER)) == ([], 0)


def test_with_letters_of_twice_the_size_nothing_is_cut_off(small, browser):
    opened = visit(browser, CITY, viewport={"width": 640, "height": 800})
    opened.page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert opened.page.evaluate(WIDER) == 0


def test_from_right_to_left_the_page_turns_and_charts_do_not(small, browser):
    opened = visit(browser, CITY)
    opened.page.evaluate("document.documentElement.dir = 'rtl'")
    directions = opened.page.locator(".drawing").evaluate_all(
        "all => [...new Set(all.map(one => getComputedStyle(one).direction))]"
    )
    assert (directions, opened.page.evaluate(WIDER)) == (["ltr"], 0)


def test_every_district_on_the_map_is_reached_by_keyboard_and_named(small, browser):
    opened = visit(browser, CITY, viewport=DESK)
    opened.page.locator("#auswahl").evaluate("one => { one.tabIndex = -1; one.focus(); }")
    names = []
    for _ in range(3):
        opened.page.keyboard.press("Tab")
        names.append(opened.page.evaluate("document.activeElement.querySelector('title')?.textContent ?? ''"))
    assert [name.split(":")[0] for name in names] == ["Hehn", "Holt", "Venn"]
    tree = opened.page.locator("svg.choropleth").aria_snapshot()
    assert re.findall(r'link "(\w+):', tree) == ["Hehn", "Holt", "Venn"]


def test_without_script_a_planner_chooses_a_district_a_year_and_an_indicator(small, browser):
    chosen = "?gebiet=venn"
    asked = f"{CITY}?gebiet=venn&indikator=intern&jahr=2024&ebene=stadtteil&methode=quantile"
    opened = visit(
        browser, CITY, viewport=DESK, who="planner", java_script_enabled=False, besides=[CITY + chosen, asked]
    )
    page = opened.page
    page.locator("svg.choropleth a[data-district='101']").click()
    assert page.url == f"{HOST}{CITY}{chosen}#auswahl"
    page.select_option("select[name=indikator]", "intern")
    page.select_option("select[name=jahr]", "2024")
    page.get_by_role("button", name="Anzeigen").click()
    assert page.url == f"{HOST}{asked}#auswahl"
    assert page.locator(".chip").inner_text().replace("\N{NO-BREAK SPACE}", " ").strip().endswith("Venn: 10,0 %")


def test_withheld_areas_are_hatched_and_a_chosen_one_keeps_the_colour_of_its_class(small, browser):
    opened = visit(browser, f"{CITY}?gebiet=venn", viewport=DESK)

    def fill(code: str) -> str:
        path = opened.page.locator(f"svg.choropleth a[data-district='{code}'] path")
        return path.evaluate("one => getComputedStyle(one).fill")

    plain = visit(browser, CITY, viewport=DESK)
    path = plain.page.locator("svg.choropleth a[data-district='101'] path")
    assert fill("103") == 'url("#geheim")'
    assert fill("101") == path.evaluate("one => getComputedStyle(one).fill")


def test_in_print_controls_and_downloads_stay_away(small, browser):
    opened = visit(browser, CITY, viewport=DESK)
    opened.page.emulate_media(media="print")
    seen = [
        opened.page.locator(where).first.is_visible()
        for where in (".controls", ".downloads", "svg.choropleth", "table")
    ]
    assert seen == [False, False, True, True]
