"""The lists of the workspace: what is counted, shown and taken out is the same."""

import csv
import io
from urllib.parse import quote

import pytest
from django.db import connection
from django.http import QueryDict

from network.choices import Permission
from offers.models import Offer
from offers.registers import OFFERS
from tests.network.factories import FacilityFactory, FacilityKindFactory, PartnerFactory, person
from tests.offers.days import days
from tests.offers.factories import AgeStepFactory, OfferFactory
from tests.sozialraum.factories import DistrictFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
LIST = "/verwaltung/angebote/"


def listed(client, address: str = LIST) -> list[str]:
    return [text_of(cell) for cell in parsed(client.get(address)).findall(".//tbody/tr/th")]


def titles(*offers) -> list[str]:
    return [offer.title for offer in offers]


def test_an_agreed_review_comes_before_the_yearly_one(client, steering):
    soon = OfferFactory(confirmed_at=days(-10), next_review=days(10))
    OfferFactory(confirmed_at=days(-10))
    assert listed(client, f"{LIST}?bestaetigung=bald") == titles(soon)


def test_what_nobody_ever_confirmed_comes_first(client, steering):
    fresh, old = OfferFactory(confirmed_at=days(0)), OfferFactory(confirmed_at=days(-500))
    never = OfferFactory(confirmed_at=None)
    assert listed(client) == titles(never, old, fresh)


def test_the_list_is_narrowed_by_everything_that_its_form_asks(client, steering):
    eicken = DistrictFactory(slug="eicken", column=0)
    provider = PartnerFactory(slug="caritas")
    AgeStepFactory(code="1-jahr", ages=(12, 24))
    wanted = OfferFactory(title="Elterncafé am Markt", district=eicken, provider=provider, status="draft", ages=(0, 36))
    OfferFactory(title="Elterncafé am Wald", status="draft")
    query = f"q=elterncafe&status=draft&anbieter=caritas&stadtteil=eicken&art={wanted.type.code}&alter=1-jahr"
    assert listed(client, f"{LIST}?{query}") == titles(wanted)


@pytest.mark.parametrize(
    ("query", "order"),
    [("sort=titel", "ABC"), ("sort=anbieter", "CBA"), ("sort=geaendert", "CBA"), ("", "BAC")],
)
def test_the_list_is_sorted_as_asked(client, steering, query, order):
    for title, provider, age in (("A", "Z", -20), ("B", "Y", -30), ("C", "X", -10)):
        OfferFactory(title=title, provider=PartnerFactory(name=provider), confirmed_at=days(age))
    assert listed(client, f"{LIST}?{query}") == list(order)


@pytest.mark.parametrize("query", ["status=zzz", "stadtteil=x", "sort=%00", "seite=99", "alter=x&art=y"])
def test_values_that_mean_nothing_are_named_and_ignored(client, steering, query):
    offer = OfferFactory()
    assert listed(client, f"{LIST}?{query}") == titles(offer)


def test_a_value_that_means_nothing_is_said_once(client, steering):
    page = parsed(client.get(f"{LIST}?status=zzz"))
    notices = [text_of(one) for one in page.findall(".//div[@class='notice notice-warning']")]
    assert notices == ["„zzz“ kennen wir nicht (Status). Wir suchen ohne diese Angabe."]


def test_facilities_are_narrowed_by_kind_and_seal(client, steering):
    ending = FacilityFactory(quality_seal="Siegel", seal_valid_until=days(-1), kind=FacilityKindFactory(code="kita"))
    FacilityFactory(kind=FacilityKindFactory(code="kita"))
    FacilityFactory(quality_seal="Siegel", seal_valid_until=days(-1), kind=FacilityKindFactory(code="schule"))
    assert listed(client, "/verwaltung/einrichtungen/?art=kita&siegel=on") == [ending.name]


def test_an_empty_list_shows_a_way_on(client, steering):
    page = parsed(client.get(f"{LIST}?q=gibtesnicht"))
    assert page.find(".//p[@data-count]").get("data-count") == "0"
    assert page.findall(".//main//div[@class='actions']/a")[-1].get("href") == LIST


def test_twenty_five_stand_on_a_page(client, steering):
    OfferFactory.create_batch(27)
    assert (len(listed(client)), len(listed(client, f"{LIST}?seite=2"))) == (25, 2)


def test_a_file_holds_exactly_the_rows_of_the_list(client, steering):
    wanted = OfferFactory(title="=1+1", status="draft", phone="030 23125-001")
    OfferFactory()
    response = client.get(f"{LIST}tabelle.csv?status=draft")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert response.headers["Content-Disposition"] == 'attachment; filename="angebote.csv"'
    assert [(row["Titel"], row["Status"], row["Anbieter"], row["Telefon"]) for row in rows] == [
        ("'=1+1", "Entwurf", wanted.provider.name, "030 23125-001")
    ]


