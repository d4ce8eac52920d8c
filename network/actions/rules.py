"""Rules of procedure: drafted, adopted, signed, in force, expired; and the reminders that go with them."""

import datetime
import logging
from smtplib import SMTPException
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.letters import addresses_of_coordination, addresses_of_leads, letter
from network.models import Network, Partner, RulesOfProcedure, Signature, User

logger = logging.getLogger(__name__)
# Days before the renewal is due at which the coordination is told, and on the day itself; then the overview goes on telling.
TOLD_BEFORE: Final = (90, 30, 0)
ASK_AGAIN_AFTER: Final = datetime.timedelta(days=7)


class NotPossibleError(Exception):
    """Somebody changed the rules meanwhile, or they are not so far; `str()` is a sentence for the person."""


class NotSignedError(Exception):
    """The signature cannot be taken; `str()` is a sentence for the person."""


@transaction.atomic
def draft_rules(*, network: Network, title: str, text: str) -> RulesOfProcedure:
    """Begin the next version of a network's rules."""
    Network.objects.select_for_update(no_key=True).get(pk=network.pk)
    newest = network.rules.order_by("-number").values_list("number", flat=True).first() or 0
    return RulesOfProcedure.objects.create(network=network, number=newest + 1, title=title, text=text)


def held(rules: RulesOfProcedure) -> RulesOfProcedure:
    """Return a version of rules, locked; its network too, so that one after the other puts versions in force."""
    Network.objects.select_for_update(no_key=True).get(pk=rules.network_id)
    return RulesOfProcedure.objects.select_for_update(of=["self"]).select_related("network").get(pk=rules.pk)


@transaction.atomic
def adopt(*, rules: RulesOfProcedure, day: datetime.date) -> None:
    """Note that the network has adopted a version, whose words stay from now on. Raises NotPossibleError."""
    found = held(rules)
    if not found.is_draft:
        raise NotPossibleError(_("Diese Fassung ist schon verabschiedet."))
    found.adopted_on = day
    # A draft that was brought in on paper may be written down here later than it was adopted.
    found.drafted_on = min(found.drafted_on, day)
    found.save(update_fields=["adopted_on", "drafted_on"])


@transaction.atomic
def put_in_force(*, rules: RulesOfProcedure, day: datetime.date) -> None:
    """Put an adopted version in force from a day on; the version before it ends that day. Raises NotPossibleError."""
    found = held(rules)
    if found.is_draft or found.valid_from:
        raise NotPossibleError(_("In Kraft tritt, was verabschiedet und noch nicht in Kraft ist."))
    if day < found.adopted_on:
        raise NotPossibleError(_("In Kraft tritt eine Fassung frühestens am Tag, an dem sie verabschiedet wurde."))
    earlier = found.network.rules.filter(valid_from__lt=day, valid_until=None).first()
    try:
        with transaction.atomic():
            if earlier:
                earlier.valid_until = day
                earlier.save(update_fields=["valid_until"])
            found.valid_from = day
            found.save(update_fields=["valid_from"])
    except IntegrityError as error:
        raise NotPossibleError(
            _("An diesem Tag ist eine andere Fassung in Kraft, oder jemand hat sie später noch unterzeichnet.")
        ) from error


@transaction.atomic
def expire(*, rules: RulesOfProcedure, day: datetime.date) -> None:
    """Let a version that is in force end on a day without a successor. Raises NotPossibleError."""
    found = held(rules)
    if not found.valid_from or found.valid_until or day <= found.valid_from:
        raise NotPossibleError(_("Außer Kraft tritt nur, was in Kraft ist, und frühestens einen Tag danach."))
    found.valid_until = day
    try:
        with transaction.atomic():
            found.save(update_fields=["valid_until"])
    except IntegrityError as error:
        raise NotPossibleError(_("Diese Fassung hat später noch jemand unterzeichnet.")) from error


SENTENCES: Final = {
    "signature_is_by_a_member": gettext_lazy(
        "An diesem Tag war der Partner kein Mitglied, das die Geschäftsordnung unterzeichnet."
    ),
    "signature_is_under_adopted_rules": gettext_lazy("Diese Fassung konnte an diesem Tag niemand unterzeichnen."),
    "partner_signs_a_version_once": gettext_lazy("Dieser Partner hat diese Fassung schon unterzeichnet."),
}


