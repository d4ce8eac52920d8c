"""Families on their way to an offer, in a real browser, and every public page under the same rules."""

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import RULES, WIDER

# Without the second mark no test database would be made, and the city would move into the real one.
pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PAGES = [
    "/",
    "/angebote/",
    "/angebote/?stadtteil=eicken&alter=1-jahr&kostenlos=1",
    "/angebote/?stadtteil=wanlo&monate=200&thema=geburt&wochentag=so",
    "/angebote/karte/",
    "/stadtteile/",
    "/stadtteile/eicken/",
    "/stadtteile/nord/",
    "/sozialraeume/rheydt-ost/",
    "/zustaendig/",
    "/partner/",
    "/impressum/",
    "/datenschutz/",
    "/barrierefreiheit/",
    "/leichte-sprache/",
    "/gebaerdensprache/",
    "/kontakt/",
    "/gibt-es-nicht/",
]
# Whoever works here does get a cookie.
OF_STAFF = "/konto/anmelden/"
INSIDE = """([inner, outer]) => {
    const [one, frame] = [inner, outer].map((name) => document.querySelector(name).getBoundingClientRect());
    return frame.x <= one.x && one.right <= frame.right && frame.y <= one.y && one.bottom <= frame.bottom;
}"""
SCREENS = [(360, "light"), (1280, "light"), (360, "dark")]


def count(page) -> int:
    return int(page.locator("p[role=status]").get_attribute("data-count"))


def test_a_parent_without_script_finds_an_offer_for_a_one_year_old_in_eicken(family):
    parent = family(java_script_enabled=False)
    page = parent.open("/")
    page.select_option("select[name=stadtteil]", label="Eicken")
    page.check("input[name=alter][value='1-jahr']")
    page.click("button:has-text('Angebote anzeigen')")
    assert parent.path == "/angebote/?stadtteil=eicken&alter=1-jahr&q="
    first = page.locator("#ergebnisse > li").first
    assert first.locator(".badge-fit").inner_text() == "findet in Eicken statt"
    title = first.locator("a").first.inner_text()
    first.locator("a").first.click()
    assert page.locator("h1").inner_text() == title
    assert (parent.cookies, len(parent.hosts)) == ([], 1)


def test_a_parent_without_script_takes_a_filter_back_and_opens_the_next_page(family):
    parent = family(java_script_enabled=False)
    page = parent.open("/angebote/?stadtteil=eicken&kostenlos=1")
    before = count(page)
    page.click("a[data-filter='kostenlos=1']")
    assert (parent.path, count(page) > before) == ("/angebote/?stadtteil=eicken", True)
    page.click(".pagination a[rel=next]")
    assert parent.path == "/angebote/?stadtteil=eicken&seite=2"


def test_a_parent_who_uses_the_keyboard_alone_gets_to_an_offer(family):
    parent = family(width=1280)
    page = parent.open("/angebote/?stadtteil=muelfort")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    for _step in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("Boolean(document.activeElement.closest('#ergebnisse'))"):
            break
    title = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.wait_for_url("**/angebote/*/")
    assert page.locator("h1").inner_text() == title


def test_a_pregnant_woman_comes_in_by_the_door_of_her_phase(family):
    mother = family(java_script_enabled=False)
    page = mother.open("/")
    page.click(".doors a >> nth=0")
    assert (mother.path, count(page) > 0) == ("/angebote/?alter=schwangerschaft", True)


def test_on_a_phone_the_first_offer_comes_soon_and_place_and_age_stay_in_sight(family):
    page = family(java_script_enabled=False).open("/angebote/?stadtteil=eicken&alter=10-13-jahre&kostenlos=1")
    place, age = page.locator("select[name=stadtteil]"), page.locator("input[value='10-13-jahre']")
    offer, folded = page.locator("#ergebnisse > li").first, page.locator("input[value='mo']")
    assert (place.is_visible(), folded.is_visible()) == (True, False)
    assert 0 <= age.bounding_box()["x"] < 360
    assert offer.bounding_box()["y"] < 900
    page.click(".filter-panel > summary")
    page.click("summary:has-text('Wochentag')")
    folded.check()
    page.click(".filter-panel button")
    assert page.locator("a[data-filter]").count() == 4


