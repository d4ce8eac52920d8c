"""What the workspace's pages of the register show."""

from typing import Any

from django import template
from django.conf import settings
from django.core.files.storage import default_storage
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from network.choices import Permission
from network.permissions import standing_of
from offers.models import Offer
from offers.permissions import admits_partners

register = template.Library()

PICTURE_WIDTH = 240


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
