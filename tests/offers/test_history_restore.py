"""An earlier version brought back: by whom, what of it, and what is said where it cannot be whole."""

import pytest
from django.contrib.gis.geos import Point
from django.core.files.base import ContentFile
from django.urls import reverse

from kit.history import through
from network.models import Facility, Partner
from offers.models import Offer
from tests.network.factories import (
    AccessibilityFeatureFactory,
    FacilityFactory,
    NetworkFactory,
    OpeningHoursFactory,
    PartnerFactory,
    person,
)
from tests.offers.factories import OfferFactory, ProgrammeFactory, ScheduleFactory, TopicFactory
from tests.offers.history import edit, versions
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")


def page_of(record, key, code="angebote"):
    return reverse("record_version", args=[code, record.pk, key])


def first(record):
    return versions(record)[-1].key


def bring_back(client, record, key, code="angebote", seen=None):
    """Send the form of a version's page and return the answer after the redirect."""
    seen = versions(record)[0].key if seen is None else seen
    return client.post(page_of(record, key, code), {"stand": seen}, follow=True)


def preview(answer):
    """Return what the page says would change."""
    shown = parsed(answer).find(".//*[@id='vorschau']")
    return [] if shown is None else [f"{text_of(row[0])}: {text_of(row[1])}" for row in shown.findall(".//dl/div")]


def test_the_page_tells_beforehand_what_would_change(client, steering):
    offer = OfferFactory(title="Eins")
    edit(offer, title="Zwei", status="draft")
    assert preview(client.get(page_of(offer, first(offer)))) == ["Titel: jetzt: Zwei danach: Eins"]


def test_a_version_is_brought_back_with_its_links_and_times_and_is_a_new_version(client, steering):
    offer, topic = OfferFactory(title="Eins", point=Point(6.44, 51.19, srid=4326)), TopicFactory(code="spiel")
    offer.topics.add(topic)
    ScheduleFactory(offer=offer)
    with through("import"):
        offer.topics.clear()
        offer.schedules.all().delete()
        Offer.objects.filter(pk=offer.pk).update(title="Zwei", point=None)
    answer = bring_back(client, offer, first(offer))
    newest, _before, then = versions(offer)
    assert newest.content == then.content
    assert newest.origin == {"user": steering.pk, "page": "record_version"}
    assert "Die frühere Fassung ist wiederhergestellt." in answer.content.decode()


def test_status_and_confirmation_stay_as_they_are(client, steering):
    offer = OfferFactory(title="Eins", status="draft")
    edit(offer, title="Zwei", status="archived", archived_reason="Vorbei.", confirmed_at="2026-11-11")
    bring_back(client, offer, first(offer))
    offer.refresh_from_db()
    assert (offer.title, offer.status, offer.archived_reason, str(offer.confirmed_at)) == (
        "Eins",
        "archived",
        "Vorbei.",
        "2026-11-11",
    )


def test_whoever_comes_second_is_told_and_nothing_is_overwritten(client, steering):
    offer = OfferFactory(title="Eins")
    edit(offer, title="Zwei")
    seen = versions(offer)[0].key
    edit(offer, title="Drei")
    answer = bring_back(client, offer, first(offer), seen=seen)
    offer.refresh_from_db()
    assert offer.title == "Drei"
    assert "Jemand hat gerade etwas geändert." in answer.content.decode()


def test_what_is_gone_is_named_and_left_out(client, steering):
    spiel, bewegung = TopicFactory(code="spiel"), TopicFactory(code="bewegung")
    offer = OfferFactory(programme=ProgrammeFactory(code="hippy"), title="Eins")
    offer.topics.add(spiel, bewegung)
    with through("import"):
        offer.topics.clear()
        Offer.objects.filter(pk=offer.pk).update(programme=None, title="Zwei")
    spiel.delete()
    offer.programme.delete()
    page = client.get(page_of(offer, first(offer))).content.decode()
    bring_back(client, offer, first(offer))
    offer = Offer.objects.get(pk=offer.pk)
    assert "gibt es ganz oder zum Teil nicht mehr: Themen, Programm" in " ".join(page.split())
    assert (offer.title, list(offer.topics.all()), offer.programme) == ("Eins", [bewegung], None)


def test_a_picture_whose_file_is_gone_stays_away(client, steering):
    offer = OfferFactory()
    offer.image.save("bild.png", ContentFile(b"x"), save=False)
    offer.image_alt = "Ein Kind."
    offer.save()
    with through("import"):
        Offer.objects.filter(pk=offer.pk).update(image="", image_alt="", title="Neu")
    offer.image.storage.delete(offer.image.name)
    answer = bring_back(client, offer, first(offer))
    assert "verstößt gegen eine Regel" in answer.content.decode()


