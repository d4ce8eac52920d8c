"""The ways through the workspace."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

register = template.Library()

WAYS = (
    ("board", _("Übersicht"), "clipboard"),
    ("staff_offers", _("Angebote"), "list"),
    ("staff_facilities", _("Einrichtungen"), "office"),
    ("staff_partners", _("Partner"), "people"),
    ("rights", _("Wer darf was?"), "info"),
)


@register.inclusion_tag("offers/workspace/ways.html", takes_context=True)
def workspace_ways(context: template.Context) -> dict[str, Any]:
    """Return the tabs of the workspace, the open one marked."""
    path = context["request"].path
    ways = [(reverse(name), label, icon) for name, label, icon in WAYS]
    # The longest address that the path begins with: the overview's is the beginning of all others.
    here = max((url for url, _label, _icon in ways if path.startswith(url)), key=len, default="")
    return {"ways": [(url, label, icon, url == here) for url, label, icon in ways]}
