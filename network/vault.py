"""Secrets that the portal must read again, locked with a key that is made of SECRET_KEY: a copy of the database tells none."""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


@lru_cache
def ring(keys: tuple[str, ...]) -> MultiFernet:
    """Return the ring of keys: the first locks, each of them unlocks."""
    digests = [salted_hmac("network.vault", "key", secret=key, algorithm="sha256").digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def keys() -> MultiFernet:
    return ring((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


def lock(text: str) -> str:
    """Return a text as it may lie in the database."""
    return keys().encrypt(text.encode()).decode()


def unlock(locked: str) -> str | None:
    """Return the text again; None where no key that is known has locked it."""
    try:
        return keys().decrypt(locked.encode()).decode()
    except InvalidToken:
        return None


def lock_anew(locked: str) -> str | None:
    """Return the same locked with the key of today; None where there is nothing to do, or no key fits."""
    try:
        ring((settings.SECRET_KEY,)).decrypt(locked.encode())
    except InvalidToken:
        text = unlock(locked)
        return None if text is None else lock(text)
    return None
