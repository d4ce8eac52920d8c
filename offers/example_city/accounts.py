"""Example accounts of staff, on the local portal only."""

import base64
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import salted_hmac

from network.choices import Coordinator, Operator, PartnerEditor, PartnerLead, Planner, Steering, VisitTeam
from network.models import Network, Partner, RoleAssignment, User
from sozialraum.models import SocialSpace

GROUPS, LETTERS = 4, 4


@dataclass(frozen=True)
class Account:
    """An account as it is shown to the person who tries the portal."""

    email: str
    name: str
    role: str
    network: str = ""
    partner: str = ""
    space: str = ""


ACCOUNTS = [
    Account("betrieb@example.org", "Beispielkonto Betrieb", Operator.code),
    Account("steuerung@example.org", "Beispielkonto Gesamtsteuerung", Steering.code),
    Account("planung@example.org", "Beispielkonto Sozialplanung", Planner.code),
    Account("koordination@example.org", "Beispielkonto Koordination", Coordinator.code, network="fruehe-hilfen"),
    Account("besuche@example.org", "Beispielkonto Willkommensbesuche", VisitTeam.code, space="rheydt-ost"),
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
    """Give an example account its role; where its partner, network or social space is missing, none."""
    named = {"partner": account.partner, "network": account.network, "social_space": account.space}
    models = {"partner": Partner, "network": Network, "social_space": SocialSpace}
    where = {name: models[name].objects.filter(slug=slug).first() for name, slug in named.items()}
    if all(bool(where[name]) == bool(slug) for name, slug in named.items()):
        RoleAssignment.objects.get_or_create(user=user, role=account.role, **where)
