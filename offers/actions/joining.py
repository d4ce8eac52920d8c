"""Somebody asks to keep a partner's records, and those who may let them in hear of it."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from network.choices import PartnerLead
from network.joining import ask_to_join
from network.models import JoinRequest, Partner, User
from offers.permissions import reviewers_of
from sozialraum.actions import Message
from sozialraum.models import Municipality


@transaction.atomic
def ask_for_a_part(*, partner: Partner, message: Message, municipality: Municipality) -> None:
    """Keep a request, and mail those who answer it; raises NotTakenError."""
    if request := ask_to_join(partner=partner, message=message):
        transaction.on_commit(lambda: tell(request), robust=True)


def answering(partner: Partner) -> QuerySet[User]:
    """Return who answers for a partner: whoever leads it, and where nobody does, those who coordinate."""
    leads = User.objects.filter(
        is_active=True, role_assignments__role=PartnerLead.code, role_assignments__partner=partner
    )
    return leads.distinct().order_by("email") if leads.exists() else reviewers_of(partner)


def tell(request: JoinRequest) -> None:
    """Mail each of them where the request stands; who asks, and what they write, is read there alone."""
    address = settings.PORTAL_ADDRESS + reverse("staff_join_request", args=[request.pk])
    text = render_to_string("offers/mail/join_request.txt", {"partner": request.partner, "address": address})
    subject = _("Jemand möchte mitmachen: %(partner)s") % {"partner": request.partner.name}
    for user in answering(request.partner):
        EmailMessage(subject, text, to=[user.email]).send()
