"""The lead of a partner invites a colleague, who comes in by the link of the mail and confirms an offer."""

import re

import pytest
from django.core import mail

from network.models import Partner
from offers.models import Offer
from tests.journeys.looking import QUIET, look, verdict
from tests.network.factories import RoleFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
COLLEAGUE = "kim.kollegin@example.org"


@pytest.fixture(scope="module")
def lead(city, django_db_blocker):
    """Let the example city's partner have somebody who leads it."""
    with django_db_blocker.unblock():
        user = UserFactory(email="leitung@example.org", name="Lena Leitung")
        RoleFactory(user=user, role="partner_lead", partner=Partner.objects.get(slug="familienbildungsstaette"))
        return user


def test_a_colleague_is_invited_comes_in_and_confirms_an_offer(staff, family, lead):
    boss = staff("leitung", 360)
    page = boss.open("/verwaltung/einladungen/")
    page.fill("input[name=email]", COLLEAGUE)
    page.select_option("select[name=partner]", index=page.locator("select[name=partner] option").count() - 1)
    page.get_by_role("button", name="Einladung schicken").click()
    told = page.locator(".notice-success").inner_text()
    broken = look(boss)
    letter = next(letter for letter in mail.outbox if letter.to == [COLLEAGUE])
    colleague = family(360, java_script_enabled=True)
    page = colleague.open(re.search(r"/konto/einladung/\S+", letter.body)[0])
    broken += look(colleague)
    page.fill("input[name=name]", "Kim Kollegin")
    page.fill("input[name=password]", "drei-wörter-ohne-sinn")
    page.get_by_role("button", name="Konto anlegen und anfangen").click()
    page.wait_for_url("**/verwaltung/")
    broken += look(colleague)
    page = colleague.open("/verwaltung/angebote/?sort=titel")
    mine = int(page.locator("p[role=status]").get_attribute("data-count"))
    broken += look(colleague)
    page.locator("tbody th a").first.click()
    number = int(re.search(r"/(\d+)/$", colleague.path)[1])
    page.get_by_role("button", name="Angaben bestätigen").click()
    broken += look(colleague)
    page.locator("main").get_by_role("button", name="bestätigen").last.click()
    confirmed = page.locator(".notice-success").inner_text()
    offers = Offer.objects.filter(provider__slug="familienbildungsstaette")
    assert (told, confirmed) == (f"Die Einladung an {COLLEAGUE} ist unterwegs.", "1 Angebot bestätigt.")
    assert (mine, offers.get(pk=number).confirmed_by.email) == (offers.count(), COLLEAGUE)
    assert (broken, verdict(boss, colleague)) == ([], [QUIET] * 2)
