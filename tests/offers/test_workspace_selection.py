"""What staff do with a selection of offers: first they see what would happen, then it happens to just these."""

import threading

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from offers.actions import archive, confirm, publish, resume, withdraw
from offers.models import Offer
from offers.shortcomings import NOWHERE
from tests.network.factories import FacilityFactory, PartnerFactory, UserFactory, person
from tests.offers.factories import OfferFactory, TopicFactory
from tests.sozialraum.html import errors, parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
LIST, SELECTION = "/verwaltung/angebote/", "/verwaltung/angebote/auswahl/"


def draft_offer(**fields) -> Offer:
    """Return a draft that could be published at once."""
    complete = {"is_citywide": True, "phone": "030 23125-001", "by_arrangement": True, "topics": [TopicFactory()]}
    return OfferFactory(status="draft", **complete, **fields)


def states(*offers) -> list[str]:
    return [Offer.objects.get(pk=offer.pk).status for offer in offers]


def post(client, deed: str, *offers, **more):
    return client.post(SELECTION, {"aktion": deed, "angebot": [offer.pk for offer in offers], **more})


def told(client, response) -> list[str]:
    page = parsed(client.get(response.url))
    return [text_of(one) for one in page.findall(".//div[@role='status']")]


def test_first_it_is_shown_what_would_happen(client, steering):
    draft, public = draft_offer(title="A"), OfferFactory(title="B")
    page = parsed(post(client, "veroeffentlichen", draft, public))
    named = [text_of(item) for item in page.findall(".//main//ul/li") if not item.find("a") is not None]
    assert [one for one in named if one.startswith(("A ", "B "))] == [f"A ({draft.provider.name}, Entwurf)"]
    assert [text_of(one) for one in page.findall(".//div[@class='notice notice-warning']")] == [
        "1 ausgewähltes Angebot bleibt, wie es ist: Dafür haben Sie nicht das Recht, oder es ist in einem Zustand, zu dem das nicht passt."
    ]
    assert states(draft, public) == ["draft", "published"]


def test_what_nobody_would_find_stays_a_draft_and_the_preview_says_what_is_missing(client, steering):
    lost, found = OfferFactory(title="A", status="draft"), draft_offer(title="B")
    page = parsed(post(client, "veroeffentlichen", lost, found))
    warning = page.find(".//div[@class='notice notice-warning']")
    assert text_of(warning.find(".//p")) == "1 ausgewähltes Angebot bleibt, wie es ist, weil noch etwas fehlt:"
    assert (text_of(warning.find(".//a")), text_of(warning.findall(".//li/ul/li")[0])) == ("A", str(NOWHERE))
    post(client, "veroeffentlichen", lost, found, ausfuehren="1")
    assert states(lost, found) == ["draft", "published"]


def test_a_hint_stands_beside_the_offer_and_keeps_nothing_back(client, steering):
    offer = OfferFactory(status="draft", is_citywide=True, by_arrangement=True, topics=[TopicFactory()])
    page = parsed(post(client, "veroeffentlichen", offer))
    assert [text_of(item) for item in page.findall(".//main//li/ul/li")] == [
        "Weder das Angebot noch der Anbieter nennt Telefon, E-Mail oder Internetseite."
    ]
    post(client, "veroeffentlichen", offer, ausfuehren="1")
    assert states(offer) == ["published"]


@pytest.mark.parametrize("deed", ["veroeffentlichen", "zuweisen", "archivieren"])
def test_a_preview_costs_the_same_for_few_and_for_many(client, steering, django_assert_max_num_queries, deed):
    for number in (1, 20):
        for _ in range(number):
            draft_offer(facility=FacilityFactory())
            OfferFactory(status="draft")
        with django_assert_max_num_queries(24):
            client.post(SELECTION, {"aktion": deed, "alle": "1"})


def test_then_it_happens_and_is_told(client, steering):
    draft, public = draft_offer(), OfferFactory()
    response = post(client, "veroeffentlichen", draft, public, ausfuehren="1", suche="status=draft")
    assert response.url == f"{LIST}?status=draft"
    assert told(client, response) == ["1 Angebot veröffentlicht."]
    assert states(draft, public) == ["published", "published"]


def test_all_of_the_narrowed_list_can_be_chosen(client, steering):
    drafts = [draft_offer() for _ in range(3)]
    other = OfferFactory(status="submitted")
    post(client, "veroeffentlichen", alle="1", suche="status=draft", ausfuehren="1")
    assert states(*drafts, other) == ["published", "published", "published", "submitted"]


def test_who_confirms_is_noted_and_the_agreed_review_is_done(client, steering):
    offer = OfferFactory(confirmed_at=None, next_review=timezone.localdate())
    edited = offer.updated_at
    post(client, "bestaetigen", offer, ausfuehren="1")
    offer.refresh_from_db()
    found = (offer.confirmed_at, offer.confirmed_by, offer.next_review, offer.updated_at)
    assert found == (timezone.localdate(), steering, None, edited)


