"""A conference is planned, changed, called off, held and closed."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from network.conference_letters import cancellation
from network.models import Conference, ConferenceInvitation, User
from network.seen import ConflictError, merge

State = Conference.State
# What tells calendars that an event has changed.
WHEN_AND_WHERE = frozenset({"starts_at", "ends_at", "place"})


class NotPossibleError(Exception):
    """A conference is not in the state in which this could be done; the text says so in German."""


@transaction.atomic
def plan_conference(*, conference: Conference, by: User) -> Conference:
    """Save a new conference and put the members that its group has on that day on its list."""
    conference.updated_at = timezone.now()
    conference.save()
    invite_core(conference)
    return conference


def invite_core(conference: Conference) -> int:
    """Put those members of the group on the list that are not on it yet, and return how many."""
    day = timezone.localdate(conference.starts_at)
    there = set(conference.invitations.exclude(partner=None).values_list("partner", flat=True))
    members = conference.group.memberships.on(day).exclude(partner__in=there).filter(partner__archived_reason="")
    new = [
        ConferenceInvitation(conference=conference, partner=one.partner, email=one.partner.email)
        for one in members.select_related("partner").order_by("partner__name")
    ]
    return len(ConferenceInvitation.objects.bulk_create(new))


@transaction.atomic
def complete_list(*, pk: int, by: User) -> int:
    """Put those on the list of a planned conference who joined its group meanwhile, and return how many. Raises NotPossibleError."""
    conference = held(pk)
    expect(conference, State.PLANNED)
    return invite_core(conference)


def held(pk: int) -> Conference:
    """Return a conference, locked."""
    return Conference.objects.select_for_update(of=["self"]).select_related("group").get(pk=pk)


@transaction.atomic
def change_conference(*, pk: int, wanted: Mapping[str, Any], before: Mapping[str, str], by: User) -> list[str]:
    """Change what `by` changed of a conference that looked like `before`, and return the names of the changed fields.

    What others changed meanwhile stays; ConflictError where it is the same. A new date or place asks for new answers, since
    the old ones were about another meeting. Raises ValidationError where the database's rules forbid it.
    """
    conference = held(pk)
    changed = merge(conference, wanted, before)
    if not changed:
        return []
    if WHEN_AND_WHERE & set(changed) and conference.is_planned:
        conference.sequence += 1
        conference.invitations.exclude(answer="").update(answer="", answered_at=None, answer_note="")
    conference.updated_at = timezone.now()
    conference.validate_constraints()
    conference.save()
    return changed


@transaction.atomic
def cancel_conference(*, pk: int, reason: str, by: User) -> int:
    """Call a conference off, tell all who were invited, and return how many mails went out. Raises NotPossibleError."""
    conference = held(pk)
    expect(conference, State.PLANNED)
    conference.state, conference.cancelled_reason = State.CANCELLED, reason
    conference.sequence += 1
    conference.updated_at = timezone.now()
    conference.save()
    told = conference.invitations.exclude(invited_at=None).exclude(email="").select_related("partner")
    letters = [cancellation(one, conference) for one in told]
    for letter in letters:
        transaction.on_commit(letter.send, robust=True)
    return len(letters)


def expect(conference: Conference, *states: str) -> None:
    if conference.state not in states:
        raise NotPossibleError(conference.get_state_display())


@transaction.atomic
def hold_conference(*, pk: int, situation: dict[str, Any], by: User) -> None:
    """Note that a conference took place, with what its area had to offer then. Raises NotPossibleError, also before it began."""
    conference = held(pk)
    expect(conference, State.PLANNED)
    if conference.starts_at > timezone.now():
        raise NotPossibleError(conference.get_state_display())
    conference.state, conference.situation, conference.updated_at = State.HELD, situation, timezone.now()
    conference.save()


@transaction.atomic
def close_conference(*, pk: int, by: User) -> None:
    """Close a conference whose minutes are written. Raises NotPossibleError."""
    conference = held(pk)
    expect(conference, State.HELD)
    if not conference.minutes:
        raise NotPossibleError(conference.get_state_display())
    conference.state, conference.closed_at, conference.closed_by = State.CLOSED, timezone.now(), by
    conference.save()


@transaction.atomic
def reopen_conference(*, pk: int, by: User) -> None:
    """Open a closed conference again, or one that was held by mistake as planned. Raises NotPossibleError."""
    conference = held(pk)
    expect(conference, State.CLOSED, State.HELD)
    if conference.state == State.CLOSED:
        conference.state, conference.closed_at, conference.closed_by = State.HELD, None, None
    else:
        conference.state, conference.situation = State.PLANNED, None
    conference.save()


__all__ = [
    "ConflictError",
    "NotPossibleError",
    "cancel_conference",
    "change_conference",
    "close_conference",
    "complete_list",
    "hold_conference",
    "invite_core",
    "plan_conference",
    "reopen_conference",
]
