"""A coordinator at work in a real browser: from a narrowed list to a saved view, an assignment and a season campaign."""

import re
import threading
from io import StringIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.core.management import call_command
from django.db import connection

from network.models import Network, User
from offers.models import Campaign, SavedView
from tests.browser import RULES, WIDER
from tests.network.factories import RoleFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PASSWORD = "ein-langes-passwort"


@pytest.fixture(scope="module")
def coordinator(city, django_db_blocker) -> User:
    with django_db_blocker.unblock():
        user = UserFactory(name="Kim Koordination")
        RoleFactory(user=user, role="coordinator", network=Network.objects.get(slug="fruehe-hilfen"))
        return user


@pytest.fixture
def at_work(family, coordinator):
    """Return the browser of a coordinator who has logged in."""
    person = family(width=1280)
    page = person.open("/verwaltung/")
    page.fill("input[name=login]", coordinator.email)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/verwaltung/")
    return person


def run_scheduled() -> None:
    """Do the scheduled work beside the test, whose own transaction would keep the server waiting."""

    def work() -> None:
        call_command("run_scheduled", stdout=StringIO())
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def broken_rules(page) -> list[str]:
    return [one["id"] for one in Axe().run(page, options=RULES).response["violations"]]


def test_a_narrowed_list_is_saved_and_found_again_with_one_click(at_work):
    page = at_work.open("/verwaltung/angebote/")
    page.click(".filter-panel summary")
    page.select_option("select[name=status]", label="veröffentlicht")
    page.select_option("select[name=sort]", label="nach Titel")
    page.click("button:has-text('Anzeigen')")
    shown = page.locator("tbody th").all_inner_texts()
    page.click("a:has-text('Diese Ansicht speichern')")
    page.fill("input[name=name]", "Veröffentlichtes von A bis Z")
    page.click("main button:has-text('Speichern')")
    page.click("nav a:has-text('Übersicht')")
    page.click("nav a:has-text('Angebote') >> nth=-1")
    page.click("a:has-text('Veröffentlichtes von A bis Z')")
    assert (page.locator("tbody th").all_inner_texts(), SavedView.objects.count()) == (shown, 1)
    page.click("a[data-filter='status=published']")
    assert at_work.path == "/verwaltung/angebote/?sort=titel"


def test_offers_are_assigned_after_a_look_at_what_will_happen(at_work, coordinator):
    page = at_work.open("/verwaltung/angebote/")
    page.locator("tbody input[type=checkbox]").first.check()
    title = page.locator("tbody th").first.inner_text()
    page.click("button:has-text('zuweisen')")
    assert page.locator("main h1 ~ ul > li").first.inner_text().startswith(title)
    page.click("main button:has-text('zuweisen')")
    page.goto(f"{at_work.city}/verwaltung/angebote/?zugewiesen=mir")
    assert page.locator("tbody th").all_inner_texts() == [title]


def test_a_season_campaign_is_planned_sent_answered_and_closed(at_work):
    page = at_work.open("/verwaltung/saisonabfragen/neu/")
    page.click("button:has-text('Weiter zur Vorschau')")
    number = int(re.match(r"\d+", page.locator("p.lead").inner_text())[0])
    page.click("button:has-text('Saisonabfrage starten')")
    assert (Campaign.objects.get().asked.count(), broken_rules(page)) == (number, [])
    run_scheduled()
    link = next(found[0] for letter in mail.outbox if (found := re.search(r"/pruefung/\S+", letter.body)))
    page.goto(at_work.city + link)
    page.click("button:has-text('Ja, alles stimmt noch')")
    page.goto(f"{at_work.city}/verwaltung/saisonabfragen/{Campaign.objects.get().pk}/?stand=fehlt")
    missing = int(page.locator("p[role=status]").get_attribute("data-count"))
    page.set_viewport_size({"width": 360, "height": 800})
    assert (missing <= number, page.evaluate(WIDER), broken_rules(page)) == (True, 0, [])
    page.click("button:has-text('Saisonabfrage schließen')")
    assert page.locator(".badge").first.inner_text() == "geschlossen"
