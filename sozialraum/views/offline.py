"""Reading without network: the worker that keeps opened pages, and the page that stands where nothing was kept."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sozialraum.pages import public_page
from sozialraum.release import RELEASE

# On a phone about four megabytes at most, and no letter of what staff see.
PAGES: Final = 60
FILES: Final = 60
LARGEST: Final = 400_000  # bytes of one answer
NEVER: Final = ("/verwaltung/", "/konto/", "/admin/", "/healthz", "/pruefung/", "/konferenz/", "/media/")


@public_page
def worker(request: HttpRequest) -> HttpResponse:
    """Return the service worker. It stands at the root of the addresses, which it is then allowed to look at."""
    context = {
        "release": RELEASE,
        "pages": PAGES,
        "files": FILES,
        "largest": LARGEST,
        "offline_url": reverse("offline"),
        "never": NEVER,
    }
    return render(request, "sozialraum/offline.js", context, content_type="text/javascript; charset=utf-8")


@public_page
def offline(request: HttpRequest) -> HttpResponse:
    """Say that there is no network, and list what is kept on this device."""
    return render(request, "sozialraum/offline.html")
