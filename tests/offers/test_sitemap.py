"""What search engines are told to read."""

import datetime
import re

import pytest
from django.utils import timezone

from offers.models import Offer
from offers.sitemaps import SITEMAPS, Offers
from sozialraum.models import LegalText
from tests.network.factories import FacilityFactory, PartnerFactory
from tests.offers.factories import OfferFactory, ProgrammeFactory, ProgrammeStageFactory
from tests.sozialraum.factories import BoroughFactory, DistrictFactory, LegalTextFactory, SocialSpaceFactory

pytestmark = pytest.mark.django_db


def addresses(response) -> list[str]:
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    return [
        found.removeprefix("http://testserver") for found in re.findall(r"<loc>(.*?)</loc>", response.content.decode())
    ]


def test_the_index_names_a_list_for_each_kind_of_page(client):
    assert addresses(client.get("/sitemap.xml")) == [f"/sitemap-{section}.xml" for section in SITEMAPS]


def test_pages_that_are_always_there_are_listed(client):
    assert addresses(client.get("/sitemap-seiten.xml")) == [
        "/", "/angebote/", "/angebote/karte/", "/stadtteile/", "/elternbegleitbuch/", "/zustaendig/", "/woche/", "/in-der-naehe/",
        "/wegweiser/", "/lebenslagen/", "/hilfe-sofort/", "/partner/", "/netzwerk/",
        "/netzwerk/leitbild/", "/netzwerk/dokumente/", "/netzwerk/beschluesse/", "/barrierefreiheit/", "/kontakt/",
    ]  # fmt: skip


def test_legal_pages_are_listed_when_they_are_written_with_their_last_review(client):
    text = LegalTextFactory(kind=LegalText.Kind.IMPRINT, reviewed_at=datetime.date(2026, 6, 1))
    LegalTextFactory(kind=LegalText.Kind.ACCESSIBILITY, municipality=text.municipality)
    response = client.get("/sitemap-rechtliches.xml")
    assert addresses(response) == ["/impressum/"]
    assert "<lastmod>2026-06-01</lastmod>" in response.content.decode()


def test_what_everybody_may_read_is_listed_and_nothing_else(client):
    partner, facility = PartnerFactory(is_public=False), FacilityFactory(is_public=False)
    FacilityFactory(partner=partner)
    offer = OfferFactory(provider=facility.partner)
    for fields in (
        {"status": Offer.Status.DRAFT},
        {"status": Offer.Status.EXPIRED},
        {"visibility": Offer.Visibility.PROFESSIONALS},
        {"valid_until": timezone.localdate() - datetime.timedelta(days=1)},
    ):
        OfferFactory(provider=partner, **fields)
    assert addresses(client.get("/sitemap-angebote.xml")) == [f"/angebote/{offer.slug}/"]
    assert addresses(client.get("/sitemap-partner.xml")) == [f"/partner/{facility.partner.slug}/"]
    assert addresses(client.get("/sitemap-einrichtungen.xml")) == []
    facility.is_public = True
    facility.save()
    assert addresses(client.get("/sitemap-einrichtungen.xml")) == [f"/einrichtungen/{facility.slug}/"]


def test_areas_are_listed_as_families_know_them(client):
    borough = BoroughFactory()
    district, space = DistrictFactory(parent=borough), SocialSpaceFactory()
    DistrictFactory(valid_until=datetime.date(2020, 1, 1))
    assert addresses(client.get("/sitemap-stadtteile.xml")) == [f"/stadtteile/{district.slug}/"]
    assert addresses(client.get("/sitemap-sozialraeume.xml")) == [f"/sozialraeume/{space.slug}/"]


def test_the_newest_change_of_an_offer_is_told_in_the_list_and_in_the_index(client):
    OfferFactory()
    changed = datetime.datetime(2026, 11, 3, 12, tzinfo=datetime.UTC)
    Offer.objects.update(updated_at=changed)
    assert "<lastmod>2026-11-03</lastmod>" in client.get("/sitemap-angebote.xml").content.decode()
    index = client.get("/sitemap.xml").content.decode()
    assert re.findall(r"angebote.xml</loc>\s*<lastmod>(\S+?)T", index) == ["2026-11-03"]


def test_a_long_list_is_cut_into_parts(client, monkeypatch):
    monkeypatch.setattr(Offers, "limit", 2)
    offers = [OfferFactory() for _ in range(3)]
    assert [address for address in addresses(client.get("/sitemap.xml")) if "angebote" in address] == [
        "/sitemap-angebote.xml",
        "/sitemap-angebote.xml?p=2",
    ]
    assert addresses(client.get("/sitemap-angebote.xml?p=2")) == [f"/angebote/{offers[2].slug}/"]


@pytest.mark.parametrize("path", ["/sitemap-nichts.xml", "/sitemap-angebote.xml?p=9", "/sitemap-angebote.xml?p=x"])
def test_a_list_that_is_not_there_is_not_found(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-angebote.xml"])
def test_the_lists_are_public_read_only_and_kept_by_caches(client, path):
    response = client.get(path)
    assert not response.cookies
    assert response["Cache-Control"].startswith("public, ")
    assert client.post(path).status_code == 405
    assert client.get(path, headers={"If-None-Match": response["ETag"]}).status_code == 304


@pytest.mark.parametrize("many", [1, 4])
@pytest.mark.parametrize(
    ("path", "queries"), [("/sitemap.xml", 11), ("/sitemap-angebote.xml", 3), ("/sitemap-stadtteile.xml", 3)]
)
def test_the_number_of_questions_does_not_grow(client, django_assert_num_queries, many, path, queries):
    for _ in range(many):
        OfferFactory(facility=FacilityFactory())
    with django_assert_num_queries(queries):
        client.get(path)


def test_programmes_are_listed_once_they_are_somewhere(client):
    ProgrammeFactory(code="nirgends")
    ProgrammeStageFactory.create_batch(2)
    assert addresses(client.get("/sitemap-programme.xml")) == ["/programme/home/"]
