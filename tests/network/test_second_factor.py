"""An app as second step: set up, asked for at the login, taken away again."""

import pytest
from django.urls import reverse

from tests.network.factories import UserFactory, person
from tests.network.second_factors import code_of, confirm, emergency_codes, kinds, log_in, with_app

pytestmark = pytest.mark.usefixtures("municipality")
PAGE = "/konto/zwei-faktor/"
APP = f"{PAGE}app/"
WRONG = "Das hat nicht gestimmt. Bitte versuchen Sie es noch einmal."
TOO_MANY = "Das waren zu viele Versuche. Bitte warten Sie fünf Minuten."


def set_up(client):
    """Set up an app as a person does, and return its secret and the answer."""
    secret = client.get(APP).context["form"].secret
    return secret, client.post(APP, {"code": code_of(secret)})


def show(client, code):
    return client.post(reverse("mfa_authenticate"), {"code": code})


def errors(response):
    return response.context["form"].errors.get("code", [])


def test_strangers_are_sent_to_the_login(client):
    found = [client.get(address).url for address in (PAGE, f"{PAGE}notfallcodes/")]
    assert found == [f"/konto/anmelden/?next={address}" for address in (PAGE, f"{PAGE}notfallcodes/")]


@pytest.mark.parametrize("name", ["mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"])
def test_whoever_adds_something_says_first_who_it_is(client, name):
    client.force_login(UserFactory())
    assert client.get(reverse(name)).url.split("?")[0] == f"{PAGE}bestaetigen/"


def test_the_key_stands_beside_the_picture_and_in_it(client, kim):
    page = client.get(APP)
    secret = page.context["form"].secret
    text = page.content.decode()
    assert text.count(page.context["key"]) == 1
    assert page.context["key"].replace(" ", "") == secret
    assert page.context["totp_url"] == (
        f"otpauth://totp/kim%40example.org?secret={secret}&issuer=Familienportal%20Musterstadt"
    )
    assert '<svg role="img" aria-label="QR-Code für Ihre App"' in text


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_app_gives_codes_for_an_emergency_and_a_mail(client, kim, mailoutbox):
    _secret, answer = set_up(client)
    assert (answer.url, kinds(kim)) == (f"{PAGE}notfallcodes/", ["recovery_codes", "totp"])
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (["kim@example.org"], "Zweiter Schritt: Eine App ist eingerichtet")
    ]
    lines = mailoutbox[0].body.splitlines()
    assert (lines[0], lines[-1]) == ("Guten Tag,", "Familienportal Musterstadt")
    assert lines[2].startswith("Ihr Konto auf testserver fragt seit dem ")
    assert "beim Anmelden nach einem Code aus Ihrer App." in lines[2]


def test_a_wrong_code_sets_nothing_up_and_keeps_the_picture(client, kim):
    secret = client.get(APP).context["form"].secret
    answer = client.post(APP, {"code": "12 34"})
    assert (errors(answer), answer.context["form"].secret, kinds(kim)) == ([WRONG], secret, [])


def test_an_app_set_up_in_another_window_stays_the_only_one(client, kim):
    secret = client.get(APP).context["form"].secret
    with_app(kim)
    assert client.post(APP, {"code": code_of(secret)}).url == f"{APP}entfernen/"
    assert kinds(kim) == ["recovery_codes", "totp"]


def test_the_codes_are_shown_once(client, kim):
    set_up(client)
    codes = emergency_codes(kim)
    first, second = (client.get(f"{PAGE}notfallcodes/") for _ in range(2))
    assert first.context["unused_codes"] == codes
    assert first.context["file"] == "data:text/plain;charset=utf-8," + "".join(f"{code}%0D%0A" for code in codes)
    assert [code for code in codes if code in second.content.decode()] == []
    assert "Ihre Codes waren schon zu sehen." in second.content.decode()


def test_new_codes_replace_the_old_ones(client, kim):
    set_up(client)
    old = emergency_codes(kim)
    assert client.post(f"{PAGE}notfallcodes/neu/").url == f"{PAGE}notfallcodes/"
    assert set(emergency_codes(kim)) & set(old) == set()


def test_there_are_no_codes_without_a_second_step(client, kim):
    page = client.post(f"{PAGE}notfallcodes/neu/")
    assert page.context["form"].non_field_errors() == ["Richten Sie zuerst eine App oder einen Passkey ein."]
    assert (client.get(f"{PAGE}notfallcodes/").status_code, kinds(kim)) == (404, [])


@pytest.mark.parametrize("later", [-1, 0, 1])
def test_the_login_asks_for_a_code_that_may_be_half_a_minute_off(client, later):
    user = UserFactory()
    secret = with_app(user)
    assert log_in(client, user).url == f"{PAGE}anmelden/"
    assert "_auth_user_id" not in client.session
    assert show(client, code_of(secret, later=later)).url == "/konto/"
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_code_may_be_typed_with_spaces(client):
    user = UserFactory()
    code = code_of(with_app(user))
    log_in(client, user)
    assert show(client, f"{code[:3]} {code[3:]}").url == "/konto/"


