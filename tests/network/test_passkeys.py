"""Passkeys: added, used as second step and alone, renamed, removed; and everything that must not open an account."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from tests.network.factories import UserFactory
from tests.network.passkeys import FLAG, Device
from tests.network.second_factors import confirm, kinds, log_in

pytestmark = pytest.mark.usefixtures("municipality")
PAGE = "/konto/zwei-faktor/"
LOGIN = f"{PAGE}passkey/anmelden/"
NEW = f"{PAGE}passkey/neu/"
WRONG = "Das hat nicht gestimmt. Bitte versuchen Sie es noch einmal."
TOO_MANY = "Das waren zu viele Versuche. Bitte warten Sie fünf Minuten."
NONSENSE = ["", "{", "[]", "1", '"x"', "null", "{}", '{"id": 1}', '{"response": []}', '{"id": "%%", "response": {}}']
NONSENSE += ["[" * 100_000, '{"response":' * 50_000]
nonsense = pytest.mark.parametrize("credential", NONSENSE, ids=range(len(NONSENSE)))


def add(client, device=None, name="Diensthandy", **how):
    """Add a passkey as the page does, and return the device and the answer."""
    device = device or Device()
    options = client.get(NEW, **how).context["js_data"]["creation_options"]
    return device, client.post(NEW, {"name": name, "credential": device.create(options)}, **how)


def challenge(client, **how):
    return client.get(LOGIN, headers={"Accept": "application/json"}, **how).json()["request_options"]


def with_passkey(client, user):
    """Give somebody a passkey, and return the device; nobody is logged in afterwards."""
    client.force_login(user)
    confirm(client)
    device, _answer = add(client)
    client.logout()
    return device


def said(client):
    return [str(message) for message in client.get("/konto/anmelden/").context["messages"]]


def test_a_passkey_is_asked_to_stay_on_the_device_and_to_know_its_owner(client, kim):
    asked = client.get(NEW).context["js_data"]["creation_options"]["publicKey"]
    assert asked["authenticatorSelection"]["residentKey"] == "required"
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    assert (asked["rp"]["id"], asked["rp"]["name"]) == ("testserver", "Familienportal Musterstadt")


def test_adding_one_gives_emergency_codes_and_a_mail(client, kim, mailoutbox):
    _device, answer = add(client)
    assert (answer.url, kinds(kim)) == (f"{PAGE}notfallcodes/", ["recovery_codes", "webauthn"])
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (["kim@example.org"], "Zweiter Schritt: Ein Passkey ist dazugekommen")
    ]
    assert "Diensthandy" in client.get(PAGE).content.decode()


@pytest.mark.parametrize(("name", "kept"), [("", "Mein Passkey"), ("  ", "Mein Passkey"), ("<b>", "<b>")])
def test_a_passkey_always_has_a_name(client, kim, name, kept):
    add(client, name=name)
    assert Authenticator.objects.get(type="webauthn").wrap().name == kept


def test_a_device_that_does_not_know_its_owner_is_not_taken(client, kim):
    _device, answer = add(client, Device(flags=FLAG.UP))
    assert (answer.status_code, kinds(kim)) == (200, [])


@pytest.mark.parametrize("origin", ["https://testserver.example.com", "http://testserver", "https://xtestserver"])
def test_a_passkey_made_for_another_site_is_not_taken(client, kim, origin):
    _device, answer = add(client, Device(origin=origin))
    assert (answer.status_code, kinds(kim)) == (200, [])


def test_the_same_answer_is_not_taken_twice(client, kim):
    device = Device()
    data = {"name": "A", "credential": device.create(client.get(NEW).context["js_data"]["creation_options"])}
    assert [client.post(NEW, data).status_code for _ in range(2)] == [302, 200]
    assert kinds(kim) == ["recovery_codes", "webauthn"]


@nonsense
def test_nonsense_adds_nothing(client, kim, credential):
    client.get(NEW)
    assert (client.post(NEW, {"name": "A", "credential": credential}).status_code, kinds(kim)) == (200, [])


def test_a_passkey_alone_logs_in(client):
    user = UserFactory()
    device = with_passkey(client, user)
    answer = client.post(LOGIN, {"credential": device.get(challenge(client)), "next": "/konto/passwort/"})
    assert (answer.url, client.session["_auth_user_id"]) == ("/konto/passwort/", str(user.pk))


def test_a_passkey_is_the_second_step_after_the_password(client):
    user = UserFactory()
    device = with_passkey(client, user)
    assert log_in(client, user).url == f"{PAGE}anmelden/"
    options = client.get(f"{PAGE}anmelden/").context["js_data"]["request_options"]
    assert client.post(f"{PAGE}anmelden/", {"credential": device.get(options)}).url == "/konto/"


def test_a_passkey_says_once_more_who_it_is(client):
    user = UserFactory()
    device = with_passkey(client, user)
    client.force_login(user)
    where = client.get(NEW).url
    assert where.split("?")[0] == f"{PAGE}bestaetigen/passkey/"
    options = client.get(where).context["js_data"]["request_options"]
    assert client.post(where, {"credential": device.get(options), "next": NEW}).url == NEW


def test_a_strange_or_forged_device_a_missing_finger_and_an_old_answer_open_nothing(client):
    device = with_passkey(client, UserFactory())
    stranger = Device()
    stranger.owner = device.owner
    forger = Device()
    forger.owner, forger.credential_id = device.owner, device.credential_id
    old = device.get(challenge(client))
    answers = [old, *[one.get(challenge(client)) for one in (stranger, forger)]]
    device.flags = FLAG.UP
    answers.append(device.get(challenge(client)))
    for answer in answers:
        challenge(client)
        client.post(LOGIN, {"credential": answer})
        assert (said(client), "_auth_user_id" in client.session) == ([WRONG], False)


@nonsense
def test_nonsense_opens_nothing(client, db, credential):
    challenge(client)
    answer = client.post(LOGIN, {"credential": credential})
    assert (answer.status_code, "_auth_user_id" in client.session) == (302, False)


@pytest.mark.parametrize("owner", [None, 1, "", "%%", "eA", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5"])
def test_an_invented_owner_opens_nothing(client, owner):
    device = with_passkey(client, UserFactory())
    answer = json.loads(device.get(challenge(client)))
    answer["response"]["userHandle"] = owner
    assert client.post(LOGIN, {"credential": json.dumps(answer)}).url == "/konto/anmelden/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("part", ["clientDataJSON", "authenticatorData", "signature"])
@pytest.mark.parametrize("value", [None, 1, "", "%%", "eA", "oWE", {}, "x" * 100_000])
def test_a_mangled_answer_opens_nothing(client, part, value):
    device = with_passkey(client, UserFactory())
    answer = json.loads(device.get(challenge(client)))
    answer["response"][part] = value
    assert client.post(LOGIN, {"credential": json.dumps(answer)}).url == "/konto/anmelden/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("part", ["clientDataJSON", "attestationObject"])
@pytest.mark.parametrize("value", [None, 1, "", "%%", "eA", "oWE", {}, "x" * 100_000])
def test_a_mangled_passkey_is_not_taken(client, kim, part, value):
    answer = json.loads(Device().create(client.get(NEW).context["js_data"]["creation_options"]))
    answer["response"][part] = value
    assert client.post(NEW, {"name": "A", "credential": json.dumps(answer)}).status_code == 200
    assert kinds(kim) == []


@nonsense
def test_nonsense_is_no_second_step(client, credential):
    user = UserFactory()
    with_passkey(client, user)
    log_in(client, user)
    answer = client.post(f"{PAGE}anmelden/", {"credential": credential})
    assert (answer.status_code, "_auth_user_id" in client.session) == (200, False)


def test_after_five_wrong_passkeys_even_the_right_one_must_wait(client):
    user = UserFactory()
    device = with_passkey(client, user)
    log_in(client, user)
    page = f"{PAGE}anmelden/"

    def show(one):
        options = client.get(page).context["js_data"]["request_options"]
        return client.post(page, {"credential": one.get(options)}).context["webauthn_form"].errors["credential"]

    assert [show(Device()) for _ in range(5)] == [[WRONG]] * 5
    assert show(device) == [TOO_MANY]


def test_one_visitor_cannot_try_passkeys_for_long(client, db):
    statuses = [client.post(LOGIN, {"credential": "{}"}).status_code for _ in range(31)]
    assert statuses == [302] * 30 + [429]
    assert client.post(LOGIN).templates[0].name == "429.html"


def test_saying_too_often_who_it_is_gets_a_plain_page(client, kim):
    statuses = [confirm(client, "falsch").status_code for _ in range(10)]
    assert (statuses[-1], confirm(client).templates[0].name) == (429, "429.html")


def test_a_shut_account_stays_shut_for_its_passkey(client):
    user = UserFactory()
    device = with_passkey(client, user)
    user.is_active = False
    user.save()
    answer = client.post(LOGIN, {"credential": device.get(challenge(client))})
    assert (answer.url, "_auth_user_id" in client.session) == (reverse("account_inactive"), False)


def test_a_passkey_is_renamed_and_removed(client, kim, mailoutbox):
    add(client)
    pk = Authenticator.objects.get(type="webauthn").pk
    mailoutbox.clear()
    assert client.post(f"{PAGE}passkey/{pk}/", {"name": "Altes Handy"}).url == PAGE
    assert "Altes Handy" in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}passkey/{pk}/entfernen/").url == PAGE
    assert (kinds(kim), [mail.subject for mail in mailoutbox]) == ([], ["Zweiter Schritt: Ein Passkey ist entfernt"])


@pytest.mark.parametrize("name", ["", "x" * 61])
def test_a_name_is_neither_empty_nor_endless(client, kim, name):
    add(client)
    pk = Authenticator.objects.get(type="webauthn").pk
    page = client.post(f"{PAGE}passkey/{pk}/", {"name": name})
    assert list(page.context["form"].errors) == ["name"]
    assert Authenticator.objects.get(pk=pk).wrap().name == "Diensthandy"


@pytest.mark.parametrize("page", ["", "entfernen/"])
def test_the_passkeys_of_others_are_not_there(client, page):
    other = UserFactory()
    with_passkey(client, other)
    pk = Authenticator.objects.get(type="webauthn").pk
    client.force_login(UserFactory())
    confirm(client)
    for address in (f"{PAGE}passkey/{pk}/{page}", f"{PAGE}passkey/999999/{page}"):
        assert [client.get(address).status_code, client.post(address, {"name": "x"}).status_code] == [404, 404]
    assert kinds(other) == ["recovery_codes", "webauthn"]


def test_the_page_costs_the_same_with_one_and_with_four_passkeys(client, kim, django_assert_num_queries):
    add(client)
    client.get(PAGE)
    with django_assert_num_queries(4):  # session, account, second steps, version of the content
        client.get(PAGE)
    for _ in range(3):
        add(client)
    client.get(PAGE)  # what was said about it is read, and gone
    with django_assert_num_queries(4):
        client.get(PAGE)


def test_an_address_of_numbers_offers_none_and_says_where_they_work(client, kim):
    pages = [client.get(address, HTTP_HOST="127.0.0.1:8000").content.decode() for address in (PAGE, NEW)]
    assert ["Diese Adresse besteht nur aus Zahlen." in page for page in pages] == [True, True]
    assert ["http://localhost:8000/" in page for page in pages] == [True, True]
    assert [NEW in page for page in pages] == [False, False]


@pytest.mark.parametrize(
    ("host", "rp"),
    [("familie.test", "familie.test"), ("www.familie.test", "familie.test"), ("xfamilie.test", "xfamilie.test")],
)
def test_a_passkey_belongs_to_the_portals_own_name(client, kim, settings, host, rp):
    settings.ALLOWED_HOSTS = ["*"]
    settings.PORTAL_ADDRESS = "https://familie.test"
    asked = client.get(NEW, HTTP_HOST=host).context["js_data"]["creation_options"]["publicKey"]
    assert asked["rp"]["id"] == rp
