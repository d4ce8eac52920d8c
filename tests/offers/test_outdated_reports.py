"""Anybody says that an offer is out of date; staff answer, and the address is forgotten."""

import datetime

import pytest
from django.core import mail
from django.db import IntegrityError
from django.utils import timezone

from offers.actions import answer_report
from offers.models import OutdatedReport
from tests.browser import WIDER, Visit
from tests.network.factories import PartnerFactory, UserFactory, person
from tests.offers.factories import OfferFactory
from tests.sozialraum.factories import MunicipalityFactory
from tests.sozialraum.html import errors, headings, parsed, text_of
from tests.sozialraum.stamps import stamp_of

pytestmark = pytest.mark.usefixtures("municipality")
PAGE = "/angebote/treff/veraltet/"
LATER = timezone.now() + datetime.timedelta(hours=1)


@pytest.fixture
def offer():
    return OfferFactory(slug="treff", title="Treff")


def report(client, message="Der Treff ist jetzt dienstags.", email="", **more):
    return client.post(PAGE, {"message": message, "email": email, "stamp": stamp_of(), **more})


def reported(offer, **fields) -> OutdatedReport:
    return OutdatedReport.objects.create(offer=offer, message="Falsche Zeit", **fields)


# Families


def test_the_page_of_an_offer_leads_to_the_form(client, offer):
    links = {text_of(a): a.get("href") for a in parsed(client.get("/angebote/treff/")).findall(".//main//a")}
    assert links["Stimmt etwas nicht mehr? Sagen Sie es uns."] == PAGE


def test_a_report_is_kept_and_thanked_for_without_a_cookie(client, offer):
    response = report(client, email="familie@example.org")
    kept = OutdatedReport.objects.get()
    assert (response.url, response.cookies) == (f"{PAGE}danke/", {})
    assert (kept.offer, kept.message, kept.reply_address) == (
        offer,
        "Der Treff ist jetzt dienstags.",
        "familie@example.org",
    )
    assert headings(parsed(client.get(response.url)))[0] == "h1 Danke für Ihre Meldung"


def test_the_same_words_count_once_and_for_another_offer_again(client, offer):
    OfferFactory(slug="kurs")
    for _ in range(2):
        report(client)
    client.post("/angebote/kurs/veraltet/", {"message": "Der Treff ist jetzt dienstags.", "stamp": stamp_of()})
    assert OutdatedReport.objects.count() == 2


def test_an_empty_report_gets_a_sentence_beside_its_field(client, offer):
    page = parsed(report(client, message=" ", email="kein-mail"))
    assert errors(page) == [
        "Was stimmt nicht mehr? – Bitte schreiben Sie hier, worum es geht.",
        "Ihre E-Mail-Adresse (wenn Sie eine Antwort möchten) – Bitte gültige E-Mail-Adresse eingeben.",
    ]


@pytest.mark.parametrize("more", [{"leave_empty": "x"}, {"stamp": ""}])
def test_what_looks_like_a_robot_comes_back_with_its_text(client, offer, more):
    page = parsed(report(client, **more))
    assert (page.find(".//textarea").text.strip(), OutdatedReport.objects.count()) == (
        "Der Treff ist jetzt dienstags.",
        0,
    )


def test_a_foreign_page_cannot_report(client, offer):
    response = client.post(PAGE, {"message": "x", "stamp": stamp_of()}, headers={"Sec-Fetch-Site": "cross-site"})
    assert (response.status_code, OutdatedReport.objects.count()) == (403, 0)


@pytest.mark.parametrize(
    "fields", [{"status": "draft"}, {"visibility": "professionals"}, {"valid_until": "2020-01-01"}]
)
def test_of_what_is_not_public_nobody_learns(client, fields):
    OfferFactory(slug="treff", **fields)
    assert [client.get(PAGE).status_code, report(client).status_code, client.get(f"{PAGE}danke/").status_code] == [
        404
    ] * 3


