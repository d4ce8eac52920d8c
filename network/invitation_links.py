"""The link by which an invitation is accepted: signed, so that only its mail holds it."""

from django.core import signing

from network.models import Invitation

SALT = "network.invitation"


def token(invitation: Invitation) -> str:
    """Return the part of an address that stands for an invitation."""
    return signing.dumps(invitation.pk, salt=SALT)


def pending(text: str) -> Invitation | None:
    """Return the invitation that a token stands for, if it can still be accepted."""
    try:
        pk = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    return Invitation.objects.pending().select_related("partner").filter(pk=pk).first()
