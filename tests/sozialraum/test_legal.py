"""The pages that the law asks for: always there, never empty, with the facts of the municipality."""

import datetime

import pytest
from django.urls import reverse

from sozialraum.legal_texts import load_defaults
from sozialraum.models import LegalText
from tests.sozialraum.factories import LegalTextFactory, MunicipalityFactory
from tests.sozialraum.html import headings, parsed, text_of

pytestmark = pytest.mark.django_db

Kind = LegalText.Kind
PAGES = {
    Kind.IMPRINT: ("imprint", "/impressum/", "Impressum"),
    Kind.PRIVACY: ("privacy", "/datenschutz/", "Datenschutz"),
    Kind.ACCESSIBILITY: ("accessibility", "/barrierefreiheit/", "Erklärung zur Barrierefreiheit"),
    Kind.EASY_LANGUAGE: ("easy_language", "/leichte-sprache/", "Leichte Sprache"),
    Kind.SIGN_LANGUAGE: ("sign_language", "/gebaerdensprache/", "Gebärdensprache"),
}
every_page = pytest.mark.parametrize(("kind", "name", "address", "title"), [(k, *v) for k, v in PAGES.items()])
every_address = pytest.mark.parametrize("address", [address for _, address, _ in PAGES.values()])


@every_page
def test_a_legal_page_stands_at_its_address_with_the_sample_text(client, kind, name, address, title):
    MunicipalityFactory()
    response = client.get(address)
    page = parsed(response)
    assert reverse(name) == address
    assert response.status_code == 200
    assert headings(page)[0] == f"h1 {title}"
    assert [heading[:2] for heading in headings(page)].count("h1") == 1
    assert page.find(".//title").text == f"{title} · Familienportal Musterstadt"
    assert "{" not in text_of(page.find(".//main"))


@every_page
def test_a_text_of_the_municipality_replaces_the_sample(client, kind, name, address, title):
    LegalTextFactory(kind=kind, title="Unser Text", body="# Von oben\n\nGilt in {name}.", is_example=False)
    page = parsed(client.get(address))
    assert headings(page)[:2] == ["h1 Unser Text", "h2 Von oben"]
    assert text_of(page.find(".//*[@class='prose']")) == "Von oben Gilt in Musterstadt."
    assert "notice-warning" not in {
        notice.get("class", "").split()[-1] for notice in page.iter("div") if notice.get("class")
    }


@every_address
def test_a_legal_page_has_no_gap_before_anything_is_set_up(client, address):
    page = parsed(client.get(address))
    assert len(text_of(page.find(".//main"))) > 500
    assert text_of(page.find(".//*[@class='brand-name']")) == "Familienportal"


@every_address
def test_a_sample_says_that_it_is_one(client, address):
    text = text_of(parsed(client.get(address)).find(".//main"))
    expected = "Eine Prüfgruppe hat ihn noch nicht gelesen." if address == "/leichte-sprache/" else "Mustertext"
    assert expected in text


@every_address
def test_a_legal_page_says_when_it_was_written_and_reviewed(client, address):
    kind = address.strip("/")
    LegalTextFactory(kind=kind, first_published=datetime.date(2026, 3, 1), reviewed_at=datetime.date(2027, 4, 2))
    page = parsed(client.get(address))
    dates = [text_of(note) for note in page.findall(".//main//p[@class='meta']")][-1]
    assert dates == "Erstellt am 1. März 2026, zuletzt geprüft am 2. April 2027."


@every_address
def test_a_legal_page_costs_two_queries_once_the_municipality_is_known(client, django_assert_num_queries, address):
    load_defaults(MunicipalityFactory())
    with django_assert_num_queries(3):
        client.get(address)
    with django_assert_num_queries(2):
        client.get(address)


