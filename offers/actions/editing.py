"""An offer written anew or changed: at once where the writer may publish, else laid before somebody who may."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from network.choices import Permission
from network.models import User
from offers.actions.conflicts import ConflictError
from offers.actions.slugs import free_address
from offers.actions.submissions import going_on_with, submit
from offers.actions.twins import look_for_newest_twins
from offers.content import SCHEMAS, Content, apply, changed_fields, content_of, merge
from offers.models import Offer, Submission
from offers.permissions import offers_with, wants_four_eyes

Status = Offer.Status


class Wish(Enum):
    """What a writer wants to happen with what they wrote."""

    KEEP = "speichern"  # as a draft, or where it is public already, for everybody
    SHOW = "veroeffentlichen"
    SUBMIT = "einreichen"


class Outcome(Enum):
    """What became of it."""

    UNCHANGED = "unchanged"
    DRAFT = "draft"
    PUBLIC = "public"
    WAITING = "waiting"


@dataclass(frozen=True)
class Saved:
    """A record after it was saved, and the fields that others had changed meanwhile and that were kept."""

    record: Model
    outcome: Outcome
    theirs: list[str] = field(default_factory=list)


def writes_directly(user: User, offer: Offer) -> bool:
    """Return whether what `user` writes about an offer stands there at once; of what no family sees it always does."""
    if offer.status != Status.PUBLISHED:
        return True
    return publishes(user, offer)


def publishes(user: User, offer: Offer) -> bool:
    """Return whether `user` may show an offer to families without anybody else looking at it."""
    return offers_with(Permission.PUBLISH, user).filter(pk=offer.pk).exists() and not wants_four_eyes()


def version_for(user: User, offer: Offer) -> Content:
    """Return what `user` goes on writing: the offer as it stands, or what waits to be looked at or came back."""
    return going_on_with(offer, is_direct=writes_directly(user, offer))


@transaction.atomic
def create_offer(content: Content, *, by: User, wish: Wish, confirms: bool) -> Saved:
    """Make a new offer of a whole content."""
    offer = Offer(slug=free_address(Offer, content["title"]))
    apply(offer, content)
    transaction.on_commit(look_for_newest_twins, robust=True)
    return Saved(offer, finish(offer, by=by, wish=wish, confirms=confirms))


@transaction.atomic
def save_offer(  # noqa: PLR0913 - keyword-only, each with its own meaning
    pk: int, *, base: Content, content: Content, by: User, wish: Wish, confirms: bool
) -> Saved:
    """Save what `by` made of `base`; what others changed meanwhile stays.

    Raises ConflictError where both changed the same, and Offer.DoesNotExist where the offer has been archived.
    """
    offer = Offer.objects.exclude(status=Status.ARCHIVED).select_for_update(of=["self"]).get(pk=pk)
    is_direct = writes_directly(by, offer)
    current = going_on_with(offer, is_direct=is_direct)
    merged = merge(base, current, content)
    if merged.conflicts:
        raise ConflictError(current, merged.content, merged.conflicts)
    if not is_direct:
        outcome = propose(offer, merged.content, by=by, confirms=confirms)
        return Saved(offer, outcome, merged.theirs)
    changed = changed_fields(current, merged.content)
    if changed:
        apply(offer, {name: merged.content[name] for name in changed})
        transaction.on_commit(look_for_newest_twins, robust=True)
    outcome = finish(offer, by=by, wish=wish, confirms=confirms)
    is_unchanged = outcome in {Outcome.DRAFT, Outcome.PUBLIC} and wish is Wish.KEEP and not changed and not confirms
    return Saved(offer, Outcome.UNCHANGED if is_unchanged else outcome, merged.theirs)


def propose(record: Model, content: Content, *, by: User, confirms: bool = False) -> Outcome:
    """Lay a change of what families see before somebody who may publish it; the approved version stays."""
    base = content_of(record)
    is_known = Submission.objects.open().about(record).exists()
    if not changed_fields(base, content, SCHEMAS[type(record)]) and not is_known:
        return Outcome.UNCHANGED
    submit(record, base=base, content=content, by=by, confirms=confirms)
    return Outcome.WAITING


def finish(offer: Offer, *, by: User, wish: Wish, confirms: bool) -> Outcome:
    """Confirm, publish or submit an offer that was written directly, as its writer wants and may."""
    shows = wish is Wish.SHOW and publishes(by, offer)
    news: dict[str, Any] = {}
    if confirms or (shows and offer.status != Status.PUBLISHED):
        # Who publishes says that all is right: else an old draft would be dropped from the search as it comes out.
        news |= {"confirmed_at": timezone.localdate(), "confirmed_by": by, "next_review": None}
    if offer.status == Status.PUBLISHED:
        outcome = Outcome.PUBLIC
    elif shows:
        news["status"], outcome = Status.PUBLISHED, Outcome.PUBLIC
        Submission.objects.open().filter(offer=offer).settle(by)
    elif wish is Wish.KEEP:
        outcome = Outcome.WAITING if offer.status == Status.SUBMITTED else Outcome.DRAFT
    else:
        news["status"], outcome = Status.SUBMITTED, Outcome.WAITING
        submit(offer, by=by, confirms=confirms)
    if news:
        for name, value in news.items():
            setattr(offer, name, value)
        offer.save(update_fields=[*news, "updated_at"])
    return outcome
