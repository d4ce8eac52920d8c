"""A login ends where the password changes, and only there it goes on where it was changed."""

import re

import pytest
from django.urls import reverse

from tests.network.factories import UserFactory, person
from tests.network.second_factors import PASSWORD, code_of, log_in, with_app

pytestmark = pytest.mark.usefixtures("municipality")
NEW = "drei-wörter-ohne-sinn"
OUT = "/konto/anmelden/?next=/konto/"


@pytest.fixture
def kim():
    return UserFactory(email="kim@example.org")


def change(client):
    data = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    return client.post(reverse("account_change_password"), data)


def test_a_changed_password_ends_every_other_login_and_keeps_the_own(client, client_of, kim):
    others = [client_of(kim), client_of(kim)]
    client.force_login(kim)
    change(client)
    assert client.get("/konto/").status_code == 200
    assert [other.get("/konto/").url for other in others] == [OUT, OUT]


def test_the_own_login_keeps_its_second_step_too(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    user = person("steering")
    secret = with_app(user)
    log_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    change(client)
    assert client.get("/verwaltung/").status_code == 200


def test_a_password_chosen_by_a_link_ends_every_login(client, client_of, kim, mailoutbox):
    elsewhere = client_of(kim)
    client.post(reverse("account_reset_password"), {"email": kim.email})
    link = re.search(r"http://testserver(/konto/passwort-vergessen/\S+/)", mailoutbox[0].body)[1]
    page = client.get(client.get(link).url)
    client.post(page.context["action_url"], {"password1": NEW, "password2": NEW})
    assert elsewhere.get("/konto/").url == OUT


def test_a_link_for_a_new_password_does_not_pass_by_the_second_step(client, kim, mailoutbox):
    with_app(kim)
    client.post(reverse("account_reset_password"), {"email": kim.email})
    link = re.search(r"http://testserver(/konto/passwort-vergessen/\S+/)", mailoutbox[0].body)[1]
    page = client.get(client.get(link).url)
    client.post(page.context["action_url"], {"password1": NEW, "password2": NEW})
    assert "_auth_user_id" not in client.session
    assert log_in(client, kim, NEW).url == "/konto/zwei-faktor/anmelden/"


def test_a_password_set_by_an_operator_ends_every_login(client, client_of, kim):
    elsewhere = client_of(kim)
    client.force_login(person("operator"))
    data = {"usable_password": "true", "password1": NEW, "password2": NEW}
    client.post(reverse("admin:auth_user_password_change", args=[kim.pk]), data)
    assert elsewhere.get("/konto/").url == OUT


def test_a_shut_account_is_out_at_once_and_a_login_half_done_too(client, kim):
    secret = with_app(kim)
    log_in(client, kim)
    kim.is_active = False
    kim.save()
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert client.get("/konto/").url == OUT
