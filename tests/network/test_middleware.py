"""Private unless public: who may read a page, and who may keep a copy."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from network.middleware import LoginUnlessPublic, private_unless_public
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
