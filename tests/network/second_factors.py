"""What an app, and a person with one, do in tests."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.urls import reverse

from network.models import User

PASSWORD = "ein-langes-passwort"
PERIOD = 30


def code_of(secret: str, *, later: int = 0) -> str:
    """Return what an app shows, or will show some half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD + later))


def with_app(user: User) -> str:
    """Set up an app for somebody, with codes for an emergency, and return its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def emergency_codes(user: User) -> list[str]:
    return Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()


def log_in(client: Client, user: User, password: str = PASSWORD, **data: str):
    """Take the first step of the login."""
    return client.post(reverse("account_login"), {"login": user.email, "password": password, **data})


def confirm(client: Client, password: str = PASSWORD):
    """Say by the password once more who it is."""
    return client.post(reverse("account_reauthenticate"), {"password": password})


def kinds(user: User) -> list[str]:
    """Return the second steps of somebody."""
    return sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))
