"""Every address of the workspace, asked for by everybody, and sent to by everybody."""

import pytest
from django.test import Client

from network.choices import Permission
from offers.history import KINDS
from tests.monitoring.walk import ADDRESSES
from tests.offers.walk.patterns import below
from tests.offers.walk.table import EVERYBODY, MAY, TEAM

pytestmark = pytest.mark.django_db
ASKED_BY = {
    "GET": sorted(EVERYBODY),
    "POST": sorted(EVERYBODY),
    # The same views; one of each answer is enough.
    "HEAD": ["visitor", "nobody", "stranger", "operator"],
}


def got(answer) -> int | str:
    """Return what somebody got: the login, what was done, or the number of the answer."""
    if answer.status_code == 302 and answer.url.startswith("/konto/anmelden/"):
        return "login"
    return answer.status_code


def asked(world, address, method) -> dict[str, int | str]:
    """Return what everybody gets who asks for an address, or sends something there."""
    path = address.path(world.records)
    found = {}
    for who in ASKED_BY[method]:
        with world.as_before(who) as client:
            if method == "POST":
                answer = client.post(path, address.sent(world.records))
                is_done = answer.status_code in {200, 302, 422} and got(answer) != "login"
                found[who] = "done" if is_done else got(answer)
            else:
                answer = client.generic(method, path)
                found[who] = got(answer)
            if "no-store" not in answer.headers["Cache-Control"]:
                found[who] = "may be kept by caches"
            if answer.streaming:
                b"".join(answer)
    return found


def test_every_address_has_a_line_in_the_table_and_no_line_is_left_over():
    assert {address.route for address in ADDRESSES} == below("/verwaltung/")


def test_every_permission_and_every_kind_of_history_is_walked():
    assert (set(MAY), {one.holds.get("kind") for one in ADDRESSES if "kind:" in one.route}) == (
        set(Permission),
        set(KINDS),
    )


@pytest.mark.parametrize("address", ADDRESSES, ids=str)
def test_everybody_gets_what_the_table_says(world, address):
    expected = {method: {who: address.expected(who, method) for who in people} for method, people in ASKED_BY.items()}
    assert {method: asked(world, address, method) for method in ASKED_BY} == expected


def test_no_address_opens_to_whoever_owes_a_second_step(world, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    found = set()
    for address in ADDRESSES:
        for method in ("get", "post"):
            with world.as_before("operator") as client:
                answer = getattr(client, method)(address.path(world.records))
                found.add((answer.status_code, answer.get("Location", address.route)))
    assert found == {(302, "/konto/zwei-faktor/")}


def test_nothing_is_taken_without_the_token_of_its_form(world):
    client = Client(enforce_csrf_checks=True)
    client.cookies = world.people["operator"].cookies
    found = set()
    for address in ADDRESSES:
        answer = client.post(address.path(world.records), address.sent(world.records))
        found.add((answer.status_code, answer.templates[0].name))
    assert found == {(403, "403_csrf.html")}


def test_no_other_method_is_answered(world):
    found = set()
    for address in ADDRESSES:
        for method in ("PUT", "PATCH", "DELETE"):
            with world.as_before("operator") as client:
                found.add(client.generic(method, address.path(world.records)).status_code)
    assert found == {405}


HOSTILE = ("0", str(2**63 - 1), str(2**63), "9" * 5000, "-1", "1e3", "wort", "%00", "%F0%9F%8D%BC", "..")


@pytest.mark.parametrize("address", [one for one in ADDRESSES if one.holds], ids=str)
def test_nothing_that_can_stand_in_an_address_breaks_it(world, address):
    found = set()
    who = "team" if address.reach == TEAM else "operator"
    for part in address.holds:
        for text in HOSTILE:
            with world.as_before(who) as client:
                path = address.path(world.records, **{part: text})
                found |= {client.get(path).status_code, client.post(path, address.sent(world.records)).status_code}
    # Where a number only leads on, its history says whether there is such a record.
    assert found - {405} == ({302, 404} if address.answer == 302 else {404})
