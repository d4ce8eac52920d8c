"""Two offers made one: what is said of both, everything that refers to them, and the address of the one that goes."""

import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import User
from offers.actions.references import move_references
from offers.content import Content, apply
from offers.models import Offer, Submission

Versions = dict[int, datetime.datetime]
LONGEST_REASON: Final = 200


class ChangedMeanwhileError(Exception):
    """One of the offers is no longer as it was when somebody chose what stays of both."""


@transaction.atomic
def merge_offers(keep: Offer, away: Offer, *, content: Content, seen: Versions, by: User) -> None:
    """Make of two offers one: `keep` says what `content` says, and all that refers to `away` refers to it then.

    `away` is archived, as it was, and its address leads to `keep`; so do the addresses that led to `away`. `seen` says for
    both ids when they were last changed as far as `by` knows: raises ChangedMeanwhileError where one was changed since, or is
    archived by now. Whoever edits one of them meanwhile is waited for.
    """
    keep, away = held(keep.pk, away.pk, seen)
    # The addresses that led to the one that goes are among them, so that no way leads over a third one.
    move_references(keep, away)
    reason = (_("zusammengeführt mit „%(title)s“") % {"title": keep.title})[:LONGEST_REASON]
    settle_submission(keep, away, reason, by)
    away.status, away.merged_into = Offer.Status.ARCHIVED, keep
    away.archived_reason = reason
    away.save()
    later_confirmation(keep, away)
    apply(keep, content)


def held(keep: int, away: int, seen: Versions) -> tuple[Offer, Offer]:
    """Lock both offers, always in the same order, and return them as they are now. Raises ChangedMeanwhileError."""
    locked = Offer.objects.filter(pk__in=[keep, away]).order_by("pk").select_for_update(of=["self"])
    found = {offer.pk: offer for offer in locked}
    if set(found) != {keep, away} or keep == away:
        raise ChangedMeanwhileError
    if any(offer.status == Offer.Status.ARCHIVED or offer.updated_at != seen[pk] for pk, offer in found.items()):
        raise ChangedMeanwhileError
    return found[keep], found[away]


def settle_submission(keep: Offer, away: Offer, reason: str, by: User) -> None:
    """Let a change of `away` that waits to be looked at be one of `keep`; where that has one already, take it back."""
    waiting = Submission.objects.open().filter(offer=away).first()
    if waiting is None:
        return
    if waiting.is_new or Submission.objects.open().filter(offer=keep).exists():
        waiting.state, waiting.sentence = Submission.State.WITHDRAWN, reason
        waiting.decided_at, waiting.decided_by = timezone.now(), by
    else:
        waiting.offer = keep
    waiting.save()


def later_confirmation(keep: Offer, away: Offer) -> None:
    """Let the remaining offer be as fresh as the fresher of both, since somebody has just looked at what is said of them."""
    nothing = datetime.date.min
    if (away.confirmed_at or nothing) > (keep.confirmed_at or nothing):
        keep.confirmed_at, keep.confirmed_by = away.confirmed_at, away.confirmed_by
