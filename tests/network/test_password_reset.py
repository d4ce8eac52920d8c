"""A forgotten password: a link by mail, once, and no word about who has an account."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from tests.network.factories import UserFactory

pytestmark = pytest.mark.usefixtures("municipality")
NEW = "drei-wörter-ohne-sinn"


def ask(client, email):
    return client.post(reverse("account_reset_password"), {"email": email})


def link(mail):
    return re.search(r"http://testserver(/konto/passwort-vergessen/\S+/)", mail.body)[1]


def follow(client, address):
    """Open the link as a browser does: it leads on to an address without the secret."""
    return client.get(client.get(address).url)


def choose(client, page, password=NEW):
    return client.post(page.context["action_url"], {"password1": password, "password2": password})


def test_from_the_forgotten_password_to_the_next_login(client, mailoutbox):
    user = UserFactory(email="kim@example.org")
    assert ask(client, "kim@example.org").url == reverse("account_reset_password_done")
    page = follow(client, link(mailoutbox[0]))
    assert choose(client, page).url == reverse("account_reset_password_from_key_done")
    user.refresh_from_db()
    assert user.check_password(NEW)
    login = client.post(reverse("account_login"), {"login": "kim@example.org", "password": NEW})
    assert login.url == "/konto/"
    assert [mail.subject for mail in mailoutbox] == ["Ihr Link für ein neues Passwort", "Ihr Passwort wurde geändert"]


def test_the_mail_is_german_and_signed_by_the_portal(client, mailoutbox):
    UserFactory(email="kim@example.org")
    ask(client, "kim@example.org")
    lines = mailoutbox[0].body.splitlines()
    assert lines[0] == "Guten Tag,"
    assert lines[-2:] == ["Freundliche Grüße", "Familienportal Musterstadt"]


def test_an_unknown_address_gets_the_same_page_and_another_mail(client, mailoutbox):
    assert ask(client, "niemand@example.org").url == reverse("account_reset_password_done")
    assert [mail.subject for mail in mailoutbox] == ["Hier gibt es kein Konto mit dieser Adresse"]


def test_a_deactivated_account_gets_no_link(client, mailoutbox):
    UserFactory(email="kim@example.org", is_active=False)
    ask(client, "kim@example.org")
    assert [mail.subject for mail in mailoutbox] == ["Hier gibt es kein Konto mit dieser Adresse"]


def test_a_link_works_once(client, mailoutbox):
    UserFactory(email="kim@example.org")
    ask(client, "kim@example.org")
    address = link(mailoutbox[0])
    choose(client, follow(client, address))
    assert client.get(address).context["token_fail"] is True


def test_an_invented_link_says_so_kindly(client):
    page = client.get("/konto/passwort-vergessen/1-invented/")
    assert (page.status_code, page.context["token_fail"]) == (200, True)


def test_two_different_passwords_are_not_taken(client, mailoutbox):
    UserFactory(email="kim@example.org")
    ask(client, "kim@example.org")
    page = follow(client, link(mailoutbox[0]))
    answer = client.post(page.context["action_url"], {"password1": NEW, "password2": "anders-geschrieben"})
    assert answer.context["form"].errors == {"password2": ["Die beiden neuen Passwörter sind verschieden."]}


def test_an_account_without_a_password_gets_its_first_one_this_way(client, mailoutbox):
    user = UserFactory(email="neu@example.org", password=None)
    ask(client, "neu@example.org")
    choose(client, follow(client, link(mailoutbox[0])))
    user.refresh_from_db()
    assert user.check_password(NEW)


def test_the_old_address_of_an_account_opens_nothing(client, mailoutbox):
    user = UserFactory(email="alt@example.org")
    ask(client, "alt@example.org")
    choose(client, follow(client, link(mailoutbox[0])))
    user.email = "neu@example.org"
    user.save()
    mailoutbox.clear()
    ask(client, "alt@example.org")
    assert [mail.subject for mail in mailoutbox] == ["Hier gibt es kein Konto mit dieser Adresse"]
    login = client.post(reverse("account_login"), {"login": "alt@example.org", "password": NEW})
    assert login.status_code == 200
    assert EmailAddress.objects.count() == 0


def test_nobody_floods_a_mailbox(client, mailoutbox):
    UserFactory(email="kim@example.org")
    statuses = [ask(client, "kim@example.org").status_code for _ in range(6)]
    assert statuses == [302] * 5 + [429]
    assert len(mailoutbox) == 5
