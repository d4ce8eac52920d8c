"""Coordinators and above cannot do without a second step: where it is asked for, and that it stays."""

import threading

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse

from network.choices import Role
from tests.network.factories import NetworkFactory, PartnerFactory, RoleFactory, UserFactory, person
from tests.network.passkeys import Device
from tests.network.second_factors import code_of, confirm, kinds, log_in, with_app
from tests.sozialraum.test_headers import plain_addresses

pytestmark = pytest.mark.usefixtures("municipality")
PAGE = "/konto/zwei-faktor/"
STAFF = [
    address
    for address in sorted(set(plain_addresses(get_resolver())))
    if address.startswith(("/verwaltung/", "/admin/"))
]
LAST = "Das ist Ihr letzter zweiter Schritt, und Ihre Rolle braucht einen. Richten Sie zuerst einen anderen ein."


@pytest.fixture(autouse=True)
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def people():
    return {
        "": person(),
        "partner_editor": person("partner_editor", partner=PartnerFactory()),
        "partner_lead": person("partner_lead", partner=PartnerFactory()),
        "coordinator": person("coordinator", network=NetworkFactory()),
        "planner": person("planner"),
        "steering": person("steering"),
        "operator": person("operator"),
    }


def proven(client, user):
    """Log somebody in who shows an app, and return its secret."""
    secret = with_app(user)
    log_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    return secret


def add_passkey(client):
    options = client.get(reverse("mfa_add_webauthn")).context["js_data"]["creation_options"]
    client.post(reverse("mfa_add_webauthn"), {"name": "Handy", "credential": Device().create(options)})
    return Authenticator.objects.filter(type="webauthn").latest("pk")


def test_those_whom_it_concerns_are_led_there_and_nobody_else(client):
    found = {}
    for code, user in people().items():
        client.force_login(user)
        answer = client.get("/verwaltung/")
        found[code] = answer.url if answer.status_code == 302 else answer.status_code
    guarded = ["coordinator", "planner", "steering", "operator"]
    assert found == {"": 403, "partner_editor": 200, "partner_lead": 200} | dict.fromkeys(guarded, PAGE)


def test_the_roles_from_coordination_on_and_the_visit_team_need_it():
    needing = [role.value.code for role in Role if role.value.needs_second_factor]
    assert needing == ["coordinator", "visit_team", "planner", "steering", "operator"]


@pytest.mark.parametrize("address", STAFF)
def test_no_page_of_staff_opens_without_it(client, address):
    client.force_login(person("operator"))
    answer = client.get(address)
    # Django's own login page of the administration only leads on to it.
    assert (answer.status_code, answer.url) == (302, "/admin/" if address == "/admin/login/" else PAGE)


@pytest.mark.parametrize(
    "name", ["admin:network_user_change", "admin:network_user_history", "admin:network_user_reset_second_factor"]
)
def test_no_record_of_the_administration_opens_without_it(client, name):
    client.force_login(person("operator"))
    assert client.get(reverse(name, args=[UserFactory().pk])).url == PAGE


def test_whoever_may_enter_the_administration_needs_it_without_any_role(client):
    client.force_login(UserFactory(is_staff=True))
    assert client.get("/admin/").url == PAGE


def test_nothing_is_done_before_it_is_shown(client):
    operator, other = person("operator"), UserFactory(name="Kim")
    client.force_login(operator)
    assert client.post(reverse("admin:network_user_delete", args=[other.pk]), {"post": "yes"}).url == PAGE
    other.refresh_from_db()
    assert client.session["second_factor_wanted"] == "/verwaltung/"


@pytest.mark.parametrize("address", ["/", "/angebote/", "/konto/", "/konto/passwort/", PAGE, "/konto/abmelden/"])
def test_public_pages_and_the_own_account_stay_open(client, address):
    client.force_login(person("operator"))
    assert client.get(address).status_code == 200


def test_the_own_account_says_what_is_missing(client):
    client.force_login(person("planner"))
    assert "Ihr Konto braucht einen zweiten Schritt" in client.get("/konto/").content.decode()
    assert "Noch ein Handgriff, bevor es losgeht" in client.get(PAGE).content.decode()


def test_who_gets_such_a_role_is_led_there_by_the_next_click(client):
    user = person("partner_editor", partner=PartnerFactory())
    client.force_login(user)
    before = client.get("/verwaltung/").status_code
    RoleFactory(user=user, role="planner")
    assert (before, client.get("/verwaltung/").url) == (200, PAGE)