def test_the_login_leads_on_to_the_page_that_asked_for_it(client):
    user = UserFactory()
    secret = with_app(user)
    log_in(client, user, next="/konto/passwort/")
    assert show(client, code_of(secret)).url == "/konto/passwort/"


@pytest.mark.parametrize("code", ["", "000", "٣٤٥٦٧٨", "\x00", "9" * 10_000])
def test_no_other_code_opens_the_account(client, code):
    user = UserFactory()
    with_app(user)
    log_in(client, user)
    assert (show(client, code).status_code, "_auth_user_id" in client.session) == (200, False)


def test_a_code_from_an_hour_ago_is_worth_nothing(client):
    user = UserFactory()
    secret = with_app(user)
    log_in(client, user)
    assert errors(show(client, code_of(secret, later=-120))) == [WRONG]


def test_a_code_lets_in_once(client, client_of):
    user = UserFactory()
    code = code_of(with_app(user), later=1)
    log_in(client, user)
    show(client, code)
    client.post(reverse("account_logout"))
    log_in(client, user)
    assert errors(show(client, code)) == [WRONG]


def test_a_code_for_an_emergency_lets_in_once(client):
    user = UserFactory()
    with_app(user)
    code = emergency_codes(user)[3]
    log_in(client, user)
    assert show(client, f"{code[:4]} {code[4:]}").url == "/konto/"
    client.post(reverse("account_logout"))
    log_in(client, user)
    assert errors(show(client, code)) == [WRONG]
    assert len(emergency_codes(user)) == 9


def test_the_second_step_is_closed_to_whoever_has_not_taken_the_first(client):
    assert client.get(f"{PAGE}anmelden/").url == "/konto/anmelden/"


def test_after_five_wrong_codes_even_the_right_one_must_wait(client):
    user = UserFactory()
    secret = with_app(user)
    log_in(client, user)
    assert [errors(show(client, "000")) for _ in range(5)] == [[WRONG]] * 5
    assert errors(show(client, code_of(secret))) == [TOO_MANY]


def test_the_wrong_codes_of_an_account_are_counted_wherever_they_come_from(client):
    user = UserFactory()
    secret = with_app(user)
    for n in range(5):
        client.post(
            reverse("account_login"),
            {"login": user.email, "password": "ein-langes-passwort"},
            REMOTE_ADDR=f"10.0.0.{n}",
        )
        client.post(reverse("mfa_authenticate"), {"code": "000"}, REMOTE_ADDR=f"10.0.0.{n}")
    answer = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)}, REMOTE_ADDR="10.0.0.9")
    assert errors(answer) == [TOO_MANY]


def test_removing_the_app_takes_the_codes_along_and_is_told_by_mail(client, kim, mailoutbox):
    set_up(client)
    assert client.get(f"{APP}entfernen/").status_code == 200
    assert client.post(f"{APP}entfernen/").url == PAGE
    assert (kinds(kim), [mail.subject for mail in mailoutbox]) == ([], ["Zweiter Schritt: Die App ist entfernt"])


def test_the_password_alone_takes_no_second_step_away(client):
    user = UserFactory()
    with_app(user)
    client.force_login(user)
    where = client.get(f"{APP}entfernen/").url
    assert where.split("?")[0] == f"{PAGE}bestaetigen/code/"
    assert confirm(client).url == f"{PAGE}bestaetigen/code/"
    assert client.post(f"{APP}entfernen/").url == where
    assert kinds(user) == ["recovery_codes", "totp"]


def test_the_page_says_what_there_is(client, kim):
    before = client.get(PAGE).content.decode()
    set_up(client)
    after = client.get(PAGE).content.decode()
    assert ("App einrichten" in before, "Notfallcodes" in before) == (True, False)
    assert ("App entfernen" in after, "10 sind noch unbenutzt." in after) == (True, True)


def test_the_page_is_read_only(client, kim):
    assert client.post(PAGE).status_code == 405


def test_the_own_account_says_whether_there_is_a_second_step(client, kim):
    before = client.get("/konto/").content.decode()
    set_up(client)
    after = client.get("/konto/").content.decode()
    assert ("nur mit Passwort" in before, "in zwei Schritten" in after) == (True, True)


def test_a_shut_account_stays_shut_with_a_second_step(client):
    user = person("steering")
    secret = with_app(user)
    log_in(client, user)
    user.is_active = False
    user.save()
    show(client, code_of(secret))
    assert client.get("/konto/").url == "/konto/anmelden/?next=/konto/"
