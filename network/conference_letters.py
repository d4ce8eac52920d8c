"""The mails of conferences: invitation, change, cancellation, minutes, tasks."""

import datetime
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.conference_calendar import CANCEL, PUBLISH, calendar_file
from network.conference_links import addresses_of
from network.models import Conference, ConferenceInvitation, ConferenceTask
from sozialraum.models import Municipality

FILE = "sozialraumkonferenz.ics"


def letter(
    invitation: ConferenceInvitation, conference: Conference, subject: str, template: str, **facts: object
) -> EmailMessage:
    """Return a mail to somebody on the list; answers to it go to the inviting unit."""
    context = {
        "invitation": invitation,
        "conference": conference,
        "portal_name": Municipality.current().portal_name,
        **facts,
    }
    text = render_to_string(f"network/mail/{template}.txt", context)
    unit = conference.inviting_unit.email
    return EmailMessage(subject, text, to=[invitation.email], reply_to=[unit] if unit else None)


def with_calendar(mail: EmailMessage, conference: Conference, method: str) -> EmailMessage:
    """Attach the date of a conference to a mail."""
    mail.attach(FILE, calendar_file(conference).decode(), f'text/calendar; method={method}; charset="utf-8"')
    return mail


def names_of(conference: Conference) -> dict[str, str]:
    return {"group": conference.group.name, "quarter": conference.quarter_name}


def invitation_letter(invitation: ConferenceInvitation, conference: Conference, *, is_change: bool) -> EmailMessage:
    """Return the mail that invites, or tells of a new date or place, with a link for each answer and the date as a file."""
    subject = (
        _("Geändert: Sozialraumkonferenz %(group)s, %(quarter)s")
        if is_change
        else _("Einladung: Sozialraumkonferenz %(group)s, %(quarter)s")
    )
    invitation.conference = conference
    facts = {"answers": addresses_of(invitation), "is_change": is_change}
    mail = letter(invitation, conference, subject % names_of(conference), "conference_invitation", **facts)
    return with_calendar(mail, conference, PUBLISH)


def cancellation(invitation: ConferenceInvitation, conference: Conference) -> EmailMessage:
    """Return the mail that calls a conference off, with a file that takes the date out of a calendar."""
    subject = _("Abgesagt: Sozialraumkonferenz %(group)s, %(quarter)s") % names_of(conference)
    return with_calendar(letter(invitation, conference, subject, "conference_cancelled"), conference, CANCEL)


def minutes_letter(invitation: ConferenceInvitation, conference: Conference, pdf: bytes) -> EmailMessage:
    """Return the mail that brings the minutes."""
    subject = _("Protokoll: Sozialraumkonferenz %(group)s, %(quarter)s") % names_of(conference)
    mail = letter(invitation, conference, subject, "conference_minutes")
    mail.attach("protokoll.pdf", pdf, "application/pdf")
    return mail


def task_letter(tasks: Sequence[ConferenceTask], to: Sequence[str], day: datetime.date) -> EmailMessage:
    """Return the mail that reminds an organisation of its tasks."""
    number = len(tasks)
    subject = ngettext(
        "Eine Aufgabe aus der Sozialraumkonferenz ist offen",
        "%(number)s Aufgaben aus Sozialraumkonferenzen sind offen",
        number,
    ) % {"number": number}
    context = {
        "tasks": tasks,
        "day": day,
        "address": settings.PORTAL_ADDRESS + reverse(settings.STAFF_HOME),
        "portal_name": Municipality.current().portal_name,
    }
    return EmailMessage(subject, render_to_string("network/mail/conference_tasks.txt", context), to=list(to))
