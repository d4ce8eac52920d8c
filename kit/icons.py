"""The names in the icon sprite, `static/img/icons.svg`."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings

FALLBACK = "door"


@cache
def sprite_names() -> frozenset[str]:
    """Return every symbol id of the sprite; read once per process."""
    sprite = Path(settings.BASE_DIR, "static", "img", "icons.svg").read_text(encoding="utf-8")
    return frozenset(re.findall(r'<symbol id="([\w-]+)"', sprite))


def known(name: str) -> str:
    """Return `name`, or the fallback: names of life phases and topics are data, and data may be wrong."""
    return name if name in sprite_names() else FALLBACK