@every_address
def test_a_legal_page_is_open_to_all_and_kept_by_caches_without_a_cookie(client, address):
    response = client.get(address)
    assert response.cookies == {}
    assert response.headers["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
    assert "Cookie" not in response.headers.get("Vary", "")


@every_address
def test_an_unchanged_legal_page_is_not_sent_again(client, django_assert_num_queries, address):
    MunicipalityFactory()
    etag = client.get(address).headers["ETag"]
    with django_assert_num_queries(1):
        again = client.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


@every_address
def test_a_changed_text_is_sent_at_once(client, address):
    text = LegalTextFactory(kind=address.strip("/"))
    etag = client.get(address).headers["ETag"]
    LegalText.objects.filter(pk=text.pk).update(body="Neu")
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 200


@every_address
def test_a_legal_page_answers_a_question_for_its_head(client, address):
    response = client.head(address)
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("address", ["/impressum/", "/datenschutz/", "/leichte-sprache/", "/gebaerdensprache/"])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_legal_page_is_only_read(client, address, method):
    assert getattr(client, method)(address).status_code == 405


def test_the_imprint_names_who_the_law_wants_named(client):
    MunicipalityFactory(vat_id="DE123456789")
    text = text_of(parsed(client.get("/impressum/")).find(".//*[@class='prose']"))
    for wanted in [
        "§ 5 Digitale-Dienste-Gesetz",
        "Stadt Musterstadt, Fachbereich Kinder, Jugend und Familie Markt 1 41061 Musterstadt",
        "Vertreten durch: Stadt Musterstadt, die Oberbürgermeisterin",
        "Umsatzsteuer-Identifikationsnummer nach § 27a Umsatzsteuergesetz: DE123456789",
        "Telefon: 0221 4710-100 E-Mail: familie@example.org",
        "Nach § 18 Absatz 2 Medienstaatsvertrag (MStV): Koordination Präventionskette",
    ]:
        assert wanted in text


def test_the_privacy_page_says_what_article_13_asks_for(client):
    MunicipalityFactory(privacy_officer="Stabsstelle Datenschutz", privacy_email="datenschutz@example.org")
    page = parsed(client.get("/datenschutz/"))
    assert headings(page)[1:] == [
        "h2 Das Wichtigste zuerst",
        "h2 Wer ist verantwortlich?",
        "h2 Wen können Sie zum Datenschutz fragen?",
        "h2 Was passiert, wenn Sie eine Seite aufrufen?",
        "h2 Was wird auf Ihrem Gerät gespeichert?",
        "h2 Was passiert, wenn Sie suchen?",
        "h2 Was passiert, wenn Sie uns schreiben?",
        "h2 Was passiert, wenn Sie um einen Besuch bitten?",
        "h2 Konten für Fachkräfte",
        "h2 Beratung durch Fachkräfte: Warum hier keine Fälle stehen",
        "h2 Kontaktdaten der Partner",
        "h2 Wer bekommt Ihre Daten?",
        "h2 Ihre Rechte",
        "h2 Beschwerde",
    ]
    text = text_of(page.find(".//*[@class='prose']"))
    for wanted in [
        "Stabsstelle Datenschutz",
        "Artikel 6 Absatz 1 Buchstabe e DSGVO",
        "§ 25 Absatz 2 Nummer 2",
        "LDI NRW",
        "Fallarbeit gehört nicht in dieses Portal.",
    ]:
        assert wanted in text


def test_the_accessibility_page_follows_the_european_model(client):
    LegalTextFactory(
        kind=Kind.ACCESSIBILITY,
        body="Erstellt am {written}, überprüft am {reviewed}.",
        first_published=datetime.date(2026, 1, 1),
        reviewed_at=datetime.date(2026, 6, 1),
    )
    page = parsed(client.get("/barrierefreiheit/"))
    assert text_of(page.find(".//*[@class='prose']")) == "Erstellt am 1. Januar 2026, überprüft am 1. Juni 2026."
    LegalText.objects.all().delete()
    text = text_of(parsed(client.get("/barrierefreiheit/")).find(".//main"))
    for wanted in [
        "EN 301 549 V3.2.1",
        "teilweise vereinbar",
        "Was ist noch nicht barrierefrei?",
        "Selbstbewertung",
        "barrierefrei@example.org",
        "Ombudsstelle für barrierefreie Informationstechnik des Landes Nordrhein-Westfalen",
        "Formular: Barriere melden",
    ]:
        assert wanted in text


def test_the_easy_text_is_marked_as_easy_german(client):
    page = parsed(client.get("/leichte-sprache/"))
    assert page.find(".//*[@class='prose']").get("lang") == "de-simple"


def test_without_a_video_the_page_on_sign_language_says_so_and_shows_no_player(client):
    page = parsed(client.get("/gebaerdensprache/"))
    assert page.find(".//video") is None
    assert "Ein Video in Deutscher Gebärdensprache gibt es hier noch nicht." in text_of(page.find(".//main"))


def test_with_a_video_it_is_played_from_this_server_above_its_text(client):
    LegalTextFactory(kind=Kind.SIGN_LANGUAGE, video="gebaerdensprache/portal.mp4", body="Der Text.", is_example=False)
    page = parsed(client.get("/gebaerdensprache/"))
    assert page.find(".//video").get("src") == "/media/gebaerdensprache/portal.mp4"
    assert headings(page) == ["h1 Impressum", "h2 Der Text des Videos"]
    assert "Noch kein Video" not in text_of(page.find(".//main"))


@every_page
def test_a_text_knows_its_page(kind, name, address, title):
    assert LegalText(kind=kind).get_absolute_url() == reverse(name)
