"""Messages of visitors: taken in once, and passed on to the municipality."""

import datetime
from dataclasses import astuple, dataclass
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from sozialraum.models import AccessibilityFeedback, Municipality, ReceivedMessage

REMEMBERED_FOR = datetime.timedelta(days=1)
# From all visitors together: addresses are not kept, so they cannot be counted one by one. A town gets a few a day.
MOST_PER_HOUR = 30


class NotTakenError(Exception):
    """A message could not be taken; whoever wrote it must learn so, and keeps the text."""


@dataclass(frozen=True)
class Message:
    """What somebody wrote; `email` and `name` may be empty."""

    text: str
    email: str = ""
    name: str = ""


@transaction.atomic
def take(message: Message, purpose: str) -> ReceivedMessage | None:
    """Return the trace of a new message, or None when the very same one came within a day: sent twice, read once.

    Raises NotTakenError when more messages arrive than people write.
    """
    now = timezone.now()
    forget_received_messages()
    digest = salted_hmac(purpose, repr(astuple(message)), algorithm="sha256").hexdigest()
    if ReceivedMessage.objects.filter(digest=digest).exists():
        return None
    if ReceivedMessage.objects.filter(received_at__gt=now - datetime.timedelta(hours=1)).count() >= MOST_PER_HOUR:
        raise NotTakenError
    trace, is_new = ReceivedMessage.objects.get_or_create(digest=digest)
    return trace if is_new else None


def forget_received_messages() -> int:
    """Delete what was remembered of messages of more than a day ago, as the privacy page promises; return how many."""
    return ReceivedMessage.objects.filter(received_at__lt=timezone.now() - REMEMBERED_FOR).delete()[0]


def letter(message: Message, *, to: str, subject: str, template: str, **facts: object) -> EmailMessage:
    """Return the mail that carries a message; an answer to it goes to the person who wrote, if there is an address."""
    body = render_to_string(f"sozialraum/mail/{template}.txt", {"message": message, **facts})
    return EmailMessage(subject, body, to=[to], reply_to=[message.email] if message.email else None)


def send_contact_message(*, municipality: Municipality, message: Message) -> None:
    """Mail a message to the municipality. Nothing of it is kept here, so NotTakenError is raised when mail fails."""
    if not municipality.email:
        raise NotTakenError
    subject = _("Nachricht über %(portal)s") % {"portal": municipality.portal_name}
    mail = letter(message, to=municipality.email, subject=subject, template="contact")
    trace = take(message, "contact")
    try:
        if trace:
            transaction.on_commit(mail.send)
    except (SMTPException, OSError) as error:
        trace.delete()
        raise NotTakenError from error


@transaction.atomic
def record_feedback(*, municipality: Municipality, message: Message) -> None:
    """Keep a hint on a barrier with the date by which it must be answered, and mail it.

    The hint counts as received once it is kept: a failing mail is logged, staff see the hint in their list.
    """
    if not take(message, "accessibility"):
        return
    feedback = AccessibilityFeedback.objects.create(message=message.text, reply_address=message.email)
    if municipality.accessibility_email:
        subject = _("Hinweis zur Barrierefreiheit von %(portal)s") % {"portal": municipality.portal_name}
        to = municipality.accessibility_email
        mail = letter(message, to=to, subject=subject, template="feedback", feedback=feedback)
        transaction.on_commit(mail.send, robust=True)
