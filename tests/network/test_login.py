"""Staff log in by e-mail; nobody learns who has an account, and nobody can try for long."""

import pytest
from django.urls import reverse

from tests.network.factories import UserFactory

pytestmark = pytest.mark.usefixtures("municipality")
PASSWORD = "ein-langes-passwort"
WRONG = "E-Mail-Adresse oder Passwort stimmen nicht. Bitte prüfen Sie beides."
TOO_MANY = "Das waren zu viele Versuche. Bitte warten Sie fünf Minuten."


def log_in(client, email, password=PASSWORD, **data):
    return client.post(reverse("account_login"), {"login": email, "password": password, **data})


def errors(response):
    return response.context["form"].non_field_errors()


def test_the_page_asks_for_address_and_password_in_german(client):
    response = client.get(reverse("account_login"))
    form = response.context["form"]
    assert [(field.label, field.help_text) for field in form] == [("E-Mail-Adresse", ""), ("Passwort", "")]
    assert [widget.attrs.get("placeholder") for widget in (field.field.widget for field in form)] == [None, None]


def test_login_leads_to_the_own_account(client):
    user = UserFactory(email="kim@example.org")
    response = log_in(client, "kim@example.org")
    assert (response.status_code, response.url) == (302, "/konto/")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_an_address_may_be_typed_in_any_case(client):
    UserFactory(email="Kim@Example.org")
    assert log_in(client, "KIM@example.ORG").url == "/konto/"


def test_login_leads_on_to_the_page_that_asked_for_it(client):
    UserFactory(email="kim@example.org")
    page = reverse("account_change_password")
    assert client.get(page).url == f"/konto/anmelden/?next={page}"
    assert log_in(client, "kim@example.org", next=page).url == page


def test_login_never_leads_to_another_site(client):
    UserFactory(email="kim@example.org")
    assert log_in(client, "kim@example.org", next="https://example.com/").url == "/konto/"


def test_a_wrong_password_and_an_unknown_address_sound_the_same(client):
    UserFactory(email="kim@example.org")
    assert errors(log_in(client, "kim@example.org", "falsch")) == [WRONG]
    assert errors(log_in(client, "niemand@example.org")) == [WRONG]


def test_a_deactivated_account_is_told_only_with_the_right_password(client):
    UserFactory(email="kim@example.org", is_active=False)
    assert errors(log_in(client, "kim@example.org", "falsch")) == [WRONG]
    assert log_in(client, "kim@example.org").url == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


def test_after_five_wrong_passwords_even_the_right_one_must_wait(client):
    UserFactory(email="kim@example.org")
    assert [errors(log_in(client, "kim@example.org", "falsch")) for _ in range(5)] == [[WRONG]] * 5
    assert errors(log_in(client, "kim@example.org")) == [TOO_MANY]


def test_one_visitor_cannot_try_many_accounts(client):
    answers = [errors(log_in(client, f"person{n}@example.org", "falsch"))[0] for n in range(11)]
    assert answers == [WRONG] * 10 + [TOO_MANY]


def test_opening_the_login_too_often_gets_a_plain_page(client):
    statuses = [log_in(client, "", "").status_code for _ in range(31)]
    assert statuses == [200] * 30 + [429]
    page = log_in(client, "", "")
    assert page.templates[0].name == "429.html"


def test_whoever_is_logged_in_is_not_asked_again(client):
    client.force_login(UserFactory())
    assert client.get(reverse("account_login")).url == "/konto/"


def test_a_login_ends_with_the_browser_and_with_the_working_day(client):
    UserFactory(email="kim@example.org")
    cookie = log_in(client, "kim@example.org").cookies["sessionid"]
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == ("", True, "Lax")
    assert client.session.get_expiry_age() == 12 * 3600


def test_logging_out_takes_a_post(client):
    client.force_login(UserFactory())
    asked = client.get(reverse("account_logout"))
    assert (asked.status_code, "_auth_user_id" in client.session) == (200, True)
    done = client.post(reverse("account_logout"))
    assert (done.url, "_auth_user_id" in client.session) == ("/konto/anmelden/", False)
    page = client.get(done.url)
    assert [str(message) for message in page.context["messages"]] == ["Sie sind abgemeldet."]


def test_nobody_signs_up(client):
    page = client.get(reverse("account_signup"))
    assert page.templates[0].name == "account/signup_closed.html"
    data = {"email": "neu@example.org", "password1": "ein-ganz-neues-passwort"}
    assert client.post(reverse("account_signup"), data).templates[0].name == "account/signup_closed.html"
    assert UserFactory._meta.model.objects.count() == 0
