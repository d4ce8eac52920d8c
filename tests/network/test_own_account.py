"""The own account: who is logged in, and a new password."""

import pytest
from django.urls import reverse

from tests.network.factories import NetworkFactory, RoleFactory, UserFactory, person
from tests.network.second_factors import with_app

pytestmark = pytest.mark.usefixtures("municipality")
PASSWORD = "ein-langes-passwort"
NEW = "drei-wörter-ohne-sinn"


def change(client, old=PASSWORD, new=NEW, again=NEW):
    return client.post(reverse("account_change_password"), {"oldpassword": old, "password1": new, "password2": again})


def test_strangers_are_sent_to_the_login(client):
    assert client.get("/konto/").url == "/konto/anmelden/?next=/konto/"


def test_the_page_shows_name_and_address(client):
    client.force_login(UserFactory(name="Kim Muster", email="kim@example.org"))
    page = client.get("/konto/").content.decode()
    assert "Guten Tag, Kim Muster." in page
    assert "kim@example.org" in page
    assert reverse("admin:index") not in page


def test_operators_find_the_way_to_the_administration(client):
    client.force_login(UserFactory(is_staff=True))
    assert reverse("admin:index") in client.get("/konto/").content.decode()


def test_the_page_is_read_only(client):
    client.force_login(UserFactory())
    assert client.post("/konto/").status_code == 405


def test_the_page_takes_six_queries_however_much_there_is_to_the_account(client, django_assert_num_queries):
    client.force_login(UserFactory())
    client.get("/konto/")
    with django_assert_num_queries(6):  # session, account, roles, what they allow, second steps, version of the content
        client.get("/konto/")
    user = person("coordinator", network=NetworkFactory())
    RoleFactory(user=user, role="planner")
    with_app(user)
    client.force_login(user)
    client.get("/konto/")
    with django_assert_num_queries(6):
        client.get("/konto/")


def test_a_new_password_needs_the_old_one(client):
    client.force_login(UserFactory())
    assert change(client, old="falsch").context["form"].errors == {
        "oldpassword": ["Das ist nicht Ihr jetziges Passwort."]
    }


def test_both_new_passwords_must_be_the_same(client):
    client.force_login(UserFactory())
    assert change(client, again="anders-geschrieben").context["form"].errors == {
        "password2": ["Die beiden neuen Passwörter sind verschieden."]
    }


@pytest.mark.parametrize("weak", ["kurz", "qwertyqwerty", "kim-muster-kim"])
def test_weak_passwords_are_refused(client, weak):
    client.force_login(UserFactory(name="Kim Muster", email="kim-muster-kim@example.org"))
    assert list(change(client, new=weak, again=weak).context["form"].errors) == ["password1"]


def test_a_changed_password_keeps_the_login_and_is_told_by_mail(client, mailoutbox):
    user = UserFactory(email="kim@example.org")
    client.force_login(user)
    assert change(client).url == "/konto/"
    page = client.get("/konto/")
    assert [str(message) for message in page.context["messages"]] == ["Ihr neues Passwort gilt ab jetzt."]
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [(["kim@example.org"], "Ihr Passwort wurde geändert")]
    assert "das Passwort Ihres Kontos auf testserver wurde am" in mailoutbox[0].body


def test_a_changed_password_ends_the_other_logins(client, client_of):
    user = UserFactory()
    elsewhere = client_of(user)
    client.force_login(user)
    change(client)
    assert elsewhere.get("/konto/").status_code == 302
