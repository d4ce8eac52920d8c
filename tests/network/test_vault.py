"""Secrets lie locked in the database, and outlive a change of the key."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from network.second_factor import renew_secrets
from network.vault import lock, unlock
from tests.network.factories import UserFactory
from tests.network.second_factors import code_of, emergency_codes, log_in, with_app

NEW = "another-key-that-is-long-enough-for-the-checks-0123456789"


def change_key(settings, *, keep=True):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if keep else []
    settings.SECRET_KEY = NEW


def test_what_is_locked_opens_again_and_never_looks_the_same():
    first, second = lock("JBSWY3DP"), lock("JBSWY3DP")
    assert [unlock(first), unlock(second)] == ["JBSWY3DP", "JBSWY3DP"]
    assert first != second


@pytest.mark.parametrize("text", ["", "JBSWY3DP", "gAAAAA", "ä"])
def test_what_nobody_has_locked_does_not_open(text):
    assert unlock(text) is None


def test_a_former_key_still_opens_and_a_forgotten_one_does_not(settings):
    locked = lock("JBSWY3DP")
    change_key(settings)
    kept = unlock(locked)
    settings.SECRET_KEY_FALLBACKS = []
    assert (kept, unlock(locked)) == ("JBSWY3DP", None)


@pytest.mark.django_db
def test_no_secret_of_a_second_step_lies_open():
    user = UserFactory()
    secret = with_app(user)
    app, codes = Authenticator.objects.filter(user=user).order_by("type").reverse()
    assert (unlock(app.data["secret"]), secret in str(app.data)) == (secret, False)
    assert unlock(codes.data["seed"]) not in {None, codes.data["seed"]}


@pytest.mark.usefixtures("municipality")
def test_after_a_change_of_the_key_the_apps_go_on(client, settings):
    user = UserFactory()
    secret = with_app(user)
    change_key(settings)
    log_in(client, user)
    assert client.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).url == "/konto/"


@pytest.mark.usefixtures("municipality")
def test_once_all_is_locked_anew_the_former_key_can_be_forgotten(client, settings):
    user = UserFactory()
    secret = with_app(user)
    codes = emergency_codes(user)
    change_key(settings)
    assert [renew_secrets(), renew_secrets()] == [2, 0]
    settings.SECRET_KEY_FALLBACKS = []
    assert emergency_codes(user) == codes
    log_in(client, user)
    assert client.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).url == "/konto/"


@pytest.mark.usefixtures("municipality")
def test_a_lost_key_makes_every_code_wrong_and_no_page_fall(client, settings, caplog):
    user = UserFactory()
    secret = with_app(user)
    codes = emergency_codes(user)
    change_key(settings, keep=False)
    log_in(client, user)
    for code in (code_of(secret), codes[0], "", "000000"):
        answer = client.post(reverse("mfa_authenticate"), {"code": code})
        assert (answer.status_code, "_auth_user_id" in client.session) == (200, False)
    assert "cannot be read: SECRET_KEY was changed without a fallback" in caplog.text
    client.force_login(user)
    assert client.get("/konto/zwei-faktor/").status_code == 200
    assert renew_secrets() == 0
