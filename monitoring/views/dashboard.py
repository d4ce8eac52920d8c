"""The city at a glance, and one indicator in it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from monitoring.areas import CITY, Area
from monitoring.catalogue import breaks, catalogue
from monitoring.choosing import Choosing, carried
from monitoring.dashboards.key_figures import key_figures
from monitoring.dashboards.listing import listing
from monitoring.dashboards.pictures import marks_of, table_of, the_map, the_series, the_strip
from monitoring.dashboards.state import State, controls_of, name_of, state_of
from monitoring.outcomes.report import public_years
from monitoring.pages import monitoring_page
from monitoring.pictures import Picture, answer
from monitoring.pictures.addresses import changed, view_suffix
from monitoring.profiles.listing import profile_url
from sozialraum.context import municipality_of
from sozialraum.pages import version_of


@monitoring_page
def dashboard(request: HttpRequest) -> HttpResponse:
    """Show the city's key figures, and one indicator on the map, in a table, as a distribution and over time."""
    indicators = catalogue(version_of(request), request.audience)
    if not indicators:
        return render(request, "monitoring/dashboard/empty.html")
    choosing = Choosing(request.GET)
    by_code = {indicator.code: indicator for indicator in indicators}
    # What is asked first is a rate: only those can be mapped.
    first = next((one for one in indicators if one.denominator_name and one.is_key_value), indicators[0])
    state = state_of(request, choosing.one("indikator", _("Indikator"), by_code, first), choosing)
    shown = shown_of(request, state)
    context = {
        **shown,
        "key_figures": key_figures(state.version, request.audience),
        "controls": controls_of(state, indicators),
        "carried": carried(request.GET, without=("indikator", "jahr", "ebene", "methode")),
        "remarks": choosing.remarks,
        "success_year": next(iter(public_years()), None),
    }
    return answer(request, "monitoring/dashboard/city.html", context, shown["all_pictures"])


@monitoring_page
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """Show what an indicator means and how it is protected, and its numbers."""
    found = next((one for one in catalogue(version_of(request), request.audience) if one.code == code), None)
    if found is None:
        raise Http404
    choosing = Choosing(request.GET)
    state = state_of(request, found, choosing)
    shown = shown_of(request, state)
    context = {
        **shown,
        "controls": controls_of(state),
        "carried": carried(request.GET, without=("jahr", "ebene", "methode")),
        "remarks": choosing.remarks,
    }
    return answer(request, "monitoring/dashboard/indicator.html", context, shown["all_pictures"])


def shown_of(request: HttpRequest, state: State) -> dict[str, Any]:
    """Return what is shown of one indicator in the city."""
    name = municipality_of(request).name
    marks = marks_of(request, state)
    cuts = breaks(state.version).get(state.indicator.pk, ())
    pictures: list[Picture] = []
    table = table_of(state, marks)
    if state.has_values:
        pictures = [the_strip(state, marks, table, name), the_series(state, Area(CITY, "city", name, "stadt"), cuts)]
        if state.is_mapped:
            pictures.insert(0, the_map(state, marks, table, name))
    return {
        "state": state,
        "year": name_of(state.day, state.days),
        "carried_by_search": carried(request.GET, without=("q",)),
        "without_words": changed(request, q="", seite="") + "#tabelle",
        "listing": listing(request, state, table, marks),
        "chosen": [mark for mark in marks if mark.is_chosen],
        "profiles": [(area.name, profile_url(area, view_suffix(request))) for area in state.chosen],
        "breaks": cuts,
        "all_pictures": pictures,
    }
