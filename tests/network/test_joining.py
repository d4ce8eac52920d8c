"""People who work at a partner ask to keep its records, and are let in or told why not."""

import pytest
from django.conf import settings
from django.core import mail
from django.db import IntegrityError

from network.joining import let_in, turn_down
from network.models import Invitation, JoinRequest
from tests.browser import WIDER, Visit
from tests.network.factories import FacilityFactory, MembershipFactory, PartnerFactory, UserFactory, person
from tests.sozialraum.factories import MunicipalityFactory
from tests.sozialraum.html import errors, parsed, text_of
from tests.sozialraum.stamps import stamp_of

pytestmark = pytest.mark.usefixtures("municipality")
PAGE = "/partner/familienbildung/mitmachen/"
WORDS = {"name": "Kim Beispiel", "email": "Kim@Example.org", "message": "Ich leite das Haus."}


@pytest.fixture
def partner():
    return PartnerFactory(slug="familienbildung", name="Familienbildung")


def asked(partner, **fields) -> JoinRequest:
    return JoinRequest.objects.create(
        **{"partner": partner, "name": "Kim", "email": "kim@example.org", "message": "Ja"} | fields
    )


def test_a_partner_s_page_leads_to_the_form(client, partner):
    links = {text_of(a): a.get("href") for a in parsed(client.get("/partner/familienbildung/")).findall(".//main//a")}
    assert links["Arbeiten Sie hier? Pflegen Sie diese Angaben selbst."] == PAGE


def test_a_request_is_kept_without_a_cookie(client, partner):
    response = client.post(PAGE, WORDS | {"stamp": stamp_of()})
    kept = JoinRequest.objects.get()
    assert (response.url, response.cookies) == (f"{PAGE}danke/", {})
    assert (kept.partner, kept.name, kept.email, kept.message) == (
        partner,
        "Kim Beispiel",
        "kim@example.org",
        "Ich leite das Haus.",
    )
    assert client.get(response.url).status_code == 200


def test_a_house_leads_to_the_form_of_its_partner(client, partner):
    house = FacilityFactory(partner=partner)
    links = {
        text_of(a): a.get("href") for a in parsed(client.get(f"/einrichtungen/{house.slug}/")).findall(".//main//a")
    }
    assert links["Arbeiten Sie hier? Pflegen Sie diese Angaben selbst."] == PAGE


def told(client, django_capture_on_commit_callbacks):
    """Send a request, and return who hears of it."""
    with django_capture_on_commit_callbacks(execute=True):
        client.post(PAGE, WORDS | {"stamp": stamp_of()})
    return [one.to for one in mail.outbox]


def test_those_who_coordinate_hear_of_a_request_by_mail(client, partner, django_capture_on_commit_callbacks):
    coordinator = person("coordinator", network=MembershipFactory(partner=partner).network)
    person("partner_editor", partner=partner)
    person("coordinator", network=MembershipFactory().network)
    assert told(client, django_capture_on_commit_callbacks) == [[coordinator.email]]
    [sent] = mail.outbox
    address = f"{settings.PORTAL_ADDRESS}/verwaltung/anfragen/{JoinRequest.objects.get().pk}/"
    assert sent.subject == "Jemand möchte mitmachen: Familienbildung"
    assert sent.body == (
        "Guten Tag,\n\njemand arbeitet bei Familienbildung und möchte die Angaben dort selbst pflegen.\n\n"
        f"Wer das ist, lesen Sie hier. Sie laden die Person ein oder lehnen ab:\n\n{address}\n\n"
    )


def test_of_a_partner_without_anybody_the_steering_hears(client, partner, django_capture_on_commit_callbacks):
    steering = person("steering")
    assert told(client, django_capture_on_commit_callbacks) == [[steering.email]]


def test_of_a_partner_with_a_lead_the_lead_hears(client, partner, django_capture_on_commit_callbacks):
    person("coordinator", network=MembershipFactory(partner=partner).network)
    lead = person("partner_lead", partner=partner)
    assert told(client, django_capture_on_commit_callbacks) == [[lead.email]]


def test_a_second_request_sends_no_second_mail(client, partner, django_capture_on_commit_callbacks):
    person("steering")
    told(client, django_capture_on_commit_callbacks)
    assert len(told(client, django_capture_on_commit_callbacks)) == 1


def test_a_request_is_a_task_of_those_who_may_answer_it(client, partner):
    asked(partner)
    found = {}
    for role, where in (
        ("partner_lead", {"partner": partner}),
        ("partner_editor", {"partner": partner}),
        ("steering", {}),
    ):
        client.force_login(person(role, **where))
        cards = parsed(client.get("/verwaltung/")).findall(".//main//ul[@class='cards']//a")
        found[role] = [card.get("href") for card in cards if text_of(card) == "1 × Möchten mitmachen"]
    page = ["/verwaltung/einladungen/"]
    assert found == {"partner_lead": page, "partner_editor": [], "steering": page}


