"""Nobody keeps what a family tells the portal: no log, no cookie, no other host, no database.

The example city behind a production server; each public way is gone, and afterwards looked for everywhere.
"""

import http.client
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import html5lib
import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

from network.models import Facility, Partner
from offers.models import Guide, MissedSearch, Offer
from tests.journeys.looking import look
from tests.journeys.ways import ASKED, BY_SCRIPT, MARKS, SENT, SIGNED, Way
from tests.offers.walk.patterns import patterns
from tests.tables import rows, tables_that_hold

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

# What a search that found nothing may leave behind: a number by month, district, age and topic.
COUNTED = "offers_missedsearch"
# Parameters by which an address tells of a family.
TELLING = {"q", "adresse", "alter", "breite", "laenge", "liste", "monate", "plz", "sozialraum", "stadtteil", "thema"}
# Numbers of the city are looked at by area, never by family, and their forms have nothing to type; staff have accounts.
NOT_FOR_FAMILIES = ("/monitoring/", "/konto/", "/admin/", "/styleguide/", "/media/")
# What a calendar, a feed reader or the script of a page asks for; nobody opens it as a page.
NO_PAGES = (".ics", ".atom", ".json", "/suche/vorschlaege/")
HOST = "http://testserver"
ADDRESS = re.compile(r"(/|\?|\w+://testserver)\S*$")
SEEDS = ("/angebote/?stadtteil=eicken&monate=14", "/woche/?stadtteil=eicken", "/lebenslagen/", "/merkliste/", "/")


@pytest.fixture(scope="module")
def names(city) -> dict[str, str]:
    """Return a record of each kind of address that holds a name."""
    return {
        "offer": Offer.objects.filter(status=Offer.Status.PUBLISHED, visibility=Offer.Visibility.PUBLIC)[0].slug,
        "partner": Partner.objects.public()[0].slug,
        "facility": Facility.objects.public()[0].slug,
        "guide": Guide.objects.filter(is_shown=True)[0].code,
    }


def address_of(way: Way, names: dict[str, str]) -> str:
    return way.address.format(**names)


class Answer:
    """What the production server answers somebody who came by HTTPS through the reverse proxy."""

    def __init__(self, port: int, way: Way, path: str) -> None:
        server = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        sent = urlencode(way.data)
        headers = {"X-Forwarded-Proto": "https", "Content-Type": "application/x-www-form-urlencoded"}
        if way.method == "GET":
            server.request("GET", f"{path}?{sent}", headers=headers)
        else:
            server.request("POST", path, sent, headers)
        answer = server.getresponse()
        self.status, self.headers, self.body = answer.status, answer.headers, answer.read()
        server.close()

    @property
    def foreign(self) -> list[str]:
        """Return the addresses on other hosts that the page leads to or fetches."""
        if "text/html" not in self.headers["Content-Type"]:
            return []
        page = html5lib.parse(self.body.decode(), namespaceHTMLElements=False)
        named = [element.get(name) for element in page.iter() for name in ("href", "src", "action")]
        return [one for one in named if one and urlsplit(one).hostname not in {None, "127.0.0.1"}]


def marked(text: str) -> list[str]:
    return [mark for mark in MARKS if mark in text.lower()]


def test_what_a_family_asks_stands_in_no_log_no_cookie_no_database_and_no_address(names, portal):
    before = rows()
    left = []
    for way in ASKED:
        answer = Answer(portal.port, way, address_of(way, names))
        assert answer.status in {200, 422}, (str(way), answer.status)
        kept = answer.headers["Cache-Control"]
        told = marked(answer.headers.get("Location", "")) if way.method == "POST" else []
        # Caches between may keep a page of an address that tells nothing of where somebody lives, or of their list.
        is_private = way.method == "POST" or "liste" in way.data
        left.append((str(way), answer.headers.get_all("Set-Cookie"), told, is_private and "no-store" not in kept))
        assert [one for one in answer.foreign if marked(one)] == []
        assert answer.headers["Referrer-Policy"] == "same-origin"
    assert [one for one in left if one[1:] != (None, [], False)] == []
    after = rows()
    assert {table for table in after if after[table] != before.get(table)} <= {COUNTED}
    assert tables_that_hold(MARKS) == []
    assert marked(portal.log.read_text()) == []


def test_a_search_in_vain_is_counted_in_columns_that_can_hold_no_word(names, portal):
    way = next(one for one in ASKED if one.route == "/angebote/")
    Answer(portal.port, way, way.address)
    kinds = {field.name: field.get_internal_type() for field in MissedSearch._meta.get_fields()}
    assert kinds == {
        "id": "BigAutoField",
        "month": "DateField",
        "district": "ForeignKey",
        "age_step": "ForeignKey",
        "topic": "ForeignKey",
        "number": "PositiveIntegerField",
    }
    assert {day.day for day in MissedSearch.objects.values_list("month", flat=True)} <= {1}


