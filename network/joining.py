"""How somebody comes to keep a partner's records who was not invited: asks, and is let in or not."""

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from network.actions import invite
from network.choices import PartnerEditor
from network.models import Invitation, JoinRequest, Partner, User
from sozialraum.actions import Message, take
from sozialraum.models import Municipality


@transaction.atomic
def ask_to_join(*, partner: Partner, message: Message) -> JoinRequest | None:
    """Keep a request and return it where it is new; a second one of the same person for the same partner changes the first.

    Raises NotTakenError when more messages arrive than people write.
    """
    if not take(message, f"partner {partner.pk}"):
        return None
    request, is_new = JoinRequest.objects.update_or_create(
        partner=partner,
        email=User.normalize_username(message.email),
        defaults={"name": message.name, "message": message.text},
    )
    return request if is_new else None


def still_open(request: JoinRequest) -> JoinRequest | None:
    """Return a request with its partner, locked; None where somebody has answered it meanwhile."""
    open_ones = JoinRequest.objects.select_for_update(of=["self"]).select_related("partner")
    return open_ones.filter(pk=request.pk).first()


@transaction.atomic
def let_in(request: JoinRequest, *, by: User) -> bool:
    """Invite who asked, as an editor; return whether the request was still open."""
    held = still_open(request)
    if held is None:
        return False
    if not Invitation.objects.pending().filter(email=held.email, partner=held.partner).exists():
        invite(email=held.email, partner=held.partner, role=PartnerEditor.code, by=by)
    held.delete()
    return True


@transaction.atomic
def turn_down(request: JoinRequest, *, reason: str, municipality: Municipality) -> bool:
    """Tell who asked why not, and forget the request; return whether it was still open."""
    held = still_open(request)
    if held is None:
        return False
    facts = {"partner": held.partner, "reason": reason, "municipality": municipality}
    subject = _("Ihre Anfrage zu %(partner)s") % {"partner": held.partner.name}
    mail = EmailMessage(subject, render_to_string("network/mail/turned_down.txt", facts), to=[held.email])
    held.delete()
    transaction.on_commit(mail.send, robust=True)
    return True