def test_a_second_request_of_the_same_person_changes_the_first(client, partner):
    for message in ("Eins", "Zwei"):
        client.post(PAGE, WORDS | {"message": message, "stamp": stamp_of()})
    assert list(JoinRequest.objects.values_list("message", flat=True)) == ["Zwei"]


def test_everything_is_asked_for(client, partner):
    page = parsed(client.post(PAGE, {"stamp": stamp_of()}))
    assert [sentence.split(" – ")[0] for sentence in errors(page)] == [
        "Ihr Name",
        "Ihre dienstliche E-Mail-Adresse",
        "Was machen Sie dort?",
    ]


def test_of_a_partner_that_is_not_public_nobody_learns(client):
    PartnerFactory(slug="familienbildung", is_public=False)
    assert [client.get(PAGE).status_code, client.post(PAGE, WORDS).status_code] == [404, 404]


def test_who_is_let_in_gets_an_invitation(client, partner, django_capture_on_commit_callbacks):
    found = asked(partner)
    client.force_login(person("partner_lead", partner=partner))
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(f"/verwaltung/anfragen/{found.pk}/", {"antwort": "einladen"})
    invitation = Invitation.objects.get()
    assert (response.url, JoinRequest.objects.count()) == ("/verwaltung/einladungen/", 0)
    assert (invitation.email, invitation.role, [letter.to for letter in mail.outbox]) == (
        "kim@example.org",
        "partner_editor",
        [["kim@example.org"]],
    )


def test_who_is_turned_down_is_told_why_and_forgotten(client, partner, django_capture_on_commit_callbacks):
    found = asked(partner)
    client.force_login(person("steering"))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            f"/verwaltung/anfragen/{found.pk}/", {"antwort": "ablehnen", "reason": "Das macht schon Frau Muster."}
        )
    (letter,) = mail.outbox
    assert (JoinRequest.objects.count(), letter.to, letter.subject) == (
        0,
        ["kim@example.org"],
        "Ihre Anfrage zu Familienbildung",
    )
    assert "Das macht schon Frau Muster." in letter.body.splitlines()


def test_turning_down_needs_a_sentence(client, partner):
    found = asked(partner)
    client.force_login(person("steering"))
    page = parsed(client.post(f"/verwaltung/anfragen/{found.pk}/", {"antwort": "ablehnen", "reason": ""}))
    assert (errors(page), JoinRequest.objects.count()) == (["Grund – Bitte sagen Sie in einem Satz, warum."], 1)


def test_of_two_answers_the_first_one_counts(partner):
    found, by = asked(partner), UserFactory()
    city = MunicipalityFactory.build()
    assert [let_in(found, by=by), let_in(found, by=by), turn_down(found, reason="x", municipality=city)] == [
        True,
        False,
        False,
    ]


def test_who_is_invited_already_is_not_invited_twice(partner):
    Invitation.objects.create(partner=partner, email="kim@example.org")
    assert (let_in(asked(partner), by=UserFactory()), Invitation.objects.count()) == (True, 1)


def test_who_may_answer(client, partner):
    path = f"/verwaltung/anfragen/{asked(partner).pk}/"
    people = [person(), person("planner"), person("partner_editor", partner=partner)]
    people += [person("partner_lead", partner=PartnerFactory()), person("partner_lead", partner=partner)]
    found = []
    for one in people:
        client.force_login(one)
        found.append(client.get(path).status_code)
    client.logout()
    assert (found, client.get(path).url) == ([403, 403, 403, 404, 200], f"/konto/anmelden/?next={path}")


def test_the_list_shows_who_asks(client, partner):
    asked(partner)
    asked(PartnerFactory())
    client.force_login(person("partner_lead", partner=partner))
    page = parsed(client.get("/verwaltung/einladungen/"))
    assert [text_of(a) for a in page.findall(".//ul[@class='cards']//a")] == ["Kim"]


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_keep_the_rules_without_script(browser, client, partner, width):
    found = asked(partner)
    seen = []
    for path in (PAGE, f"{PAGE}danke/", f"/verwaltung/anfragen/{found.pk}/"):
        client.force_login(person("steering"))
        visit = Visit(browser, client, path, viewport={"width": width, "height": 800})
        seen.append((visit.complaints, visit.broken_rules(), visit.page.evaluate(WIDER)))
    assert seen == [([], [], 0)] * 3


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"email": "KIM@example.org"}, "join_request_has_its_address_in_lower_case"),
        ({}, "nobody_asks_to_join_twice_at_a_time"),
    ],
)
def test_the_database_refuses_what_makes_no_sense(partner, fields, constraint):
    asked(partner)
    with pytest.raises(IntegrityError, match=constraint):
        asked(partner, **fields)
