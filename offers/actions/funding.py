"""What is done with grants beyond writing them: reminding of deadlines, and ticking them off."""

import datetime
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from network.choices import Steering
from network.models import User
from offers.actions.addresses import delivered
from offers.models import GrantDeadline
from sozialraum.models import Municipality

BEFORE, AFTER = 1, 2  # how often somebody was told once a deadline was near, and once it was over


def remind_of_deadlines(day: datetime.date | None = None) -> int:
    """Tell the steering of the deadlines of grants, once before their day and once after it; return how many mails went out.

    Who was told is not noted one by one: as long as one mail goes out, all is told; where none does, it is tried again the next time.
    """
    day = day or timezone.localdate()
    with transaction.atomic():
        untold = list(untold_deadlines(day))
        sent = sum(delivered(address, letter(address, untold, day)) for address in steering()) if untold else 0
        if sent:
            for one in untold:
                one.reminders = AFTER if one.due_on < day else BEFORE
            GrantDeadline.objects.bulk_update(untold, ["reminders"])
    return sent


def untold_deadlines(day: datetime.date) -> Sequence[GrantDeadline]:
    """Return the deadlines of which somebody is to be told today, locked: of two runs at once, the second finds them told."""
    new = Q(reminders__lt=BEFORE) | Q(reminders__lt=AFTER, due_on__lt=day)
    soon = GrantDeadline.objects.soon(day).filter(new).select_for_update(of=["self"])
    return soon.select_related("grant__line").order_by("due_on", "pk")


def steering() -> list[str]:
    """Return the addresses of the people who answer for the whole network."""
    people = User.objects.filter(is_active=True, role_assignments__role=Steering.code).order_by("email")
    return list(people.values_list("email", flat=True).distinct())


def letter(address: str, untold: Sequence[GrantDeadline], day: datetime.date):
    """Return what sends one person a mail with all deadlines."""

    def send() -> bool:
        lines = [
            (one, one.due_on < day, settings.PORTAL_ADDRESS + reverse("staff_grant", args=[one.grant_id]))
            for one in untold
        ]
        first = untold[0]
        subject = ngettext(
            "Frist einer Förderung: %(what)s bis %(day)s",
            "%(number)d Fristen von Förderungen, die erste bis %(day)s",
            len(untold),
        ) % {"number": len(untold), "what": first.get_kind_display(), "day": f"{first.due_on:%d.%m.%Y}"}
        context = {"lines": lines, "portal_name": Municipality.current().portal_name}
        text = render_to_string("offers/mail/grant_deadlines.txt", context)
        return bool(EmailMessage(subject, text, to=[address]).send())

    return send


@transaction.atomic
def finish_deadline(*, deadline: GrantDeadline, by: User, day: datetime.date | None = None) -> bool:
    """Tick a deadline off; return whether it was still open. Its history says who did so (`by`)."""
    day = day or timezone.localdate()
    return bool(GrantDeadline.objects.open().filter(pk=deadline.pk).update(done_on=day))
