"""What is missing in which social space, on the page and as a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kit.exporting import csv_file
from network.choices import Permission
from network.permissions import requires, standing_of
from offers.views.networks.choice import chosen_network
from offers.white_spots import WhiteSpots, white_spots
from sozialraum.pages import version_of


@require_safe
@requires(Permission.READ)
def table(request: HttpRequest) -> HttpResponse:
    """Show which kinds of partners and fields of action each social space has; of one network (`netzwerk`), or of all."""
    networks, chosen, remark = chosen_network(request)
    context = {
        "spots": white_spots(version_of(request), timezone.localdate(), chosen),
        "networks": networks,
        "chosen": chosen,
        "remark": remark,
        "may_export": standing_of(request.user).allows(Permission.EXPORT),
    }
    return render(request, "offers/workspace/white_spots.html", context)


@require_safe
@requires(Permission.EXPORT)
def file(request: HttpRequest) -> HttpResponse:
    """Hand the table out as a file, of the same network."""
    _networks, chosen, _remark = chosen_network(request)
    return csv_file("weisse-flecken", *lines(white_spots(version_of(request), timezone.localdate(), chosen)))


def lines(spots: WhiteSpots) -> tuple[list[str], list[list[object]]]:
    """Return the header and the rows of the file."""
    header = [_("was"), _("Name"), *(space.name for space in spots.spaces), _("fehlt in Sozialräumen")]
    rows = [
        [what, line.name, *line.numbers, line.missing]
        for what, found in ((_("Art von Partner"), spots.kinds), (_("Handlungsfeld"), spots.fields))
        for line in found
    ]
    return header, rows
