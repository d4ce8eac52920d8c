"""The network drawn: who works with whom, as a picture and as a table."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from offers.cooperation import MOST_AT_A_TABLE, MOST_DRAWN, MOST_MEETING, drawn, partners_of, ties_among
from offers.views.networks.choice import chosen_network
from sozialraum.pages import public_page

PER_PAGE = 60


@public_page
def cooperation(request: HttpRequest) -> HttpResponse:
    """Show how the members of a network (`netzwerk`), or of all, work together."""
    today = timezone.localdate()
    networks, chosen, remark = chosen_network(request)
    found = partners_of(chosen, today)
    ties = ties_among(found, today)
    bound = found.filter(pk__in={pk for pair in ties for pk in pair}).order_by(
        "kind__order", "kind__name", "name", "pk"
    )
    by_id = {partner.pk: partner for partner in bound}
    rows = sorted(
        ((by_id[one], by_id[other], tie) for (one, other), tie in ties.items()),
        key=lambda row: ([-weight for weight in row[2].weight], row[0].name, row[1].name),
    )
    context = {
        "networks": networks,
        "chosen": chosen,
        "remark": remark,
        "drawing": drawn(ties, by_id.values()),
        "most": MOST_DRAWN,
        "most_meeting": MOST_MEETING,
        "table_size": MOST_AT_A_TABLE,
        "bound_count": len(by_id),
        "meeting_count": sum(tie.kind == "meet" for tie in ties.values()),
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("seite")),
    }
    return render(request, "offers/networks/cooperation.html", context)
