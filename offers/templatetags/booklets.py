"""What the pages of the Elternbegleitbuch say of its map."""

from django import template
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from offers.booklets.picture import Picture

register = template.Library()


@register.filter
def said(picture: Picture) -> str:
    """Return a map in words: its districts, and the houses by the number that they have on it."""
    words = _("Karte des Sozialraums mit %(districts)s.") % {"districts": get_text_list(picture.names, _("und"))}
    houses = ", ".join(f"{mark.number} {mark.name}" for mark in picture.marks)
    return f"{words} {_('Häuser: %(houses)s.') % {'houses': houses}}" if houses else words
