"""Old addresses of offers that were merged: they lead on, and tell nothing that is not public."""

import pytest

from offers.models import Offer
from tests.network.factories import person
from tests.offers.factories import OfferFactory, ScheduleFactory
from tests.offers.importing import import_offers, write_offers
from tests.sozialraum.html import parsed, text_of
from tests.sozialraum.importing import numbers

pytestmark = pytest.mark.usefixtures("municipality")


@pytest.fixture
def keep():
    return ScheduleFactory(offer=OfferFactory(slug="bleibt")).offer


@pytest.fixture
def away(keep):
    return OfferFactory(slug="geht", title="Elterncafé", status="archived", merged_into=keep, external_id="42")


@pytest.mark.parametrize("page", ["", "termine.ics", "veraltet/", "veraltet/danke/"])
def test_every_page_of_the_old_address_leads_to_that_of_the_new_one(client, away, page):
    response = client.get(f"/angebote/geht/{page}")
    assert (response.status_code, response.url) == (301, f"/angebote/bleibt/{page}")
    assert client.get(response.url).status_code == 200


def test_what_somebody_writes_at_the_old_address_is_not_lost(client, away, keep):
    written = {"message": "Die Uhrzeit stimmt nicht mehr.", "email": ""}
    response = client.post("/angebote/geht/veraltet/", written)
    assert (response.status_code, response.url) == (308, "/angebote/bleibt/veraltet/")


@pytest.mark.parametrize("fields", [{"status": "draft"}, {"status": "submitted"}, {"visibility": "professionals"}])
def test_nobody_is_led_to_what_is_not_public(client, away, keep, fields):
    Offer.objects.filter(pk=keep.pk).update(**fields)
    assert client.get("/angebote/geht/").status_code == 404


def test_what_is_over_says_so_at_its_own_address(client, away, keep):
    Offer.objects.filter(pk=keep.pk).update(status="expired")
    response = client.get("/angebote/geht/", follow=True)
    assert (response.redirect_chain, response.status_code) == ([("/angebote/bleibt/", 301)], 404)


def test_taken_up_again_the_old_address_is_a_page_of_its_own(client, away):
    Offer.objects.filter(pk=away.pk).update(status="published", archived_reason="", merged_into=None)
    assert client.get("/angebote/geht/").status_code == 200


def test_an_address_that_never_was_is_not_found(client, away):
    assert [client.get(f"/angebote/nie/{page}").status_code for page in ("", "termine.ics", "veraltet/")] == [404] * 3


def test_a_page_that_is_there_does_not_ask_for_old_addresses(client, keep, django_assert_num_queries):
    client.get("/angebote/bleibt/")
    with django_assert_num_queries(7):
        client.get("/angebote/bleibt/")


def test_an_import_leaves_a_merged_offer_alone(away, tmp_path):
    row = {"id": "42", "title": "Anders", "provider": "Neu", "all_ages": "ja", "summary": "Neu.", "status": "published"}
    code, output = import_offers(write_offers(tmp_path / "angebote.csv", row))
    away.refresh_from_db()
    found = (code, output[-1], away.title, away.status)
    assert found == (0, numbers(unchanged=1), "Elterncafé", "archived")


def test_staff_are_led_on_from_what_was_merged_to_what_they_may_read(client, away, keep):
    Offer.objects.filter(pk=away.pk).update(archived_reason="zusammengeführt mit „Treff“")
    found = []
    for user in (person("steering"), person("partner_editor", partner=away.provider)):
        client.force_login(user)
        notice = parsed(client.get(f"/verwaltung/angebote/{away.pk}/")).findall(".//*[@class='notice-body']/p")[1]
        found.append((text_of(notice), [link.get("href") for link in notice.iter("a")]))
    said = "zusammengeführt mit „Treff“"
    assert found == [(said, [f"/verwaltung/angebote/{keep.pk}/"]), (said, [])]
