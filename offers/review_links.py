"""Links by which an offer is confirmed without a login: signed, for one offer and one review, for two months.

Who has the link may confirm, so it goes to the keepers of an offer alone. It serves one purpose: once somebody has confirmed the
offer or put it away, the review that it names is over, and the link with it.
"""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.db.models import QuerySet
from django.urls import reverse

from offers.models import Offer

SALT = "offers.review"
VALID_FOR = datetime.timedelta(days=60)


@dataclass(frozen=True)
class Review:
    """The review that a link is for: an offer, and the day by which it should be confirmed."""

    offer: int
    due_on: datetime.date


def token(review: Review) -> str:
    """Return the part of an address that stands for a review."""
    return signing.dumps([review.offer, review.due_on.isoformat()], salt=SALT, compress=True)


def read(text: str) -> Review | None:
    """Return the review that a token stands for; None where it is not ours or too old."""
    try:
        offer, due_on = signing.loads(text, salt=SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        return None
    return Review(offer, datetime.date.fromisoformat(due_on))


def address_of(offer: Offer) -> str:
    """Return the address (with the host, for mails) at which an offer (`with_due()`) is confirmed."""
    return settings.PORTAL_ADDRESS + reverse("review", args=[token(Review(offer.pk, offer.due_on))])


def open_offer(review: Review) -> QuerySet[Offer]:
    """Return the offer of a review that is still to be done, as a set of one or none."""
    return Offer.objects.with_due().filter(pk=review.offer, due_on=review.due_on, status=Offer.Status.PUBLISHED)
