"""Reminders that offers are to be confirmed: one mail to each keeper, with all that is due."""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.core.mail import EmailMessage
from django.db import connection
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import ngettext

from offers.actions.addresses import delivered, live_addresses_of
from offers.models import Offer, ReviewReminder
from offers.review_links import addresses_of, closing

Stage = ReviewReminder.Stage
BEFORE = datetime.timedelta(days=30)
AFTER = datetime.timedelta(days=14)


def remind(day: datetime.date | None = None) -> int:
    """Ask the keepers of all offers that are due to confirm them, and return how many mails went out.

    Each offer is named to each address once before its day, once at it and once after. An address that refuses a mail is tried again
    the next time, until it has refused three in a row.
    """
    day = day or timezone.localdate()
    return sum(send(address, offers, day) for address, offers in letters(due(day)).items())


def due(day: datetime.date) -> list[Offer]:
    """Return the published offers that somebody should confirm within 30 days, or should have."""
    published = Offer.objects.with_due().filter(status=Offer.Status.PUBLISHED, due_on__lte=day + BEFORE)
    return list(published.select_related("provider").order_by("provider__name", "due_on", "title"))


def stage_of(due_on: datetime.date, day: datetime.date) -> str:
    if day < due_on:
        return Stage.BEFORE
    return Stage.AFTER if day >= due_on + AFTER else Stage.DUE


def letters(offers: Iterable[Offer]) -> dict[str, list[Offer]]:
    """Return the offers by the address to which a mail about them goes, dead addresses left out."""
    offers = list(offers)
    addresses = live_addresses_of({offer.provider for offer in offers})
    found: dict[str, list[Offer]] = defaultdict(list)
    for offer in offers:
        for address in addresses.get(offer.provider_id, []):
            found[address].append(offer)
    return dict(found)


def send(address: str, offers: list[Offer], day: datetime.date) -> bool:
    """Send one mail about all that is due where this address was not yet told of some of it; return whether one went out."""

    def tell() -> bool:
        new = noted(address, offers, day)
        if new:
            letter(address, new, [offer for offer in offers if offer not in new]).send()
        return bool(new)

    return delivered(address, tell)


def noted(address: str, offers: list[Offer], day: datetime.date) -> list[Offer]:
    """Write down that an address is told of offers, and return those of which it was not told before.

    Of two at once, the second waits until the first has written down everything.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('reminders'), hashtext(%s))", [address])
    mine = ReviewReminder.objects.filter(address=address, offer__in=offers)
    told = set(mine.values_list("offer", "due_on", "stage"))
    rows = [
        ReviewReminder(offer=offer, due_on=offer.due_on, stage=stage_of(offer.due_on, day), address=address)
        for offer in offers
    ]
    new = [row for row in rows if (row.offer_id, row.due_on, row.stage) not in told]
    ReviewReminder.objects.bulk_create(new)
    return [row.offer for row in new]


def letter(address: str, new: list[Offer], unanswered: list[Offer]) -> EmailMessage:
    """Return the mail that asks about new offers, and once more about those still unanswered, each with a link for each answer."""
    number = len(new) + len(unanswered)
    subject = ngettext("Stimmt Ihr Angebot noch?", "Stimmen Ihre %(number)s Angebote noch?", number) % {
        "number": number
    }
    facts = {
        "parts": [[(offer, addresses_of(offer)) for offer in offers] for offers in (new, unanswered)],
        # Whoever keeps the offers of several partners has to know whose each is.
        "names_partners": len({offer.provider_id for offer in (*new, *unanswered)}) > 1,
        **closing(),
    }
    return EmailMessage(subject, render_to_string("offers/mail/reminder.txt", facts), to=[address])
