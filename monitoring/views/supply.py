"""What is offered in each area, for everybody; beside how much is needed there, for those who plan."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from monitoring.areas import CITY, Area
from monitoring.choices import Audience
from monitoring.choosing import Choosing, carried
from monitoring.figures import NOTHING, Figures
from monitoring.pages import monitoring_page
from monitoring.pictures import answer
from monitoring.pictures.addresses import changed, picture_address
from monitoring.pictures.files import TABLES
from monitoring.profiles.listing import profile_url
from monitoring.supply import tables, walking
from monitoring.supply.families import for_families
from monitoring.supply.gaps import Gap
from monitoring.supply.listing import listed
from monitoring.supply.pictures import the_map, the_scatter
from monitoring.supply.state import State, controls_of, divisions_of, state_of
from monitoring.supply.wording import needed, of_area
from sozialraum.pages import version_of

MATRIX_PER_PAGE = 100
SPOTS_PER_PAGE = 20
SET_HERE = ("alter", "bedarf", "zaehlt", "ebene", "matrix", "flecken")


@monitoring_page
def supply(request: HttpRequest) -> HttpResponse:
    """Show the supply of each area: as friendly numbers to everybody, beside need to those who plan."""
    if request.audience is Audience.PUBLIC:
        return for_families(request)
    choosing = Choosing(request.GET)
    state = state_of(choosing, version_of(request))
    if state.age is None or not state.situation.areas:
        return render(request, "monitoring/supply/empty.html")
    return planners_page(request, state, choosing)


def planners_page(request: HttpRequest, state: State, choosing: Choosing) -> HttpResponse:
    """Show supply beside need, or hand out its matrix or a picture as a file."""
    shown = shown_of(request, state)
    if request.GET.get("bild") == "matrix" and (form := request.GET.get("als")) in TABLES:
        table = tables.matrix_file(shown)
        return TABLES[form](f"angebot-nach-{state.division}", table.header, table.lines())
    near, day = walking.shares(state.age)
    whole = tables.of_age(shown, state.age, near)
    spots = spots_of(shown, state)
    chosen = frozenset(area.key for area in state.chosen)
    table, page = listed(request, shown, state, whole)
    pictures = [
        the_scatter(shown, state.age, chosen, whole, spots),
        the_map(shown, state.age, state.outline, state.level.code, whole),
    ]
    context = {
        "state": state,
        "controls": controls_of(state),
        "divisions": divisions(request, state),
        "carried": carried(request.GET, without=SET_HERE),
        "remarks": choosing.remarks,
        "chosen": [(profile_url(area), *sentences(state, area)) for area in state.chosen],
        "spots": Paginator(spots, SPOTS_PER_PAGE).get_page(request.GET.get("flecken")),
        "table": table,
        "page": page,
        "ages_without_children": [age for age in state.ages if not age.counts],
        **matrix(request, shown, state),
        **walked(state, near, day),
    }
    context["spots_said"] = [(gap, profile_url(gap.area), *sentences(state, gap.area)[1:]) for gap in context["spots"]]
    return answer(request, "monitoring/supply/page.html", context, filter(None, pictures))


def shown_of(request: HttpRequest, state: State) -> tables.Shown:
    # What hundreds of addresses share is written once.
    shared = changed(request, gebiet="", seite="")
    begin = f"{shared}{'&' if '?' in shared else '?'}gebiet="

    def address(area: Area) -> str:
        return f"{begin}{area.slug}#gebiet"

    return tables.Shown(state.situation, state.need, state.gaps, state.level.name, address)


def spots_of(shown: tables.Shown, state: State) -> list[Gap]:
    """Return the white spots of the chosen age, the greatest need first."""
    return sorted((gap for gap in shown.gaps.values() if gap.age == state.age), key=lambda gap: gap.urgency)


def divisions(request: HttpRequest, state: State) -> list[tuple[str, object, bool]]:
    """Return the ways to divide childhood as links, and which is open."""
    return [
        (changed(request, gliederung=one.value, alter=""), one.label, one.value == state.division)
        for one in divisions_of()
    ]


def sentences(state: State, area: Area) -> tuple[Area, str, str]:
    return area, of_area(state.situation, area, state.age), needed(state.need, area)


def matrix(request: HttpRequest, shown: tables.Shown, state: State) -> dict[str, Any]:
    """Return a page of the matrix of all ages."""
    page = Paginator(state.situation.areas, MATRIX_PER_PAGE).get_page(request.GET.get("matrix"))
    return {
        "matrix": tables.matrix_html(shown, page.object_list),
        "matrix_page": page,
        "matrix_files": [(form.upper(), picture_address(request, "matrix") + form) for form in TABLES],
    }


def walked(state: State, near: Figures, day: object) -> dict[str, Any]:
    """Return how many children of the chosen age live near an offer, in the city and how it was reckoned."""
    living = state.situation.children[state.age.code]
    areas = state.situation.areas
    known = [near[area.key].value for area in areas if area.key in near]
    whole = walking.of_all(areas, near, living)
    return {
        "walking_day": day,
        "walking_of_city": whole,
        "walking_known": bool(known),
        "has_children": living.get(CITY, NOTHING).value is not None,
        "metres": walking.METRES,
        "points": walking.POINTS,
    }
