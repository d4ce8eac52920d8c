"""The pages that tell who changed what when."""

import datetime

import pytest
from django.urls import reverse

from kit.history import through
from network.models import User
from tests.network.factories import (
    ContactPointFactory,
    FacilityFactory,
    HelpLineFactory,
    MembershipFactory,
    NetworkFactory,
    PartnerFactory,
    RoleFactory,
    person,
)
from tests.offers.factories import OfferFactory, TopicFactory
from tests.offers.history import edit, versions
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")


def page_of(record, code="angebote", key=None):
    if key is None:
        return reverse("record_history", args=[code, record.pk])
    return reverse("record_version", args=[code, record.pk, key])


def items(response):
    return parsed(response).findall(".//ol[@data-versions]/li")


def deeds(response):
    return [text_of(item.find(".//strong")) for item in items(response) if item.find(".//strong") is not None]


def told(item):
    """Return the changes of a version as (label, words)."""
    terms, words = item.findall(".//dt"), item.findall(".//dd")
    return [(text_of(term), text_of(word)) for term, word in zip(terms, words, strict=True)]


@pytest.mark.parametrize(
    ("code", "path"),
    [
        ("angebote", "/verwaltung/angebote/1/verlauf/"),
        ("partner", "/verwaltung/partner/1/verlauf/"),
        ("einrichtungen", "/verwaltung/einrichtungen/1/verlauf/"),
        ("netzwerke", "/verwaltung/verlauf/netzwerke/1/"),
    ],
)
def test_the_history_lies_beside_the_list_where_there_is_one(code, path):
    assert reverse("record_history", args=[code, 1]) == path


def test_the_list_says_when_who_how_and_what(client, steering):
    offer = OfferFactory(title="Treff")
    client.post("/verwaltung/angebote/auswahl/", {"angebot": offer.pk, "aktion": "bestaetigen", "ausfuehren": "1"})
    edit(offer, title="Café")
    newest, confirmed, first = items(client.get(page_of(offer)))
    assert [text_of(one.find(".//span[@class='meta']")) for one in (newest, confirmed, first)] == [
        "das Portal, Import",
        f"{steering.name}, Auswahl in der Verwaltung",
        "unbekannt, außerhalb des Portals, unmittelbar in der Datenbank",
    ]
    assert (told(newest), told(confirmed), told(first)) == ([("Titel", "„Treff“ → „Café“")], [], [])


def test_what_somebody_did_is_said_in_words(client, steering):
    offer = OfferFactory(status="draft")
    for fields in (
        {"status": "submitted"},
        {"status": "published"},
        {"status": "draft"},
        {"status": "archived", "archived_reason": "Der Kurs ist zu Ende."},
        {"status": "draft", "archived_reason": ""},
        {"confirmed_at": datetime.date(2026, 11, 1)},
        {"summary": "Anders"},
    ):
        edit(offer, **fields)
    assert deeds(client.get(page_of(offer))) == [
        "geändert",
        "bestätigt",
        "wieder aufgenommen",
        "archiviert: Der Kurs ist zu Ende.",
        "zurückgenommen",
        "veröffentlicht",
        "eingereicht",
        "angelegt",
    ]


def test_an_account_that_is_gone_is_called_so(client, steering):
    offer, colleague = OfferFactory(), person("steering")
    client.force_login(colleague)
    client.post("/verwaltung/angebote/auswahl/", {"angebot": offer.pk, "aktion": "bestaetigen", "ausfuehren": "1"})
    User.objects.filter(pk=colleague.pk).delete()
    client.force_login(steering)
    said = [text_of(one.find(".//span[@class='meta']")) for one in items(client.get(page_of(offer)))]
    assert "gelöschtes Konto, Auswahl in der Verwaltung" in said


def test_the_link_of_a_mail_is_named(client, steering):
    offer = OfferFactory()
    edit(offer, way="review_link", confirmed_at=datetime.date(2026, 11, 1))
    [newest, _first] = items(client.get(page_of(offer)))
    assert text_of(newest.find(".//span[@class='meta']")) == "das Portal, Prüflink aus einer E-Mail"


def test_two_versions_are_compared_the_older_one_first(client, steering):
    offer = OfferFactory(title="Eins")
    edit(offer, title="Zwei")
    edit(offer, title="Drei", phone="0221 1")
    newest, _middle, first = (version.key for version in versions(offer))
    answer = client.get(reverse("record_comparison", args=["angebote", offer.pk]), {"von": newest, "bis": first})
    rows = told(parsed(answer).find(".//main"))
    assert rows == [("Titel", "vorher: Eins nachher: Drei"), ("Telefon", "vorher: nichts nachher: 0221 1")]


def test_a_version_compared_with_itself_says_the_same(client, steering):
    offer = OfferFactory()
    key = versions(offer)[0].key
    answer = client.get(reverse("record_comparison", args=["angebote", offer.pk]), {"von": key, "bis": key})
    assert "Die beiden Fassungen sagen dasselbe." in answer.content.decode()


@pytest.mark.parametrize(
    "asked", [{}, {"von": "1", "bis": "2"}, {"von": "x", "bis": "²"}, {"von": "9" * 40, "bis": ""}]
)
def test_versions_that_do_not_exist_are_asked_for_again(client, steering, asked):
    offer = OfferFactory()
    answer = client.get(reverse("record_comparison", args=["angebote", offer.pk]), asked, follow=True)
    assert answer.redirect_chain == [(page_of(offer), 302)]
    assert "Bitte wählen Sie zwei Fassungen aus" in answer.content.decode()


