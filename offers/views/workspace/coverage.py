"""Which district has what, on the page and as a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kit.exporting import csv_file
from network.choices import Permission
from network.permissions import requires, standing_of
from offers.coverage import Coverage, coverage


@require_safe
@requires(Permission.READ)
def table(request: HttpRequest) -> HttpResponse:
    """Show which districts have which houses and programmes."""
    context = {"coverage": coverage(), "may_export": standing_of(request.user).allows(Permission.EXPORT)}
    return render(request, "offers/workspace/coverage.html", context)


@require_safe
@requires(Permission.EXPORT)
def file(request: HttpRequest) -> HttpResponse:
    """Hand the table out as a file."""
    return csv_file("abdeckung", *lines(coverage()))


def lines(found: Coverage) -> tuple[list[str], list[list[object]]]:
    """Return the header and the rows of the file."""
    header = [_("Stadtteil")]
    for kind in found.kinds:
        header += [kind.name_plural, _("%s mit gültigem Gütesiegel") % kind.name_plural]
        header += [_("%s mit niedrigschwelligem Angebot") % kind.name_plural]
    header += [_("niedrigschwellige Angebote"), *(programme.name for programme in found.programmes)]
    rows = [
        [
            row.district.name,
            *(number for cell in row.cells for number in (cell.number, cell.sealed, cell.low)),
            row.low_offers,
            *(stage.get_stage_display() if stage else "" for stage in row.stages),
        ]
        for row in found.rows
    ]
    return header, rows
