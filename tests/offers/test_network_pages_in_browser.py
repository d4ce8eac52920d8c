"""Directory, partner and facility in a real browser: accessible, nowhere too wide, usable by keyboard without script."""

import datetime

import pytest
from django.urls import reverse

from tests.browser import WIDER, Visit
from tests.network.factories import (
    AccessibilityFeatureFactory,
    ContactPointFactory,
    FacilityFactory,
    MembershipFactory,
    OpeningHoursFactory,
    PartnerFactory,
)
from tests.offers.factories import OfferFactory, ScheduleFactory

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("municipality")]
NAMES = ["partner_list", "partner_detail", "facility_detail"]
SCREENS = [
    {"viewport": {"width": 360, "height": 800}, "color_scheme": "light"},
    {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
]


@pytest.fixture
def addresses():
    """Return the three pages, each with everything that it can show."""
    partner = PartnerFactory(
        name="Sozialdienst katholischer Frauen Musterstadt",
        slug="partner",
        description="Wir sind da.",
        phone="0221 4710-200",
        email="beratung-und-begleitung-von-familien@example.org",
        website="https://www.example.org/",
        parent=PartnerFactory(),
        is_example=True,
    )
    PartnerFactory(parent=partner)
    MembershipFactory(partner=partner, network__slug="home")
    house = FacilityFactory(
        partner=partner,
        slug="haus",
        is_open_for_all=True,
        quality_seal="Familienzentrum NRW",
        seal_valid_until=datetime.date(2099, 7, 31),
        phone="0221 4710-210",
    )
    house.accessibility.add(AccessibilityFeatureFactory())
    OpeningHoursFactory(facility=house, note="mit Café")
    ContactPointFactory(partner=partner, facility=house, hours="werktags 8–12 Uhr")
    ScheduleFactory(offer=OfferFactory(provider=partner, facility=house))
    OfferFactory(facility=house)
    return {
        "partner_list": reverse("partner_list"),
        "partner_detail": reverse("partner_detail", args=["partner"]),
        "facility_detail": reverse("facility_detail", args=["haus"]),
    }


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("screen", SCREENS)
def test_no_rule_of_accessibility_is_broken(browser, client, addresses, name, screen):
    visit = Visit(browser, client, addresses[name], **screen)
    assert visit.broken_rules() == []
    assert visit.complaints == []


@pytest.mark.parametrize("name", NAMES)
def test_no_page_scrolls_sideways(browser, client, addresses, name):
    page = Visit(browser, client, addresses[name], viewport={"width": 320, "height": 800}).page
    assert page.evaluate(WIDER) == 0
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate(WIDER) == 0
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(WIDER) == 0


def test_the_directory_is_narrowed_by_keyboard_without_script(browser, client, addresses):
    narrowed = f"{addresses['partner_list']}?q=&netzwerk=home&art="
    visit = Visit(browser, client, addresses["partner_list"], besides=[narrowed], java_script_enabled=False)
    visit.page.get_by_label("Netzwerk").focus()
    visit.page.keyboard.press("ArrowDown")
    visit.page.get_by_role("button", name="Anzeigen").press("Enter")
    visit.page.wait_for_url(f"**{narrowed}")
    assert visit.page.get_by_role("status").inner_text() == "1 Mitglied"


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_signup"])
def test_the_pages_of_accounts_are_accessible_too(browser, client, name):
    visit = Visit(browser, client, reverse(name), viewport={"width": 320, "height": 800})
    assert visit.broken_rules() == []
    assert visit.page.evaluate(WIDER) == 0
