"""What partners submit: told to those who may publish it, approved or returned, told to its author."""

from collections.abc import Iterable
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import Facility, Partner, User
from offers.actions.conflicts import ConflictError
from offers.actions.twins import look_for_newest_twins
from offers.content import SCHEMAS, Content, apply, changed_fields, content_of, fingerprint, merge
from offers.models import Offer, Submission
from offers.permissions import reviewers_of, wants_four_eyes

State = Submission.State
# Where a record is seen, and where it is written.
PAGES: Final = {
    Offer: ("staff_offer", "offer_edit"),
    Partner: ("staff_partner", "partner_edit"),
    Facility: ("staff_facility", "facility_edit"),
}


class DecisionError(Exception):
    """A submission cannot be decided so; the message says why."""


def submit(
    record: Model,
    *,
    by: User,
    confirms: bool,
    base: Content | None = None,
    content: Content | None = None,
) -> Submission:
    """Lay a record or a change of it before the reviewers; what waits or came back already is replaced.

    The caller holds the record.
    """
    pending = Submission.objects.open().about(record).first()
    submission = pending or Submission(**{record._meta.model_name: record})
    is_news = submission.state != State.WAITING or submission.pk is None
    submission.author, submission.confirms = by, confirms
    submission.base, submission.content = base, content
    submission.state, submission.submitted_at, submission.sentence = State.WAITING, timezone.now(), ""
    submission.decided_at = submission.decided_by = None
    submission.save()
    if is_news:
        # Asked after the commit, when roles and places are as they will be.
        transaction.on_commit(lambda: tell_reviewers(submission), robust=True)
    return submission


def proposed(submission: Submission, current: Content) -> Content:
    """Return the record as it would be after approval: what the author changed, and the rest as it is now."""
    if submission.is_new:
        return current
    schema = SCHEMAS[type(submission.record)]
    names = changed_fields(submission.base, submission.content, schema)
    return current | {name: submission.content[name] for name in names}


def going_on_with(record: Model, *, is_direct: bool) -> Content:
    """Return what a writer goes on with: the record as it stands, or, of what is not theirs to publish, what waits or came back."""
    current = content_of(record)
    pending = None if is_direct else Submission.objects.open().about(record).filter(content__isnull=False).first()
    return proposed(pending, current) if pending else current


def sight(submission: Submission, current: Content) -> str:
    """Return the sign of what a reviewer looks at."""
    return fingerprint(current, proposed(submission, current))


@transaction.atomic
def approve(submission: Submission, *, by: User, seen: str) -> Submission:
    """Make public what somebody submitted, and tell the author.

    `seen` is the `sight` that the reviewer had. Raises DecisionError where the submission is decided already, where
    it changed since, or where four eyes are wanted and the reviewer is its author.
    """
    held = hold(submission, by=by)
    current = content_of(held.record)
    if sight(held, current) != seen:
        raise DecisionError(
            _("Die Angaben haben sich geändert, während Sie sie geprüft haben. Bitte sehen Sie noch einmal hin.")
        )
    return make_public(held, current, proposed(held, current), by=by)


@transaction.atomic
def approve_changed(submission: Submission, *, by: User, base: Content, content: Content) -> Submission:
    """Make public what the reviewer made (`content`) of what they were shown (`base`), and tell the author.

    Raises DecisionError as `approve` does, and ConflictError for all that others changed since the reviewer looked: nothing
    is overwritten, and nothing is approved that the reviewer has not seen.
    """
    held = hold(submission, by=by)
    current = content_of(held.record)
    wanted, schema = proposed(held, current), SCHEMAS[type(held.record)]
    unseen = [name for name in changed_fields(base, wanted, schema) if content[name] != wanted[name]]
    if unseen:
        raise ConflictError(wanted, merge(base, wanted, content, schema).content, unseen)
    return make_public(held, current, content, by=by)


def make_public(held: Submission, current: Content, final: Content, *, by: User) -> Submission:
    """Let families see a submission, held by the caller, as its reviewer wants it (`final`). Raises DecisionError."""
    record = held.record
    confirm_by_approval(held, by=by)
    if held.is_new:
        show(record)
    changed = {name: final[name] for name in changed_fields(current, final, SCHEMAS[type(record)])}
    # Of something new the content says that it is hidden, which just ceased to be so.
    changed = {name: value for name, value in changed.items() if not (held.is_new and name == "is_public")}
    try:
        with transaction.atomic():
            apply(record, changed)
    except IntegrityError as error:
        told = _("So passt es nicht mehr zu dem, was inzwischen gilt. Bitte wählen Sie „Ändern und freigeben“.")
        raise DecisionError(told) from error
    transaction.on_commit(look_for_newest_twins, robust=True)
    return decide(held, State.APPROVED, by=by)


