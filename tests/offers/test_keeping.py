"""A family's own list: what stands on it, what has changed, what is gone; and that nobody but the family has it."""

import io
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from offers.keeping import MOST, changes_between, kept_list, read_list, signs_of
from offers.models import Offer
from tests.network.factories import FacilityFactory
from tests.offers.days import days
from tests.offers.factories import FeeFactory, OfferFactory, ScheduleFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
PAGE, PAPER = "/merkliste/", "/merkliste/liste.pdf"


def entry(offer: Offer) -> str:
    """Return the entry of an offer as its page has it."""
    offer = Offer.objects.select_related("entry").get(pk=offer.pk)
    return f"{offer.pk}~{signs_of(offer.entry.card)}"


def shown(page) -> list[str]:
    return [item.get("data-offer") for item in page.findall(".//ol[@id='ergebnisse']/li")]


def badges(page) -> list[str]:
    return [text_of(badge) for badge in page.findall(".//span[@class='badge badge-attention']")]


def notices(page) -> list[str]:
    return [text_of(p) for p in page.findall(".//p[@data-gone]")]


def test_a_link_opens_the_list_in_its_order(client):
    one, two = OfferFactory(slug="eins"), OfferFactory(slug="zwei")
    page = parsed(client.get(PAGE, {"liste": f"{two.pk}.{one.pk}"}))
    assert shown(page) == ["zwei", "eins"]
    assert text_of(page.find(".//p[@data-kept-status]")) == "2 Angebote auf der Liste"


def test_the_page_of_an_offer_puts_it_on_a_list_without_a_script(client):
    offer = OfferFactory(slug="treff")
    link = parsed(client.get("/angebote/treff/")).find(".//a[@data-keep]")
    assert (link.get("href"), link.get("data-keep")) == (f"{PAGE}?liste={entry(offer)}", entry(offer))
    assert shown(parsed(client.get(link.get("href")))) == ["treff"]


def test_one_takes_more_onto_the_list_and_off_it_by_links(client):
    one = OfferFactory(slug="eins")
    OfferFactory(slug="stillcafe", title="Stillcafé")
    page = parsed(client.get(PAGE, {"liste": entry(one), "q": "Stillcafé"}))
    (link,) = page.findall(".//section[@aria-labelledby='dazunehmen']//li/a")
    both = parsed(client.get(link.get("href")))
    assert shown(both) == ["eins", "stillcafe"]
    forget = both.find(".//a[@data-forget='eins']").get("href")
    assert shown(parsed(client.get(forget))) == ["stillcafe"]


def test_the_lists_own_search_finds_by_words_and_place_what_the_list_of_offers_finds(client, eicken):
    OfferFactory(title="Angeln am See")
    OfferFactory(slug="stillcafe", title="Stillcafé", district=eicken)
    page = parsed(client.get(PAGE, {"q": "Stilcafé Eicken"}))
    assert [text_of(link) for link in page.findall(".//ul[@class='plain-list stack']/li/a")] == [
        "Stillcafé auf die Liste setzen"
    ]


def test_the_lists_own_search_offers_nothing_for_what_means_nothing(client):
    OfferFactory(title="Angeln am See")
    page = parsed(client.get(PAGE, {"q": "asdfghjkl"}))
    assert page.find(".//ul[@class='plain-list stack']") is None


def test_what_is_on_the_list_is_not_offered_again(client):
    one = OfferFactory(title="Stillcafé")
    page = parsed(client.get(PAGE, {"liste": entry(one), "q": "Stillcafé"}))
    assert "was nicht schon auf der Liste steht" in text_of(page.find(".//section[@aria-labelledby='dazunehmen']"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda offer: ScheduleFactory(offer=offer), "die Zeiten"),
        (lambda offer: Offer.objects.filter(pk=offer.pk).update(place_note="Hintereingang"), "der Ort"),
        (lambda offer: Offer.objects.filter(pk=offer.pk).update(cost=FeeFactory()), "Kosten oder Anmeldung"),
        (lambda offer: Offer.objects.filter(pk=offer.pk).update(summary="Anders"), "die Beschreibung"),
    ],
)
def test_what_changed_since_is_said(client, change, said):
    offer = OfferFactory()
    before = entry(offer)
    change(offer)
    assert badges(parsed(client.get(PAGE, {"liste": before}))) == [f"Neu, seit Sie es gemerkt haben: {said}"]
    assert badges(parsed(client.get(PAGE, {"liste": entry(offer)}))) == []


def test_a_mere_confirmation_is_no_change(client):
    offer = OfferFactory()
    before = entry(offer)
    Offer.objects.filter(pk=offer.pk).update(confirmed_at=days(0))
    assert badges(parsed(client.get(PAGE, {"liste": before}))) == []


def test_several_changes_stand_in_one_sentence_and_unknown_signs_say_nothing():
    assert [str(one) for one in changes_between("aabbccdd", "aaxxccyy")] == ["der Ort", "die Beschreibung"]
    assert changes_between("", "aabbccdd") == []


