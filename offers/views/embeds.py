"""Lists for frames on partners' own websites: no script, no form, no cookie, and only where the partner allows it."""

from collections.abc import Callable
from functools import wraps
from typing import Final

from csp.constants import NONE
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from network.models import Partner
from offers import filters
from offers.cards import Card, cards
from offers.models import EmbeddingSite, Entry, Reach
from offers.search import Criteria, Hit, load_choices
from offers.search.counting import counts_by_step
from offers.search.plain import bound_to
from offers.search.tallies import TOTAL
from offers.views.partners import shown_today
from sozialraum.context import holidays_of
from sozialraum.pages import public_page, version_of

SHOWN: Final = 20
TEMPLATE: Final = "offers/embed.html"
# Beyond what every page is forbidden.
FORBIDDEN: Final = {
    name: [NONE] for name in ("script-src", "worker-src", "form-action", "connect-src", "media-src", "font-src")
}


def framed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let the websites of the partner whose slug the address holds show a page in a frame, and no others.

    Stands outside of the page's validator: a browser takes the headers of a "not modified" for those of the page.
    """

    @wraps(view)
    def shown(request: HttpRequest, slug: str, **more: str) -> HttpResponse:
        response = view(request, slug, **more)
        origins = [site.origin for site in EmbeddingSite.objects.filter(partner__slug=slug)]
        response._csp_replace = FORBIDDEN | {"frame-ancestors": origins or [NONE]}  # noqa: SLF001 (where django-csp's decorators put what is known beforehand)
        # The older header knows no list of sites; browsers that know the newer one pass over it anyway.
        response.xframe_options_exempt = bool(origins)
        return response

    return shown


@framed
@public_page
def of_partner(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a partner offers today."""
    partner = get_object_or_404(Partner.objects.public(), slug=slug)
    entries = shown_today(Entry.objects.filter(offer__provider=partner))
    hits = [Hit(entry.card, Reach.Nearness.HELD_HERE) for entry in entries[:SHOWN]]
    return listed(
        request,
        partner.name,
        cards(hits, holidays_of(request)),
        entries.count(),
        reverse("partner_detail", args=[slug]),
    )


@framed
@public_page
def of_district(request: HttpRequest, slug: str, district: str) -> HttpResponse:
    """Show what is held in a district, on a partner's website."""
    get_object_or_404(Partner.objects.public(), slug=slug)
    place = load_choices(version_of(request)).find("stadtteil", district)
    if place is None:
        raise Http404
    area = place.areas[0]
    total = counts_by_step(area).here.get(TOTAL, 0)
    address = filters.address(reverse("offer_list"), Criteria(places=(place,)))
    return listed(request, place.label, cards(bound_to(area, SHOWN), holidays_of(request)), total, address)


def listed(request: HttpRequest, name: str, shown: list[Card], total: int, address: str) -> HttpResponse:
    """Show cards under a name, with the way to all of them."""
    return render(request, TEMPLATE, {"name": name, "cards": shown, "total": total, "address": address})
