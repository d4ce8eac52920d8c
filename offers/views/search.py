"""The start page and the result list."""

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from network.models import Facility
from offers import filters, headings
from offers.cards import cards
from offers.demand import count_miss
from offers.forms import entrance, search_form
from offers.models import LifePhase
from offers.search import Choices, Criteria, Rescue, Result, answer, applied, load_choices, rescue
from offers.search.listing import LAST_PAGE, PER_PAGE
from offers.surroundings import FAMILY_OFFICE
from sozialraum.context import holidays_of
from sozialraum.pages import public_page, version_of


@lru_cache(maxsize=2)
def family_offices(version: str) -> list[Facility]:
    """Return the offices that help with every question; with their address, so none whose address is confidential.

    Read once per process and version of the content, like the doors below.
    """
    offices = Facility.objects.public().filter(kind__code=FAMILY_OFFICE, address_is_confidential=False)
    return list(offices.order_by("name"))


@lru_cache(maxsize=2)
def doors(version: str) -> list[dict[str, str]]:
    """Return the phases of life as ways into the list."""
    return [door(phase, load_choices(version)) for phase in LifePhase.objects.filter(is_active=True)]


@public_page
def start(request: HttpRequest) -> HttpResponse:
    """Ask where and for which age, and open the phases of life as doors."""
    version = version_of(request)
    context = {
        "form": entrance(load_choices(version)),
        "phases": doors(version),
        "family_offices": family_offices(version),
    }
    return render(request, "offers/start.html", context)


def door(phase: LifePhase, choices: Choices) -> dict[str, str]:
    """Return a phase of life as a way into the list: all its age steps."""
    begin, end = phase.ages.lower, phase.ages.upper
    steps = tuple(step for step in choices.named("alter") if step.ages[0] < end and begin < step.ages[1])
    return {
        "name": phase.name,
        "hint": phase.description,
        "icon": f"phase-{phase.code}",
        "url": filters.address(reverse("offer_list"), Criteria(steps=steps)),
    }


@public_page
def offer_list(request: HttpRequest) -> HttpResponse:
    """Answer a search with a list."""
    criteria, context = found(request)
    result: Result = context["result"]
    is_without_words = result.is_relaxed and not criteria.asked
    context |= {
        "cards": cards(result.hits, holidays_of(request), criteria.asked.surfaces if criteria.asked else frozenset()),
        "page": page_of(result),
        "is_cut": result.is_cut or result.total > LAST_PAGE * PER_PAGE,
        "is_without_words": is_without_words,
    }
    if (is_without_words or not result.total) and request.method == "GET" and not criteria.is_empty:
        count_miss(criteria, load_choices(version_of(request)))
    if not result.total:
        context |= ways_on(criteria, load_choices(version_of(request)))
    return render(request, "offers/offer_list.html", context)


def found(request: HttpRequest, *, hits: bool = True) -> tuple[Criteria, dict[str, Any]]:
    """Return what a request asks for, and what list and map show of it alike."""
    choices = load_choices(version_of(request))
    question = filters.read(request.GET, choices)
    criteria, result = answer(question.criteria, question.as_typed, question.page, hits=hits)
    return criteria, {
        "form": search_form(choices, criteria, None if result.is_cut else result.counts),
        "remarks": question.remarks,
        **readings(request.path, question, criteria),
        "heading": headings.heading(criteria),
        "for_whom": headings.for_whom(criteria),
        "announcement": headings.announcement(result.total, is_more=result.is_cut),
        "result": result,
        "chips": [(one.label, one.parameter, filters.address(request.path, one.without)) for one in applied(criteria)],
        "list_url": filters.address(reverse("offer_list"), criteria),
        "map_url": filters.address(reverse("offer_map"), criteria),
        "week_url": filters.address(reverse("week"), criteria.without_facet("wann")),
        "is_filtered": bool(filters.parameters(criteria)),
        "family_offices": family_offices(version_of(request)),
    }


def readings(path: str, question: filters.Question, criteria: Criteria) -> dict[str, Any]:
    """Return how the words of a search were read: which were put right, and the way to have them taken as they stand."""
    literal = question.as_typed
    is_understood = literal is not None and bool(criteria.typed)
    return {
        "literal_url": filters.address(path, literal) if is_understood else "",
        "typed": literal.text if literal else "",
        "is_without_filters": literal is not None and not criteria.typed,
        "corrections": [
            (meant, filters.address(path, replace(criteria, text=put_right(criteria.text, typed, meant))))
            for typed, meant in (criteria.asked.corrections if criteria.asked else ())
        ],
    }


def put_right(text: str, typed: str, meant: str) -> str:
    """Return a text with one of its words as it is meant."""
    return re.sub(rf"(?<!\w){re.escape(typed)}(?!\w)", meant, text, count=1)


def page_of(result: Result) -> Page:
    """Return where in the result the list is, for its page numbers."""
    return Paginator(range(min(result.total, LAST_PAGE * PER_PAGE)), PER_PAGE).page(result.page)


def ways_on(criteria: Criteria, choices: Choices) -> dict:
    """Return what a page without a hit offers instead: each a label, a number and an address."""
    path = reverse("offer_list")
    help_on: Rescue = rescue(criteria, choices)
    age = Criteria(steps=criteria.steps)
    at_home = choices.find("zugang", "zuhause")
    return {
        "loosened": [(one.label, number, filters.address(path, one.without)) for one, number in help_on.loosened],
        "neighbours": [
            (place.label, number, filters.address(path, replace(criteria, places=(place,), radius_km=None)))
            for place, number in help_on.neighbours
        ],
        "everywhere": (help_on.everywhere, filters.address(path, age)),
        "at_home": (help_on.at_home, filters.address(path, Criteria(steps=criteria.steps, facets=(at_home,))))
        if at_home and help_on.at_home
        else None,
    }
