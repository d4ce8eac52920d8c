"""Links by which a question about an offer is answered without a login: signed, for one offer, one review and one answer, for two months.

Who has the link may answer, so it goes to the keepers of an offer alone. Each says one thing only ("stimmt noch", "ändern", "gibt es nicht
mehr") and leads to a page with one button, since programs that look through mails follow links. Once somebody has confirmed the offer
or put it away, the review that it names is over, and all links with it.
"""

import datetime
from dataclasses import dataclass, replace

from django.conf import settings
from django.core import signing
from django.db.models import QuerySet, TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from offers.models import Offer
from sozialraum.models import Municipality

SALT = "offers.review"
VALID_FOR = datetime.timedelta(days=60)


class Answer(TextChoices):
    """What a link says."""

    RIGHT = "stimmt", _("Stimmt noch")
    CHANGED = "aendern", _("Ändern")
    GONE = "beendet", _("Gibt es nicht mehr")


@dataclass(frozen=True)
class Review:
    """What a link is for: an offer, the day by which it should be confirmed, the answer, and the day on which the question was asked."""

    offer: int
    due_on: datetime.date
    answer: Answer
    asked_on: datetime.date

    @property
    def address(self) -> str:
        """Return the address below the portal's own."""
        return reverse("review", args=[token(self)])

    @property
    def others(self) -> list["Review"]:
        """Return what leads to the other answers, for no longer than this one."""
        return [replace(self, answer=answer) for answer in Answer if answer is not self.answer]


def token(review: Review) -> str:
    """Return the part of an address that stands for a review."""
    days = [day.isoformat() for day in (review.due_on, review.asked_on)]
    return signing.dumps([review.offer, review.answer.value, *days], salt=SALT, compress=True)


def read(text: str) -> Review | None:
    """Return the review that a token stands for; None where it is not ours or too old."""
    try:
        offer, answer, *days = signing.loads(text, salt=SALT)
        due_on, asked_on = map(datetime.date.fromisoformat, days)
    except (signing.BadSignature, ValueError):
        return None
    review = Review(offer, due_on, Answer(answer), asked_on)
    return review if timezone.localdate() <= review.asked_on + VALID_FOR else None


def addresses_of(offer: Offer) -> list[tuple[str, str]]:
    """Return the address (with the host, for mails) of each answer about an offer (`with_due()`), with what it is called."""
    asked_on = timezone.localdate()
    asked = [Review(offer.pk, offer.due_on, answer, asked_on) for answer in Answer]
    return [(review.answer.label, settings.PORTAL_ADDRESS + review.address) for review in asked]


def closing() -> dict[str, object]:
    """Return what the end of a mail with such links says: until when they are good, and which portal asks."""
    return {"until": timezone.localdate() + VALID_FOR, "portal_name": Municipality.current().portal_name}


def open_offer(review: Review) -> QuerySet[Offer]:
    """Return the offer of a review that is still to be done, as a set of one or none."""
    return Offer.objects.with_due().filter(pk=review.offer, due_on=review.due_on, status=Offer.Status.PUBLISHED)
