"""Example accounts of staff, on the local portal only."""

import base64
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import salted_hmac

from network.choices import Coordinator, Operator, PartnerEditor, PartnerLead, Planner, Steering
from network.models import Network, Partner, RoleAssignment, User

GROUPS, LETTERS = 4, 4


@dataclass(frozen=True)
class Account:
    """An account as it is shown to the person who tries the portal."""

    email: str
    name: str
    role: str
    network: str = ""
    partner: str = ""


ACCOUNTS = [
    Account("betrieb@example.org", "Beispielkonto Betrieb", Operator.code),
    Account("steuerung@example.org", "Beispielkonto Gesamtsteuerung", Steering.code),
    Account("planung@example.org", "Beispielkonto Sozialplanung", Planner.code),
    Account("koordination@example.org", "Beispielkonto Koordination", Coordinator.code, network="fruehe-hilfen"),
    Account("partner@example.org", "Beispielkonto Partner", PartnerEditor.code, partner="familienbildungsstaette"),
    Account(
        "partnerleitung@example.org",
        "Beispielkonto Partnerleitung",
        PartnerLead.code,
        partner="familienbildungsstaette",
    ),
]


def example_password() -> str:
    """Return the password of all example accounts: known to whoever runs this installation, since its key makes it."""
    digest = salted_hmac("offers.example_city.accounts", "password", algorithm="sha256").digest()
    letters = base64.b32encode(digest).decode().lower()
    return "-".join(letters[start : start + LETTERS] for start in range(0, GROUPS * LETTERS, LETTERS))


def create_accounts() -> int:
    """Create the example accounts that are missing and return how many; none in production."""
    if not settings.LOCAL:
        return 0
    return sum(provide_account(account) for account in ACCOUNTS)


def provide_account(account: Account) -> bool:
    """Create an example account unless it is there, give it its role, and return whether it was created."""
    user = User.objects.filter(email=account.email).first()
    created = user is None
    if user is None:
        create = User.objects.create_superuser if account.role == Operator.code else User.objects.create_user
        user = create(account.email, example_password(), name=account.name)
    if account.role != Operator.code:
        give_role(user, account)
    return created


def give_role(user: User, account: Account) -> None:
    """Give an example account its role; where its partner or network is missing, none."""
    partner = Partner.objects.filter(slug=account.partner).first()
    network = Network.objects.filter(slug=account.network).first()
    if bool(partner) == bool(account.partner) and bool(network) == bool(account.network):
        RoleAssignment.objects.get_or_create(user=user, role=account.role, partner=partner, network=network)
