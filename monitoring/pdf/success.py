"""The yearly Erfolgsnachweis as a PDF for the council."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from kit.pdf import pdf
from monitoring.outcomes.report import Report
from monitoring.pdf.profiles import logo_of, look_of
from sozialraum.models import Municipality


def success_pdf(report: Report, municipality: Municipality) -> bytes:
    """Return a year's report as a PDF: the sections of its page in a document of its own."""
    files = logo_of(municipality)
    context = {
        "report": report,
        "language": get_language(),
        "municipality": municipality,
        "today": timezone.localdate(),
        "has_logo": bool(files),
        "is_document": True,
    }
    html = render_to_string("monitoring/success/document.html", context)
    return pdf(html, look_of(municipality.brand_colour), address=settings.PORTAL_ADDRESS, files=files)
