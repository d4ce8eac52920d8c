"""How people come to their accounts: invited, reminded, welcomed."""

import datetime
import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.invitation_links import token
from network.models import Invitation, Partner, RoleAssignment, User
from network.models.invitations import REMINDED_AFTER

logger = logging.getLogger(__name__)


@transaction.atomic
def invite(*, email: str, partner: Partner, role: str, by: User) -> Invitation:
    """Ask somebody to keep the records of a partner, by mail; an invitation that has run out makes way for the new one."""
    email = User.normalize_username(email)
    Invitation.objects.filter(email=email, partner=partner, accepted_at=None, expires_at__lte=timezone.now()).delete()
    invitation = Invitation.objects.create(email=email, partner=partner, role=role, invited_by=by)
    transaction.on_commit(letter(invitation).send, robust=True)
    return invitation


def letter(invitation: Invitation) -> EmailMessage:
    """Return the mail that asks somebody in."""
    address = settings.PORTAL_ADDRESS + reverse("invitation", args=[token(invitation)])
    subject = _("Einladung: Angebote von %(partner)s pflegen") % {"partner": invitation.partner.name}
    text = render_to_string("network/mail/invitation.txt", {"invitation": invitation, "address": address})
    return EmailMessage(subject, text, to=[invitation.email])


def remind_invited(now: datetime.datetime | None = None) -> int:
    """Remind everybody whose next reminder is due, and return how many mails went out.

    Who missed several reminders gets one; a mail that fails is tried again the next time.
    """
    now = now or timezone.now()
    return sum(remind_one(pk, now) for pk in Invitation.objects.pending().order_by("pk").values_list("pk", flat=True))


def remind_one(pk: int, now: datetime.datetime) -> bool:
    """Remind of one invitation if it is time; of two at once, the second waits and then finds it done."""
    try:
        with transaction.atomic():
            invitation = (
                Invitation.objects.pending()
                .select_for_update(of=["self"])
                .select_related("partner")
                .filter(pk=pk)
                .first()
            )
            if invitation is None:
                return False
            due = sum(now >= invitation.created_at + datetime.timedelta(days=days) for days in REMINDED_AFTER)
            if due <= invitation.reminders:
                return False
            invitation.reminders = due
            invitation.save(update_fields=["reminders"])
            letter(invitation).send()
    except (SMTPException, OSError):
        logger.exception("an invitation could not be mailed")
        return False
    return True


@transaction.atomic
def accept(*, invitation: Invitation, user: User) -> bool:
    """Give `user` the role of an invitation, which is used up by it; return whether it could still be used."""
    held = Invitation.objects.pending().select_for_update().filter(pk=invitation.pk).first()
    if held is None:
        return False
    RoleAssignment.objects.get_or_create(
        user=user, role=held.role, partner_id=held.partner_id, network=None, social_space=None
    )
    held.accepted_at = timezone.now()
    held.save(update_fields=["accepted_at"])
    return True


@transaction.atomic
def open_account(*, invitation: Invitation, name: str, password: str) -> User | None:
    """Open the account of somebody who was invited; None where the invitation was used up meanwhile."""
    if Invitation.objects.pending().select_for_update().filter(pk=invitation.pk).first() is None:
        return None
    user = User.objects.create_user(invitation.email, password, name=name)
    accept(invitation=invitation, user=user)
    return user