def sign(
    *,
    rules: RulesOfProcedure,
    partner: Partner,
    capacity: str,
    by: User,
    on_paper: datetime.date | None = None,
) -> Signature:
    """Sign rules for a partner, today in the portal or on an earlier day on paper.

    Raises NotSignedError where the database takes no such signature: see sql/0034_agreements.sql.
    """
    way = Signature.Way.PAPER if on_paper else Signature.Way.PORTAL
    day = on_paper or timezone.localdate()
    try:
        with transaction.atomic():
            return Signature.objects.create(
                rules=rules, partner=partner, signed_on=day, way=way, capacity=capacity, recorded_by=by
            )
    except IntegrityError as error:
        name = error.__cause__.diag.constraint_name
        if name not in SENTENCES:
            raise
        raise NotSignedError(SENTENCES[name]) from error


@transaction.atomic
def remove_signature(*, signature: Signature) -> bool:
    """Take back a signature on paper that was noted by mistake; what was signed in the portal stays. Return whether it went."""
    return bool(Signature.objects.filter(pk=signature.pk, way=Signature.Way.PAPER).delete()[0])


@transaction.atomic
def ask_to_sign(*, rules: RulesOfProcedure) -> int:
    """Ask all members who have not signed to do so, once a week at most; return how many mails go out.

    Raises NotPossibleError where they were asked lately, or where nothing can be signed.
    """
    found, today = held(rules), timezone.localdate()
    if not found.can_be_signed:
        raise NotPossibleError(_("Unterzeichnen lässt sich nur, was verabschiedet und nicht außer Kraft ist."))
    if found.asked_on and found.asked_on > today - ASK_AGAIN_AFTER:
        raise NotPossibleError(_("Zuletzt wurde vor weniger als einer Woche gebeten. Bitte warten Sie noch etwas."))
    found.asked_on = today
    found.save(update_fields=["asked_on"])
    partners = Partner.objects.living().filter(pk__in=found.unsigned(today).values("partner"))
    subject = _("Bitte unterzeichnen: Geschäftsordnung %(network)s") % {"network": found.network.name}
    mails = [
        letter("sign", subject, {"rules": found}, page=("staff_rules", found.network_id, found.pk), to=address)
        for addresses in addresses_of_leads(partners).values()
        for address in addresses
    ]
    for mail in mails:
        transaction.on_commit(mail.send, robust=True)
    return len(mails)


def remind_of_renewals(day: datetime.date | None = None) -> int:
    """Tell the coordination of each network whose rules are to be renewed soon; return how many mails went out.

    Who missed several reminders gets one; a mail that fails, or that nobody could get, is tried again the next time.
    """
    day = day or timezone.localdate()
    running = RulesOfProcedure.objects.on(day).filter(valid_until=None, network__renewal_years__isnull=False)
    return sum(remind_of_renewal(pk, day) for pk in running.order_by("pk").values_list("pk", flat=True))


def remind_of_renewal(pk: int, day: datetime.date) -> int:
    """Remind of one version if it is time; of two at once, the second waits and then finds it done."""
    try:
        with transaction.atomic():
            rules = RulesOfProcedure.objects.select_for_update(of=["self"]).select_related("network").get(pk=pk)
            due = rules.renewal_due
            passed = sum(day >= due - datetime.timedelta(days=days) for days in TOLD_BEFORE) if due else 0
            addresses = addresses_of_coordination(rules.network)
            if passed <= rules.renewal_reminders or not addresses:
                return 0
            RulesOfProcedure.objects.filter(pk=pk).update(renewal_reminders=passed)
            return send_reminder(rules, due, addresses)
    except (SMTPException, OSError):
        logger.exception("the coordination of a network could not be reminded")
        return 0


def send_reminder(rules: RulesOfProcedure, due: datetime.date, addresses: list[str]) -> int:
    words = {"network": rules.network.name, "day": date_format(due)}
    subject = _("Geschäftsordnung %(network)s bis %(day)s erneuern") % words
    facts = {"rules": rules, "due": due}
    for address in addresses:
        letter("renewal", subject, facts, page=("staff_rules", rules.network_id, rules.pk), to=address).send()
    return len(addresses)
