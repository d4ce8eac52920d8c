"""The pages of indices in a real browser: readable on a phone, with the keyboard, without script, by everybody."""

import pytest
from django.urls import reverse

from monitoring.models import Indicator
from sozialraum.models import District
from tests.browser import WIDER, Visit
from tests.monitoring import city
from tests.network.factories import person

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("municipality")]
LONG = "Kindertagespflegepersonenqualifizierungsmaßnahme"
LIST, PAGE = "/monitoring/indizes/", "/monitoring/indizes/bedarf/"


@pytest.fixture
def town(db):
    """Return a town of long words, whose index is public."""
    town = city.small_town()
    Indicator.objects.filter(code="armut").update(name=f"{LONG} ({LONG})", source=LONG)
    District.objects.filter(code="H").update(name=f"{LONG}-{LONG}")
    city.publish(town)
    return town


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize(
    "address",
    [
        *(LIST, PAGE, f"{PAGE}?sicht=oeffentlich", f"{PAGE}?jahr=1&klasse=4", f"{LIST}entwicklung/"),
        *(f"{PAGE}verlauf/", f"{PAGE}verlauf/?gebiete=bewegt"),
    ],
)
def test_a_page_fits_breaks_no_rule_and_asks_nobody_else(browser, client, town, width, address):
    client.force_login(person("planner"))
    visit = Visit(browser, client, address, viewport={"width": width, "height": 800}, java_script_enabled=True)
    assert visit.page.evaluate(WIDER) == 0
    assert visit.broken_rules() == []
    assert visit.complaints == []


def test_without_script_a_year_and_a_class_are_chosen_with_the_keyboard(browser, client, town):
    client.force_login(person("planner"))
    wanted = f"{PAGE}?jahr=2023&klasse=1"
    visit = Visit(browser, client, PAGE, besides=[wanted], java_script_enabled=False)
    year, grade = visit.page.get_by_label("Jahr", exact=True), visit.page.get_by_label("Klasse", exact=True)
    year.select_option("2023")
    grade.select_option("hoch")
    assert [year.input_value(), grade.input_value()] == ["2023", "1"]
    visit.page.get_by_role("button", name="Anzeigen").press("Enter")
    visit.page.wait_for_url(lambda address: "?jahr=2023&" in address and "&klasse=1&" in address)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_dots_can_be_told_from_the_ground_in_both_schemes(browser, client, town, scheme):
    client.force_login(person("planner"))
    visit = Visit(browser, client, PAGE, color_scheme=scheme)
    colours = visit.page.evaluate(
        "[...document.querySelectorAll('circle[data-value]')].map(dot => getComputedStyle(dot).stroke + getComputedStyle(dot).fill)"
    )
    assert len(colours) == 9
    assert len(set(colours)) == 4


@pytest.mark.parametrize("width", [320, 1280])
def test_the_form_of_an_index_fits_and_breaks_no_rule(browser, client, town, width):
    client.force_login(person("planner"))
    address = reverse("staff_index", args=[town.indices["bedarf"].pk])
    visit = Visit(browser, client, address, viewport={"width": width, "height": 800})
    assert visit.page.evaluate(WIDER) == 0
    assert visit.broken_rules() == []
    assert visit.complaints == []
