"""An account that nobody uses is shut after a year, and never without a word a month before."""

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from network.idle_accounts import shut_idle, tell_idle
from network.models import User
from tests.network.factories import UserFactory

pytestmark = pytest.mark.django_db


def account(last_login: int | None, warned: int | None = None, **fields) -> User:
    """Return an account whose owner was last seen, and told, so many days ago."""
    user = UserFactory(**fields)
    ago = {"last_login": last_login, "warned_at": warned}
    times = {
        name: None if days is None else timezone.now() - datetime.timedelta(days=days) for name, days in ago.items()
    }
    User.objects.filter(pk=user.pk).update(created_at=timezone.now() - datetime.timedelta(days=1000), **times)
    return user


@pytest.mark.parametrize(
    ("last_login", "warned", "told"), [(330, None, 0), (340, None, 1), (None, None, 1), (340, 5, 0), (340, 400, 1)]
)
def test_who_was_not_seen_for_eleven_months_is_told_once(last_login, warned, told):
    account(last_login, warned)
    assert (tell_idle(), tell_idle(), len(mail.outbox)) == (told, 0, told)


@pytest.mark.parametrize(
    ("last_login", "warned", "is_active"),
    [(370, 40, False), (None, 40, False), (370, None, True), (370, 20, True), (370, 380, True), (350, 40, True)],
)
def test_an_account_is_shut_a_year_after_the_last_login_and_a_month_after_the_word(last_login, warned, is_active):
    user = account(last_login, warned)
    assert shut_idle() == int(not is_active)
    user.refresh_from_db()
    assert user.is_active is is_active


def test_no_operator_is_told_or_shut_out():
    account(500, 100, is_superuser=True)
    assert (tell_idle(), shut_idle()) == (0, 0)


def test_what_is_shut_already_is_left_alone():
    account(500, 100, is_active=False)
    assert (tell_idle(), shut_idle()) == (0, 0)


def test_the_mail_says_how_to_keep_the_account():
    account(340, email="kim@example.org", name="Kim Beispiel")
    tell_idle()
    (letter,) = mail.outbox
    lines = letter.body.splitlines()
    assert (letter.to, letter.subject) == (["kim@example.org"], "Brauchen Sie Ihr Konto im Familienportal noch?")
    assert [line for line in lines if line.startswith(("Guten Tag", "http"))] == [
        "Guten Tag Kim Beispiel,",
        "http://127.0.0.1:8000/konto/anmelden/",
    ]
