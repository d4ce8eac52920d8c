"""Offers given to somebody who looks after them."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import ngettext

from network.models import User
from offers.actions.records import LIVING
from offers.models import Offer

# A mail names so many; the list that it leads to has all of them.
NAMED = 30


@transaction.atomic
def assign(offers: QuerySet[Offer], *, to: User | None, by: User) -> int:
    """Note that `to`, or nobody any more, looks after offers, and return of how many that is new.

    Whoever gets some is told by one mail, unless they took them themselves; the last edit of the offers stays what it was.
    """
    others = Q(assigned_to__isnull=False) if to is None else ~Q(assigned_to=to) | Q(assigned_to=None)
    held = list(offers.filter(others, status__in=LIVING).order_by("pk").select_for_update(of=["self"]))
    Offer.objects.filter(pk__in=[offer.pk for offer in held]).update(assigned_to=to)
    if held and to and to != by:
        transaction.on_commit(letter(to, held, by).send, robust=True)
    return len(held)


def letter(to: User, offers: Sequence[Offer], by: User) -> EmailMessage:
    """Return the mail that says which offers somebody is to look after from now on."""
    number = len(offers)
    subject = ngettext("Ein Angebot ist Ihnen zugewiesen", "%(number)s Angebote sind Ihnen zugewiesen", number)
    titles = sorted(offer.title for offer in offers)
    facts = {
        "to": to,
        "by": by,
        "number": number,
        "titles": titles[:NAMED],
        "more": max(0, number - NAMED),
        "address": f"{settings.PORTAL_ADDRESS}{reverse('staff_offers')}?zugewiesen=mir",
    }
    body = render_to_string("offers/mail/assigned.txt", facts)
    return EmailMessage(subject % {"number": number}, body, to=[to.email])
