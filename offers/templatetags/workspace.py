"""The ways through the workspace."""

from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.choices import Permission
from network.permissions import standing_of

register = template.Library()

WAYS = (
    ("board", _("Übersicht"), "clipboard", Permission.READ),
    ("staff_offers", _("Angebote"), "list", Permission.READ),
    ("staff_submissions", _("Zu prüfen"), "confirmed", Permission.EDIT),
    ("staff_facilities", _("Einrichtungen"), "office", Permission.READ),
    ("staff_partners", _("Partner"), "people", Permission.READ),
    ("staff_reports", _("Meldungen"), "speech", Permission.CONFIRM),
    ("staff_campaigns", _("Saisonabfragen"), "calendar", Permission.CAMPAIGN),
    ("staff_duplicates", _("Dubletten"), "document", Permission.MERGE),
    ("staff_invitations", _("Einladungen"), "mail", Permission.INVITE),
    ("staff_imports", _("Importe"), "document", Permission.IMPORT),
    ("rights", _("Wer darf was?"), "info", Permission.READ),
)


@register.inclusion_tag("offers/workspace/ways.html", takes_context=True)
def workspace_ways(context: template.Context) -> dict[str, Any]:
    """Return the tabs of the workspace that this person may open, the open one marked."""
    path, standing = context["request"].path, standing_of(context["request"].user)
    ways = [(reverse(name), label, icon) for name, label, icon, permission in WAYS if standing.allows(permission)]
    # The longest address that the path begins with: the overview's is the beginning of all others.
    here = max((url for url, _label, _icon in ways if path.startswith(url)), key=len, default="")
    return {"ways": [(url, label, icon, url == here) for url, label, icon in ways]}


@register.simple_tag
def map_tiles() -> dict[str, str]:
    """Return the address of the installation's map tiles and who is to be named for them; both empty without tiles."""
    return {"url": settings.PORTAL_TILES_URL, "attribution": settings.PORTAL_TILES_ATTRIBUTION}


@register.inclusion_tag("components/steps.html", name="import_steps")
def import_steps(*, current: int = 0, **more: Any) -> dict[str, Any]:
    """Return where one is on the way of a file into the register; `import` is the import, where there is one."""
    labels = [_("Datei"), _("Spalten"), _("Prüfen"), _("Übernehmen")]
    state = more["import"].state if "import" in more else ""
    reached = {"uploaded": 2, "checking": 3, "checked": 3, "applying": 4}
    # What is applied is behind all of them.
    return {"labels": labels, "current": current or reached.get(state, len(labels) + 1)}
