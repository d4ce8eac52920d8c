"""Profiles in a real browser: on a phone, in print, with large letters, from right to left, without script."""

import pytest

from monitoring.models import DistrictComment, Indicator
from sozialraum.models import District
from tests.browser import WIDER, Visit
from tests.monitoring.factories import CountFactory, ReleasedValueFactory
from tests.network.factories import FacilityFactory, person
from tests.offers.factories import AgeStepFactory, OfferFactory

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("municipality")]
LONG = "Kindertagespflegepersonenqualifizierungsmaßnahme"
LIST, PAGE, WRITE = (
    "/monitoring/stadtteile/",
    "/monitoring/stadtteile/venn/",
    "/monitoring/stadtteile/venn/kommentar/intern/",
)


@pytest.fixture
def full(small):
    """Return the small city with long words in each section of Venn."""
    Indicator.objects.filter(code="armut").update(name=f"{LONG} ({LONG})", source=LONG)
    District.objects.filter(pk=small.holt.pk).update(name=f"{LONG}-{LONG}")
    for place, (start, end) in enumerate([(0, 36), (36, 72)]):
        one = CountFactory(name=f"{LONG} {place}", age_from_months=start, age_to_months=end, is_public=True)
        ReleasedValueFactory(indicator=one, district=small.venn, numerator=90, value=90)
        ReleasedValueFactory(indicator=one, district=None, numerator=500, value=500)
    AgeStepFactory(code="baby", name="Baby", ages=(0, 12))
    OfferFactory(title=f"{LONG} {LONG}", ages=(0, 12), district=small.venn)
    FacilityFactory(name=f"{LONG}{LONG}"[:90], district=small.venn)
    DistrictComment.objects.create(district=small.venn, text=f"{LONG}{LONG} wächst.", is_public=True)
    return small


@pytest.mark.parametrize("address", [LIST, PAGE, f"{PAGE}?sicht=oeffentlich", WRITE])
def test_a_page_fits_breaks_no_rule_and_asks_nobody_else(browser, client, full, address):
    client.force_login(person("planner"))
    visit = Visit(browser, client, address, viewport={"width": 320, "height": 800})
    found = [(visit.page.evaluate(WIDER), visit.broken_rules())]
    visit.page.set_viewport_size({"width": 1280, "height": 800})
    found.append((visit.page.evaluate(WIDER), visit.broken_rules()))
    assert (found, visit.complaints) == ([(0, []), (0, [])], [])


@pytest.mark.parametrize("address", [LIST, PAGE])
def test_a_page_fits_from_right_to_left_and_with_letters_twice_as_large(browser, client, full, address):
    client.force_login(person("planner"))
    page = Visit(browser, client, address, viewport={"width": 360, "height": 800}).page
    page.evaluate("document.documentElement.dir = 'rtl'")
    turned = page.evaluate(WIDER)
    page.evaluate("document.documentElement.dir = 'ltr'")
    page.set_viewport_size({"width": 640, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert (turned, page.evaluate(WIDER)) == (0, 0)


def test_the_printed_page_leaves_out_what_only_a_screen_needs(browser, client, full):
    page = Visit(browser, client, PAGE).page
    page.emulate_media(media="print")
    assert page.locator(".profile-actions").is_hidden()
    assert page.get_by_role("heading", name="Die wichtigsten Zahlen").is_visible()


def test_without_script_a_district_is_found_by_name_and_opened_with_the_keyboard(browser, client, full):
    wanted = f"{LIST}?q=venn"
    visit = Visit(browser, client, LIST, besides=[wanted, PAGE], java_script_enabled=False)
    visit.page.get_by_role("searchbox", name="Gebiet suchen").fill("venn")
    visit.page.get_by_role("button", name="Suchen").press("Enter")
    visit.page.wait_for_url(lambda address: address.endswith(wanted))
    visit.page.locator("#liste").get_by_role("link", name="Venn").press("Enter")
    assert visit.page.get_by_role("heading", level=1).inner_text().split() == ["Venn", "Stadtteil"]
    assert visit.page.get_by_role("img", name="Karte: Wo Venn in Musterstadt liegt.").is_visible()
