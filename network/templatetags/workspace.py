"""The frame of the workspace: its tabs and tools."""

from typing import Any

from django import template
from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from network.permissions import standing_of

register = template.Library()

TOOLBOX = "werkzeuge"


def listed(places: list[str]) -> list[tuple]:
    """Return what stands at some places (module and name): apps above this one add to the ways without being known here."""
    return [one for place in places for one in import_string(place)]


@register.inclusion_tag("network/workspace/ways.html", takes_context=True)
def workspace_ways(context: template.Context) -> dict[str, Any]:
    """Return the tabs of the workspace that this person may open, the open one marked; tools have one together."""
    path, standing = context["request"].path, standing_of(context["request"].user)
    known = listed(settings.WORKSPACE_WAYS)
    ways = [(reverse(name), label, icon) for name, label, icon, permission in known if standing.allows(permission)]
    tools = [reverse(name) for name, _label, _text, _permission in listed(settings.WORKSPACE_TOOLS)]
    # The longest address that the path begins with: the overview's is the beginning of all others.
    here = max((url for url in [*tools, *(way[0] for way in ways)] if path.startswith(url)), key=len, default="")
    toolbox = (f"{reverse(settings.STAFF_HOME)}#{TOOLBOX}", _("Werkzeuge"), "menu", here in tools)
    return {
        "ways": [*((url, label, icon, url == here) for url, label, icon in ways), toolbox],
        "label": _("Verwaltung"),
    }


@register.inclusion_tag("network/workspace/ways.html", takes_context=True)
def social_space_ways(context: template.Context) -> dict[str, Any]:
    """Return the tabs of the pages about social spaces, the open one marked."""
    path, standing = context["request"].path, standing_of(context["request"].user)
    known = listed(settings.SOCIAL_SPACE_WAYS)
    ways = [(reverse(name), label, icon) for name, label, icon, permission in known if standing.allows(permission)]
    here = max((url for url, _label, _icon in ways if path.startswith(url)), key=len, default="")
    return {"ways": [(url, label, icon, url == here) for url, label, icon in ways], "label": _("Sozialräume")}


@register.simple_tag(takes_context=True)
def workspace_sections(context: template.Context, record: Model) -> SafeString:
    """Return what apps above this one say of a record, as far as this person may know it."""
    sections = (import_string(place)(context["request"], record) for place in settings.WORKSPACE_SECTIONS)
    return mark_safe("".join(sections))  # noqa: S308 (each is a rendered template)


@register.inclusion_tag("network/workspace/tools.html", takes_context=True)
def workspace_tools(context: template.Context) -> dict[str, Any]:
    """Return the tools that this person may use."""
    standing = standing_of(context["request"].user)
    tools = [
        (reverse(name), label, text)
        for name, label, text, permission in listed(settings.WORKSPACE_TOOLS)
        if standing.allows(permission)
    ]
    return {"tools": tools, "toolbox": TOOLBOX}
