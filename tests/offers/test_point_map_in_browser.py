"""The map beside an address: found, dragged, moved by keys and by numbers, with and without script."""

import pytest
from playwright.sync_api import expect

from tests.browser import WIDER, Visit
from tests.network.factories import FacilityFactory, person
from tests.sozialraum.factories import DistrictFactory, StreetSectionFactory, centre

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("municipality"),
    pytest.mark.urls("tests.offers.point_map_page"),
]
ADDRESS, PLACE, AREAS = "/anschrift/", "/verwaltung/ort/", "/angebote/karte/gebiete.json"
MARKER = "[role=application]"
INSIDE = """([inner, outer]) => {
    const [one, frame] = [inner, outer].map((name) => document.querySelector(name).getBoundingClientRect());
    return frame.x <= one.x && one.right <= frame.right && frame.y <= one.y && one.bottom <= frame.bottom;
}"""
HEAR = """() => { window.heard = []; document.querySelector("form").addEventListener("change",
    (event) => window.heard.push(`${event.target.name} ${event.target.value}`)); }"""


@pytest.fixture
def eicken():
    DistrictFactory(name="Rheydt", column=1)
    return DistrictFactory(name="Eicken", column=0)


@pytest.fixture
def visit(browser, client, eicken):
    """Return a way to open the form of the facility that is there; `answer` says what the server will answer to a question."""
    client.force_login(person("steering"))

    def arrive(width: int = 360, **how) -> Visit:
        made = Visit(browser, client, ADDRESS, besides=[AREAS], viewport={"width": width, "height": 800}, **how)
        made.prepare = lambda **question: made.answers.update({PLACE: client.post(PLACE, question)})
        made.prepare(latitude="51,11", longitude="6,41")
        return made

    return arrive


def numbers(page) -> tuple[str, str]:
    return page.input_value("#id_latitude"), page.input_value("#id_longitude")


def status(page):
    return page.locator("[data-point-map] [role=status]")


def test_an_address_is_found_and_the_form_hears_of_it(visit, eicken):
    FacilityFactory(street="Hauptstraße 5", district=eicken, point=None)
    FacilityFactory(street="Hauptstr. 5", district=eicken, point=centre(0))
    visit = visit()
    visit.page.evaluate(HEAR)
    visit.prepare(street="Hauptstraße 5")
    visit.page.click("text=Adresse suchen")
    expect(status(visit.page)).to_have_text("Gefunden: die Hausnummer selbst. Stadtteil: Eicken.")
    expect(visit.page.locator(MARKER)).to_be_visible()
    assert numbers(visit.page) == ("51,11", "6,41")
    assert visit.page.evaluate("window.heard") == ["latitude 51,11", "longitude 6,41"]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_open_map_keeps_the_rules_and_fits(visit, eicken, width, direction):
    FacilityFactory(district=eicken, point=centre(0))
    visit = visit(width)
    visit.page.evaluate(f"document.documentElement.dir = '{direction}'")
    visit.page.click("text=Auf der Karte zeigen")
    expect(status(visit.page)).to_have_text("Der Punkt liegt in Eicken.")
    assert (visit.complaints, visit.broken_rules(), visit.page.evaluate(WIDER)) == ([], [], 0)
    assert visit.page.locator(".leaflet-tile").count() == 0


def test_the_marker_is_moved_by_the_arrow_keys_and_the_form_hears_of_it_once(visit, eicken):
    FacilityFactory(district=eicken, point=centre(0))
    visit = visit()
    visit.page.click("text=Auf der Karte zeigen")
    expect(visit.page.locator(MARKER)).to_be_focused()
    expect(status(visit.page)).to_have_text("Der Punkt liegt in Eicken.")
    visit.page.evaluate(HEAR)
    visit.prepare(latitude="51,11", longitude="6,43")
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowRight"):
        visit.page.keyboard.press(key)
    expect(status(visit.page)).to_have_text("Der Punkt liegt in Rheydt.")
    latitude, longitude = numbers(visit.page)
    assert (latitude, longitude > "6,41") == ("51,11", True)
    assert visit.page.evaluate("window.heard") == [f"latitude {latitude}", f"longitude {longitude}"]


def test_up_is_north(visit, eicken):
    FacilityFactory(district=eicken, point=centre(0))
    visit = visit()
    visit.page.click("text=Auf der Karte zeigen")
    expect(visit.page.locator(MARKER)).to_be_focused()
    visit.page.keyboard.press("ArrowUp")
    latitude, longitude = numbers(visit.page)
    assert (latitude > "51,11", longitude) == (True, "6,41")


