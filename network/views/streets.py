"""Which team answers for which street: the whole list, and what is wrong with it."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kit.exporting import csv_file
from network.choices import Permission
from network.filters_of_spaces import StreetFilter
from network.permissions import requires, standing_of
from network.street_teams import responsible_for, spaces_without_contact
from sozialraum.models import StreetSection
from sozialraum.street_report import report

FOLDER = "network/workspace/spaces"
PER_PAGE = 50
SHOWN = 200  # findings of a kind; who has more begins with these


def header() -> list[str]:
    return [
        *(_("Straße"), _("Hausnummern"), _("PLZ"), _("Stadtteil"), _("Sozialraum"), _("Team")),
        *(_("Ansprechstelle"), _("Telefon"), _("E-Mail")),
    ]


def narrowed(request: HttpRequest) -> tuple[StreetFilter, QuerySet]:
    sections = StreetSection.objects.select_related("postcode", "district").defer(
        "district__boundary", "postcode__centre"
    )
    found = StreetFilter(request.GET, sections)
    return found, found.qs.order_by("key", "number_from", "side", "pk")


@require_safe
@requires(Permission.READ)
def streets(request: HttpRequest) -> HttpResponse:
    """List the sections of streets with the team that answers for them."""
    found, sections = narrowed(request)
    page = Paginator(sections, PER_PAGE).get_page(request.GET.get("seite"))
    query = request.GET.copy()
    query.pop("seite", None)
    context = {
        "form": found.form,
        "remarks": found.remarks,
        "is_narrowed": any(found.form.cleaned_data.values()),
        "page": page,
        "rows": list(responsible_for(page)),
        "query": query.urlencode(),
        "may_bring_in": Permission.SPACES in standing_of(request.user).everywhere,
        "may_export": standing_of(request.user).allows(Permission.EXPORT),
    }
    return render(request, f"{FOLDER}/streets.html", context)


@require_safe
@requires(Permission.EXPORT)
def streets_file(request: HttpRequest) -> HttpResponse:
    """Hand out the list as a file, narrowed as on the page."""
    _found, sections = narrowed(request)
    return csv_file("strassen", header(), (one.cells() for one in responsible_for(sections)))


@require_safe
@requires(Permission.READ)
def street_report(request: HttpRequest) -> HttpResponse:
    """Tell which house numbers lead nowhere or to two districts, and where no team answers."""
    found = report()
    silent = spaces_without_contact()
    kinds = [
        (_("Lücken: Hausnummern, die zu keinem Stadtteil führen"), found.gaps),
        (_("Überschneidungen: Hausnummern, die zu zwei Stadtteilen führen"), found.overlaps),
        (_("Abschnitte in Stadtteilen, die es nicht mehr gibt"), found.closed),
    ]
    context = {
        "kinds": [(title, findings[:SHOWN], len(findings)) for title, findings in kinds if findings],
        "districts_without_streets": found.districts_without_streets,
        "districts_without_space": found.districts_without_space,
        "spaces_without_contact": silent,
        "number": found.number + len(silent),
    }
    return render(request, f"{FOLDER}/street_report.html", context)