def test_the_content_as_it_is_has_nothing_to_bring_back(client, steering):
    offer = OfferFactory(status="draft")
    edit(offer, status="submitted")
    page = client.get(page_of(offer, first(offer))).content.decode()
    assert "Der Inhalt ist derselbe wie jetzt" in page


def test_what_is_published_is_brought_back_only_by_those_who_may_publish(client):
    offer = OfferFactory(title="Eins")
    edit(offer, title="Zwei")
    client.force_login(person("partner_editor", partner=offer.provider))
    page = client.get(page_of(offer, first(offer)))
    answer = bring_back(client, offer, first(offer))
    offer.refresh_from_db()
    assert (page.status_code, preview(page), answer.status_code, offer.title) == (200, [], 404, "Zwei")


@pytest.mark.parametrize(("trusted", "status"), [(True, "published"), (False, "draft"), (False, "submitted")])
def test_an_editor_brings_back_what_the_editor_may_change(client, trusted, status):
    offer = OfferFactory(title="Eins", status=status, provider=PartnerFactory(is_trusted=trusted))
    edit(offer, title="Zwei")
    client.force_login(person("partner_editor", partner=offer.provider))
    bring_back(client, offer, first(offer))
    offer.refresh_from_db()
    assert offer.title == "Eins"


def test_a_planner_reads_but_brings_nothing_back(client):
    offer = OfferFactory(status="draft")
    edit(offer, title="Zwei")
    client.force_login(person("planner"))
    assert [
        client.get(page_of(offer, first(offer))).status_code,
        bring_back(client, offer, first(offer)).status_code,
    ] == [
        200,
        404,
    ]


def test_a_stranger_finds_nothing_to_bring_back(client):
    offer = OfferFactory(status="draft")
    client.force_login(person("partner_editor", partner=PartnerFactory()))
    assert bring_back(client, offer, first(offer)).status_code == 404


def test_nobody_hands_an_offer_to_a_partner_for_whom_they_do_not_act(client):
    former, provider = PartnerFactory(), PartnerFactory()
    offer = OfferFactory(title="Eins", status="draft", provider=former)
    edit(offer, title="Zwei", provider=provider)
    client.force_login(person("partner_editor", partner=provider))
    page = client.get(page_of(offer, first(offer))).content.decode()
    bring_back(client, offer, first(offer))
    offer.refresh_from_db()
    assert (offer.title, offer.provider) == ("Eins", provider)
    assert "Der Partner bleibt, wie er ist." in page


def test_a_facility_is_brought_back_with_its_hours(client, steering):
    house, feature = FacilityFactory(name="Eins"), AccessibilityFeatureFactory()
    house.accessibility.add(feature)
    OpeningHoursFactory(facility=house)
    with through("import"):
        house.accessibility.clear()
        house.opening_hours.all().delete()
        Facility.objects.filter(pk=house.pk).update(name="Zwei", street="Anders 1")
    bring_back(client, house, first(house), "einrichtungen")
    newest, _before, then = versions(house)
    assert newest.content == then.content


def test_a_partner_is_brought_back_without_its_rights(client):
    partner = PartnerFactory(name="Eins", is_trusted=True)
    edit(partner, name="Zwei", is_trusted=False, is_public=False)
    client.force_login(person("partner_editor", partner=partner))
    bring_back(client, partner, first(partner), "partner")
    partner.refresh_from_db()
    assert (partner.name, partner.is_trusted, partner.is_public) == ("Eins", False, False)


def test_a_partner_does_not_come_to_belong_to_its_own_unit(client, steering):
    top, unit = PartnerFactory(), PartnerFactory()
    edit(top, parent=unit)
    edit(top, parent=None)
    Partner.objects.filter(pk=unit.pk).update(parent=top)
    middle = versions(top)[1]
    answer = bring_back(client, top, middle.key, "partner")
    top.refresh_from_db()
    assert top.parent is None
    assert "verstößt gegen eine Regel" in answer.content.decode()


@pytest.mark.parametrize("stand", ["", "x", "²", "-1"])
def test_a_form_without_what_was_seen_is_refused(client, steering, stand):
    offer = OfferFactory()
    assert client.post(page_of(offer, first(offer)), {"stand": stand}).status_code == 404


def test_records_that_are_only_read_offer_nothing_to_bring_back(client, steering):
    network = NetworkFactory(name="Eins")
    edit(network, name="Zwei")
    page = client.get(page_of(network, first(network), "netzwerke"))
    answer = bring_back(client, network, first(network), "netzwerke")
    assert (preview(page), answer.status_code) == ([], 404)


def test_a_version_that_never_was_cannot_be_brought_back(client, steering):
    offer = OfferFactory()
    assert bring_back(client, offer, 1).status_code == 404
