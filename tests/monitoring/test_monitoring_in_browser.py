"""The monitoring in a real browser: without script, by keyboard, on a phone, in other directions, sizes and colours."""

import datetime
import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from django.test import Client

from monitoring.models import Indicator
from tests.browser import HOST, WIDER, Visit
from tests.monitoring.small_city import share_of
from tests.network.factories import person
from tests.waiting import soon

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PHONE, DESK = {"width": 360, "height": 800}, {"width": 1280, "height": 900}
CITY = "/monitoring/"
MOST_TABS = 80
A4 = 687  # pixels between the margins of a page
CUT_OFF = "[...document.querySelectorAll('.table-frame')].filter(one => one.scrollWidth > one.clientWidth + 1).length"
LONG = "Kindertagespflegepersonenqualifizierungsmaßnahme"
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


@pytest.mark.parametrize(
    "path", ["/monitoring/ansichten/", "/monitoring/ansichten/neu/?von=monitoring&auswahl=jahr%3D2024"]
)
def test_saved_views_are_listed_and_named_on_accessible_pages(small, browser, path):
    opened = visit(browser, path, who="planner")
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


@pytest.mark.parametrize(("width", "size"), [(360, "100%"), (640, "200%"), (1280, "100%"), (1280, "200%")])
def test_the_years_below_a_series_keep_apart_on_a_phone_and_with_large_letters(small, browser, width, size):
    for year in range(2018, 2024):
        share_of(small.share, None, datetime.date(year, 12, 31), year - 2000)
    opened = visit(browser, CITY, viewport={"width": width, "height": 800})
    opened.page.evaluate("size => { document.documentElement.style.fontSize = size; }", size)
    rooms = opened.page.locator(".drawing .tick-across").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).filter(one => one.width).map(one => [one.top, one.left, one.right])"
    )
    rows = [[room for room in rooms if room[0] == top] for top in sorted({room[0] for room in rooms})]
    assert len(rooms) > len(rows) > 0
    assert [left[2] < right[1] for row in rows for left, right in pairwise(sorted(row))].count(False) == 0


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


def test_by_keyboard_alone_and_without_script_a_planner_goes_from_the_map_to_a_profile_and_compares(small, browser):
    chosen, profile, alone = f"{CITY}?gebiet=venn", "/monitoring/stadtteile/venn/", "/monitoring/vergleich/?gebiet=venn"
    both = f"{alone}&gebiet=holt"
    besides = [chosen, profile, alone, both]
    opened = visit(browser, CITY, viewport=DESK, who="planner", java_script_enabled=False, besides=besides)
    page = opened.page
    tab_to(page, lambda: page.evaluate("document.activeElement.dataset.district") == "101")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{HOST}{chosen}#auswahl")
    for label, address in (("Venn", profile), ("Mit anderen vergleichen", alone)):
        tab_to(page, lambda label=label: page.evaluate("document.activeElement.textContent.trim()") == label)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{HOST}{address}")
    tab_to(page, lambda: page.evaluate("document.activeElement.name") == "gebiet")
    page.keyboard.type("Holt")
    page.keyboard.press("Enter")
    tab_to(page, lambda: page.evaluate("document.activeElement.textContent.trim()") == "Hinzufügen")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{HOST}{both}")
    assert (
        page.locator("#bild-balken .finding").inner_text().replace("\N{NO-BREAK SPACE}", " ")
        == "Venn: 12,0 %; Holt: 24,0 %."
    )


def tab_to(page, is_there: Callable[[], bool]) -> None:
    """Press the tabulator until something is reached."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if is_there():
            return
    raise AssertionError(f"not reached by keyboard on {page.url}")


def test_captions_of_wide_tables_are_read_whole_on_a_phone(small, browser):
    Indicator.objects.filter(code="armut").update(name=f"{LONG} ({LONG})")
    opened = visit(browser, f"{CITY}?gebiet=venn")
    wide = opened.page.locator("#tabelle .table-frame").first.evaluate(
        "one => [one.scrollWidth > one.clientWidth, one.querySelector('caption').offsetWidth <= one.clientWidth]"
    )
    assert wide == [True, True]


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


def test_on_paper_what_is_folded_away_lies_open(small, browser):
    opened = visit(browser, CITY, viewport={"width": A4, "height": 900})
    folded = opened.page.locator("details.chart-data:not([open])")
    heights = "all => all.map(one => Math.round(one.lastElementChild.getBoundingClientRect().bottom - one.getBoundingClientRect().bottom))"
    shown = "all => all.map(one => one.lastElementChild.checkVisibility({contentVisibilityAuto: true}))"
    number = folded.count()
    assert number > 1
    assert folded.evaluate_all(shown) == [False] * number
    opened.page.emulate_media(media="print")
    # What is unfolded is laid out with the next picture, which a busy machine takes its time for.
    assert soon(lambda: folded.evaluate_all(shown), [True] * number) == [True] * number
    assert max(folded.evaluate_all(heights)) <= 0


def test_on_paper_numbers_stand_on_one_line_and_tables_show_all_their_columns(small, browser):
    opened = visit(browser, "/monitoring/?gebiet=venn", viewport={"width": A4, "height": 900})
    opened.page.emulate_media(media="print")
    lines = opened.page.locator(".key-figure-number").evaluate_all(
        "all => all.map(one => one.firstChild.textContent.trim().length && Math.round(one.clientHeight / 20))"
    )
    assert (set(lines), opened.page.evaluate(CUT_OFF)) == ({2}, 0)
