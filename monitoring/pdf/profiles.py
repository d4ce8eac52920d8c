"""The profile of an area as a PDF of two to four pages, fit for a council's meeting."""

import datetime
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from kit.pdf import Look, pdf
from monitoring.pictures.files import colours
from monitoring.profiles.areas import Profiled
from monitoring.profiles.profile import Asked, profile_of
from sozialraum.context import as_of
from sozialraum.uploads import logo_of

SHEET = "css/profile-document.css"
DRAWINGS = {
    "profile-spark": "monitoring/profile/spark.css",
    "profile-place": "monitoring/profile/place.css",
    "chart-bars": "monitoring/pictures/file.css",
}
KEPT = 64  # of some hundred kilobytes each


def profile_pdf(profiled: Profiled, asked: Asked) -> bytes:
    """Return an area's profile for an audience, kept by each process until the content changes."""
    return made(profiled, asked, get_language(), timezone.localdate())


@lru_cache(maxsize=KEPT)
def made(profiled: Profiled, asked: Asked, language: str, today: datetime.date) -> bytes:
    """Return a profile as a PDF: the sections of its page in a document of its own."""
    municipality = as_of(asked.version)
    files = logo_of(municipality.logo)
    context = {
        "profile": profile_of(profiled, asked),
        "language": language,
        "municipality": municipality,
        "is_document": True,
        "suffix": "",
        "today": today,
        "has_logo": bool(files),
        "may_comment": False,
        "kinds": (),
    }
    html = render_to_string("monitoring/profile/document.html", context)
    return pdf(html, look_of(municipality.brand_colour), address=settings.PORTAL_ADDRESS, files=files)


def look_of(brand: str) -> Look:
    """Return how a profile looks in the colour of a municipality."""
    context = {"colours": colours(brand)}
    drawings = {name: render_to_string(template, context) for name, template in DRAWINGS.items()}
    return Look(SHEET, f":root {{ --brand: {brand} }}", drawings)
