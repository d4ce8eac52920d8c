"""Saved views: whose they are, who sees them, what becomes of what they name."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from network.permissions import colleagues_of
from offers.models import SavedView
from offers.permissions import views_seen_by
from tests.network.factories import NetworkFactory, PartnerFactory, RoleFactory, UserFactory, person
from tests.offers.factories import OfferFactory
from tests.sozialraum.factories import SocialSpaceFactory
from tests.sozialraum.html import errors, parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
LIST, NEW = "/verwaltung/angebote/", "/verwaltung/ansichten/neu/"
VIEWS = "/verwaltung/ansichten/"


def saved(user, name="Entwürfe", **fields) -> SavedView:
    return SavedView.objects.create(user=user, name=name, **{"page": "staff_offers", "query": "status=draft"} | fields)


def above_the_list(client, address=LIST) -> list[tuple[str, str]]:
    links = parsed(client.get(address)).findall(".//nav/ul[@class='chips']//a[@class='chip-link']")
    return [(text_of(link), link.get("href")) for link in links]


# Saving


def test_a_narrowed_list_leads_to_a_page_that_saves_it(client, steering):
    OfferFactory(status="draft")
    page = parsed(client.get(f"{LIST}?status=draft&seite=1&q="))
    (link,) = [a for a in page.findall(".//main//p/a") if text_of(a) == "Diese Ansicht speichern"]
    page = parsed(client.get(link.get("href")))
    assert [text_of(row) for row in page.findall(".//main//dd")] == ["Angebote", "Status: Entwurf"]
    response = client.post(link.get("href"), {"name": " Meine  Entwürfe ", "is_shared": "on"})
    view = SavedView.objects.get()
    assert response.url == f"{LIST}?status=draft"
    assert (view.user, view.page, view.name, view.query, view.is_shared) == (
        steering,
        "staff_offers",
        "Meine Entwürfe",
        "status=draft",
        True,
    )


def test_a_list_as_it_is_or_as_it_is_saved_needs_no_saving(client, steering):
    saved(steering)
    for address in (LIST, f"{LIST}?status=draft"):
        assert "Diese Ansicht speichern" not in client.get(address).content.decode()


def test_a_name_is_taken_once_for_each_list_however_it_is_cased(client, steering):
    saved(steering, name="Entwürfe")
    again = client.post(f"{NEW}?liste=staff_offers&suche=status%3Dsubmitted", {"name": "ENTWÜRFE"})
    other_list = client.post(f"{NEW}?liste=staff_partners", {"name": "Entwürfe"})
    assert errors(parsed(again)) == [
        "Name der Ansicht – So heißt schon eine Ihrer Ansichten. Bitte wählen Sie einen anderen Namen."
    ]
    assert (other_list.status_code, SavedView.objects.count()) == (302, 2)


@pytest.mark.parametrize("name", ["", "   "])
def test_a_view_needs_a_name(client, steering, name):
    page = parsed(client.post(f"{NEW}?liste=staff_offers", {"name": name}))
    assert errors(page) == ["Name der Ansicht – Bitte geben Sie der Ansicht einen Namen."]


@pytest.mark.parametrize("name", ["\x00", "\x01"])
def test_characters_that_nobody_types_make_no_name(client, steering, name):
    response = client.post(f"{NEW}?liste=staff_offers", {"name": name})
    assert (response.status_code, SavedView.objects.count()) == (200, 0)


@pytest.mark.parametrize("query", ["", "liste=zzz", "liste=%00"])
def test_a_list_that_does_not_exist_cannot_be_saved(client, steering, query):
    assert client.get(f"{NEW}?{query}").status_code == 404


def test_a_search_that_is_too_long_is_said(client, steering):
    response = client.post(f"{NEW}?liste=staff_offers&suche=q%3D{'a' * 3000}", {"name": "Lang"})
    page = parsed(client.get(response.url))
    assert [text_of(one) for one in page.findall(".//div[@role='status']")] == [
        "Diese Suche ist zu lang, um sie zu speichern. Bitte kürzen Sie sie."
    ]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_one_name_at_once_one_is_kept(client):
    user = person("steering")
    client.force_login(user)
    responses = []

    def second() -> None:
        responses.append(client.post(f"{NEW}?liste=staff_offers", {"name": "Entwürfe"}))
        connection.close()

    with transaction.atomic():
        saved(user)
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(1)
        waits = thread.is_alive()
    thread.join()
    assert (waits, responses[0].status_code, SavedView.objects.count()) == (True, 200, 1)


# Opening


def test_a_view_stands_above_its_list_alone_and_the_open_one_is_marked(client, steering):
    saved(steering)
    saved(steering, name="Kitas", page="staff_facilities", query="art=kita")
    assert above_the_list(client) == [("Entwürfe", f"{LIST}?status=draft")]
    page = parsed(client.get(f"{LIST}?status=draft"))
    assert [
        text_of(link) for link in page.findall(".//a[@aria-current='page']") if link.get("class") == "chip-link"
    ] == ["Entwürfe"]


def test_what_a_view_names_and_is_no_more_is_said_and_ignored(client, steering):
    offer = OfferFactory()
    view = saved(steering, query="anbieter_alt=7&stadtteil=abgeschafft")
    page = parsed(client.get(f"{LIST}?{view.query}"))
    assert [text_of(one) for one in page.findall(".//div[@class='notice notice-warning']//p")] == [
        "„abgeschafft“ kennen wir nicht (Stadtteil). Wir suchen ohne diese Angabe.",
        "„anbieter_alt“ gibt es in dieser Liste nicht. Wir suchen ohne diese Angabe.",
    ]
    assert [text_of(cell) for cell in page.findall(".//tbody/tr/th")] == [offer.title]


def test_very_many_views_leave_room_for_the_list(client, steering):
    for number in range(14):
        saved(steering, name=f"Ansicht {number:02}")
    page = parsed(client.get(LIST))
    links = [text_of(link) for link in page.findall(".//nav/ul[@class='chips']//a")]
    assert (len(links), links[-1]) == (13, "Alle Ansichten")


def test_views_cost_the_same_for_few_and_for_many(client, steering, django_assert_num_queries):
    client.get(VIEWS)
    for number in (1, 8):
        for _ in range(number):
            colleague = person("steering")
            saved(colleague, is_shared=True)
        with django_assert_num_queries(6):
            client.get(VIEWS)


# Sharing


def test_colleagues_work_at_the_same_place():
    partner, network, space = PartnerFactory(), NetworkFactory(), SocialSpaceFactory()
    user = person("partner_editor", partner=partner)
    RoleFactory(user=user, role="coordinator", network=network)
    RoleFactory(user=user, role="coordinator", social_space=space)
    colleagues = {
        person("partner_lead", partner=partner),
        person("coordinator", network=network),
        person("coordinator", social_space=space),
    }
    person("partner_lead", partner=PartnerFactory())
    person("coordinator", network=NetworkFactory())
    person("steering")
    person("operator")
    RoleFactory(user=UserFactory(is_active=False), role="partner_editor", partner=partner)
    assert set(colleagues_of(user)) == colleagues


def test_those_who_work_everywhere_are_colleagues_of_each_other():
    steering, planner, operator = person("steering"), person("planner"), person("operator")
    person("coordinator", network=NetworkFactory())
    assert (set(colleagues_of(steering)), set(colleagues_of(operator))) == ({planner, operator}, {steering, planner})


def test_whoever_has_no_role_has_no_colleagues():
    person()
    person("operator")
    assert list(colleagues_of(person())) == []


def test_a_shared_view_is_seen_by_colleagues_after_their_own(client, steering):
    colleague, stranger = person("planner"), person("partner_editor", partner=PartnerFactory())
    colleague.name = "Kim"
    colleague.save()
    saved(colleague, name="A geteilt", is_shared=True)
    saved(colleague, name="B für mich")
    saved(stranger, name="C fremd", is_shared=True)
    saved(steering, name="Z eigene")
    assert [name for name, _address in above_the_list(client)] == ["Z eigene", "A geteilt (Kim)"]
    assert [view.name for view in views_seen_by(stranger)] == ["C fremd"]


def test_a_shared_view_shows_only_what_its_reader_may_see(client):
    mine, other = OfferFactory(status="draft"), OfferFactory(status="draft")
    view = saved(person("steering"), is_shared=True)
    client.force_login(person("partner_editor", partner=mine.provider))
    page = parsed(client.get(f"{LIST}?{view.query}"))
    assert [text_of(cell) for cell in page.findall(".//tbody/tr/th")] == [mine.title]
    assert other.status == "draft"


# Changing


def test_a_view_is_renamed_and_deleted_by_its_owner(client, steering):
    view = saved(steering)
    address = reverse("staff_view", args=[view.pk])
    assert client.post(address, {"name": "Neuer Name"}).url == f"{LIST}?status=draft"
    view.refresh_from_db()
    assert (view.name, view.is_shared) == ("Neuer Name", False)
    assert client.post(reverse("staff_view_delete", args=[view.pk])).url == VIEWS
    assert SavedView.objects.count() == 0


@pytest.mark.parametrize("name", ["staff_view", "staff_view_delete"])
def test_a_colleague_and_a_stranger_change_nothing(client, name):
    view = saved(person("steering"), is_shared=True)
    found = []
    for one in (person("steering"), person("partner_editor", partner=PartnerFactory()), person()):
        client.force_login(one)
        found.append(client.post(reverse(name, args=[view.pk]), {"name": "x"}).status_code)
    client.logout()
    address = reverse(name, args=[view.pk])
    view.refresh_from_db()
    assert (found, client.post(address).url, view.name) == (
        [404, 404, 403],
        f"/konto/anmelden/?next={address}",
        "Entwürfe",
    )


def test_wrong_ways_of_asking_are_refused(client, steering):
    view = saved(steering)
    assert client.get(reverse("staff_view_delete", args=[view.pk])).status_code == 405
    assert client.delete(reverse("staff_view", args=[view.pk])).status_code == 405
    assert client.post(VIEWS).status_code == 405
    assert client.get(f"{VIEWS}999999/").status_code == 404


def test_whoever_has_saved_nothing_is_told_how(client, steering):
    page = parsed(client.get(VIEWS))
    assert [text_of(one) for one in page.findall(".//p[@class='empty-title']")] == [
        "Sie haben noch keine Ansicht gespeichert."
    ]


def test_the_page_of_the_views_says_whose_they_are(client, steering):
    colleague = person("steering")
    saved(steering, name="A")
    saved(steering, name="B", is_shared=True)
    saved(colleague, name="C", is_shared=True)
    rows = parsed(client.get(VIEWS)).findall(".//tbody/tr")
    assert [[text_of(cell) for cell in row] for row in rows] == [
        ["A", "Angebote", "nur Sie", "umbenennen oder löschen"],
        ["B", "Angebote", "Sie und Ihre Kolleginnen und Kollegen", "umbenennen oder löschen"],
        ["C", "Angebote", f"geteilt von {colleague.name}", ""],
    ]


def test_views_go_with_their_owner(db):
    user = UserFactory()
    saved(user)
    user.delete()
    assert SavedView.objects.count() == 0


# What the database refuses


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"name": "ENTWÜRFE"}, "saved_view_has_a_name_of_its_own"),
        ({"name": ""}, "saved_view_has_a_name"),
        ({"name": "Andere", "page": "board"}, "saved_view_is_of_a_list"),
    ],
)
def test_the_database_refuses(steering, fields, rule):
    saved(steering)
    with pytest.raises(IntegrityError, match=rule):
        saved(steering, **fields)
