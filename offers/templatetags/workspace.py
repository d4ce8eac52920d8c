"""The ways through the workspace."""

from typing import Any

from django import template
from django.conf import settings
from django.core.files.storage import default_storage
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import format_html
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from network.choices import Permission
from network.permissions import standing_of
from offers.models import Offer
from offers.permissions import admits_partners

register = template.Library()

PICTURE_WIDTH = 240

WAYS = (
    ("board", _("Übersicht"), "clipboard", Permission.READ),
    ("staff_offers", _("Angebote"), "list", Permission.READ),
    ("staff_submissions", _("Zu prüfen"), "confirmed", Permission.EDIT),
    ("staff_facilities", _("Einrichtungen"), "office", Permission.READ),
    ("staff_partners", _("Partner"), "people", Permission.READ),
    ("staff_reports", _("Meldungen"), "speech", Permission.CONFIRM),
)
# What is needed now and then, with a sentence about what it is for; found on the overview.
TOOLS = (
    (
        "staff_invitations",
        _("Einladungen"),
        _("Kolleginnen und Kollegen einladen, Anfragen beantworten"),
        Permission.INVITE,
    ),
    (
        "staff_campaigns",
        _("Saisonabfragen"),
        _("alle Partner vor den Ferien fragen, was noch stimmt"),
        Permission.CAMPAIGN,
    ),
    ("staff_duplicates", _("Dubletten"), _("was zweimal eingetragen ist, zusammenführen"), Permission.MERGE),
    (
        "staff_imports",
        _("Importe"),
        _("Angebote, Einrichtungen und Partner aus Tabellen übernehmen"),
        Permission.IMPORT,
    ),
    ("staff_views", _("Gespeicherte Ansichten"), _("Listen, die Sie immer wieder brauchen"), Permission.READ),
    ("rights", _("Wer darf was?"), _("alle Rollen und ihre Rechte"), Permission.READ),
)
TOOLBOX = "werkzeuge"


def listed(places: list[str]) -> list[tuple]:
    """Return what stands at some places (module and name): apps above this one add to the ways without being known here."""
    return [one for place in places for one in import_string(place)]


@register.inclusion_tag("offers/workspace/ways.html", takes_context=True)
def workspace_ways(context: template.Context) -> dict[str, Any]:
    """Return the tabs of the workspace that this person may open, the open one marked; tools have one together."""
    path, standing = context["request"].path, standing_of(context["request"].user)
    ways = [
        (reverse(name), label, icon)
        for name, label, icon, permission in listed(settings.WORKSPACE_WAYS)
        if standing.allows(permission)
    ]
    tools = [reverse(name) for name, _label, _text, _permission in listed(settings.WORKSPACE_TOOLS)]
    # The longest address that the path begins with: the overview's is the beginning of all others.
    here = max((url for url in [*tools, *(way[0] for way in ways)] if path.startswith(url)), key=len, default="")
    toolbox = (f"{reverse('board')}#{TOOLBOX}", _("Werkzeuge"), "menu", here in tools)
    return {"ways": [*((url, label, icon, url == here) for url, label, icon in ways), toolbox]}


@register.inclusion_tag("offers/workspace/tools.html", takes_context=True)
def workspace_tools(context: template.Context) -> dict[str, Any]:
    """Return the tools that this person may use."""
    standing = standing_of(context["request"].user)
    tools = [
        (reverse(name), label, text)
        for name, label, text, permission in listed(settings.WORKSPACE_TOOLS)
        if standing.allows(permission)
    ]
    return {"tools": tools, "toolbox": TOOLBOX}


@register.simple_tag(takes_context=True)
def new_record(context: template.Context, page: str) -> dict[str, Any] | None:
    """Return where a record of a list is begun and what that is called; None for who may not."""
    user = context["request"].user
    if page == "staff_partners":
        return {"url": reverse("partner_new"), "label": _("Neuer Partner")} if admits_partners(user) else None
    if not standing_of(user).allows(Permission.EDIT):
        return None
    if page == "staff_facilities":
        return {"url": reverse("facility_new"), "label": _("Neue Einrichtung")}
    return {"url": reverse("offer_new"), "label": _("Neues Angebot")}


@register.simple_tag(takes_context=True)
def may_write(context: template.Context) -> bool:
    """Return whether this person may write offers of any partner."""
    return standing_of(context["request"].user).allows(Permission.EDIT)


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


@register.filter
def told(text: str, name: str) -> SafeString:
    """Return what the field of a record says (`offers.content.Change`); of a picture the picture, for nobody approves a file's name."""
    if name == "image" and text.startswith(Offer.image.field.upload_to) and default_storage.exists(text):
        address = default_storage.url(text)
        return format_html('<img src="{}" alt="{}" width="{}" loading="lazy">', address, _("Bild"), PICTURE_WIDTH)
    return linebreaksbr(text, autoescape=True)
