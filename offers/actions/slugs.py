"""Addresses for what is new."""

from typing import Final

from django.db import connection
from django.db.models import Model

from kit.german import free_slug, slug
from network.models import Facility, Partner
from offers.models import Offer

LONGEST: Final = 180
LONGEST_NUMBER: Final = 6  # characters behind the words, with the hyphen
FALLBACKS: Final = {Offer: "angebot", Partner: "partner", Facility: "einrichtung"}
# What stands at this place of an address already.
RESERVED: Final = {Offer: {"karte"}}
LOCK: Final = "SELECT pg_advisory_xact_lock(hashtext('free_address'), hashtext(%s))"


def free_address(model: type[Model], name: str) -> str:
    """Return an address for a new record that no other has; until the transaction ends nobody else chooses one."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [model._meta.label])
    wanted = slug(name, FALLBACKS[model], LONGEST)
    alike = model._default_manager.filter(slug__startswith=wanted[: LONGEST - LONGEST_NUMBER])
    return free_slug(wanted, RESERVED.get(model, set()) | set(alike.values_list("slug", flat=True)), LONGEST)
