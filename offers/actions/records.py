"""What staff do with offers, one or many at once.

Each takes the offers that it may find in the right state, waits for whoever changes one of them at the moment, leaves alone what is
in another state by then, and returns how many it changed.
"""

import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from network.models import User
from offers.models import Offer, Submission
from offers.permissions import wants_four_eyes

Status = Offer.Status
# An offer that is archived has nothing left to confirm.
LIVING = frozenset(Status) - {Status.ARCHIVED}
UNPUBLISHED = frozenset({Status.DRAFT, Status.SUBMITTED, Status.EXPIRED})


def changed(offers: QuerySet[Offer], states: frozenset[str], **fields: object) -> list[int]:
    """Set fields of those offers that are in one of some states, and return their ids."""
    with transaction.atomic():
        held = list(
            offers.filter(status__in=states).order_by("pk").select_for_update(of=["self"]).values_list("pk", flat=True)
        )
        Offer.objects.filter(pk__in=held).update(**fields)
        return held


def confirm(offers: QuerySet[Offer], *, by: User | None, day: datetime.date | None = None) -> int:
    """Note that `by` says that everything about the offers is right, on `day` or today; the last edit stays what it was.

    Nobody is named where somebody confirmed by a link from a mail.
    """
    return len(changed(offers, LIVING, confirmed_at=day or timezone.localdate(), confirmed_by=by, next_review=None))


def publishable(offers: QuerySet[Offer], by: User) -> QuerySet[Offer]:
    """Keep the offers that `by` may show to families as they are: they can be found, and with four eyes others wrote them."""
    found = offers.findable()
    if wants_four_eyes():
        by_others = Submission.objects.waiting().filter(content__isnull=True).exclude(author=by)
        return found.filter(pk__in=by_others.values("offer"))
    return found


@transaction.atomic
def publish(offers: QuerySet[Offer], *, by: User) -> int:
    """Show offers to families, those alone that families can find; who does so says that they are right.

    What was submitted of them is approved by that.
    Otherwise a draft that lay for a year would be dropped from the search on the day on which it comes out.
    """
    told = {"confirmed_at": timezone.localdate(), "confirmed_by": by, "next_review": None}
    shown = changed(publishable(offers, by), UNPUBLISHED, status=Status.PUBLISHED, updated_at=timezone.now(), **told)
    submitted = Submission.objects.waiting().filter(offer__in=shown, content__isnull=True)
    submitted.settle(by)
    return len(shown)


def withdraw(offers: QuerySet[Offer]) -> int:
    """Take published offers back to drafts."""
    return len(changed(offers, frozenset({Status.PUBLISHED}), status=Status.DRAFT, updated_at=timezone.now()))


def archive(offers: QuerySet[Offer], *, reason: str) -> int:
    """Put offers away that there are no more, with the reason in a sentence."""
    return len(changed(offers, LIVING, status=Status.ARCHIVED, archived_reason=reason, updated_at=timezone.now()))


def resumable(offers: QuerySet[Offer], by: User | None = None) -> QuerySet[Offer]:
    """Keep the offers whose partner and facility are still there."""
    house_is_there = Q(facility=None) | Q(facility__archived_reason="")
    return offers.filter(house_is_there, provider__archived_reason="")


def resume(offers: QuerySet[Offer]) -> int:
    """Take archived offers back as drafts; the address of one that was merged is its own again."""
    state = frozenset({Status.ARCHIVED})
    return len(
        changed(
            resumable(offers),
            state,
            status=Status.DRAFT,
            archived_reason="",
            merged_into=None,
            updated_at=timezone.now(),
        )
    )
