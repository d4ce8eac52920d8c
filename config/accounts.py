"""Example accounts of the local portal, so that a newcomer can look behind the login."""

import base64
import hashlib
import hmac

from django.conf import settings
from django.contrib.auth import get_user_model

# E-mail, name, and whether the account may do everything.
EXAMPLES = (
    ("betrieb@example.org", "Beispielkonto Betrieb", True),
    ("koordination@example.org", "Beispielkonto Koordination", False),
)


def password_for(email: str) -> str:
    """Return the example account's password: the same at every start, another in every checkout, written down nowhere."""
    digest = hmac.digest(settings.SECRET_KEY.encode(), email.encode(), hashlib.sha256)
    return base64.b32encode(digest[:10]).decode().lower()


def ensure_examples() -> list[tuple[str, str]]:
    """Create the accounts that are missing; return e-mail and password of those that can be used as they are."""
    users = get_user_model().objects
    for email, name, may_everything in EXAMPLES:
        if not users.filter(email=email).exists():
            create = users.create_superuser if may_everything else users.create_user
            create(email, password_for(email), name=name)
    known = [(email, password_for(email)) for email, *_rest in EXAMPLES]
    # Somebody may have changed a password, or taken an account out of use.
    return [(email, word) for email, word in known if users.get(email=email).check_password(word)]