def test_archiving_asks_for_a_reason_beside_its_field(client, steering):
    offer = OfferFactory()
    page = parsed(post(client, "archivieren", offer, ausfuehren="1", reason=" "))
    assert errors(page) == ["Grund – Bitte sagen Sie in einem Satz, warum."]
    assert states(offer) == ["published"]


def test_an_archived_offer_keeps_its_reason_until_it_is_taken_up_again(client, steering):
    offer = OfferFactory()
    post(client, "archivieren", offer, ausfuehren="1", reason="Der Kurs ist zu Ende.")
    offer.refresh_from_db()
    archived = (offer.status, offer.archived_reason)
    post(client, "wiederaufnehmen", offer, ausfuehren="1")
    offer.refresh_from_db()
    assert (archived, offer.status, offer.archived_reason) == (("archived", "Der Kurs ist zu Ende."), "draft", "")


def test_nothing_selected_is_said_and_the_list_stays_narrowed(client, steering):
    response = post(client, "bestaetigen", suche="status=draft")
    assert response.url == f"{LIST}?status=draft"
    assert told(client, response) == ["Bitte wählen Sie zuerst mindestens ein Angebot aus."]


@pytest.mark.parametrize("deed", ["", "loeschen", "\x00"])
def test_an_unknown_deed_is_not_found(client, steering, deed):
    assert post(client, deed, OfferFactory()).status_code == 404


@pytest.mark.parametrize("ticked", ["abc", "-1", "²", "9" * 40, "\x00"])
def test_what_is_no_number_of_an_offer_is_left_out(client, steering, ticked):
    response = client.post(SELECTION, {"aktion": "bestaetigen", "angebot": [ticked]})
    assert response.url == LIST


@pytest.mark.parametrize("search", ["https://evil.example/", "//evil.example", "status=\x00", "%ff%00", "a" * 5000])
def test_the_way_back_never_leads_elsewhere(client, steering, search):
    assert post(client, "bestaetigen", suche=search).url.startswith(f"{LIST}?") is True


def test_an_editor_changes_the_own_offers_alone(client):
    mine, other = OfferFactory(confirmed_at=None), OfferFactory(confirmed_at=None)
    client.force_login(person("partner_editor", partner=mine.provider))
    post(client, "bestaetigen", mine, other, ausfuehren="1")
    confirmed = Offer.objects.exclude(confirmed_at=None)
    assert list(confirmed) == [mine]


@pytest.mark.parametrize(("is_trusted", "status"), [(True, "published"), (False, "draft")])
def test_an_editor_publishes_where_the_partner_is_trusted(client, is_trusted, status):
    offer = draft_offer(provider=PartnerFactory(is_trusted=is_trusted))
    client.force_login(person("partner_editor", partner=offer.provider))
    post(client, "veroeffentlichen", offer, ausfuehren="1")
    assert states(offer) == [status]


def test_a_planner_is_offered_nothing_to_do_and_can_do_nothing(client):
    offer = draft_offer()
    client.force_login(person("planner"))
    boxes = parsed(client.get(LIST)).findall(".//input[@name='angebot']")
    post(client, "veroeffentlichen", offer, ausfuehren="1")
    assert (boxes, states(offer)) == ([], ["draft"])


def test_nobody_without_a_role_or_a_login_gets_there(client):
    offer = draft_offer()
    assert post(client, "veroeffentlichen", offer, ausfuehren="1").url == f"/konto/anmelden/?next={SELECTION}"
    client.force_login(person())
    assert post(client, "veroeffentlichen", offer, ausfuehren="1").status_code == 403
    assert states(offer) == ["draft"]


def test_the_selection_is_posted_only(client, steering):
    assert client.get(SELECTION).status_code == 405


def test_the_page_of_an_offer_offers_what_fits_its_state(client, steering):
    labels = {}
    for status, reason in (("draft", ""), ("published", ""), ("archived", "zu Ende")):
        offer = OfferFactory(status=status, archived_reason=reason)
        page = parsed(client.get(reverse("staff_offer", args=[offer.pk])))
        labels[status] = [text_of(button) for button in page.findall(".//main//button")]
    assert labels == {
        "draft": ["Angaben bestätigen", "archivieren", "zuweisen"],
        "published": ["Angaben bestätigen", "zurücknehmen", "archivieren", "zuweisen"],
        "archived": ["wieder aufnehmen"],
    }


def test_every_action_says_how_many_it_changed():
    offers = Offer.objects.all()
    for _ in range(2):
        draft_offer()
    OfferFactory()
    by = UserFactory()
    done = [
        publish(offers, by=by),
        confirm(offers, by=by),
        withdraw(offers),
        archive(offers, reason="zu Ende"),
        resume(offers),
    ]
    assert done == [2, 3, 3, 3, 3]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_archive_at_once_the_first_says_why():
    offer = OfferFactory()
    results = []

    def second() -> None:
        results.append(archive(Offer.objects.filter(pk=offer.pk), reason="zweiter Grund"))
        connection.close()

    with transaction.atomic():
        archive(Offer.objects.filter(pk=offer.pk), reason="erster Grund")
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(0.5)
        waits = thread.is_alive()
    thread.join()
    offer.refresh_from_db()
    assert (waits, results, offer.archived_reason) == (True, [0], "erster Grund")
