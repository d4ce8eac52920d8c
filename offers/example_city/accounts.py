"""Example accounts of staff, on the local portal only."""

import base64
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import salted_hmac

from network.choices import Coordinator, Operator, PartnerEditor, Planner, Steering
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
    there = set(User.objects.values_list("email", flat=True))
    missing = [account for account in ACCOUNTS if account.email not in there]
    for account in missing:
        create_account(account)
    return len(missing)


def create_account(account: Account) -> None:
    """Create an example account and give it its role; where its partner or network is missing, it has none."""
    if account.role == Operator.code:
        User.objects.create_superuser(account.email, example_password(), name=account.name)
        return
    user = User.objects.create_user(account.email, example_password(), name=account.name)
    partner = Partner.objects.filter(slug=account.partner).first()
    network = Network.objects.filter(slug=account.network).first()
    if bool(partner) == bool(account.partner) and bool(network) == bool(account.network):
        RoleAssignment.objects.create(user=user, role=account.role, partner=partner, network=network)
