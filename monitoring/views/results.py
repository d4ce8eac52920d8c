"""What prevention achieved, for those who plan: numbers of years that are over, protected as all numbers of the monitoring are."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from monitoring.choosing import Choosing, Control, Option, carried
from monitoring.models import OutcomeMetric
from monitoring.outcomes import tables
from monitoring.outcomes.results import results, results_of_all
from monitoring.outcomes.years import years_over
from monitoring.pictures.addresses import picture_address
from monitoring.pictures.files import TABLES
from network.choices import Permission
from network.permissions import requires, standing_of

OVERVIEW, AREAS, SUBJECTS = "ueberblick", "gebiete", "angebote"


def year_of(choosing: Choosing) -> tuple[int, list[int]]:
    """Return the year that an address asks for, and those there are."""
    years = years_over()
    return choosing.one("jahr", _("Jahr"), {str(year): year for year in years}, years[0]), years


def frame(request: HttpRequest, choosing: Choosing, year: int, years: list[int]) -> dict:
    """Return what both pages show: the year and the way to the yearly report."""
    return {
        "year": year,
        "controls": [Control("jahr", _("Jahr"), [Option(str(one), str(one)) for one in years], str(year))],
        "carried": carried(request.GET, without=("jahr",)),
        "remarks": choosing.remarks,
        "may_report": standing_of(request.user).allows(Permission.BUDGET),
        "may_keep_metrics": standing_of(request.user).allows(Permission.MONITOR),
    }


def files_of(request: HttpRequest, name: str) -> list[tuple[str, str]]:
    return [(form.upper(), picture_address(request, name) + form) for form in TABLES]


@require_safe
@requires(Permission.PLAN)
def overview(request: HttpRequest) -> HttpResponse:
    """Show all metrics of a year at a glance."""
    choosing = Choosing(request.GET)
    year, years = year_of(choosing)
    found = results_of_all(year)
    table = tables.of_all(found)
    if request.GET.get("bild") == OVERVIEW and (form := request.GET.get("als")) in TABLES:
        return TABLES[form](f"ergebnisse-{year}", table.header, table.lines())
    context = frame(request, choosing, year, years)
    context |= {"results": found, "table": table, "files": files_of(request, OVERVIEW)}
    return render(request, "monitoring/outcomes/overview.html", context)


@require_safe
@requires(Permission.PLAN)
def of_metric(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was counted of one metric in a year: by area, and by offer."""
    metric = get_object_or_404(OutcomeMetric.objects.select_related("reference"), code=code)
    choosing = Choosing(request.GET)
    year, years = year_of(choosing)
    (found,) = results([metric], year)
    there = {AREAS: tables.of_areas(found), SUBJECTS: tables.of_subjects(found)}
    wanted, form = there.get(request.GET.get("bild", "")), request.GET.get("als", "")
    if wanted and form in TABLES:
        return TABLES[form](f"{code}-{year}-{request.GET['bild']}", wanted.header, wanted.lines())
    context = frame(request, choosing, year, years) | {
        "result": found,
        "metric": metric,
        "parts": [(table, files_of(request, name)) for name, table in there.items() if len(table.rows) > 1],
        "year_text": str(year),
    }
    return render(request, "monitoring/outcomes/result.html", context)
