"""The addresses that the frame of every page links to, answered by next to nothing: for tests of the design alone."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

NAMES = {
    "start": "",
    "appearance": "erscheinungsbild.css",
    "offer_list": "angebote/",
    "district_list": "stadtteile/",
    "responsible": "zustaendig/",
    "partner_list": "partner/",
    "monitoring": "monitoring/",
    "networks": "netzwerk/",
    "imprint": "impressum/",
    "privacy": "datenschutz/",
    "accessibility": "barrierefreiheit/",
    "easy_language": "leichte-sprache/",
    "sign_language": "gebaerdensprache/",
    "contact": "kontakt/",
    "help_now": "hilfe-sofort/",
    "kept": "merkliste/",
    "account_login": "konto/login/",
}


@login_not_required
def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse("", content_type="text/css")


@login_not_required
def error(request: HttpRequest, name: str) -> HttpResponse:
    """Show an error page as a handler without a request would."""
    return render(None, f"{name}.html")


urlpatterns = [
    path("", include("kit.urls")),
    path("fehler/<name>/", error, name="error"),
    *[path(address, nothing, name=name) for name, address in NAMES.items()],
]
