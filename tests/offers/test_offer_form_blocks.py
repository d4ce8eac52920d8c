"""What helps in the form of an offer: plain words, and the point on the map."""

import pytest
from playwright.sync_api import expect

from tests.browser import WIDER, Visit
from tests.network.factories import person
from tests.offers.writing import complete_offer, edit_page
from tests.sozialraum.factories import DistrictFactory, centre
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")


def hints_on(client, **texts: str) -> list[str]:
    client.force_login(person("steering"))
    page = parsed(client.get(edit_page(complete_offer(**texts))))
    return [text_of(one) for one in page.findall(".//div[@data-live='texts']//li")]


def test_texts_are_hinted_at_where_they_are_written(client):
    assert hints_on(client, summary="Ein niedrigschwelliges Treffen.", description="Für Risikofamilien.") == [
        "„Risikofamilien“ kann verletzen. Freundlicher: Familien, die Unterstützung brauchen können.",
        "„niedrigschwelliges“ verstehen nicht alle. Einfacher: ohne Anmeldung, einfach vorbeikommen.",
    ]


def test_plain_texts_and_names_are_left_alone(client):
    assert hints_on(client, title="Ressourcencafé", summary="Im Ressourcencafé ist Platz für alle.") == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_the_map_opens_beside_the_address(browser, client, width):
    client.force_login(person("steering"))
    DistrictFactory(name="Eicken", column=0)
    path = edit_page(complete_offer(street="Hauptstraße 5", point=centre(0)))
    besides = ["/angebote/karte/gebiete.json"]
    visit = Visit(browser, client, path, besides=besides, viewport={"width": width, "height": 800})
    visit.answers["/verwaltung/ort/"] = client.post("/verwaltung/ort/", {"latitude": "51,11", "longitude": "6,41"})
    visit.page.click("summary:has-text('Eigene Anschrift')")
    visit.page.click("text=Auf der Karte zeigen", timeout=5000)
    expect(visit.page.locator("[data-point-map] [role=status]")).to_have_text("Der Punkt liegt in Eicken.")
    assert (visit.complaints, visit.broken_rules(), visit.page.evaluate(WIDER)) == ([], [], 0)
