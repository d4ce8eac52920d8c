"""What comes due in the register: confirmations, ends, seals, links. The board counts by it, and the lists are narrowed by it."""

import datetime
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from network.models import Facility
from offers.models import LinkCheck, Offer, offer
from offers.models.offer import HIDDEN_AFTER

# Days before a date at which it shows up on the board.
SOON: Final = 30
SEAL_SOON: Final = 90


class Due:
    """How it stands with the confirmation of an offer, as it is written in an address."""

    CURRENT, SOON, OVERDUE, HIDDEN = "aktuell", "bald", "ueberfaellig", "ausgeblendet"
    LABELS: Final = [
        (CURRENT, _("aktuell")),
        (SOON, _("in 30 Tagen fällig")),
        (OVERDUE, _("überfällig oder nie bestätigt")),
        (HIDDEN, _("seit über 30 Tagen überfällig, nicht mehr in der Suche")),
    ]

    @staticmethod
    def condition(value: str, today: datetime.date) -> Q:
        """Return which offers (`with_due()`) stand so on a day; each stands in one way.

        What nobody ever confirmed waits for it from the first day, though families are told only when it is due.
        """
        soon, hidden = today + datetime.timedelta(days=SOON), today - HIDDEN_AFTER
        confirmed = Q(confirmed_at__isnull=False)
        return {
            Due.CURRENT: confirmed & Q(due_on__gt=soon),
            Due.SOON: confirmed & Q(due_on__gte=today, due_on__lte=soon),
            Due.OVERDUE: Q(due_on__gte=hidden) & (Q(due_on__lt=today) | Q(confirmed_at=None)),
            Due.HIDDEN: Q(due_on__lt=hidden),
        }[value]


def ending(today: datetime.date) -> Q:
    """Return which published offers end within the next days."""
    soon = today + datetime.timedelta(days=SOON)
    return Q(status=Offer.Status.PUBLISHED, valid_until__gte=today, valid_until__lte=soon)


def expiring_seals(facilities: QuerySet[Facility], today: datetime.date) -> QuerySet[Facility]:
    """Keep the facilities whose seal of quality is over or soon will be."""
    sealed = facilities.living().exclude(quality_seal="")
    return sealed.filter(seal_valid_until__lte=today + datetime.timedelta(days=SEAL_SOON))


def with_dead_links() -> Q:
    """Return which offers, still to be used, have a web address that leads nowhere."""
    return ~Q(status__in=[Offer.Status.ARCHIVED, Offer.Status.EXPIRED]) & offer.leading_nowhere()


def leading_nowhere(records: QuerySet) -> QuerySet:
    """Keep the partners or facilities whose own page on the web is dead."""
    return records.living().filter(website__in=LinkCheck.objects.dead().values("url"))


def waiting(today: datetime.date) -> Q:
    """Return which offers (`with_due()`) ask for something: not published yet, or to be confirmed now or soon."""
    published = Q(status=Offer.Status.PUBLISHED)
    due = Due.condition(Due.HIDDEN, today) | Due.condition(Due.OVERDUE, today) | Due.condition(Due.SOON, today)
    return (published & due) | ~Q(status__in=[Offer.Status.PUBLISHED, Offer.Status.ARCHIVED])
