"""How partners come into a network: invited or asking, answered by the other side."""

from django.db import transaction
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _

from network.letters import addresses_of_coordination, addresses_of_leads, letter
from network.models import Accession, Membership, Network, Partner, User

Way, State = Accession.Way, Accession.State


class AlreadyMemberError(Exception):
    """The partner is in the network today."""


@transaction.atomic
def begin_accession(*, network: Network, partner: Partner, way: Way, message: str, by: User) -> Accession:
    """Invite a partner into a network, or ask for it to be let in, and tell the other side by mail.

    Raises AlreadyMemberError, and IntegrityError (`partner_enters_a_network_by_one_way_at_a_time`) where one is open.
    """
    if Membership.objects.on(timezone.localdate()).filter(network=network, partner=partner).exists():
        raise AlreadyMemberError
    accession = Accession.objects.create(network=network, partner=partner, way=way, message=message, begun_by=by)
    is_invitation = way == Way.INVITATION
    words = {"network": network.name, "partner": partner.name}
    subject = (
        _("Einladung ins Netzwerk %(network)s") if is_invitation else _("%(partner)s möchte ins Netzwerk")
    ) % words
    tell(accession, "accession", subject, to_partner=is_invitation)
    return accession


def tell(accession: Accession, name: str, subject: str, *, to_partner: bool) -> None:
    """Send a mail about an accession once it is saved: to the partner's lead, or to the network's coordination."""
    if to_partner:
        addresses = addresses_of_leads([accession.partner])[accession.partner_id]
    else:
        addresses = addresses_of_coordination(accession.network)
    facts = {"accession": accession, "is_invitation": accession.way == Way.INVITATION}
    for address in addresses:
        mail = letter(name, subject, facts, page=("staff_network", accession.network_id), to=address)
        transaction.on_commit(mail.send, robust=True)


def held(accession: Accession) -> Accession | None:
    """Return an accession, locked, if nobody has answered it yet."""
    open_ones = Accession.objects.open().select_for_update(of=["self"]).select_related("network", "partner")
    return open_ones.filter(pk=accession.pk).first()


def close(accession: Accession, state: State, by: User, reason: str = "") -> None:
    accession.state, accession.answered_by, accession.answered_at = state, by, timezone.now()
    accession.reason = reason
    accession.save(update_fields=["state", "answered_by", "answered_at", "reason"])


def let_in(accession: Accession) -> None:
    """Make a partner a member from today on, unless it is one; where it is entered to join later, until that day."""
    today = timezone.localdate()
    mine = {"network": accession.network, "partner": accession.partner}
    if Membership.objects.on(today).filter(**mine).exists():
        return
    later = Membership.objects.filter(**mine, valid_from__gt=today).aggregate(first=Min("valid_from"))
    Membership.objects.create(**mine, came_by=accession.way, valid_from=today, valid_until=later["first"])


@transaction.atomic
def answer_accession(*, accession: Accession, accepted: bool, by: User, reason: str = "") -> bool:
    """Let a partner into the network from today on, or not; tell who began, and return whether it was still open."""
    found = held(accession)
    if found is None:
        return False
    if accepted:
        let_in(found)
    close(found, State.ACCEPTED if accepted else State.DECLINED, by, reason)
    words = {"network": found.network.name, "partner": found.partner.name}
    subject = _("%(partner)s und das Netzwerk %(network)s: die Antwort") % words
    tell(found, "accession_answered", subject, to_partner=found.way == Way.REQUEST)
    return True


@transaction.atomic
def withdraw_accession(*, accession: Accession, by: User) -> bool:
    """Take an invitation or a request back; return whether it was still open."""
    found = held(accession)
    if found is None:
        return False
    close(found, State.WITHDRAWN, by)
    return True
