"""An operator opens an account with a role; its owner chooses a password by mail, sets up an app, and is at work."""

import re

import pytest
from django.core import mail

from network.models import User
from tests.journeys.looking import QUIET, look, verdict
from tests.network.second_factors import code_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
NEW, PASSWORD = "neu.im.amt@example.org", "drei-wörter-ohne-sinn"


def open_account(operator) -> None:
    """Open an account in the administration and give it a role."""
    page = operator.open("/admin/network/user/add/")
    page.fill("input[name=email]", NEW)
    page.fill("input[name=name]", "Nele Neu")
    page.locator("input[name=_continue], input[name=_save]").first.click()
    page.locator(".add-row a").first.click()
    page.locator("select[name$='-0-role']").select_option("steering")
    page.locator("input[name=_save]").click()
    page.wait_for_url("**/admin/network/user/")


def send(page, leads_to: str, **fields: str) -> None:
    """Fill a form and send it."""
    for name, value in fields.items():
        page.fill(f"main input[name={name}]", value)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(leads_to)


def choose_password(owner) -> list[tuple[str, str]]:
    """Ask for the link by mail and choose a password there; return what is wrong with the pages."""
    page = owner.open("/konto/passwort-vergessen/")
    broken = look(owner)
    send(page, "**/gesendet/", email=NEW)
    letter = next(letter for letter in mail.outbox if letter.to == [NEW])
    owner.open(re.search(r"/konto/passwort-vergessen/\S+", letter.body)[0])
    broken += look(owner)
    send(page, "**/fertig/", password1=PASSWORD, password2=PASSWORD)
    return broken


def set_up_app(owner) -> list[tuple[str, str]]:
    """Set up the second step that the role needs; return what is wrong with the pages."""
    page, broken = owner.page, look(owner)
    page.locator("main").get_by_role("link", name="App einrichten").click()
    if page.locator("main input[name=password]").is_visible():
        send(page, "**/app/", password=PASSWORD)
    broken += look(owner)
    secret = page.locator("main code").first.inner_text().replace(" ", "")
    send(page, "**/notfallcodes/", code=code_of(secret))
    broken += look(owner)
    page.get_by_text("Codes sind sicher, weiter zu Ihrer Arbeit").click()
    page.wait_for_url("**/verwaltung/")
    return broken + look(owner)


@pytest.mark.ignore_template_errors  # Django's own page of an account asks for what it may lack
def test_a_new_account_finds_its_way_to_work(staff, family, settings):
    operator, owner = staff("betrieb"), family(360)
    open_account(operator)
    settings.SECOND_FACTOR_REQUIRED = True
    broken = choose_password(owner)
    send(owner.open("/verwaltung/"), "**/konto/zwei-faktor/", login=NEW, password=PASSWORD)
    broken += set_up_app(owner)
    roles = list(User.objects.get(email=NEW).role_assignments.values_list("role", flat=True))
    # Pages of the administration name no icon, and the browser complains that it finds none by itself.
    assert (roles, broken, verdict(owner), len(operator.hosts)) == (["steering"], [], [QUIET], 1)
