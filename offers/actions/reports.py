"""Reports that an offer, a partner or a facility is out of date: taken in from families, answered by staff."""

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import Facility, Partner, User
from offers.models import Offer, OutdatedReport
from sozialraum.actions import Message, take
from sozialraum.models import Municipality


@transaction.atomic
def record_report(*, about: Offer | Partner | Facility, message: Message, municipality: Municipality) -> None:
    """Keep what somebody wrote about a record; the very same words count once a day.

    Raises NotTakenError when more messages arrive than people write.
    """
    kind = about._meta.model_name
    if take(message, f"{kind} {about.pk}"):
        OutdatedReport.objects.create(**{kind: about}, message=message.text, reply_address=message.email)


@transaction.atomic
def answer_report(report: OutdatedReport, *, answer: str, by: User, municipality: Municipality) -> bool:
    """Close a report with an answer, mail it to whoever asked for one, and forget the address.

    Returns whether it was still open: of two who answer at once, the first one does.
    """
    held = OutdatedReport.objects.open().select_for_update(of=["self"]).with_records().filter(pk=report.pk).first()
    if held is None:
        return False
    mail = letter(held, answer, municipality)
    held.answer, held.closed_at, held.closed_by, held.reply_address = answer, timezone.now(), by, ""
    held.save()
    if mail:
        transaction.on_commit(mail.send, robust=True)
    return True


def letter(report: OutdatedReport, answer: str, municipality: Municipality) -> EmailMessage | None:
    """Return the mail with the answer; None where nobody left an address."""
    if not report.reply_address:
        return None
    facts = {"record": report.record, "answer": answer, "municipality": municipality}
    subject = _("Ihre Meldung zu „%(record)s“") % {"record": report.record}
    return EmailMessage(subject, render_to_string("offers/mail/report_answer.txt", facts), to=[report.reply_address])
