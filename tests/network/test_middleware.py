"""Private unless public: who may read a page, and who may keep a copy."""

from typing import ClassVar

import pytest
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch, reverse
from django.utils.functional import SimpleLazyObject
from pghistory.runtime import _tracker

from network.middleware import LoginUnlessPublic, WriteDownWho, private_unless_public
from network.models import User
from tests.network.factories import UserFactory

PRIVATE = "private, no-store"


def look_at_nobody():
    pytest.fail("A public page must not ask who is there")


def answer(**headers):
    return private_unless_public(lambda _: HttpResponse(headers=headers))(RequestFactory().get("/"))


def asked(view, user):
    request = RequestFactory().get("/seite/")
    request.user = user
    return LoginUnlessPublic(lambda _: HttpResponse()).process_view(request, view, (), {})


def test_a_public_view_is_open_and_nobody_asks_who_is_there():
    assert asked(login_not_required(lambda _: HttpResponse()), SimpleLazyObject(look_at_nobody)) is None


def test_every_other_view_asks_for_a_login():
    assert asked(lambda _: HttpResponse(), AnonymousUser()).url == "/konto/anmelden/?next=/seite/"


def test_an_answer_that_says_nothing_of_caches_stays_out_of_them():
    assert answer()["Cache-Control"] == PRIVATE


def test_an_answer_that_says_how_long_it_may_be_kept_is_left_alone():
    assert answer(**{"Cache-Control": "public, max-age=60"})["Cache-Control"] == "public, max-age=60"


@pytest.mark.usefixtures("municipality")
@pytest.mark.parametrize(
    "name", ["account", "account_change_password", "account_login", "account_reset_password", "account_signup"]
)
def test_no_page_about_accounts_is_kept_anywhere(client, name):
    client.force_login(UserFactory())
    directives = client.get(reverse(name))["Cache-Control"].split(", ")
    assert {"private", "no-store"} <= set(directives)


@pytest.mark.usefixtures("municipality")
def test_the_way_to_the_login_is_not_kept_either(client):
    assert client.get(reverse("account"))["Cache-Control"] == PRIVATE


@pytest.mark.usefixtures("municipality")
def test_a_missing_page_is_not_kept_either(client):
    assert client.get("/gibt-es-nicht/")["Cache-Control"] == PRIVATE


def written_down(method, view, user):
    """Return what the history would know of a request while its view is at work."""
    found = []
    middleware = WriteDownWho(
        lambda _: found.append(dict(getattr(_tracker, "value", Nothing).metadata)) or HttpResponse()
    )
    request = getattr(RequestFactory(), method)("/seite/?alter=3")
    request.user, request.resolver_match = user, ResolverMatch(view, (), {}, url_name="seite")
    answer = middleware.get_response

    def asked_for(request):
        middleware.process_view(request, view, (), {})
        return answer(request)

    middleware.get_response = asked_for
    middleware(request)
    assert not hasattr(_tracker, "value")
    return found[0]


class Nothing:
    metadata: ClassVar = {}


def page_of_staff(request):
    return HttpResponse()


def test_who_of_staff_sends_something_is_written_down_with_the_name_of_the_page():
    assert written_down("post", page_of_staff, User(pk=7)) == {"user": 7, "page": "seite"}


def test_who_only_reads_is_not_written_down():
    assert written_down("get", page_of_staff, SimpleLazyObject(look_at_nobody)) == {}


def test_families_are_not_even_looked_at():
    assert written_down("post", login_not_required(lambda _: None), SimpleLazyObject(look_at_nobody)) == {}


def test_a_visitor_without_an_account_is_nobody():
    assert written_down("post", page_of_staff, AnonymousUser()) == {}
