"""The yearly Erfolgsnachweis as a PDF, for the council and for everybody."""

import datetime
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from kit.pdf import pdf
from monitoring.outcomes.report import PublicReport, Report, public_report_of
from monitoring.pdf.profiles import look_of
from sozialraum.context import as_of
from sozialraum.models import Municipality
from sozialraum.uploads import logo_of

KEPT = 16  # of years and languages


def success_pdf(report: Report, municipality: Municipality) -> bytes:
    """Return a year's report as a PDF: the sections of its page in a document of its own."""
    return made(report, municipality, "monitoring/success/document.html")


def public_success_pdf(year: int, version: str) -> bytes:
    """Return the published edition of a year for everybody, kept by each process until the content changes."""
    return public_edition(year, version, get_language(), timezone.localdate())


@lru_cache(maxsize=KEPT)
def public_edition(year: int, version: str, _language: str, _today: datetime.date) -> bytes:
    return made(public_report_of(year), as_of(version), "monitoring/success/public_document.html")


def made(report: Report | PublicReport, municipality: Municipality, template: str) -> bytes:
    files = logo_of(municipality.logo)
    context = {
        "report": report,
        "language": get_language(),
        "municipality": municipality,
        "today": timezone.localdate(),
        "has_logo": bool(files),
        "is_document": True,
    }
    html = render_to_string(template, context)
    return pdf(html, look_of(municipality.brand_colour), address=settings.PORTAL_ADDRESS, files=files)
