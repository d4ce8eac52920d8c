"""How django-allauth keeps the accounts of staff: opened by operators only, spoken to in our words."""

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.models import User

PASSWORD = {"id": "reauthenticate", "description": _("Mit dem Passwort"), "url": "account_reauthenticate"}
CODE = {"id": "mfa_reauthenticate", "description": _("Mit einem Code"), "url": "mfa_reauthenticate"}
PASSKEY = {
    "id": "mfa_reauthenticate:webauthn",
    "description": _("Mit einem Passkey"),
    "url": "mfa_reauthenticate_webauthn",
}


class StaffAccounts(DefaultAccountAdapter):
    """The rules of the staff's accounts."""

    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("E-Mail-Adresse oder Passwort stimmen nicht. Bitte prüfen Sie beides."),
        "incorrect_password": _("Das ist nicht Ihr Passwort."),
        "rate_limited": _("Das waren zu viele Versuche. Bitte warten Sie fünf Minuten."),
        "enter_current_password": _("Das ist nicht Ihr jetziges Passwort."),
        "invalid_password_reset": _("Dieser Link gilt nicht mehr."),
        "too_many_login_attempts": _("Das waren zu viele Versuche. Bitte warten Sie fünf Minuten."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: operators open the accounts of staff, and families need none."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Lead back to the own account after a change of password."""
        return reverse("account")

    def get_reauthentication_methods(self, user: User) -> list[dict]:
        """Return how somebody shows once more who they are, the likeliest first: by the password only while there is no more.

        A second step that the password alone could take away would protect from nothing.
        """
        kinds = set(Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True))
        ways = {
            frozenset(): [PASSWORD],
            frozenset({"totp"}): [CODE],
            frozenset({"webauthn"}): [PASSKEY, CODE],
            frozenset({"totp", "webauthn"}): [CODE, PASSKEY],
        }[frozenset(kinds - {"recovery_codes"})]
        return [way | {"url": reverse(way["url"])} for way in ways]
