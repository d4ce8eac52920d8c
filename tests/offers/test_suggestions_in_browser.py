"""The suggestions as a combobox: by keyboard, by pointer, for screen readers, and without any other host."""

import pytest

from tests.browser import HOST, Visit
from tests.offers.factories import OfferFactory, TopicFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
ASKED = "/suche/vorschlaege/"
PATIENCE = 15_000
# The form has options of other kinds as well.
SUGGESTED = ".suggestions:not([hidden]) [role=option]"


@pytest.fixture
def visit(browser, client, municipality):
    TopicFactory(code="geburt", name="Geburt & Wochenbett")
    OfferFactory(title="Geburtsvorbereitung", slug="geburtsvorbereitung")
    besides = ["/angebote/?thema=geburt", "/angebote/geburtsvorbereitung/"]
    opened = Visit(browser, client, "/angebote/", besides=besides)
    opened.page.set_default_timeout(PATIENCE)
    opened.answers[ASKED] = client.post(ASKED, {"q": "geb"})
    yield opened
    opened.context.close()


def typed(visit: Visit):
    field = visit.page.get_by_role("combobox", name="Was suchen Sie?")
    field.press_sequentially("geb")
    visit.page.locator(SUGGESTED).first.wait_for()
    return field


def test_suggestions_are_chosen_by_keyboard(visit):
    field = typed(visit)
    options = visit.page.locator(SUGGESTED).all_inner_texts()
    assert (field.get_attribute("aria-expanded"), options) == (
        "true",
        ["Geburt & Wochenbett Thema", "Geburtsvorbereitung Angebot"],
    )
    field.press("ArrowUp")
    chosen = visit.page.locator("[aria-selected=true]")
    assert (chosen.inner_text(), field.get_attribute("aria-activedescendant")) == (
        "Geburtsvorbereitung Angebot",
        chosen.get_attribute("id"),
    )
    field.press("ArrowDown")
    field.press("Enter")
    visit.page.wait_for_url(f"{HOST}/angebote/?thema=geburt")


def test_escape_closes_the_list_and_what_was_typed_stays(visit):
    field = typed(visit)
    field.press("Escape")
    assert (field.get_attribute("aria-expanded"), visit.page.locator(SUGGESTED).count(), field.input_value()) == (
        "false",
        0,
        "geb",
    )


def test_suggestions_are_chosen_by_pointer(visit):
    typed(visit)
    visit.page.locator(SUGGESTED).last.click()
    visit.page.wait_for_url(f"{HOST}/angebote/geburtsvorbereitung/")


def test_the_open_list_breaks_no_rule_and_asks_nobody_else(visit):
    typed(visit)
    assert (visit.broken_rules(), visit.complaints) == ([], [])
