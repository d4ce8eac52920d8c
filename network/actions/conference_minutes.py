"""The minutes of a conference go to those who were invited."""

from django.db import transaction

from network.actions.conferences import NotPossibleError, held
from network.conference_letters import minutes_letter
from network.models import User


@transaction.atomic
def send_minutes(*, pk: int, pdf: bytes, by: User) -> int:
    """Mail the minutes to everybody who was invited or came, and return how many mails go out.

    Raises NotPossibleError as long as the conference is not closed.
    """
    conference = held(pk)
    if conference.state != conference.State.CLOSED:
        raise NotPossibleError
    rows = conference.invitations.exclude(email="").select_related("partner")
    reached = [row for row in rows if row.invited_at or row.attended]
    for row in reached:
        transaction.on_commit(minutes_letter(row, conference, pdf).send, robust=True)
    return len(reached)
