"""Requests for a visit: taken in once, told to the team without a word about the family, worked off, deleted."""

import datetime
import logging
from smtplib import SMTPException
from typing import Final, NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.letters import letter
from network.models import User, VisitRequest
from network.models.visits import KEPT_FOR
from network.welcome import Team, addresses_of_team
from sozialraum.actions import Message, NotTakenError, take
from sozialraum.models import SocialSpace

logger = logging.getLogger(__name__)
PAGE: Final = "welcome_visit"


def send_discreetly(mail: EmailMessage) -> None:
    """Send a mail; of a failure only its kind is written down, since its words name the family's address."""
    try:
        mail.send()
    except (SMTPException, OSError) as error:
        logger.error("A mail about a visit was not sent: %s", type(error).__name__)  # noqa: TRY400 (no traceback: it names people)


@transaction.atomic
def ask_for_visit(*, request: VisitRequest, team: Team) -> None:
    """Keep a new, unsaved request, tell the team that one waits, and confirm it where the family gave an e-mail address.

    The very same one within a day is taken once. Raises NotTakenError in a flood, and where nobody would read it.
    """
    readers = addresses_of_team(request.social_space)
    if not readers:
        raise NotTakenError
    said = "|".join([request.wish, request.address, str(request.birth_month), request.phone, request.language])
    if not take(Message(said, request.email, request.name), "visit"):
        return
    request.save()
    mails = [told_to_team(request, reader) for reader in readers]
    if request.email:
        mails.append(confirmation(request, team))
    for mail in mails:
        transaction.on_commit(lambda mail=mail: send_discreetly(mail))


def told_to_team(request: VisitRequest, reader: str) -> EmailMessage:
    """Return the mail that says that a request waits, and nothing about whose it is."""
    subject = _("Eine Familie wünscht sich einen Besuch")
    return letter("visit_waits", subject, {"space": request.social_space}, page=("staff_visits",), to=reader)


def confirmation(request: VisitRequest, team: Team) -> EmailMessage:
    """Return the mail to the family. Whoever typed a stranger's address writes nothing of their own into it."""
    facts = {"team": team, "kept_until": request.received_on + KEPT_FOR}
    facts["address"] = settings.PORTAL_ADDRESS + reverse(PAGE)
    body = render_to_string("network/mail/visit_confirmed.txt", facts)
    return EmailMessage(_("Ihre Anfrage ist angekommen"), body, to=[request.email])


def take_over(*, request: VisitRequest, by: User) -> bool:
    """Let somebody look after a request; False where somebody else was quicker."""
    mine = VisitRequest.objects.filter(pk=request.pk).open()
    return bool(mine.update(taken_on=timezone.localdate(), taken_by=by))


def give_back(*, request: VisitRequest, by: User) -> bool:
    """Let a request that somebody looks after wait again; False where it was not so any more."""
    return bool(VisitRequest.objects.filter(pk=request.pk).taken().update(taken_on=None, taken_by=None))


def finish(*, request: VisitRequest, by: User) -> bool:
    """Note that the family has its answer: what was written goes two weeks later. False where it was not so any more."""
    return bool(VisitRequest.objects.filter(pk=request.pk).taken().update(done_on=timezone.localdate()))


def reopen(*, request: VisitRequest, by: User) -> bool:
    """Take back that a request is done; False where it is not."""
    return bool(VisitRequest.objects.filter(pk=request.pk).done().update(done_on=None))


def delete_visit_request(*, request: VisitRequest, by: User) -> bool:
    """Delete a request at once, as a family may ask; False where it is gone already."""
    return bool(VisitRequest.objects.filter(pk=request.pk).delete()[0])


class Reminded(NamedTuple):
    """How many mails went out, and in how many social spaces requests wait that nobody could read: operators give somebody the role."""

    mails: int
    unread: int


def remind_of_visits() -> Reminded:
    """Remind each team, once, of requests that have waited for a week."""
    today = timezone.localdate()
    waiting = VisitRequest.objects.kept(today).open()
    spaces = SocialSpace.objects.filter(pk__in=waiting.values("social_space"))
    readers = {space: addresses_of_team(space) for space in spaces}
    mails = sum(remind_team(space, found, today) for space, found in readers.items() if found)
    return Reminded(mails, sum(not found for found in readers.values()))


@transaction.atomic
def remind_team(space: SocialSpace, readers: list[str], today: datetime.date) -> int:
    """Remind a team of what has waited long and return how many mails go out; of two runs at once one sends them."""
    if not VisitRequest.objects.waiting_long(today).filter(social_space=space).update(reminded_on=today):
        return 0
    subject = _("Eine Familie wartet seit einer Woche auf Antwort")
    for reader in readers:
        mail = letter("visit_waits_long", subject, {"space": space}, page=("staff_visits",), to=reader)
        transaction.on_commit(lambda mail=mail: send_discreetly(mail))
    return len(readers)


def delete_old_visit_requests() -> int:
    """Delete the requests whose day has come, as the form promises; return how many."""
    return VisitRequest.objects.due_to_go(timezone.localdate()).delete()[0]
