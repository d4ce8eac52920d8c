"""Accounts that nobody uses any more: told so after eleven months, shut a month later."""

import logging
from smtplib import SMTPException

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import User

logger = logging.getLogger(__name__)
SHUT_AFTER = relativedelta(months=12)
TOLD_BEFORE = relativedelta(months=1)


def tell_idle() -> int:
    """Tell everybody whose account will be shut in a month unless they log in; return how many were told."""
    now = timezone.now()
    idle = User.objects.idle_since(now - SHUT_AFTER + TOLD_BEFORE)
    untold = idle.filter(Q(warned_at=None) | Q(warned_at__lt=F("last_seen")))
    return sum(tell(user) for user in untold.order_by("pk"))


def tell(user: User) -> bool:
    """Send one mail; where that fails, the next run tries again."""
    address = settings.PORTAL_ADDRESS + reverse("account_login")
    text = render_to_string("network/mail/idle.txt", {"user": user, "address": address})
    try:
        EmailMessage(_("Brauchen Sie Ihr Konto im Familienportal noch?"), text, to=[user.email]).send()
    except (SMTPException, OSError):
        logger.exception("the owner of an idle account could not be told")
        return False
    user.warned_at = timezone.now()
    user.save(update_fields=["warned_at"])
    return True


def shut_idle() -> int:
    """Shut the accounts that were idle for a year and whose owners were told a month ago; return how many."""
    now = timezone.now()
    told = User.objects.idle_since(now - SHUT_AFTER).filter(
        warned_at__gte=F("last_seen"), warned_at__lt=now - TOLD_BEFORE
    )
    return User.objects.filter(pk__in=told.values("pk")).update(is_active=False)