def test_the_empty_form_may_be_kept_and_asks_the_database_little(client, offer, django_assert_num_queries):
    client.get(PAGE)
    with django_assert_num_queries(2):
        response = client.get(PAGE)
    assert (response.headers["Cache-Control"], response.cookies) == (
        "public, max-age=60, stale-while-revalidate=600",
        {},
    )


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", [PAGE, f"{PAGE}danke/"])
def test_the_pages_keep_the_rules_without_script(browser, client, offer, path, width):
    visit = Visit(browser, client, path, viewport={"width": width, "height": 800})
    assert (visit.complaints, visit.broken_rules(), visit.page.evaluate(WIDER)) == ([], [], 0)


# Staff


def test_the_list_holds_the_open_reports_on_the_own_offers(client, offer):
    reported(offer)
    reported(OfferFactory())
    reported(offer, answer="Geändert", closed_at=LATER)
    client.force_login(person("partner_editor", partner=offer.provider))
    cards = parsed(client.get("/verwaltung/meldungen/")).findall(".//ul[@class='cards']/li")
    assert [text_of(card).split(" Falsche")[0] for card in cards] == ["Treff"]


def test_an_answer_closes_is_mailed_and_forgets_the_address(client, offer, django_capture_on_commit_callbacks):
    found = reported(offer, reply_address="familie@example.org")
    user = person("partner_editor", partner=offer.provider)
    client.force_login(user)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(f"/verwaltung/meldungen/{found.pk}/", {"answer": "Jetzt dienstags."})
    found.refresh_from_db()
    assert response.url == "/verwaltung/meldungen/"
    assert (found.answer, found.closed_by, found.reply_address) == ("Jetzt dienstags.", user, "")
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["familie@example.org"], "Ihre Meldung zu „Treff“")
    assert "Jetzt dienstags." in letter.body.splitlines()


def test_without_an_address_nothing_is_mailed(offer, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        done = answer_report(
            reported(offer), answer="Danke", by=UserFactory(), municipality=MunicipalityFactory.build()
        )
    assert (done, mail.outbox) == (True, [])


def test_of_two_answers_the_first_one_counts(client, offer):
    found = reported(offer)
    by, city = UserFactory(), MunicipalityFactory.build()
    done = [answer_report(found, answer=text, by=by, municipality=city) for text in ("Erste", "Zweite")]
    found.refresh_from_db()
    assert (done, found.answer) == ([True, False], "Erste")


def test_an_answer_without_words_gets_a_sentence(client, offer):
    found = reported(offer)
    client.force_login(person("steering"))
    page = parsed(client.post(f"/verwaltung/meldungen/{found.pk}/", {"answer": " "}))
    assert errors(page) == ["Ihre Antwort – Bitte sagen Sie, was Sie getan haben."]


@pytest.mark.parametrize(("role", "status"), [("", 403), ("planner", 403), ("steering", 200), ("operator", 200)])
def test_who_may_answer(client, offer, role, status):
    found = reported(offer)
    client.force_login(person(role))
    pages = ["/verwaltung/meldungen/", f"/verwaltung/meldungen/{found.pk}/"]
    assert [client.get(path).status_code for path in pages] == [status, status]


def test_a_stranger_finds_no_report_and_a_visitor_is_asked_to_log_in(client, offer):
    path = f"/verwaltung/meldungen/{reported(offer).pk}/"
    assert client.get(path).url == f"/konto/anmelden/?next={path}"
    client.force_login(person("partner_editor", partner=PartnerFactory()))
    assert [client.get(path).status_code, client.post(path, {"answer": "x"}).status_code] == [404, 404]


def test_a_planner_sees_no_way_to_what_is_closed_to_planners(client):
    client.force_login(person("planner"))
    ways = parsed(client.get("/verwaltung/")).findall(".//nav[@class='tabs']//a")
    assert [text_of(way) for way in ways] == ["Übersicht", "Angebote", "Einrichtungen", "Partner", "Werkzeuge"]


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"answer": "x"}, "report_is_closed_with_an_answer"),
        ({"closed_at": LATER}, "report_is_closed_with_an_answer"),
        (
            {"closed_at": LATER, "answer": "x", "reply_address": "a@example.org"},
            "closed_report_holds_no_address",
        ),
        ({"closed_at": "2020-01-01T00:00Z", "answer": "x"}, "report_is_closed_after_it_came"),
    ],
)
def test_the_database_refuses_what_makes_no_sense(offer, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        reported(offer, **fields)
