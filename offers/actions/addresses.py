"""To whom mails about offers go, and what becomes of addresses that take none."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from smtplib import SMTPException

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from network.models import Partner, RoleAssignment
from offers.models import DeadAddress


def live_addresses_of(partners: Iterable[Partner]) -> dict[int, list[str]]:
    """Return by a partner's id the addresses to which a mail about its offers goes; a partner without one is left out.

    Those are its editors, or without any its office; dead addresses are left out.
    """
    partners = list(partners)
    keepers = keepers_of({partner.pk for partner in partners})
    dead = set(DeadAddress.objects.filter(failures__gte=DeadAddress.MOST).values_list("address", flat=True))
    found = {}
    for partner in partners:
        addresses = keepers.get(partner.pk) or filter(None, [partner.email])
        if live := [address for address in addresses if address not in dead]:
            found[partner.pk] = live
    return found


def keepers_of(partners: set[int]) -> dict[int, list[str]]:
    """Return the addresses of the editors of some partners, by the partner's id."""
    editors = RoleAssignment.objects.filter(partner__in=partners, user__is_active=True).order_by("user__email")
    found: dict[int, list[str]] = defaultdict(list)
    for partner, email in editors.values_list("partner", "user__email").distinct():
        found[partner].append(email)
    return found


def delivered(address: str, send: Callable[[], bool]) -> bool:
    """Let `send` note and send a mail in one transaction; return whether one went out.

    Where the address refuses it, nothing is noted but the refusal; one that takes a mail is forgiven all refusals.
    """
    try:
        with transaction.atomic():
            was_sent = send()
    except (SMTPException, OSError):
        note_failure(address)
        return False
    if was_sent:
        DeadAddress.objects.filter(address=address).delete()
    return was_sent


def note_failure(address: str) -> None:
    """Count a refusal of an address."""
    known, is_new = DeadAddress.objects.get_or_create(address=address)
    if not is_new:
        DeadAddress.objects.filter(pk=known.pk).update(failures=F("failures") + 1, last_failed_at=timezone.now())
