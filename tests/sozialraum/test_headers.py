"""What every answer says to the browser, whichever page it is."""

from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver

from tests.sozialraum.factories import MunicipalityFactory

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "worker-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "media-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
STAFF = ("/admin/", "/konto/", "/verwaltung/")


def plain_addresses(resolver: URLResolver, before: str = "/") -> Iterator[str]:
    """Yield the addresses that need no argument."""
    for entry in resolver.url_patterns:
        address = before + str(entry.pattern).removeprefix("^").removesuffix("$")
        if "<" in address or "(" in address:
            continue
        if isinstance(entry, URLPattern):
            yield address
        else:
            yield from plain_addresses(entry, address)


ADDRESSES = sorted(set(plain_addresses(get_resolver())))
# What planners see more of; the yearly report for everybody is not among it.
NUMBERS = [one for one in ADDRESSES if one.startswith("/monitoring/") and one != "/monitoring/erfolgsnachweis/"]
FAMILY_PAGES = [one for one in ADDRESSES if not one.startswith(STAFF) and one not in NUMBERS]


def assert_guarded(response: HttpResponse) -> None:
    directives = (part.strip().partition(" ") for part in response.headers["Content-Security-Policy"].split(";"))
    assert {name: value for name, _, value in directives} == POLICY
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
    allowed = dict(part.strip().split("=") for part in response.headers["Permissions-Policy"].split(","))
    assert allowed.pop("geolocation") == "(self)"
    assert set(allowed.values()) == {"()"}
    assert {"camera", "microphone", "payment", "usb"} <= set(allowed)


def test_the_pages_of_this_app_are_among_those_looked_at():
    assert {"/impressum/", "/kontakt/", "/barrierefreiheit/danke/", "/erscheinungsbild.css", "/robots.txt"} <= set(
        ADDRESSES
    )


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_to_a_stranger_is_guarded(client, db, address):
    assert_guarded(client.get(address))


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_to_an_operator_is_guarded(admin_client, address):
    assert_guarded(admin_client.get(address))


@pytest.mark.parametrize("address", ["/gibt-es-nicht/", "/impressum", "/media/logo/gone.png"])
def test_errors_and_redirects_are_guarded_too(client, db, address):
    response = client.get(address)
    assert response.status_code in {301, 404}
    assert_guarded(response)


def test_a_refused_method_is_guarded_too(client, db):
    response = client.put("/kontakt/")
    assert response.status_code == 405
    assert_guarded(response)


@pytest.mark.parametrize("address", FAMILY_PAGES)
def test_a_page_for_families_sets_no_cookie_and_depends_on_none(client, db, address):
    MunicipalityFactory()
    response = client.get(address)
    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("address", NUMBERS)
def test_a_page_of_numbers_sets_no_cookie_either_but_tells_caches_that_planners_see_more(client, db, address):
    MunicipalityFactory()
    response = client.get(address)
    assert response.cookies == {}
    assert "Cookie" in response.headers["Vary"]
