"""How django-allauth keeps the accounts of staff: opened by operators only, spoken to in our words."""

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class StaffAccounts(DefaultAccountAdapter):
    """The rules of the staff's accounts."""

    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("E-Mail-Adresse oder Passwort stimmen nicht. Bitte prüfen Sie beides."),
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