def test_setting_it_up_leads_on_to_where_somebody_wanted_to_go(client):
    client.force_login(person("steering"))
    client.get("/verwaltung/angebote/?status=draft")
    confirm(client)
    secret = client.get(f"{PAGE}app/").context["form"].secret
    shown = client.get(PAGE).context["wanted"]
    client.post(f"{PAGE}app/", {"code": code_of(secret)})
    wanted = client.get(f"{PAGE}notfallcodes/").context["wanted"]
    assert (shown, wanted) == ("", "/verwaltung/angebote/?status=draft")
    assert client.get(wanted).status_code == 200


def test_who_logs_in_with_it_gets_to_work(client):
    proven(client, person("operator"))
    assert [client.get(address).status_code for address in ("/verwaltung/", "/admin/")] == [200, 200]


def test_a_login_from_before_there_was_one_shows_it_first(client, client_of):
    user = person("steering")
    elsewhere = client_of(user)
    secret = proven(client, user)
    where = elsewhere.get("/verwaltung/partner/?q=a").url
    assert where == f"{PAGE}bestaetigen/code/?next=%2Fverwaltung%2Fpartner%2F%3Fq%3Da"
    answer = elsewhere.post(where, {"code": code_of(secret, later=1), "next": "/verwaltung/partner/?q=a"})
    assert answer.url == "/verwaltung/partner/?q=a"
    assert elsewhere.get(answer.url).status_code == 200


def test_a_deed_stopped_on_the_way_leads_back_to_work_and_not_to_a_page_that_only_takes_deeds(client):
    user = person("operator")
    with_app(user)
    client.force_login(user)
    answer = client.post(reverse("admin:network_user_add"), {"email": "neu@example.org"})
    assert answer.url == f"{PAGE}bestaetigen/code/?next=%2Fverwaltung%2F"


def test_the_password_does_not_stand_in_for_it(client):
    user = person("steering")
    with_app(user)
    client.force_login(user)
    confirm(client)
    assert client.get("/verwaltung/").status_code == 302


def test_after_a_reset_the_next_click_leads_back_to_it(client):
    user = person("steering")
    proven(client, user)
    Authenticator.objects.filter(user=user).delete()
    assert client.get("/verwaltung/").url == PAGE


def test_the_last_app_stays(client):
    user = person("steering")
    secret = proven(client, user)
    remove = reverse("mfa_deactivate_totp")
    client.post(reverse("mfa_reauthenticate"), {"code": code_of(secret, later=1)})
    page = client.post(remove)
    assert (page.context["form"].non_field_errors(), kinds(user)) == ([LAST], ["recovery_codes", "totp"])


def test_the_last_passkey_stays(client):
    user = person("steering")
    client.force_login(user)
    confirm(client)
    remove = reverse("mfa_remove_webauthn", args=[add_passkey(client).pk])
    answers = [client.get(remove), client.post(remove)]
    assert [answer.context["form"].non_field_errors() for answer in answers] == [[LAST], [LAST]]
    assert kinds(user) == ["recovery_codes", "webauthn"]


def test_one_of_two_may_go(client):
    user = person("steering")
    client.force_login(user)
    confirm(client)
    passkey = add_passkey(client)
    TOTP.activate(user, generate_totp_secret())
    client.post(reverse("mfa_remove_webauthn", args=[passkey.pk]))
    assert kinds(user) == ["recovery_codes", "totp"]


def test_who_needs_none_may_remove_the_last(client):
    user = person("partner_lead", partner=PartnerFactory())
    client.force_login(user)
    confirm(client)
    client.post(reverse("mfa_remove_webauthn", args=[add_passkey(client).pk]))
    assert kinds(user) == []


@pytest.mark.django_db(transaction=True)
def test_two_windows_cannot_remove_both_at_once(client):
    user = person("steering")
    client.force_login(user)
    confirm(client)
    first = add_passkey(client)
    second = add_passkey(client)
    start = threading.Barrier(2)

    def remove(pk):
        window = Client()
        window.cookies = client.cookies.copy()
        start.wait()
        window.post(reverse("mfa_remove_webauthn", args=[pk]))
        connection.close()

    windows = [threading.Thread(target=remove, args=[one.pk]) for one in (first, second)]
    for window in windows:
        window.start()
    for window in windows:
        window.join()
    assert kinds(user) == ["recovery_codes", "webauthn"]


@pytest.mark.parametrize(("address", "most"), [("/verwaltung/angebote/", 15), ("/verwaltung/", 23)])
def test_the_pages_of_staff_stay_cheap(client, django_assert_max_num_queries, address, most):
    proven(client, person("coordinator", network=NetworkFactory()))
    with django_assert_max_num_queries(most):
        assert client.get(address).status_code == 200


def test_the_local_portal_only_offers_it(client, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(person("operator"))
    assert [client.get(address).status_code for address in ("/verwaltung/", "/admin/", PAGE)] == [200] * 3
