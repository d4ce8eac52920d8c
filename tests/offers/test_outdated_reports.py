"""Anybody says that an offer is out of date; staff answer, and the address is forgotten."""

import datetime

import pytest
from django.core import mail
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from offers.actions import answer_report
from offers.models import OutdatedReport
from tests.browser import WIDER, Visit
from tests.network.factories import FacilityFactory, PartnerFactory, UserFactory, person
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
    return OutdatedReport.objects.create(**{"offer": offer, "message": "Falsche Zeit"} | fields)


@pytest.mark.parametrize("names", [[], ["offer", "partner"], ["partner", "facility"]])
def test_a_report_is_about_one_record(offer, names):
    records = {"offer": offer, "partner": offer.provider, "facility": FacilityFactory()}
    with pytest.raises(IntegrityError, match="report_is_about_one_record"):
        OutdatedReport.objects.create(message="Falsch", **{name: records[name] for name in names})


# Families


def test_the_page_of_an_offer_leads_to_the_form(client, offer):
    links = {text_of(a): a.get("href") for a in parsed(client.get("/angebote/treff/")).findall(".//main//a")}
    assert links["Angabe veraltet? Sagen Sie es uns."] == PAGE


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


@pytest.fixture(params=["partner", "facility"])
def host(request):
    return {"partner": PartnerFactory, "facility": FacilityFactory}[request.param](slug="haus", name="Haus am Markt")


def pages_of(host) -> tuple[str, str]:
    """Return the page of a partner or facility, and where it is reported as out of date."""
    page = reverse(f"{host._meta.model_name}_detail", args=[host.slug])
    return page, f"{page}veraltet/"


def test_partners_and_facilities_are_reported_too(client, host):
    page, form = pages_of(host)
    links = {text_of(a): a.get("href") for a in parsed(client.get(page)).findall(".//main//a")}
    assert links["Angabe veraltet? Sagen Sie es uns."] == form
    assert "Haus am Markt" in text_of(parsed(client.get(form)).find(".//main"))
    sent = {"message": "Die Nummer ist neu.", "email": "familie@example.org", "stamp": stamp_of()}
    responses = [client.post(form, sent) for _ in range(2)]
    kept = OutdatedReport.objects.get()
    assert (kept.record, kept.message, kept.reply_address) == (host, "Die Nummer ist neu.", "familie@example.org")
    thanks = parsed(client.get(responses[0].url))
    assert headings(thanks)[0] == "h1 Danke für Ihre Meldung"
    assert page in [a.get("href") for a in thanks.findall(".//main//a")]


def test_who_keeps_a_partner_answers_what_is_reported_about_it_and_its_houses(
    client, host, django_capture_on_commit_callbacks
):
    found = OutdatedReport.objects.create(
        **{host._meta.model_name: host}, message="Die Nummer ist neu.", reply_address="familie@example.org"
    )
    address = f"/verwaltung/meldungen/{found.pk}/"
    client.force_login(person("partner_editor", partner=PartnerFactory()))
    assert client.get(address).status_code == 404
    client.force_login(person("partner_editor", partner=getattr(host, "partner", host)))
    cards = parsed(client.get("/verwaltung/meldungen/")).findall(".//ul[@class='cards']/li")
    assert [text_of(card).split(" Die")[0] for card in cards] == ["Haus am Markt"]
    record = reverse(f"staff_{host._meta.model_name}", args=[host.pk])
    assert record in [a.get("href") for a in parsed(client.get(address)).findall(".//main//a")]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"answer": "Danke, das steht jetzt da."})
    found.refresh_from_db()
    (letter,) = mail.outbox
    assert (found.reply_address, letter.subject) == ("", "Ihre Meldung zu „Haus am Markt“")
    assert "Danke, das steht jetzt da." in letter.body.splitlines()


def test_of_a_partner_or_facility_that_is_not_public_nobody_learns(client, host):
    type(host).objects.update(is_public=False)
    form = pages_of(host)[1]
    sent = {"message": "x", "stamp": stamp_of()}
    answers = [client.get(form), client.post(form, sent), client.get(f"{form}danke/")]
    assert ([answer.status_code for answer in answers], OutdatedReport.objects.count()) == ([404] * 3, 0)


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_the_form_about_a_partner_keeps_the_rules_without_script(browser, client, host, width):
    visit = Visit(browser, client, pages_of(host)[1], viewport={"width": width, "height": 800})
    assert (visit.complaints, visit.broken_rules(), visit.page.evaluate(WIDER)) == ([], [], 0)


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
    assert [text_of(way) for way in ways] == [
        "Übersicht",
        "Angebote",
        "Einrichtungen",
        "Partner",
        "Monitoring",
        "Werkzeuge",
    ]


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
