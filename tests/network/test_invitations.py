"""Colleagues are invited by mail, reminded three times, and come in once."""

import datetime
import re
import threading

import pytest
from django.core import mail
from django.db import IntegrityError, connection
from django.utils import timezone

from network.actions import accept, remind_invited
from network.invitation_links import token
from network.models import Invitation, User
from tests.browser import WIDER, Visit
from tests.network.factories import PartnerFactory, RoleFactory, UserFactory, person
from tests.sozialraum.html import errors, headings, parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
LIST = "/verwaltung/einladungen/"
PASSWORD = "drei-wörter-ohne-sinn"


@pytest.fixture
def partner():
    return PartnerFactory(name="Familienbildung")


@pytest.fixture
def lead(client, partner):
    user = person("partner_lead", partner=partner)
    client.force_login(user)
    return user


def invited(partner, email="kim@example.org", **fields) -> Invitation:
    return Invitation.objects.create(partner=partner, email=email, **fields)


def address(invitation) -> str:
    return f"/konto/einladung/{token(invitation)}/"


def send(client, partner, email="Kim@Example.org", role="partner_editor"):
    return client.post(LIST, {"email": email, "partner": partner.pk, "role": role})


# Inviting


def test_an_invitation_is_mailed_with_its_link(client, lead, partner, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert send(client, partner).url == LIST
    (letter,) = mail.outbox
    link = re.search(r"http://127\.0\.0\.1:\d+(\S+)", letter.body)[1]
    assert (letter.to, letter.subject) == (["kim@example.org"], "Einladung: Angebote von Familienbildung pflegen")
    assert link == address(Invitation.objects.get())


def test_the_list_shows_who_has_not_answered(client, lead, partner):
    invited(partner)
    invited(partner, "fertig@example.org", accepted_at=timezone.now())
    invited(PartnerFactory(), "fremd@example.org")
    rows = parsed(client.get(LIST)).findall(".//tbody/tr/th")
    assert [text_of(row) for row in rows] == ["kim@example.org"]


def test_nobody_is_invited_to_a_partner_of_others(client, lead):
    page = parsed(send(client, PartnerFactory()))
    assert (errors(page), Invitation.objects.count()) == (
        ["Partner – Bitte eine gültige Auswahl treffen. Dies ist keine gültige Auswahl."],
        0,
    )


def test_nobody_is_invited_twice_or_to_what_they_are_already(client, lead, partner):
    invited(partner)
    RoleFactory(user=UserFactory(email="da@example.org"), role="partner_editor", partner=partner)
    found = [errors(parsed(send(client, partner, email))) for email in ("kim@example.org", "da@example.org", "x")]
    assert found == [
        ["E-Mail-Adresse – Diese Person ist schon eingeladen."],
        ["E-Mail-Adresse – Diese Person hat diese Rolle schon."],
        ["E-Mail-Adresse – Bitte gültige E-Mail-Adresse eingeben."],
    ]


def test_an_invitation_that_has_run_out_makes_way_for_a_new_one(client, lead, partner):
    then = timezone.now() - datetime.timedelta(days=40)
    old = invited(partner, created_at=then, expires_at=then + datetime.timedelta(days=30))
    send(client, partner)
    assert list(Invitation.objects.exclude(pk=old.pk).values_list("email", flat=True)) == ["kim@example.org"]


def test_an_invitation_taken_back_leads_nowhere(client, lead, partner):
    invitation = invited(partner)
    link = address(invitation)
    client.post(f"{LIST}{invitation.pk}/zuruecknehmen/")
    assert client.get(link).status_code == 410


@pytest.mark.parametrize(("role", "status"), [("", 403), ("planner", 403), ("steering", 200), ("operator", 200)])
def test_who_may_invite(client, role, status):
    client.force_login(person(role))
    assert client.get(LIST).status_code == status


def test_an_editor_invites_nobody_and_a_stranger_takes_nothing_back(client, partner):
    path = f"{LIST}{invited(partner).pk}/zuruecknehmen/"
    assert client.post(path).url == f"/konto/anmelden/?next={path}"
    client.force_login(person("partner_editor", partner=partner))
    first = [client.get(LIST).status_code, client.post(path).status_code]
    client.force_login(person("partner_lead", partner=PartnerFactory()))
    assert (first, client.post(path).status_code, client.get(path).status_code) == ([403, 403], 404, 405)


def test_the_list_costs_the_same_for_one_and_for_many(client, lead, partner, django_assert_num_queries):
    for count in (1, 20):
        for number in range(count):
            invited(partner, f"p{count}-{number}@example.org")
        client.get(LIST)
        with django_assert_num_queries(9):
            client.get(LIST)


# Reminding


@pytest.mark.parametrize(
    ("day", "sent_before", "sent"), [(0, 0, 0), (1, 0, 1), (1, 1, 0), (5, 1, 1), (16, 1, 1), (16, 3, 0), (29, 3, 0)]
)
def test_reminders_go_out_after_1_5_and_15_days(partner, day, sent_before, sent):
    invited(partner, created_at=timezone.now() - datetime.timedelta(days=day, minutes=1), reminders=sent_before)
    assert (remind_invited(), len(mail.outbox), remind_invited()) == (sent, sent, 0)


@pytest.mark.parametrize("over", [{"accepted_at": timezone.now()}, {"expires_at": timezone.now()}])
def test_of_what_is_over_nobody_is_reminded(partner, over):
    invited(partner, **({"created_at": timezone.now() - datetime.timedelta(days=20)} | over))
    assert remind_invited() == 0


@pytest.mark.django_db(transaction=True)
def test_two_at_once_remind_once():
    invited(PartnerFactory(), created_at=timezone.now() - datetime.timedelta(days=2))
    sent = []

    def work() -> None:
        sent.append(remind_invited())
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(sent), len(mail.outbox)) == ([0, 1], 1)


