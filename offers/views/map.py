"""The result of a search as a map."""

from dataclasses import asdict, replace
from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from offers import filters
from offers.district_map import Area, Drawing, Shape, areas, counts_by_district, drawing
from offers.outlines import outlines
from offers.search import Attempt, Choices, Criteria, attempt_at, load_choices
from offers.search.places import spots
from offers.views.search import found
from sozialraum.pages import public_page, version_of


@public_page
def offer_map(request: HttpRequest) -> HttpResponse:
    """Answer a search with a map of the districts; a script may show the places on it."""
    criteria, context = found(request, hits=False)
    picture = drawing(version_of(request))
    anywhere = attempt_at(criteria.anywhere) if criteria.places else context["result"].attempt
    context |= {
        "places_url": filters.address(reverse("offer_places"), criteria),
        "picture": picture,
        "tiles": {"url": settings.PORTAL_TILES_URL, "attribution": settings.PORTAL_TILES_ATTRIBUTION},
        "most": anywhere.total if anywhere.is_cut else 0,
        "areas": areas_of(picture, criteria, load_choices(version_of(request)), anywhere) if picture else [],
    }
    return render(request, "offers/offer_map.html", context)


def areas_of(picture: Drawing, criteria: Criteria, choices: Choices, anywhere: Attempt) -> list[Area]:
    """Return the districts with what the search finds for each, wherever else it was looking."""
    chosen = frozenset(area for place in criteria.places for area in place.areas)
    link = partial(district_address, criteria, choices)
    return areas(picture, counts_by_district(criteria, anywhere.best), chosen, link)


def district_address(criteria: Criteria, choices: Choices, shape: Shape) -> str:
    """Return the address of the same search in the district of a shape."""
    place = choices.find("stadtteil", shape.slug)
    return filters.address(reverse("offer_list"), replace(criteria, places=(place,), radius_km=None))


@public_page
def offer_places(request: HttpRequest) -> HttpResponse:
    """Return the places of a search's hits, of very many those that stand first in the list, for the script of the map."""
    question = filters.read(request.GET, load_choices(version_of(request)))
    found = attempt_at(question.criteria, question.as_typed)
    return JsonResponse({"places": [asdict(spot) for spot in spots(found.best)]})


@public_page
def offer_areas(request: HttpRequest) -> HttpResponse:
    """Return the outlines of the districts, for the same script."""
    return JsonResponse(outlines(version_of(request)))
