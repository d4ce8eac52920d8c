"""Supply, chain, demand and the state of the data in a real browser: on a phone, without script, from right to left, in print."""

import pytest
from dateutil.relativedelta import relativedelta
from django.utils import timezone

from monitoring.models import Indicator
from offers.models import LifePhase, MissedSearch
from sozialraum.models import District
from tests.browser import WIDER, Visit
from tests.monitoring.supply.town import SUPPLY, small_town
from tests.network.factories import person
from tests.offers.factories import AgeStepFactory, FieldOfActionFactory, OfferFactory, TopicFactory

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("municipality")]
LONG = "Kindertagespflegepersonenqualifizierungsmaßnahme"
CHAIN, WANTED, QUALITY = "/monitoring/praeventionskette/", "/monitoring/nachfrage/", "/monitoring/datenlage/"
PAGES = [
    f"{SUPPLY}?gebiet=nord",
    f"{SUPPLY}?alter=pregnancy&bedarf=mond",
    f"{SUPPLY}?sicht=oeffentlich",
    CHAIN,
    f"{CHAIN}angebote/?phase=toddler",
    f"{CHAIN}angebote/?phase=pregnancy&handlungsfeld=bildung&gebiet=ost",
    WANTED,
    QUALITY,
]


@pytest.fixture
def town(db):
    """Return a town of long words with a number for everything."""
    town = small_town()
    AgeStepFactory(code="schwangerschaft", name="Schwangerschaft", ages=(-9, 0))
    field = FieldOfActionFactory(name=LONG)
    topic = TopicFactory(name=LONG, field_of_action=field)
    OfferFactory(title=LONG, ages=(12, 36), topics=[topic], is_low_threshold=True, district=town.districts["Ost"])
    Indicator.objects.filter(code="child_poverty_u15").update(name=f"{LONG} ({LONG})")
    District.objects.filter(name="Süd").update(name=f"{LONG}-{LONG}")
    LifePhase.objects.filter(code="pregnancy").update(name=LONG)
    month = timezone.localdate().replace(day=1) - relativedelta(months=1)
    MissedSearch.objects.create(month=month, district=town.districts["Süd"], topic=topic, number=23)
    return town


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_fits_breaks_no_rule_and_asks_nobody_else(browser, client, town, width, address):
    client.force_login(person("planner"))
    visit = Visit(browser, client, address, viewport={"width": width, "height": 800})
    assert visit.page.evaluate(WIDER) == 0
    assert visit.broken_rules() == []
    assert visit.complaints == []


@pytest.mark.parametrize("address", PAGES)
def test_a_page_fits_from_right_to_left_too(browser, client, town, address):
    client.force_login(person("planner"))
    visit = Visit(browser, client, address, viewport={"width": 360, "height": 800})
    visit.page.evaluate("document.documentElement.dir = 'rtl'")
    assert visit.page.evaluate(WIDER) == 0


def test_without_script_an_age_is_chosen_with_the_keyboard(browser, client, town):
    client.force_login(person("planner"))
    wanted = f"{SUPPLY}?alter=toddler&bedarf=child_poverty_u15&zaehlt=alle&ebene=stadtteil"
    visit = Visit(browser, client, SUPPLY, besides=[wanted], java_script_enabled=False)
    visit.page.get_by_label("Angebote", exact=True).select_option("alle")
    visit.page.get_by_role("button", name="Anzeigen").press("Enter")
    visit.page.wait_for_url(f"**{wanted}")
    assert "alle Angebote, die Menschen dort finden" in visit.page.inner_text("main")


def test_without_script_an_empty_cell_leads_to_what_is_near(browser, client, town):
    cell = f"{CHAIN}angebote/?phase=pregnancy&handlungsfeld=bildung"
    visit = Visit(browser, client, CHAIN, besides=[cell], java_script_enabled=False)
    visit.page.get_by_role("link", name="kein Angebot; was fehlt").first.press("Enter")
    visit.page.wait_for_url(f"**{cell}")
    assert visit.page.get_by_role("heading", name="Was hier fehlt").is_visible()


@pytest.mark.parametrize("address", [SUPPLY, CHAIN, WANTED, QUALITY])
def test_print_leaves_out_what_only_a_screen_needs(browser, client, town, address):
    client.force_login(person("planner"))
    visit = Visit(browser, client, address)
    visit.page.emulate_media(media="print")
    hidden = ".controls, .downloads"
    shown = visit.page.evaluate(f"[...document.querySelectorAll('{hidden}')].filter(e => e.checkVisibility()).length")
    assert (visit.page.locator(hidden).count() > 0, shown) == (True, 0)


def test_on_paper_the_wide_table_lies_across_and_shows_all_columns(browser, client, town):
    client.force_login(person("planner"))
    visit = Visit(browser, client, f"{SUPPLY}?gebiet=nord", viewport={"width": 1047, "height": 700})
    visit.page.emulate_media(media="print")
    page, width = visit.page.locator("#tabelle").evaluate(
        "one => [getComputedStyle(one).page, one.querySelector('table').offsetWidth]"
    )
    assert (page, width) == ("across", 1047)