def test_a_message_goes_to_those_who_answer_it_and_into_no_log_cookie_or_address(names, portal):
    for way in SENT:
        answer = Answer(portal.port, way, address_of(way, names))
        told = (answer.headers.get_all("Set-Cookie"), marked(answer.headers.get("Location", "")))
        assert (str(way), *told) == (str(way), None, [])
        assert "no-store" in answer.headers["Cache-Control"]
        assert [one for one in answer.foreign if marked(one)] == []
    assert marked(portal.log.read_text()) == []


def test_a_wrong_turn_is_logged_without_what_was_asked(names, portal):
    for path in ("/gibt-es-nicht/", "/angebote/gibt-es-nicht/", "/merkliste/liste.pdf"):
        Answer(portal.port, Way(path, {"q": "Quastelgasse 17", "liste": "quastelliste"}), path)
    log = portal.log.read_text()
    assert ("Not Found: /gibt-es-nicht/" in log, marked(log)) == (True, [])


@pytest.mark.parametrize("way", ASKED, ids=str)
def test_a_browser_calls_no_other_host_and_keeps_nothing(family, names, way):
    visitor = family()
    page = visitor.open("/impressum/")
    path = address_of(way, names)
    if path.endswith(NO_PAGES):
        sent = {"params" if way.method == "GET" else "form": way.data}
        assert page.request.fetch(f"{visitor.city}{path}", method=way.method, **sent).ok
    elif way.method == "GET":
        visitor.open(f"{path}?{urlencode(way.data)}")
        assert look(visitor) == []
    else:
        with page.expect_navigation():
            page.evaluate(SEND, [path, way.data])
        assert marked(page.url) == []
    stored = page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length")
    assert (len(visitor.hosts), visitor.cookies, stored) == (1, [], 0)
    assert [one for one in visitor.complaints if "422" not in one] == []


SEND = """([path, data]) => {
    const form = Object.assign(document.createElement("form"), { action: path, method: "post" });
    for (const [name, value] of Object.entries(data)) {
        form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    document.body.append(form);
    form.submit();
}"""


def route_of(path: str) -> str | None:
    """Return the address of the site map that a path belongs to."""
    try:
        found = resolve(path)
    except Resolver404:
        return None
    return "/" + found.route.replace("^", "").removesuffix("$").removesuffix(r"\Z")


class Walk:
    """A walk over all public pages that links lead to, one of each address: the forms, and the links that tell of a family."""

    def __init__(self) -> None:
        self.public = {one.route for one in patterns() if one.is_public}
        self.seen: set[str] = set()
        self.found: set[tuple[str, str]] = set()
        self.client = Client()

    def go(self, todo: list[str]) -> None:
        while todo:
            if self.is_new(address := todo.pop(0)):
                todo += self.visit(address)

    def is_new(self, address: str) -> bool:
        route = route_of(urlsplit(address).path)
        is_wanted = route in self.public and not (route or "").startswith(NOT_FOR_FAMILIES)
        return is_wanted and route not in self.seen

    def visit(self, address: str) -> Iterator[str]:
        """Open an address, note what its page asks for, and yield where it leads."""
        self.seen.add(route_of(urlsplit(address).path) or address)
        answer = self.client.get(address)
        if answer.streaming:
            list(answer.streaming_content)  # a file is open until it has been sent
        elif answer.status_code == 200 and "text/html" in answer.headers["Content-Type"]:
            yield from self.links(address, answer)

    def links(self, address: str, answer: HttpResponse) -> Iterator[str]:
        """Note what a page asks for, and yield where it leads."""
        page = html5lib.parse(answer.content.decode(), namespaceHTMLElements=False)
        for form in page.iter("form"):
            self.note(form.get("method", "get").upper(), urljoin(address, form.get("action") or ""))
        # Scripts and programs find addresses in other attributes than those of links.
        for element in page.iter():
            for value in element.attrib.values():
                target = urlsplit(urljoin(HOST + address, value)) if ADDRESS.match(value) else None
                if target is None or target.hostname != "testserver":
                    continue
                if {name for name, _ in parse_qsl(target.query)} & TELLING:
                    self.note("GET", target.path)
                if element.tag == "a":
                    yield target.path

    def note(self, method: str, address: str) -> None:
        route = route_of(urlsplit(address).path)
        if route in self.public and not route.startswith(NOT_FOR_FAMILIES):
            self.found.add((method, route))


def test_every_public_form_and_every_address_that_tells_of_a_family_is_on_the_lists(names):
    walk = Walk()
    walk.go(list(SEEDS))
    tokenless = {("POST", one.route) for one in patterns() if one.does_without_token and one.route not in SIGNED}
    listed = {(way.method, way.route) for way in (*ASKED, *SENT)}
    assert walk.found | tokenless | BY_SCRIPT == listed
