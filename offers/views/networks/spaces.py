"""Where the networks still look for partners, in words that invite."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from offers.views.networks.choice import chosen_network
from offers.white_spots import white_spots
from sozialraum.pages import public_page, version_of


@public_page
def wanted(request: HttpRequest) -> HttpResponse:
    """Show by social space which kinds of partners a network (`netzwerk`), or all together, would like to win."""
    networks, chosen, remark = chosen_network(request)
    context = {
        "spots": white_spots(version_of(request), timezone.localdate(), chosen),
        "networks": networks,
        "chosen": chosen,
        "remark": remark,
    }
    return render(request, "offers/networks/spaces.html", context)
