"""The ways through the monitoring, and the pictures of a page."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from monitoring.choices import Audience
from monitoring.pages import AS_PUBLIC
from monitoring.pictures import Picture
from monitoring.pictures.addresses import changed, is_shown_as_public, kept, picture_address, view_suffix
from network.choices import Permission
from network.permissions import standing_of

register = template.Library()
MOST_VIEWS = 12  # more of them stand on the page of all views

# The pages that one begins with: name of the address, label, icon, and what it takes to open it; None: everybody may.
WAYS: tuple[tuple[str, Any, str, Permission | None], ...] = (
    ("monitoring", _("Überblick"), "map", None),
    ("monitoring_districts", _("Stadtteile"), "pin", None),
    ("monitoring_indicators", _("Indikatoren"), "list", None),
    ("monitoring_comparison", _("Vergleichen"), "people", None),
    ("monitoring_table", _("Tabelle"), "list", None),
    ("monitoring_indices", _("Indizes"), "list", None),
    ("monitoring_supply", _("Angebote"), "people", None),
    ("monitoring_chain", _("Präventionskette"), "list", None),
    ("monitoring_wanted", _("Nachfrage"), "search", Permission.PLAN),
    ("monitoring_outcomes", _("Ergebnisse"), "confirmed", Permission.PLAN),
    ("monitoring_quality", _("Datenlage"), "check", Permission.PLAN),
)


def internal(request: HttpRequest) -> bool:
    """Return whether a page is made for those who plan; pages that only they may open do not say for whom they are."""
    return getattr(request, "audience", Audience.INTERNAL) is Audience.INTERNAL


@register.simple_tag(takes_context=True)
def is_internal(context: template.Context) -> bool:
    """Return whether the page is made for those who plan."""
    return internal(context["request"])


@register.inclusion_tag("monitoring/ways.html", takes_context=True)
def monitoring_ways(context: template.Context) -> dict[str, Any]:
    """Return the tabs of the monitoring that the visitor may open, the open one marked, and the way to the other view."""
    request = context["request"]
    planning = internal(request)
    ways = [
        (reverse(name), label, icon)
        for name, label, icon, permission in WAYS
        if permission is None or (planning and standing_of(request.user).allows(permission))
    ]
    # The longest address that the path begins with: the overview's is the beginning of all others.
    here = max((url for url, _label, _icon in ways if request.path.startswith(url)), key=len, default="")
    suffix = view_suffix(request)
    return {
        "ways": [(url + suffix, label, icon, url == here) for url, label, icon in ways],
        "internal": planning,
        "other_view": other_view(request),
    }


@register.simple_tag(takes_context=True, name="view_suffix")
def view_suffix_tag(context: template.Context) -> str:
    """Return what follows the address of another page, so that it is shown for the same eyes."""
    return view_suffix(context["request"])


def other_view(request: HttpRequest) -> str:
    """Return the address of the same page as others see it; empty where there is only one view."""
    if is_shown_as_public(request):
        return changed(request, sicht="")
    is_only_internal = getattr(request, "is_only_internal", False)
    has_both = hasattr(request, "audience") and internal(request) and not is_only_internal
    return changed(request, sicht=AS_PUBLIC) if has_both else ""


@register.inclusion_tag("monitoring/saved_views/chips.html", takes_context=True)
def own_views(context: template.Context, page: str) -> dict[str, Any]:
    """Return the views of a page that this person has saved, the open one marked, and where this one is saved."""
    request = context["request"]
    if not internal(request):
        return {"views": [], "save": ""}
    query = kept(request).urlencode()
    rows = [(view, f"?{view.query}", view.query == query) for view in request.user.monitoring_views.filter(page=page)]
    new = f"{reverse('monitoring_view_new')}?{urlencode({'von': page, 'auswahl': query})}"
    return {"views": rows[:MOST_VIEWS], "save": new if query and not any(row[2] for row in rows) else ""}


@register.inclusion_tag("monitoring/pictures/picture.html", takes_context=True)
def picture(context: template.Context, shown: Picture) -> dict[str, Any]:
    """Return a picture as a figure: its sentence, itself, its legend, its table, its files."""
    return {"picture": shown, "address": picture_address(context["request"], shown.name)}
