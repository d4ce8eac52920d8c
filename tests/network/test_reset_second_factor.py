"""A lost phone: an operator takes the second step away, which is told and written down."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from tests.network.factories import UserFactory, person
from tests.network.second_factors import kinds, log_in, with_app

pytestmark = pytest.mark.usefixtures("municipality")


@pytest.fixture
def operator(client):
    user = person("operator")
    client.force_login(user)
    return user


@pytest.fixture
def kim():
    user = UserFactory(email="kim@example.org", name="Kim Muster")
    with_app(user)
    return user


def address(user):
    return reverse("admin:network_user_reset_second_factor", args=[user.pk])


# Django's own template of a hidden password asks for what need not be there.
@pytest.mark.ignore_template_errors
def test_the_page_of_the_account_leads_there_where_there_is_one(client, operator, kim):
    pages = [client.get(reverse("admin:network_user_change", args=[user.pk])) for user in (kim, operator)]
    assert [address(user) in page.content.decode() for user, page in zip((kim, operator), pages, strict=True)] == [
        True,
        False,
    ]


def test_it_asks_first(client, operator, kim):
    page = client.get(address(kim)).content.decode()
    assert "Kim Muster kann sich danach mit dem Passwort allein anmelden" in page
    assert kinds(kim) == ["recovery_codes", "totp"]


@pytest.mark.django_db(transaction=True)
def test_it_is_taken_away_told_and_written_down(client, operator, kim, mailoutbox, caplog):
    assert client.post(address(kim)).url == reverse("admin:network_user_change", args=[kim.pk])
    assert kinds(kim) == []
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (["kim@example.org"], "Ihr zweiter Schritt beim Anmelden ist zurückgesetzt")
    ]
    lines = mailoutbox[0].body.splitlines()
    assert (lines[0], "http://127.0.0.1:8000/konto/anmelden/" in lines) == ("Guten Tag Kim Muster,", True)
    (entry,) = LogEntry.objects.all()
    assert (entry.user, entry.object_id, entry.change_message) == (
        operator,
        str(kim.pk),
        "Zweiten Schritt beim Anmelden zurückgesetzt.",
    )
    assert f"account {operator.pk} has taken the second factor from account {kim.pk}" in caplog.text


def test_afterwards_the_password_is_enough(client, operator, kim, client_of):
    client.post(address(kim))
    client.logout()
    assert log_in(client, kim).url == "/konto/"


def test_where_there_is_none_nobody_is_told(client, operator, mailoutbox):
    user = UserFactory()
    page = client.post(address(user), follow=False)
    assert (page.status_code, mailoutbox, LogEntry.objects.count()) == (302, [], 0)


def test_nobody_resets_the_own_one(client, operator):
    with_app(operator)
    assert [client.get(address(operator)).status_code, client.post(address(operator)).status_code] == [403, 403]
    assert kinds(operator) == ["recovery_codes", "totp"]


@pytest.mark.parametrize("role", ["", "steering", "planner"])
def test_only_operators_do(client, kim, role):
    user = person(role)
    user.is_staff = True
    user.save()
    client.force_login(user)
    assert [client.get(address(kim)).status_code, client.post(address(kim)).status_code] == [403, 403]
    assert kinds(kim) == ["recovery_codes", "totp"]


def test_a_stranger_is_asked_to_log_in(client, kim):
    assert client.post(address(kim)).url == f"/konto/anmelden/?next={address(kim)}"


def test_an_account_that_does_not_exist_is_not_found(client, operator):
    url = reverse("admin:network_user_reset_second_factor", args=[999_999])
    assert [client.get(url).status_code, client.put(url).status_code] == [404, 405]


def test_secrets_are_no_page_of_the_administration(client, operator):
    assert client.get("/admin/mfa/authenticator/").status_code == 404
