"""Reading without network, on wish: the worker that keeps opened pages, and the page with its switch."""

from typing import Final

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sozialraum.pages import public_page
from sozialraum.release import RELEASE

# Of pages and of files each; on a phone six megabytes at most.
PAGES: Final = 40
FILES: Final = 60
BYTES: Final = 3_000_000
LARGEST: Final = 400_000  # bytes of one answer
DAYS: Final = 30
STAFF: Final = ("/verwaltung/", "/konto/", "/admin/")
NEVER: Final = ("/healthz", "/pruefung/", "/konferenz/", "/media/", "/einbetten/")
SCRIPT: Final = "text/javascript; charset=utf-8"


@login_not_required
@require_safe
@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """Return the service worker; to a browser in which somebody is logged in nothing, and no browser starts that.

    It stands at the root of the addresses, which it is then allowed to look at. Families have no session, so the cookie
    alone tells, and the answer is kept by no cache.
    """
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return HttpResponse(status=403, content_type=SCRIPT)
    context = {
        "release": RELEASE,
        "pages": PAGES,
        "files": FILES,
        "bytes": BYTES,
        "largest": LARGEST,
        "days": DAYS,
        "offline_url": reverse("offline"),
        "staff": STAFF,
        "never": NEVER,
    }
    return render(request, "sozialraum/offline.js", context, content_type=SCRIPT)


@public_page
def offline(request: HttpRequest) -> HttpResponse:
    """Tell what can be kept and for how long, with the switch and what is kept on this device."""
    return render(request, "sozialraum/offline.html", {"pages": PAGES, "days": DAYS})