def test_an_excel_file_holds_the_same(client, steering):
    from openpyxl import load_workbook

    offer = OfferFactory(title="Elterncafé", external_id="0042")
    sheet = load_workbook(io.BytesIO(client.get(f"{LIST}tabelle.xlsx").content)).active
    head, row = sheet.iter_rows(values_only=True)
    found = dict(zip(head, row, strict=True))
    assert (found["Titel"], found["Anbieter"], found["Kennung der Quelle"]) == (
        "Elterncafé",
        offer.provider.name,
        "0042",
    )


def test_the_page_leads_to_the_files_as_it_is_narrowed(client, steering):
    OfferFactory(status="draft")
    links = parsed(client.get(f"{LIST}?status=draft")).findall(".//main//p/a")
    files = [link.get("href") for link in links if "?status=draft" in link.get("href")]
    assert files == [
        "/verwaltung/angebote/tabelle.csv?status=draft",
        "/verwaltung/angebote/tabelle.xlsx?status=draft",
        "/verwaltung/angebote/kalender.ics?status=draft",
    ]


def test_an_editor_takes_out_the_own_offers_alone(client):
    mine = OfferFactory()
    OfferFactory()
    client.force_login(person("partner_editor", partner=mine.provider))
    lines = client.get(f"{LIST}tabelle.csv").content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in lines] == ["Titel", mine.title]


def test_what_is_most_urgent_is_read_from_an_index_and_not_sorted(steering):
    OfferFactory.create_batch(30)
    found = OFFERS.narrowed(Permission.READ, steering, {}).qs.values_list("pk", flat=True)[:25]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE offers_offer")
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "offer_by_due_day" in found.explain()


@pytest.mark.parametrize("path", ["/verwaltung/angebote/", "/verwaltung/einrichtungen/", "/verwaltung/partner/"])
def test_a_list_costs_the_same_for_one_and_for_many(client, steering, django_assert_num_queries, path):
    OfferFactory(facility=FacilityFactory())
    client.get(path)
    queries = {"/verwaltung/angebote/": 14, "/verwaltung/einrichtungen/": 12, "/verwaltung/partner/": 12}[path]
    with django_assert_num_queries(queries):
        client.get(path)
    for _ in range(20):
        OfferFactory(facility=FacilityFactory())
    client.get(path)
    with django_assert_num_queries(queries):
        client.get(path)


@pytest.mark.parametrize("text", ["mueller", "MÜLLER", "strasse", "cafe", "eltern", "kurs muller", "%", "ab"])
def test_a_word_is_found_whatever_its_accents_and_wherever_it_stands(client, steering, text):
    wanted = OfferFactory(title="Café Müllerstraße", summary="Ein Kurs für Neueltern, abends. Früher bei Mueller.")
    other = OfferFactory(title="Chor", summary="Singen im Dunkeln.")
    assert listed(client, f"{LIST}?q={quote(text)}&sort=titel") == titles(
        *([wanted] if text != "%" else [wanted, other])
    )


def test_a_title_that_changes_is_found_by_its_new_words_alone(client, steering):
    offer = OfferFactory(title="Krabbelgruppe")
    Offer.objects.filter(pk=offer.pk).update(title="Spielkreis")
    assert [listed(client, f"{LIST}?q={word}") for word in ("krabbel", "spielkreis")] == [[], ["Spielkreis"]]


def test_a_word_is_found_by_an_index(steering):
    found = OFFERS.narrowed(Permission.READ, steering, {"q": "Hebamme"}).qs.values_list("pk", flat=True)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        plan = found.explain()
    assert "Bitmap Index Scan on offer_by_letters" in plan


@pytest.mark.parametrize("query", ["", "sort=titel", "sort=anbieter", "sort=geaendert", "sort=ende"])
@pytest.mark.parametrize("number", [26, 50, 77])
def test_pages_read_from_the_end_follow_each_other_like_the_others(client, steering, query, number):
    provider = PartnerFactory()
    for n in range(number):
        OfferFactory(title=f"Treff {n % 7}", provider=provider, valid_until=days(n % 3 + 1) if n % 2 else None)
    pages = [keys_of(client, f"{LIST}?{query}&seite={n}") for n in range(1, -(-number // 25) + 1)]
    in_one = list(OFFERS.narrowed(Permission.READ, steering, QueryDict(query)).qs.values_list("pk", flat=True))
    assert [key for page in pages for key in page] == in_one
    assert [len(page) for page in pages[:-1]] == [25] * (len(pages) - 1)


def keys_of(client, address: str) -> list[int]:
    return list(client.get(address).context["page"])
