"""A short sign by which it is noticed that a content is no longer the one that somebody saw."""

import json
from hashlib import sha256

from offers.content.reading import Content


def fingerprint(*contents: Content) -> str:
    """Return the same 32 characters for the same contents, and others for any others."""
    return sha256(json.dumps(contents, sort_keys=True).encode()).hexdigest()[:32]