# Coming in


def test_somebody_new_chooses_a_password_and_is_in(client, partner):
    link = address(invited(partner))
    response = client.post(link, {"name": "Kim Beispiel", "password": PASSWORD})
    user = User.objects.get(email="kim@example.org")
    assert (response.url, client.session["_auth_user_id"]) == ("/verwaltung/", str(user.pk))
    assert (user.name, user.check_password(PASSWORD), [str(role) for role in user.role_assignments.all()]) == (
        "Kim Beispiel",
        True,
        ["Redaktion eines Partners (Familienbildung)"],
    )


def test_the_link_works_once(client, partner):
    link = address(invited(partner))
    client.post(link, {"name": "Kim", "password": PASSWORD})
    client.logout()
    response = client.post(link, {"name": "Eve", "password": PASSWORD})
    assert (response.status_code, User.objects.count()) == (410, 1)


@pytest.mark.parametrize(
    ("data", "sentences"),
    [
        (
            {"name": "", "password": ""},
            [
                "Ihr Name – Dieses Feld ist zwingend erforderlich.",
                "Neues Passwort – Dieses Feld ist zwingend erforderlich.",
            ],
        ),
        (
            {"name": "Kim", "password": "kurz"},
            ["Neues Passwort – Dieses Passwort ist zu kurz. Es muss mindestens 12 Zeichen enthalten."],
        ),
    ],
)
def test_what_is_missing_gets_a_sentence_and_opens_no_account(client, partner, data, sentences):
    page = parsed(client.post(address(invited(partner)), data))
    assert (errors(page), User.objects.count()) == (sentences, 0)


def test_the_owner_of_an_account_accepts_with_it(client, partner):
    user = UserFactory(email="kim@example.org")
    link = address(invited(partner))
    page = parsed(client.get(link))
    assert page.find(".//main//div[@class='actions']/a").get("href").startswith("/konto/anmelden/?next=") is True
    client.force_login(user)
    assert client.post(link).url == "/verwaltung/"
    assert [str(role) for role in user.role_assignments.all()] == ["Redaktion eines Partners (Familienbildung)"]


def test_nobody_else_accepts_for_the_owner_of_an_account(client, partner):
    UserFactory(email="kim@example.org")
    other = UserFactory()
    client.force_login(other)
    client.post(address(invited(partner)))
    assert (other.role_assignments.count(), Invitation.objects.pending().count()) == (0, 1)


def test_an_invitation_is_used_up_by_the_first_who_accepts(partner):
    invitation, user = invited(partner), UserFactory()
    assert [accept(invitation=invitation, user=user), accept(invitation=invitation, user=user)] == [True, False]


@pytest.mark.parametrize("text", ["x", "MQ:1uX:abc"])
def test_a_link_that_is_not_ours_leads_nowhere(client, text):
    response = client.get(f"/konto/einladung/{text}/")
    assert (response.status_code, headings(parsed(response))) == (410, ["h1 Diese Einladung gilt nicht mehr"])


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_keep_the_rules_without_script(browser, client, partner, width):
    invitation = invited(partner)
    found = []
    for path in (address(invitation), LIST):
        visit = Visit(browser, client, path, viewport={"width": width, "height": 800})
        found.append((visit.complaints, visit.broken_rules(), visit.page.evaluate(WIDER)))
        client.force_login(person("steering"))
    assert found == [([], [], 0)] * 2


# What the database refuses


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"email": "KIM@example.org"}, "invitation_is_addressed_in_lower_case"),
        ({"expires_at": "2020-01-01T00:00Z"}, "invitation_ends_after_it_begins"),
        ({}, "nobody_is_invited_twice_at_a_time"),
    ],
)
def test_the_database_refuses_what_makes_no_sense(partner, fields, constraint):
    invited(partner)
    with pytest.raises(IntegrityError, match=constraint):
        invited(partner, **fields)
