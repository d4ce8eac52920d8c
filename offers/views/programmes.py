"""The page of a programme that comes into the districts one by one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from offers.cards import cards
from offers.district_map import drawing
from offers.models import Programme
from offers.programmes import LETTERS, programme_page, spots
from sozialraum.context import holidays_of
from sozialraum.pages import public_page, version_of


@public_page
def programme_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Show where a programme is at work since when, in which houses, and whom to ask."""
    version = version_of(request)
    try:
        page = programme_page(version, timezone.localdate(), code)
    except Programme.DoesNotExist as error:
        raise Http404 from error
    context = {
        "page": page,
        "programme": page.programme,
        "picture": drawing(version),
        "spots": spots(version, page),
        "letters": [(LETTERS[stage], stage.label) for stage, _found in page.stages],
        "cards": cards(page.hits, holidays_of(request)),
    }
    return render(request, "offers/programme_detail.html", context)
