"""What families read at the address of a partner or facility that is no more."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from network.models import Facility, Partner


def partner_gone(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer for a partner that everybody could read once; raises Http404 for all others, of whom nobody learns."""
    once(Partner.objects.filter(slug=slug))
    return render(request, "offers/partner_gone.html", {"facility": None, "results_url": ""}, status=404)


def facility_gone(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer for a facility that everybody could read once, with what there is in its district."""
    found = once(Facility.objects.filter(slug=slug).select_related("district"))
    url = f"{reverse('offer_list')}?stadtteil={found.district.slug}" if found.district else ""
    return render(request, "offers/partner_gone.html", {"facility": found, "results_url": url}, status=404)


def once(hosts: QuerySet) -> Partner | Facility:
    """Return that which was public until it was archived; raises Http404."""
    found = hosts.filter(was_public=True).first()
    if found is None:
        raise Http404
    return found
