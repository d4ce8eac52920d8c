"""The booklet as PDF: A5, accessible (PDF/UA-1), with a code for the telephone beside each offer."""

import datetime
from typing import Final

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from kit.pdf import Look, Printed, printed
from kit.qr import qr_file
from offers.booklets.values import Booklet
from offers.models import BookletEdition
from sozialraum.models import Municipality
from sozialraum.uploads import logo_of

Form = BookletEdition.Form
SHEET: Final = "css/booklet-document.css"
BLEED: Final = "@page { bleed: 3mm; marks: crop }"
SHEET_PAGES: Final = 4  # of a sheet that is folded once


def document(
    booklet: Booklet, form: Form, as_of: datetime.date, municipality: Municipality, *, notes: int = 0
) -> Printed:
    """Return the booklet as it is on a day; `notes` pages to write on stand at its end."""
    files = logo_of(municipality.logo)
    html = written(booklet, as_of, municipality, has_logo=bool(files), notes=notes)
    colours = f":root {{ --brand: {municipality.brand_colour}; --second: {municipality.second_colour} }}"
    look = Look(SHEET, colours + (BLEED if form == Form.PRINTER else ""))
    return printed(html, look, address=settings.PORTAL_ADDRESS, files=files | codes_of(booklet))


def written(
    booklet: Booklet, as_of: datetime.date, municipality: Municipality, *, has_logo: bool = False, notes: int = 0
) -> str:
    """Return the booklet as HTML, in its language."""
    context = {
        "booklet": booklet,
        "municipality": municipality,
        "has_logo": has_logo,
        "as_of": as_of,
        "notes": range(notes),
    }
    with translation.override(booklet.language):
        return render_to_string("offers/booklet/document.html", context)


def codes_of(booklet: Booklet) -> dict[str, tuple[str, bytes]]:
    """Return the codes of all offers and of the booklet itself, by the names that the template has for them."""
    leaves = [
        leaf for chapter in booklet.chapters for phase in chapter.phases for leaf in (*phase.leaves, *phase.of_city)
    ]
    addresses = {f"code/{leaf.slug}": leaf.url for leaf in leaves} | {"code": booklet.url}
    return {name: ("image/png", qr_file(address)) for name, address in addresses.items()}


def pages_for_notes(pages: int) -> int:
    """Return how many pages a booklet lacks to fill its sheets."""
    return -pages % SHEET_PAGES
