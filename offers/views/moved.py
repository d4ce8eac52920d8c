"""The old addresses of offers that were merged into others: bookmarks, booklets and other sites hold them."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from offers.models import Offer

View = Callable[[HttpRequest, str], HttpResponse]
NOT_FOUND = 404
ONCE_PUBLIC = [Offer.Status.PUBLISHED, Offer.Status.EXPIRED, Offer.Status.ARCHIVED]


def follows_merged(view: View) -> View:
    """Let a public view of one offer lead from the address of a merged one to the same page of what it was merged into.

    Only where the view finds nothing is it asked, so that a page that is there costs no more. What somebody posts there goes along.
    """

    @wraps(view)
    def following(request: HttpRequest, slug: str) -> HttpResponse:
        try:
            answer = view(request, slug)
        except Http404:
            return moved(request, slug) or not_found()
        return (answer.status_code == NOT_FOUND and moved(request, slug)) or answer

    return following


def not_found() -> HttpResponse:
    raise Http404


def moved(request: HttpRequest, slug: str) -> HttpResponse | None:
    """Return the way from an old address; None where there is none, or where it would tell of what is not public."""
    offers = Offer.objects.filter(status__in=ONCE_PUBLIC, visibility=Offer.Visibility.PUBLIC)
    found = offers.filter(merged__slug=slug).values_list("slug", flat=True).first()
    if found is None:
        return None
    return redirect(request.resolver_match.url_name, found, permanent=True, preserve_request=request.method == "POST")
