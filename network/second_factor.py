"""The second step at the login: who must have one, who has shown it, and how it is kept and taken away."""

import logging
from typing import ClassVar
from urllib.parse import urlsplit

from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kit.qr import qr_code
from network.models import User
from network.permissions import standing_of
from network.vault import lock, lock_anew, unlock
from sozialraum.context import municipality_of

logger = logging.getLogger(__name__)
Type = Authenticator.Type
# Where somebody wanted to go who was led to the second step first.
WANTED = "second_factor_wanted"


def factors_of(user: User) -> QuerySet[Authenticator]:
    """Return the apps and passkeys of a person; codes for an emergency help out, but are no second step of their own."""
    return Authenticator.objects.filter(user_id=user.pk).exclude(type=Type.RECOVERY_CODES)


def is_required(user: User) -> bool:
    """Return whether a person may not do without: by a role, or because the administration opens to them."""
    return settings.SECOND_FACTOR_REQUIRED and (user.is_staff or standing_of(user).needs_second_factor)


def was_shown(request: HttpRequest) -> bool:
    """Return whether this login has shown a second step: another one, from before there was any, has not."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


class SecondFactors(DefaultMFAAdapter):
    """How allauth keeps second steps here: locked, named in our words, and never the last one away that is required."""

    error_messages: ClassVar = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Das hat nicht gestimmt. Bitte versuchen Sie es noch einmal."),
        "cannot_delete_authenticator": _(
            "Das ist Ihr letzter zweiter Schritt, und Ihre Rolle braucht einen. Richten Sie zuerst einen anderen ein."
        ),
        "cannot_generate_recovery_codes": _("Richten Sie zuerst eine App oder einen Passkey ein."),
    }

    def get_totp_issuer(self) -> str:
        """Return the portal's name, which the app shows above the code."""
        return municipality_of(context.request).portal_name

    def build_totp_svg(self, url: str) -> str:
        """Return the picture that a phone reads, drawn here: the secret goes to nobody else."""
        code = qr_code(url)
        return render_to_string("mfa/totp/qr.html", {"size": code.size, "dots": code.path})

    def encrypt(self, text: str) -> str:
        return lock(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret; where no key fits any more, one that nobody knows, so that no code is right."""
        secret = unlock(encrypted_text)
        if secret is None:
            logger.error("the secret of a second factor cannot be read: SECRET_KEY was changed without a fallback")
            return generate_totp_secret()
        return secret

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Refuse to take away the last one of somebody who needs one."""
        return not is_required(authenticator.user) or (
            factors_of(authenticator.user).exclude(pk=authenticator.pk).exists()
        )

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 (allauth's name)
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number} if number > 1 else gettext("Mein Passkey")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return for which host a passkey holds: the portal's own, also where people come by a name below it."""
        host, own = host_of(context.request), urlsplit(settings.PORTAL_ADDRESS).hostname or ""
        return {"id": own if host.endswith(f".{own}") else host, "name": self.get_totp_issuer()}


def host_of(request: HttpRequest) -> str:
    """Return the host that the visitor has asked, without the port."""
    return urlsplit(f"//{request.get_host()}").hostname or ""


@transaction.atomic
def reset(*, user: User, by: User) -> bool:
    """Take every second step away from somebody who has lost it, and tell them; return whether there was any."""
    User.objects.select_for_update().get(pk=user.pk)
    if not Authenticator.objects.filter(user=user).delete()[0]:
        return False
    logger.warning("account %s has taken the second factor from account %s", by.pk, user.pk)
    facts = {"user": user, "address": settings.PORTAL_ADDRESS + reverse("account_login")}
    text = render_to_string("network/mail/second_factor_reset.txt", facts)
    mail = EmailMessage(gettext("Ihr zweiter Schritt beim Anmelden ist zurückgesetzt"), text, to=[user.email])
    transaction.on_commit(mail.send, robust=True)
    return True


def renew_secrets() -> int:
    """Lock with the key of today what a former key has locked, and return how many; then the former key can be forgotten."""
    return sum(renew(pk) for pk in Authenticator.objects.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def renew(pk: int) -> bool:
    """Lock the secret of one second step anew, unless it is gone or locked well."""
    held = Authenticator.objects.select_for_update().filter(pk=pk).first()
    kept = {name: lock_anew(held.data[name]) for name in ("secret", "seed") if held and name in held.data}
    fresh = {name: locked for name, locked in kept.items() if locked}
    if fresh:
        held.data |= fresh
        held.save(update_fields=["data"])
    return bool(fresh)
