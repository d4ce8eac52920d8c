"""The catalogue of indicators."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from monitoring.catalogue import catalogue
from monitoring.pages import monitoring_page
from sozialraum.pages import version_of


@monitoring_page
def indicators(request: HttpRequest) -> HttpResponse:
    """List the indicators that the visitor may see, by field, each with its question."""
    by_field = groupby(catalogue(version_of(request), request.audience), lambda indicator: indicator.field)
    fields = [(field, list(group)) for field, group in by_field]
    return render(request, "monitoring/indicators.html", {"fields": fields, "number": sum(len(g) for _f, g in fields)})
