"""Why an offer fits people who live somewhere."""

from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from offers.models import Reach

# Ways without a place, by the codes of `AccessMode`; where a town has others, all are named.
REMOTE = {"online": gettext_lazy("online"), "telefon": gettext_lazy("am Telefon")}


def describe_fit(card: dict[str, Any], nearness: int = Reach.Nearness.HELD_HERE) -> str:
    """Return why an offer is in a family's list, from its card (`Entry.card`) and how near it is; empty if unknown."""
    return without_place(card) or for_place(card, nearness)


def without_place(card: dict[str, Any]) -> str:
    if card["comes_home"]:
        return _("kommt zu Ihnen nach Hause")
    if not card["remote"]:
        return ""
    ways = [way for code, way in REMOTE.items() if code in card["access"]] or list(REMOTE.values())
    return get_text_list(ways, _("oder"))


def for_place(card: dict[str, Any], nearness: int) -> str:
    if nearness == Reach.Nearness.REACHES_HERE and card["catchment"]:
        return _("für Familien aus %(areas)s") % {"areas": get_text_list(card["catchment"], _("und"))}
    if card["citywide"] and (nearness == Reach.Nearness.EVERYWHERE or not card["district"]):
        return _("stadtweit")
    return _("findet in %(district)s statt") % {"district": card["district"]} if card["district"] else ""
