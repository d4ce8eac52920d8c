"""Example accounts of staff, on the local portal only."""

import base64
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import salted_hmac

from network.models import User

GROUPS, LETTERS = 4, 4


@dataclass(frozen=True)
class Account:
    """An account as it is shown to the person who tries the portal."""

    email: str
    name: str
    is_operator: bool = False


ACCOUNTS = [
    Account("betrieb@example.org", "Beispielkonto Betrieb", is_operator=True),
    Account("koordination@example.org", "Beispielkonto Koordination"),
    Account("partner@example.org", "Beispielkonto Partner"),
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
        create = User.objects.create_superuser if account.is_operator else User.objects.create_user
        create(account.email, example_password(), name=account.name)
    return len(missing)
