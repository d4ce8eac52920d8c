"""Who is invited to a conference, and what they answer."""

from django.db import transaction
from django.utils import timezone

from network.actions.conferences import NotPossibleError, held
from network.conference_letters import invitation_letter
from network.models import Conference, ConferenceInvitation, User

Answer = ConferenceInvitation.Answer


@transaction.atomic
def add_guest(*, invitation: ConferenceInvitation, by: User) -> ConferenceInvitation:
    """Put somebody on the list of a conference. Raises ValidationError where it is there already."""
    held(invitation.conference_id)
    invitation.validate_constraints()
    invitation.save()
    return invitation


@transaction.atomic
def strike_from_list(*, invitation: ConferenceInvitation, by: User) -> None:
    """Take somebody off the list who was not invited yet. Raises NotPossibleError."""
    conference = held(invitation.conference_id)
    row = conference.invitations.get(pk=invitation.pk)
    if row.invited_at is not None or not conference.is_planned:
        raise NotPossibleError
    row.delete()


@transaction.atomic
def send_invitations(*, pk: int, by: User) -> int:
    """Mail everybody on the list who does not know the date as it stands, and return how many mails go out.

    Raises NotPossibleError where the conference is over, called off or held.
    """
    conference = held(pk)
    if not conference.is_planned or conference.is_over():
        raise NotPossibleError
    rows = list(untold(conference).select_related("partner").select_for_update(of=["self"]))
    now = timezone.now()
    for row in rows:
        letter = invitation_letter(row, conference, is_change=row.invited_at is not None)
        row.invited_at, row.told_sequence = now, conference.sequence
        row.save(update_fields=["invited_at", "told_sequence"])
        transaction.on_commit(letter.send, robust=True)
    return len(rows)


def untold(conference: Conference):
    """Return those with an address whom no mail has told of the date as it stands."""
    return conference.invitations.exclude(email="").exclude(told_sequence=conference.sequence)


@transaction.atomic
def answer_invitation(*, invitation: ConferenceInvitation, answer: str, note: str = "") -> bool:
    """Take an answer down; return whether it could still be given: the conference stands, and has not begun."""
    conference = held(invitation.conference_id)
    if not conference.is_planned or conference.starts_at <= timezone.now():
        return False
    ConferenceInvitation.objects.filter(pk=invitation.pk).update(
        answer=answer, answer_note=note, answered_at=timezone.now()
    )
    return True


@transaction.atomic
def note_attendance(*, pk: int, came: dict[int, bool | None], by: User) -> int:
    """Write down who came (by the id of the invitation; None: not known), and return for how many that is new."""
    conference = held(pk)
    if not conference.is_held:
        raise NotPossibleError
    changed = [row for row in conference.invitations.all() if row.pk in came and row.attended is not came[row.pk]]
    for row in changed:
        row.attended = came[row.pk]
    return ConferenceInvitation.objects.bulk_update(changed, ["attended"]) if changed else 0
