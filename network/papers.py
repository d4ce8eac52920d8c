"""Texts as PDF: rules of procedure to sign by hand, and what the example city's documents hold."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language

from kit.pdf import Look, pdf
from sozialraum.models import Municipality

SHEET = "css/paper.css"


def paper(
    title: str, text: str, municipality: Municipality, *, facts: Mapping[str, Any] | None = None, template: str = ""
) -> bytes:
    """Return a text written in Markdown as a PDF under a title; `template` may add to it what `facts` hold."""
    context = {"title": title, "text": text, "municipality": municipality, "language": get_language(), **(facts or {})}
    html = render_to_string(template or "network/papers/paper.html", context)
    return pdf(html, Look(SHEET, f":root {{ --brand: {municipality.brand_colour} }}"), address=settings.PORTAL_ADDRESS)
