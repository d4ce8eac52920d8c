"""Mails about the life of a network: to whom, and how they are put together."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from network.choices import Coordinator, PartnerLead, Steering
from network.models import Network, Partner, RoleAssignment


def held_by_active(**where: object) -> list[str]:
    roles = RoleAssignment.objects.filter(user__is_active=True, **where)
    return list(roles.order_by("user__email").values_list("user__email", flat=True).distinct())


def addresses_of_coordination(network: Network) -> list[str]:
    """Return the addresses of those who coordinate a network; where nobody does, of the overall steering."""
    return held_by_active(role=Coordinator.code, network=network) or held_by_active(role=Steering.code)


def addresses_of_leads(partners: Iterable[Partner]) -> dict[int, list[str]]:
    """Return by partner (id) the addresses of those who lead it; where nobody does, the partner's own; without either, none."""
    partners = list(partners)
    leads = RoleAssignment.objects.filter(role=PartnerLead.code, partner__in=partners, user__is_active=True)
    found: dict[int, list[str]] = {}
    for partner, address in leads.order_by("user__email").values_list("partner", "user__email"):
        found.setdefault(partner, []).append(address)
    return {one.pk: found.get(one.pk) or ([one.email] if one.email else []) for one in partners}


def letter(name: str, subject: str, facts: Mapping[str, Any], *, page: tuple[str, ...], to: str) -> EmailMessage:
    """Return a mail made of `network/mail/NAME.txt`; `page` is the name of the page that it leads to, and what its address holds."""
    address = settings.PORTAL_ADDRESS + reverse(page[0], args=page[1:])
    return EmailMessage(subject, render_to_string(f"network/mail/{name}.txt", {**facts, "address": address}), to=[to])
