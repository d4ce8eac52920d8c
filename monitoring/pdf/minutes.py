"""The minutes of a conference as a PDF for its members."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from kit.pdf import pdf
from monitoring.conferences.situation import shown, situation_of
from monitoring.pdf.profiles import look_of
from network.models import Conference
from sozialraum.context import as_of
from sozialraum.uploads import logo_of


def minutes_pdf(conference: Conference, version: str, *, plans: bool) -> bytes:
    """Return the minutes: who was there, what was said, decided and taken on; nothing of what is internal.

    The document goes to all members, so it says nothing of need unless the reader `plans`.
    """
    municipality = as_of(version)
    files = logo_of(municipality.logo)
    rows = list(conference.invitations.select_related("partner").order_by("role", "partner__name", "name"))
    situation = conference.situation or situation_of(conference.group, version)
    context = {
        "conference": conference,
        "group": conference.group,
        "districts": conference.group.districts.defer("boundary").order_by("name"),
        "came": [row for row in rows if row.attended],
        "missed": [row for row in rows if not row.attended],
        "decisions": conference.decisions.all(),
        "tasks": conference.tasks.select_related("owner"),
        "feedback": conference.feedback.select_related("social_space"),
        "situation": shown(situation, plans=plans),
        "language": get_language(),
        "municipality": municipality,
        "today": timezone.localdate(),
        "has_logo": bool(files),
    }
    html = render_to_string("monitoring/conferences/document.html", context)
    return pdf(html, look_of(municipality.brand_colour), address=settings.PORTAL_ADDRESS, files=files)