def test_the_keyboard_gets_from_the_number_of_offers_to_the_first_one(family):
    page = family(width=1280).open("/angebote/?stadtteil=eicken")
    page.locator("a[data-filter]").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Gleich zu den Angeboten"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('#ergebnisse'))")


def test_nobody_is_left_at_a_dead_end(family):
    parent = family(java_script_enabled=False)
    page = parent.open("/angebote/?stadtteil=wanlo&monate=200&thema=geburt&wochentag=so")
    assert count(page) == 0
    page.click(".empty-state a >> nth=0")
    assert count(page) > 0


def test_a_street_leads_to_its_team_and_stands_in_no_address(family):
    newcomer = family(java_script_enabled=False)
    page = newcomer.open("/zustaendig/")
    page.fill("input[name=adresse]", "Straße die es nicht gibt 5")
    page.click("button:has-text('Team finden')")
    assert (newcomer.path, page.locator(".errorlist").count()) == ("/zustaendig/", 1)
    assert page.input_value("input[name=adresse]") == "Straße die es nicht gibt 5"
    assert newcomer.cookies == []


def test_a_district_is_chosen_on_the_map_by_keyboard(family):
    parent = family(width=1280, java_script_enabled=False)
    page = parent.open("/angebote/karte/?alter=1-jahr")
    area = page.locator("[data-district] >> nth=5")
    area.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/angebote/?*")
    assert page.locator("a[data-filter^='stadtteil=']").count() == 1


@pytest.mark.parametrize(
    ("path", "text"), [("/", "h1"), ("/angebote/?stadtteil=eicken", ".result-title"), ("/stadtteile/eicken/", "h2")]
)
def test_letters_twice_as_large_leave_room_for_whole_words(family, path, text):
    page = family(width=1280).open(path)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.locator(text).first.bounding_box()["width"] > 600


def test_a_place_on_the_moving_map_tells_its_offers_within_the_frame_of_a_phone(family):
    page = family(reduced_motion="reduce").open("/angebote/karte/?alter=1-jahr")
    page.click("[data-moving-map] button")
    pin = page.locator(".place-marker[title^='Familienzentrum Lürrip']")
    pin.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("Boolean(document.activeElement.closest('.leaflet-popup li'))")
    # The map moves until it is so.
    page.wait_for_function(INSIDE, arg=[".leaflet-popup-content-wrapper", "[data-frame]"], timeout=3000)
    page.locator(".leaflet-popup-close-button").click(trial=True)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.classList.contains('place-marker')")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_sound(family, path):
    """One visit of a page asks many things of it: opening all pages once for each question would take minutes."""
    visitor = family(width=320)
    page = visitor.open(path)
    html5lib.HTMLParser(strict=True).parse(page.request.get(visitor.city + path).text())
    sideways = [page.evaluate(WIDER)]
    page.evaluate("document.documentElement.dir = 'rtl'")
    sideways.append(page.evaluate(WIDER))
    missing = [line for line in visitor.complaints if "404" not in line]
    assert (sideways, missing, visitor.cookies, len(visitor.hosts)) == ([0, 0], [], [], 1)


@pytest.mark.parametrize("path", [*PAGES, OF_STAFF])
def test_every_page_is_accessible(family, path):
    found = []
    for width, scheme in SCREENS:
        page = family(width=width, color_scheme=scheme).open(path)
        violations = Axe().run(page, options=RULES).response["violations"]
        found += [(width, scheme, one["id"], node["html"][:120]) for one in violations for node in one["nodes"]]
    assert found == []


@pytest.mark.parametrize("path", [*PAGES, OF_STAFF])
def test_no_page_would_call_another_host_even_without_the_policy(family, settings, path):
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {}}
    visitor = family(width=1280)
    page = visitor.open(path)
    if page.locator("[data-moving-map] button").count():
        page.click("[data-moving-map] button")
        page.wait_for_selector(".leaflet-marker-icon")
    assert len(visitor.hosts) == 1


def test_the_first_view_of_the_list_is_light(family):
    sizes = []
    visitor = family()
    visitor.page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    visitor.open("/angebote/?stadtteil=eicken&alter=1-jahr")
    visitor.page.wait_for_load_state("networkidle")
    # Over the wire everything is compressed but for the tests' own static files, so this errs on the heavy side.
    assert sum(sizes) < 110_000