def test_one_version_shows_all_that_it_said(client, steering):
    offer = OfferFactory(title="Treff", places=7)
    offer.topics.add(TopicFactory(code="spiel"))
    answer = client.get(page_of(offer, key=versions(offer)[0].key))
    rows = dict(told(parsed(answer).find(".//main")))
    assert (rows["Titel"], rows["Plätze"], rows["Themen"], rows["Status"]) == ("Treff", "7", "Spiel", "veröffentlicht")
    assert "So steht es jetzt da." in answer.content.decode()


@pytest.mark.parametrize("key", [1, 0, 10**30])
def test_a_version_that_does_not_exist_is_not_found(client, steering, key):
    assert client.get(f"{page_of(OfferFactory())}{key}/").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/verwaltung/angebote/999999/verlauf/",
        "/verwaltung/partner/999999/verlauf/",
        "/verwaltung/verlauf/netzwerke/999999/",
        "/verwaltung/verlauf/quatsch/1/",
        "/verwaltung/angebote/999999/verlauf/vergleich/",
        "/verwaltung/angebote/999999/verlauf/1/",
        f"/verwaltung/angebote/{10**30}/verlauf/",
    ],
)
def test_a_record_that_does_not_exist_has_no_history(client, steering, path):
    assert client.get(path).status_code == 404


def test_lists_and_comparisons_are_only_read(client, steering):
    offer = OfferFactory()
    paths = [page_of(offer), reverse("record_comparison", args=["angebote", offer.pk])]
    assert [client.post(path).status_code for path in paths] == [405, 405]


def test_history_is_for_those_who_may_see_the_record(client):
    offer = OfferFactory(status="draft", facility=FacilityFactory())
    house = FacilityFactory(partner=offer.provider)
    pages = [page_of(offer), page_of(offer.provider, "partner"), page_of(house, "einrichtungen")]
    pages.append(page_of(offer, key=versions(offer)[0].key))
    people = [person("partner_editor", partner=offer.provider), person("planner")]
    people += [person("partner_editor", partner=PartnerFactory()), person()]
    found = []
    for one in people:
        client.force_login(one)
        found.append([client.get(page).status_code for page in pages])
    assert found == [[200] * 4, [200] * 4, [404] * 4, [403] * 4]


def test_a_visitor_is_asked_to_log_in(client):
    path = page_of(OfferFactory())
    assert client.get(path).url == f"/konto/anmelden/?next={path}"


def test_networks_and_the_like_are_for_the_steering_and_accounts_for_operators(client):
    member = MembershipFactory(network=NetworkFactory())
    pages = [
        page_of(member, "mitgliedschaften"),
        page_of(member.network, "netzwerke"),
        page_of(ContactPointFactory(), "ansprechstellen"),
        page_of(HelpLineFactory(), "hilfetelefone"),
    ]
    role = RoleFactory()
    secret = [page_of(role, "rollen"), page_of(role.user, "konten")]
    found = []
    for one in (
        person("operator"),
        person("steering"),
        person("planner"),
        person("coordinator", network=member.network),
    ):
        client.force_login(one)
        found.append([client.get(page).status_code for page in (*pages, *secret)])
    assert found == [[200] * 6, [200] * 4 + [404] * 2, [404] * 6, [404] * 6]


def test_the_confidential_address_is_told_to_staff_who_may_see_it(client, steering):
    house = FacilityFactory(address_is_confidential=True, street="Geheimweg 1")
    edit(house, street="Geheimweg 2")
    [newest, _first] = items(client.get(page_of(house, "einrichtungen")))
    assert told(newest) == [("Straße und Hausnummer", "„Geheimweg 1“ → „Geheimweg 2“")]


def test_long_histories_come_in_pages(client, steering):
    offer = OfferFactory()
    for number in range(24):
        edit(offer, title=f"Titel {number}")
    pages = [items(client.get(page_of(offer), {"seite": seite})) for seite in (1, 2, "x")]
    assert [len(page) for page in pages] == [20, 5, 20]


def test_a_history_asks_as_much_for_300_versions_as_for_3(client, steering, django_assert_num_queries):
    offer = OfferFactory(title="Titel")
    topics = [TopicFactory(code=f"thema-{number}") for number in range(3)]
    counts = []
    for total in (3, 300):
        for number in range(total):
            edit(offer, title=f"Titel {total} {number}")
        with through("import"):
            offer.topics.set(topics[: 1 + total % 2])
        with django_assert_num_queries(13) as asked:
            client.get(page_of(offer))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_an_offer_leads_to_its_history(client, steering):
    offer = OfferFactory()
    page = parsed(client.get(reverse("staff_offer", args=[offer.pk])))
    assert page_of(offer) in [link.get("href") for link in page.findall(".//a")]


def test_the_lists_of_partners_and_facilities_lead_to_their_history(client, steering):
    house = FacilityFactory()
    found = []
    for path in ("/verwaltung/partner/", "/verwaltung/einrichtungen/"):
        found += [link.get("href") for link in parsed(client.get(path)).findall(".//tbody//a")]
    assert {page_of(house.partner, "partner"), page_of(house, "einrichtungen")} <= set(found)


def test_the_administration_leads_to_the_same_history(admin_client):
    network = NetworkFactory()
    answer = admin_client.get(reverse("admin:network_network_history", args=[network.pk]))
    followed = admin_client.get(answer.url)
    assert followed.url == f"/verwaltung/verlauf/netzwerke/{network.pk}/"


@pytest.mark.parametrize(
    "path",
    ["modell/offers.campaign/1/", "modell/network.network/x/", "modell/quatsch.quatsch/1/", "modell/x/1/"]
    + [f"modell/offers.offer/{'9' * length}/" for length in (20, 5000)],
)
def test_no_model_without_history_is_led_anywhere(client, steering, path):
    assert client.get(f"/verwaltung/verlauf/{path}").status_code == 404
