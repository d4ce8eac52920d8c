"""One address, two audiences: everybody sees the public numbers, those who plan the internal ones too."""

import pytest
from django.conf import settings

from monitoring.choices import Audience
from monitoring.models import Indicator
from monitoring.permissions import indicators_for
from tests.monitoring.factories import CountFactory, RateFactory, ReleasedValueFactory
from tests.network.factories import NetworkFactory, PartnerFactory, person

pytestmark = pytest.mark.django_db
PAGE = "/monitoring/indikatoren/"


@pytest.fixture(autouse=True)
def indicators(municipality) -> tuple[Indicator, Indicator]:
    open_to_all, internal = CountFactory(name="Kinder", is_public=True), RateFactory(name="Kinderarmut")
    for one in (open_to_all, internal):
        ReleasedValueFactory(indicator=one, district=None)
    return open_to_all, internal


def names(page) -> set[str]:
    text = page.content.decode()
    return {name for name in ("Kinder</", "Kinderarmut</") if name in text}


BOTH, PUBLIC = {"Kinder</", "Kinderarmut</"}, {"Kinder</"}


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("planner", BOTH),
        ("steering", BOTH),
        ("coordinator", BOTH),
        ("partner_editor", PUBLIC),
        ("partner_lead", PUBLIC),
        ("", PUBLIC),
    ],
)
def test_each_role_sees_its_numbers(client, role, seen):
    where = {}
    if role.startswith("partner"):
        where["partner"] = PartnerFactory()
    if role == "coordinator":
        where["network"] = NetworkFactory()
    client.force_login(person(role, **where))
    assert names(client.get(PAGE)) == seen


def test_the_public_page_sets_no_cookie_and_may_be_kept(client):
    page = client.get(PAGE)
    assert (names(page), page.cookies) == (PUBLIC, {})
    assert page["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
    assert "Cookie" in page["Vary"]
    assert client.get(PAGE, headers={"If-None-Match": page["ETag"]}).status_code == 304


def test_the_internal_page_is_kept_by_nobody(client):
    client.force_login(person("planner"))
    page = client.get(PAGE)
    assert names(page) == BOTH
    assert {part.strip() for part in page["Cache-Control"].split(",")} == {"private", "no-store"}
    assert "Cookie" in page["Vary"]


def test_the_public_page_kept_before_a_login_is_not_shown_after_it(client):
    public = client.get(PAGE)
    client.force_login(person("planner"))
    page = client.get(PAGE, headers={"If-None-Match": public["ETag"]})
    assert (page.status_code, names(page)) == (200, BOTH)


def test_staff_can_look_at_what_everybody_sees(client):
    client.force_login(person("planner"))
    assert names(client.get(PAGE, {"sicht": "oeffentlich"})) == PUBLIC


@pytest.mark.parametrize("cookie", ["", "gibt-es-nicht", "x" * 200, "ä"])
def test_a_made_up_session_opens_nothing(client, cookie):
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    assert names(client.get(PAGE)) == PUBLIC


def test_who_owes_a_second_step_sees_the_public_page(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client.force_login(person("planner"))
    assert names(client.get(PAGE)) == PUBLIC


def test_an_account_that_was_shut_sees_the_public_page(client):
    user = person("planner")
    client.force_login(user)
    user.is_active = False
    user.save()
    assert names(client.get(PAGE)) == PUBLIC


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("role", ["", "planner"])
def test_pages_of_numbers_are_only_read(client, method, role):
    if role:
        client.force_login(person(role))
    assert getattr(client, method)(PAGE).status_code == 405


def test_an_internal_indicator_is_not_there_for_everybody(client, indicators):
    _open, internal = indicators
    assert client.get(f"{PAGE}{internal.code}/").status_code == 404
    client.force_login(person("planner"))
    assert client.get(f"{PAGE}{internal.code}/").status_code == 200


def test_indicators_are_told_apart_by_their_audience(indicators):
    open_to_all, internal = indicators
    assert list(indicators_for(Audience.PUBLIC)) == [open_to_all]
    assert set(indicators_for(Audience.INTERNAL)) == {open_to_all, internal}