def test_the_marker_is_dragged(visit, eicken):
    FacilityFactory(district=eicken, point=centre(0))
    visit = visit(1280)
    visit.page.click("text=Auf der Karte zeigen")
    expect(status(visit.page)).to_have_text("Der Punkt liegt in Eicken.")
    visit.prepare(latitude="48", longitude="11")
    visit.page.locator(MARKER).scroll_into_view_if_needed()
    box = visit.page.locator(MARKER).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    visit.page.mouse.move(x, y)
    visit.page.mouse.down()
    visit.page.mouse.move(x - 60, y + 40, steps=5)
    visit.page.mouse.up()
    expect(status(visit.page)).to_have_text("Der Punkt liegt außerhalb aller Stadtteile.")
    latitude, longitude = numbers(visit.page)
    assert (latitude < "51,11", longitude < "6,41") == (True, True)


def test_numbers_that_are_typed_move_the_marker(visit, eicken):
    FacilityFactory(district=eicken, point=centre(0))
    visit = visit(1280)
    visit.page.click("text=Auf der Karte zeigen")
    expect(status(visit.page)).to_have_text("Der Punkt liegt in Eicken.")
    before = visit.page.locator(MARKER).bounding_box()["x"]
    visit.prepare(latitude="51,11", longitude="6,43")
    visit.page.fill("#id_longitude", "6,43")
    visit.page.keyboard.press("Tab")
    expect(status(visit.page)).to_have_text("Der Punkt liegt in Rheydt.")
    assert visit.page.locator(MARKER).bounding_box()["x"] > before + 50
    assert visit.page.evaluate(INSIDE, [MARKER, "[data-frame]"])


def test_without_a_point_nothing_is_written_until_people_choose(visit, eicken):
    FacilityFactory(district=eicken, point=None)
    visit = visit()
    visit.page.click("text=Auf der Karte zeigen")
    expect(status(visit.page)).to_have_text(
        "Noch ist kein Punkt gewählt. Bitte schieben Sie die Markierung auf das Haus."
    )
    assert numbers(visit.page) == ("", "")
    visit.page.locator("[data-frame]").click(position={"x": 60, "y": 60})
    expect(status(visit.page)).to_have_text("Der Punkt liegt in Eicken.")
    assert "" not in numbers(visit.page)


def test_a_question_without_a_street_is_answered_and_opens_nothing(visit, eicken):
    FacilityFactory(district=eicken, point=None, street="", postcode="", city="")
    visit = visit()
    visit.prepare()
    visit.page.click("text=Adresse suchen")
    expect(status(visit.page)).to_have_text("Bitte zuerst Straße und Hausnummer eintragen.")
    assert not visit.page.locator("[data-frame]").is_visible()


def test_whoever_is_logged_out_keeps_what_was_typed(visit, eicken, client):
    FacilityFactory(district=eicken, point=centre(0))
    visit = visit()
    client.logout()
    visit.answers[PLACE] = client.get("/konto/anmelden/")
    visit.page.click("text=Adresse suchen")
    expect(status(visit.page)).to_contain_text("Ihre Angaben bleiben stehen")
    assert (numbers(visit.page), visit.page.locator("[data-search]").is_enabled()) == (("51,11", "6,41"), True)


def test_the_confidential_check_box_leaves_the_map_alone(visit, eicken):
    FacilityFactory(district=eicken, point=centre(0))
    visit = visit()
    visit.page.check("#id_address_is_confidential")
    visit.page.click("text=Auf der Karte zeigen")
    expect(visit.page.locator(MARKER)).to_be_visible()
    assert numbers(visit.page) == ("51,11", "6,41")


def test_without_script_there_are_the_two_fields_and_no_map(visit, eicken):
    FacilityFactory(district=eicken, point=centre(0))
    visit = visit(java_script_enabled=False)
    shown = [visit.page.locator(one).is_visible() for one in ("#id_latitude", "#id_longitude", "[data-point-map]")]
    assert shown == [True, True, False]


@pytest.mark.django_db
def test_a_street_alone_shows_its_district(visit, eicken):
    StreetSectionFactory(street="Hauptstraße", district=eicken)
    FacilityFactory(street="Hauptstraße 5", district=None, point=None)
    visit = visit()
    visit.prepare(street="Hauptstraße 5")
    visit.page.click("text=Adresse suchen")
    expect(status(visit.page)).to_have_text(
        "Nur der Stadtteil ist bekannt: bitte den Punkt auf das Haus schieben. Stadtteil: Eicken."
    )
