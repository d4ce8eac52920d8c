"""Pages for situations: written by the steering, one after the other."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, Final

from django.db import transaction
from django.db.models import Model

from kit.german import free_slug, slug
from kit.history import through
from network.models import User
from offers.models import Guide

LINKS: Final = ("topics", "life_situations", "help_lines")
TEXTS: Final = ("name", "lead", "text", "steps", "order", "is_shown")
LONGEST_CODE: Final = 60


class GuideChangedError(Exception):
    """Somebody else has changed the page since."""


def version_of_guide(guide: Guide) -> str:
    """Return a sign that is another one after any change of a page; the same for every page that is not saved yet."""
    if guide.pk is None:
        return ""
    told: dict[str, Any] = {name: getattr(guide, name) for name in TEXTS}
    told |= {name: sorted(getattr(guide, name).values_list("pk", flat=True)) for name in LINKS}
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


@transaction.atomic
def save_guide(
    *, pk: int | None, texts: Mapping[str, Any], links: Mapping[str, Iterable[Model]], version: str, by: User
) -> Guide:
    """Save a page (a new one without `pk`) and return it. Raises GuideChangedError where `version` is not the one that is there."""
    guide = Guide.objects.select_for_update().get(pk=pk) if pk else Guide()
    if version != version_of_guide(guide):
        raise GuideChangedError
    for name, value in texts.items():
        setattr(guide, name, value)
    if not guide.code:
        taken = set(Guide.objects.values_list("code", flat=True))
        guide.code = free_slug(slug(guide.name, "seite", LONGEST_CODE), taken, LONGEST_CODE)
    with through("guide", by.pk):
        guide.save()
        for name, chosen in links.items():
            getattr(guide, name).set(chosen)
    return guide
