"""Links by which an invitation to a conference is answered without a login: signed, for one invitation, one date and one answer.

Each opens a page with one button, since programs that look through mails follow links. Once the date has changed, the conference has
begun or was called off, all links to it are over.
"""

from dataclasses import dataclass, replace
from typing import Self

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from network.models import Conference, ConferenceInvitation

SALT = "network.conference"
Answer = ConferenceInvitation.Answer
ANSWERS = (Answer.YES, Answer.NO)


@dataclass(frozen=True)
class Asked:
    """What a link is for."""

    invitation: int
    sequence: int
    answer: str

    @property
    def address(self) -> str:
        """Return the address below the portal's own."""
        return reverse("conference_answer", args=[token(self)])

    @property
    def other(self) -> Self:
        """Return what leads to the other answer."""
        return replace(self, answer=Answer.NO.value if self.answer == Answer.YES else Answer.YES.value)


def token(asked: Asked) -> str:
    """Return the part of an address that stands for an answer."""
    return signing.dumps([asked.invitation, asked.sequence, asked.answer], salt=SALT)


def read(text: str) -> Asked | None:
    """Return what a token stands for; None where it is not ours."""
    try:
        return Asked(*signing.loads(text, salt=SALT))
    except (signing.BadSignature, TypeError):
        return None


def invitation_of(asked: Asked) -> ConferenceInvitation | None:
    """Return the invitation that a link is about, as long as it can be answered: for this date, before it begins."""
    found = ConferenceInvitation.objects.filter(
        pk=asked.invitation,
        conference__sequence=asked.sequence,
        conference__state=Conference.State.PLANNED,
        conference__starts_at__gt=timezone.now(),
    )
    return found.select_related("partner", "conference__group", "conference__inviting_unit").first()


def addresses_of(invitation: ConferenceInvitation) -> dict[str, str]:
    """Return the address (with the host, for mails) of each answer, by its code."""
    sequence = invitation.conference.sequence
    return {
        answer.value: settings.PORTAL_ADDRESS + Asked(invitation.pk, sequence, answer.value).address
        for answer in ANSWERS
    }