def show(record: Model) -> None:
    """Let families see a record from now on; the caller saves it."""
    if isinstance(record, Offer):
        record.status = Offer.Status.PUBLISHED
    else:
        record.is_public = True


def confirm_by_approval(submission: Submission, *, by: User) -> None:
    """Note in the offer whose word it is that all is right: the author's, if they gave it; of a new offer else the reviewer's.

    Otherwise a draft that lay for a year would be dropped from the search on the day on which it comes out.
    """
    offer = submission.offer
    if offer is None:
        return
    if submission.confirms and submission.author:
        offer.confirmed_at, offer.confirmed_by = timezone.localdate(submission.submitted_at), submission.author
    elif submission.is_new:
        offer.confirmed_at, offer.confirmed_by = timezone.localdate(), by
    else:
        return
    offer.next_review = None


@transaction.atomic
def send_back(submission: Submission, *, by: User, sentence: str) -> Submission:
    """Return a submission to its author with a sentence that says what is missing; raises DecisionError."""
    held = hold(submission, by=by)
    held.sentence = sentence
    if held.offer and held.offer.status == Offer.Status.SUBMITTED:
        held.offer.status = Offer.Status.DRAFT
        held.offer.save(update_fields=["status", "updated_at"])
    return decide(held, State.RETURNED, by=by)


@transaction.atomic
def take_back(submission: Submission, *, by: User) -> bool:
    """Drop an open submission at its author's wish; return whether it was still open."""
    held = Submission.objects.open().select_for_update(of=["self"]).filter(pk=submission.pk).first()
    if held is None:
        return False
    Offer.objects.filter(pk=held.offer_id, status=Offer.Status.SUBMITTED).update(
        status=Offer.Status.DRAFT, updated_at=timezone.now()
    )
    held.state, held.decided_at, held.decided_by = State.WITHDRAWN, timezone.now(), by
    held.save()
    return True


def hold(submission: Submission, *, by: User) -> Submission:
    """Return a submission that waits, its record and itself held for a decision; the record always first."""
    kind = type(submission.record)
    record = kind._default_manager.select_for_update(of=["self"]).get(pk=submission.record.pk)
    held = Submission.objects.waiting().select_for_update(of=["self"]).filter(pk=submission.pk).first()
    if held is None:
        raise DecisionError(_("Jemand anderes hat das gerade schon entschieden."))
    if record.archived_reason:
        raise DecisionError(_("Das ist inzwischen archiviert."))
    if held.author_id == by.pk and wants_four_eyes():
        raise DecisionError(
            _("Vier Augen sehen mehr: Bitte lassen Sie jemand anderen prüfen, was Sie geschrieben haben.")
        )
    setattr(held, record._meta.model_name, record)
    return held


def decide(submission: Submission, state: str, *, by: User) -> Submission:
    """Write down a decision and tell the author."""
    submission.state, submission.decided_at, submission.decided_by = state, timezone.now(), by
    submission.save()
    if submission.author and submission.author != by and submission.author.is_active:
        transaction.on_commit(decision_letter(submission).send, robust=True)
    return submission


def tell_reviewers(submission: Submission) -> None:
    """Mail those who may publish that something waits for them."""
    for mail in waiting_letters(submission, reviewers_of(submission.record).exclude(pk=submission.author_id)):
        mail.send()


def waiting_letters(submission: Submission, reviewers: Iterable[User]) -> list[EmailMessage]:
    """Return a mail for each reviewer; nobody reads the others' addresses."""
    address = settings.PORTAL_ADDRESS + reverse("staff_submission", args=[submission.pk])
    subject = _("Zu prüfen: %(offer)s") % {"offer": submission.record}
    text = render_to_string("offers/mail/submission_waiting.txt", {"submission": submission, "address": address})
    return [EmailMessage(subject, text, to=[reviewer.email]) for reviewer in reviewers]


def decision_letter(submission: Submission) -> EmailMessage:
    """Return the mail that tells an author what became of their submission."""
    is_approved = submission.state == State.APPROVED
    subject = _("Freigegeben: %(offer)s") if is_approved else _("Bitte noch einmal ansehen: %(offer)s")
    seen, edited = PAGES[type(submission.record)]
    facts = {
        "submission": submission,
        "is_approved": is_approved,
        "address": settings.PORTAL_ADDRESS + reverse(seen if is_approved else edited, args=[submission.record.pk]),
    }
    text = render_to_string("offers/mail/submission_decided.txt", facts)
    return EmailMessage(subject % {"offer": submission.record}, text, to=[submission.author.email])
