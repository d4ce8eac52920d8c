"""What the network did in a period, as tables for those who evaluate it."""

import datetime
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from monitoring.conferences.evaluation import SORTS, Period
from monitoring.forms.evaluation import PeriodForm
from monitoring.pictures.files import TABLES
from network.choices import Permission
from network.permissions import requires


def last_year() -> dict[str, datetime.date]:
    """Return the period that is shown first."""
    year = timezone.localdate().year - 1
    return {"von": datetime.date(year, 1, 1), "bis": datetime.date(year, 12, 31)}


def asked(request: HttpRequest) -> PeriodForm:
    """Return the form of the period, filled with what the address asks for, or with last year."""
    is_asked = {"von", "bis"} & request.GET.keys()
    return PeriodForm(request.GET if is_asked else last_year())


@require_safe
@requires(Permission.EXPORT)
def evaluation(request: HttpRequest) -> HttpResponse:
    """Show how much there is of a period, and lead to the files."""
    form = asked(request)
    sorts, query = [], ""
    if form.is_valid():
        period = Period(form.cleaned_data["von"], form.cleaned_data["bis"])
        query = urlencode({name: day.isoformat() for name, day in form.cleaned_data.items()})
        sorts = [(name, sort.label, sort.records(request.user, period).count()) for name, sort in SORTS.items()]
    context = {"form": form, "sorts": sorts, "query": query, "kinds": list(TABLES)}
    return render(request, "monitoring/conferences/evaluation.html", context, status=422 if form.errors else 200)


@require_safe
@requires(Permission.EXPORT)
def evaluation_file(request: HttpRequest, what: str, kind: str) -> HttpResponse:
    """Hand out one of the tables; raises Http404 for a period that is none."""
    form = asked(request)
    if not form.is_valid():
        raise Http404
    first, last = form.cleaned_data["von"], form.cleaned_data["bis"]
    sort = SORTS[what]
    rows = sort.rows(sort.records(request.user, Period(first, last)))
    return TABLES[kind](f"{what}-{first}-{last}", sort.header, rows)
