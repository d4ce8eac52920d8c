"""From street and number to the district and its team: "Wer ist für meine Straße zuständig?"."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kit.german import spell_out
from kit.text import clean
from offers.search import load_choices
from sozialraum.models import SocialSpaceMembership, StreetSection
from sozialraum.pages import public_page, version_of
from sozialraum.streets import Lookup, Outcome, find_sections

TEMPLATE = "offers/responsible.html"
SECTION = "#zustaendig"
LONGEST_ADDRESS = 200


@public_page
def ask(request: HttpRequest) -> HttpResponse:
    """Show the empty question."""
    return render(request, TEMPLATE, context(request))


@never_cache
def look_up(request: HttpRequest) -> HttpResponse:
    """Lead to the one district of an address, or ask back. The answer is kept by nobody, the address stands in no log."""
    text = clean(request.POST.get("adresse", ""))[:LONGEST_ADDRESS]
    if not text:
        empty = _("Bitte schreiben Sie Ihre Straße und Hausnummer in das Feld.")
        return render(request, TEMPLATE, context(request, error=empty), status=422)
    found = find_sections(text)
    if found.district:
        return redirect(reverse("district_detail", args=[found.district.slug]) + SECTION)
    return render(request, TEMPLATE, context(request, text, found, error=sentence(found)))


# Without a check for forgery: the look-up changes nothing, and its cookie would be the only one of the family pages.
@csrf_exempt
@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def responsible(request: HttpRequest) -> HttpResponse:
    """Answer who looks after a street."""
    return look_up(request) if request.method == "POST" else ask(request)


def context(request: HttpRequest, text: str = "", found: Lookup | None = None, error: str = "") -> dict:
    """Return what the page shows: the question, what is unclear, and all districts by name as another way."""
    districts = load_choices(version_of(request)).named("stadtteil")
    return {
        "text": text,
        "error": error,
        "sections": with_teams(found.sections) if found else [],
        "suggestions": suggestions(found) if found else [],
        "districts": sorted(districts, key=lambda district: spell_out(district.label)),
    }


def with_teams(sections: list[StreetSection]) -> list[tuple[StreetSection, str]]:
    """Return sections to choose from, each with the team that answers for it; empty where there is none."""
    held = SocialSpaceMembership.objects.on(timezone.localdate()).select_related("social_space")
    held = held.filter(district__in={section.district_id for section in sections})
    teams = {one.district_id: one.social_space.team_name for one in held}
    return [(section, teams.get(section.district_id, "")) for section in sections]


def suggestions(found: Lookup) -> list[str]:
    """Return streets that are spelled alike, each with the house number that was asked for."""
    number = found.address.number
    return [name if number is None else f"{name} {number}" for name in found.suggestions]


def sentence(found: Lookup) -> str:
    """Return what is unclear about an address, and what helps."""
    street = found.sections[0].street if found.sections else found.address.street
    match found.outcome:
        case Outcome.AMBIGUOUS:
            text = _("Zu „%(street)s“ kennen wir mehrere Abschnitte. Welcher ist Ihrer?")
        case Outcome.NUMBER_MISSING:
            text = _("Die Straße „%(street)s“ ist lang. Bitte schreiben Sie auch die Hausnummer.")
        case Outcome.NUMBER_UNKNOWN:
            text = _("Diese Hausnummer kennen wir in der Straße „%(street)s“ nicht. Wo etwa wohnen Sie?")
        case _:
            text = _("Die Straße „%(street)s“ kennen wir nicht. Bitte prüfen Sie, wie sie geschrieben wird.")
    return text % {"street": street}
