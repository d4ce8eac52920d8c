"""The lead of a partner signs the rules of procedure on a phone, without script; everybody then reads that it has signed."""

import pytest

from network.models import Network, RulesOfProcedure, Signature
from tests.journeys.looking import QUIET, look, verdict

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_a_partner_signs_the_rules_and_the_public_page_says_so(staff, family):
    lead = staff("partnerleitung", 360, java_script_enabled=False)
    page = lead.open("/verwaltung/")
    page.locator("main").get_by_role("link", name="Netzwerke", exact=True).click()
    page.locator("main").get_by_role("link", name="Frühe Hilfen", exact=True).click()
    page.get_by_role("link", name="Geschäftsordnung des Netzwerks Frühe Hilfen, Fassung 2").click()
    page.get_by_role("button", name="Verbindlich unterzeichnen").click()
    refused = page.locator(".error-summary li").count()
    page.fill("input[name=capacity]", "Leitung")
    page.check("input[name=agrees]")
    page.get_by_role("button", name="Verbindlich unterzeichnen").click()
    told = page.locator(".notice-success").inner_text()
    visitor = family(360, java_script_enabled=False)
    page = visitor.open("/netzwerk/fruehe-hilfen/geschaeftsordnung/")
    found = Signature.objects.get(partner__slug="familienbildungsstaette", rules__number=2)
    assert (refused, told) == (2, "Danke! Ihre Unterschrift ist eingetragen.")
    assert (found.way, found.capacity, found.recorded_by.email) == (
        *("portal", "Leitung", "partnerleitung@example.org"),
    )
    assert page.locator("main tbody th", has_text="Familienbildungsstätte").count() == 1
    assert (verdict(lead, visitor), visitor.cookies) == ([QUIET] * 2, [])


def test_the_pages_of_the_networks_break_no_rule_of_accessibility_on_a_phone(staff, family):
    lead, visitor = staff("koordination", 360), family(360)
    own = f"{Network.objects.get(slug='fruehe-hilfen').pk}/"
    rules = f"{own}geschaeftsordnung/{RulesOfProcedure.objects.get(network__slug='fruehe-hilfen', number=2).pk}/"
    pages = {
        lead: ("", own, rules, f"{own}mitgliedschaften/neu/", "dokumente/", "dokumente/neu/", "ziele/"),
        visitor: ("", "leitbild/", "ziele/guter-start-ins-leben/", "dokumente/", "beschluesse/", "fruehe-hilfen/"),
    }
    broken = []
    for person, paths in pages.items():
        for path in paths:
            person.open(("/verwaltung/netzwerke/" if person is lead else "/netzwerk/") + path)
            broken += look(person)
    assert (broken, verdict(lead, visitor)) == ([], [QUIET] * 2)
