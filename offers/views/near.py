"""What is nearest to a street, a postcode, or where somebody stands.

The place is only sent (POST), never part of an address, and answered at once: no cookie, no session, no log, no cache keeps it.
"""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kit.text import clean
from offers import filters
from offers.cards import cards
from offers.forms import entrance
from offers.near import (
    AT_A_TIME,
    MOST,
    POSTCODE,
    RADII,
    RADIUS,
    Origin,
    describe_way,
    districts_called,
    nearby,
    origin_of_address,
    origin_of_device,
)
from offers.search import Choice, Choices, Criteria, load_choices
from offers.views.responsible import LONGEST_ADDRESS, sentence, suggestions
from sozialraum.context import holidays_of
from sozialraum.pages import public_page, version_of
from sozialraum.streets import Outcome, find_sections

TEMPLATE = "offers/near.html"


@public_page
def ask(request: HttpRequest) -> HttpResponse:
    """Show the empty question."""
    choices = load_choices(version_of(request))
    return render(request, TEMPLATE, context(choices, Criteria(), RADIUS))


@never_cache
def answer(request: HttpRequest) -> HttpResponse:
    """Show what is nearest, or say what is not known about the place; the question stands in the form again."""
    choices = load_choices(version_of(request))
    criteria, radius = filters.read(request.POST, choices).criteria, radius_of(request)
    criteria = Criteria(steps=criteria.steps, facets=tuple(one for one in criteria.facets if one.name == "thema"))
    text = clean(request.POST.get("adresse", ""))[:LONGEST_ADDRESS]
    place = {name: clean(request.POST.get(name, ""))[:30] for name in ("breite", "laenge")}
    asked = context(choices, criteria, radius) | {"text": text}
    origin = origin_of_address(text, choices) if text else origin_of_device(place["breite"], place["laenge"])
    if text and origin is None:
        return render(request, TEMPLATE, asked | unknown(text, choices))
    if origin is None:
        error = _("Bitte schreiben Sie Ihre Straße, Ihre Postleitzahl oder Ihren Stadtteil in das Feld.")
        return render(request, TEMPLATE, asked | {"error": error}, status=422)
    kept = place if not text else {}
    return render(request, TEMPLATE, asked | near(request, origin, criteria, radius) | {"kept": kept.items()})


# Without a check for forgery, like the question who is responsible: it changes nothing, and sets no cookie.
@csrf_exempt
@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def near_page(request: HttpRequest) -> HttpResponse:
    """Answer what is near."""
    return answer(request) if request.method == "POST" else ask(request)


def unknown(text: str, choices: Choices) -> dict[str, Any]:
    """Return what the page says of an address that leads to no point: districts of that name, or streets spelled alike."""
    if called := districts_called(text, choices):
        return {
            "error": _("Genau so heißt kein Stadtteil. Welchen meinen Sie?"),
            "suggestions": called,
            "are_districts": True,
        }
    if POSTCODE.fullmatch(text):
        return {"error": _("Diese Postleitzahl gehört nicht zu unserer Stadt. Bitte prüfen Sie sie noch einmal.")}
    found = find_sections(text)
    if found.outcome is Outcome.STREET_UNKNOWN:
        error = _(
            "Diese Straße kennen wir nicht. Bitte prüfen Sie, wie sie geschrieben wird, oder nehmen Sie Ihre Postleitzahl."
        )
        return {"error": error, "suggestions": suggestions(found)}
    return {"error": sentence(found), "sections": found.sections}


def radius_of(request: HttpRequest) -> int:
    """Return the radius in kilometres; one that the page does not offer is the usual one."""
    text = clean(request.POST.get("umkreis", ""))
    return next((km for km in RADII if str(km) == text), RADIUS)


def near(request: HttpRequest, origin: Origin, criteria: Criteria, radius: int) -> dict[str, Any]:
    """Return what the page shows of a place: the nearest offers with their ways, and what does not need a way."""
    wanted = filters.whole_number(clean(request.POST.get("anzahl", ""))) or AT_A_TIME
    most = min(max(wanted, AT_A_TIME), MOST)
    found = nearby(origin, criteria, radius, most)
    ways = [describe_way(hit.metres or 0, origin.precision) for hit in found.hits]
    # The card would say the distance in its own words.
    shown = cards([hit._replace(metres=None) for hit in found.hits], holidays_of(request))
    more = min(most + AT_A_TIME, MOST) if found.total > len(found.hits) and most < MOST else 0
    wider = next((km for km in RADII if km > radius), 0)
    return {
        "origin": origin,
        "precision": origin.precision.value,
        "found": found,
        "cards": list(zip(shown, ways, strict=True)),
        "more": more,
        "wider": wider,
        "elsewhere": elsewhere(load_choices(version_of(request)), criteria),
    }


def elsewhere(choices: Choices, criteria: Criteria) -> str:
    """Return the address of the list of what comes home: it needs no way."""
    at_home: Choice | None = choices.find("zugang", "zuhause")
    wanted = Criteria(steps=criteria.steps, facets=(at_home,) if at_home else ())
    return filters.address(reverse("offer_list"), wanted)


def context(choices: Choices, criteria: Criteria, radius: int) -> dict[str, Any]:
    """Return the question as it stands in the form."""
    return {
        "text": "",
        "form": entrance(choices, criteria),
        "topics": choices.named("thema"),
        "chosen_topics": criteria.values("thema"),
        "radii": RADII,
        "radius": radius,
        "chosen": [(one.name, one.value) for one in (*criteria.steps, *criteria.facets)],
    }