def test_what_ended_is_said_with_a_way_on(client, eicken):
    offer = OfferFactory(title="Geheimer Titel", district=eicken)
    link = f"{PAGE}?liste={entry(offer)}"
    Offer.objects.filter(pk=offer.pk).update(valid_until=days(-1))
    page = parsed(client.get(link))
    assert notices(page) == [
        "Ein Angebot von Ihrer Liste gibt es nicht mehr (Elterncafé in Eicken). Ähnliche Angebote ansehen"
    ]
    assert page.find(".//p[@data-gone]/a").get("href") == "/angebote/?stadtteil=eicken&art=elterncafe"
    assert "Geheimer Titel" not in text_of(page)


def test_a_merged_offer_leads_to_the_other(client):
    keep = OfferFactory(slug="bleibt")
    away = OfferFactory(status="archived", merged_into=keep)
    assert shown(parsed(client.get(PAGE, {"liste": f"{away.pk}.{keep.pk}"}))) == ["bleibt"]


def test_what_the_search_has_dropped_stays_with_a_warning(client):
    offer = OfferFactory(slug="alt", confirmed_at=days(-800))
    page = parsed(client.get(PAGE, {"liste": str(offer.pk)}))
    assert (shown(page), badges(page)) == (
        ["alt"],
        ["Das hat lange niemand bestätigt. Bitte rufen Sie vorher an."],
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft"},
        {"status": "submitted"},
        {"visibility": "professionals"},
        {"visibility": "professionals", "status": "archived"},
        {"valid_from": days(3)},
    ],
    ids=str,
)
def test_of_what_never_was_public_nobody_learns_that_it_is_there(client, fields):
    offer = OfferFactory(**fields)
    hidden = parsed(client.get(PAGE, {"liste": str(offer.pk)}))
    nothing = parsed(client.get(PAGE, {"liste": "999999999"}))
    assert text_of(hidden.find(".//main")) == text_of(nothing.find(".//main"))


def test_a_confidential_house_stays_so(client, eicken):
    house = FacilityFactory(name="Haus Geheim", street="Weg 3", district=eicken, address_is_confidential=True)
    offer = OfferFactory(facility=house)
    text = text_of(parsed(client.get(PAGE, {"liste": str(offer.pk)})))
    assert ("Eicken" in text, "Geheim" in text, "Weg 3" in text) == (True, False, False)


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_keeps_a_list(method):
    offer = OfferFactory()
    strict = Client(enforce_csrf_checks=True)
    with CaptureQueriesContext(connection) as asked:
        answer = getattr(strict, method)(PAGE, {"liste": entry(offer)})
    written = [query["sql"] for query in asked if query["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]
    assert (answer.status_code, answer.cookies, written) == (200, {}, [])
    assert "no-store" in answer.headers["Cache-Control"]
    assert not answer.has_header("ETag")


def test_the_empty_page_is_the_same_for_all_and_may_be_kept(client):
    answer = client.get(PAGE)
    assert ("public" in answer.headers["Cache-Control"], answer.cookies) == (True, {})
    assert parsed(answer).find(".//*[@data-blank]") is not None


def test_a_list_holds_each_offer_once_and_no_more_than_fit_into_a_link():
    assert [one.key for one in read_list("7.7~aabbccdd.8.../.x y.9~kurz.eltern-cafe")] == ["7", "8", "eltern-cafe"]
    assert len(read_list(".".join(str(number) for number in range(500)))) == MOST
    assert [one.pk for one in read_list("²." + "9" * 30)] == [None]


def test_an_offer_named_twice_by_number_and_address_stands_once():
    offer = OfferFactory(slug="treff")
    assert len(kept_list(read_list(f"treff.{offer.pk}")).kept) == 1


def test_the_link_of_the_page_holds_the_list_as_it_is_now(client):
    offer = OfferFactory()
    page = parsed(client.post(PAGE, {"liste": f"{offer.pk}~aabbccdd"}))
    link = page.find(".//section[@aria-labelledby='mitnehmen']/p/a").get("href")
    assert parse_qs(urlsplit(link).query)["liste"] == [entry(offer)]
    assert text_of(page.find(".//figure[@class='shown-code']")) == "Mit der Kamera des Telefons öffnen"


@pytest.mark.parametrize(
    ("kind", "title"), [("blatt", "Das könnte Ihnen helfen"), ("karten", "Karten zum Ausschneiden")]
)
def test_a_list_becomes_a_pdf_in_its_order(client, kind, title):
    one, two = OfferFactory(title="Zuerst Zebra"), OfferFactory(title="Danach Affe")
    answer = client.post(PAPER, {"liste": f"{one.pk}.{two.pk}", "form": kind})
    reader = PdfReader(io.BytesIO(answer.content))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "no-store" in answer.headers["Cache-Control"]
    assert (title in text, 0 < text.index("Zuerst Zebra") < text.index("Danach Affe")) == (True, True)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "de"


def test_a_pdf_of_nothing_is_the_page_and_a_pdf_is_only_sent_for(client):
    answer = client.post(PAPER, {"liste": "999999"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert client.get(PAPER).status_code == 405


@pytest.mark.parametrize("number", [1, 30])
def test_a_list_asks_the_database_equally_often(client, django_assert_num_queries, number):
    offers = [ScheduleFactory().offer for _ in range(number)]
    client.get(PAGE)
    with django_assert_num_queries(4):
        client.get(PAGE, {"liste": ".".join(str(offer.pk) for offer in offers)})


@given(text=st.text(max_size=80))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_is_an_error(client, text):
    assert client.post(PAGE, {"liste": text, "q": text}).status_code == 200
