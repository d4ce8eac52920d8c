"""Views of the monitoring that planners keep: saving, opening, changing, and whose they are."""

import threading
from urllib.parse import quote

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from monitoring.models import MonitoringView
from tests.network.factories import PartnerFactory, person
from tests.sozialraum.html import errors, parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
VIEWS, NEW = "/monitoring/ansichten/", "/monitoring/ansichten/neu/"
QUERY = "indikator=armut&jahr=2024"


def saved(user, name: str = "Armut 2024", **fields) -> MonitoringView:
    return MonitoringView.objects.create(user=user, name=name, **{"page": "monitoring", "query": QUERY} | fields)


def links(client, address: str) -> list[tuple[str, str]]:
    found = parsed(client.get(address)).findall(".//nav[@class='views']//a")
    return [(text_of(link), link.get("href")) for link in found]


def test_a_page_leads_to_where_it_is_saved_and_back(client, small, planner):
    ((text, address),) = links(client, f"/monitoring/?{QUERY}&seite=2")
    assert text == "Diese Ansicht speichern"
    response = client.post(address, {"name": " Armut   2024 "})
    view = MonitoringView.objects.get()
    assert response.url == f"/monitoring/?{QUERY}"
    assert (view.user, view.page, view.name, view.query) == (planner, "monitoring", "Armut 2024", QUERY)
    assert [text_of(one) for one in parsed(client.get(response.url)).findall(".//div[@role='status']")] == [
        "Die Ansicht „Armut 2024“ ist gespeichert."
    ]


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("monitoring", "/monitoring/"),
        ("monitoring_comparison", "/monitoring/vergleich/"),
        ("monitoring_table", "/monitoring/tabelle/"),
    ],
)
def test_each_page_lists_the_views_of_its_own(client, small, planner, page, address):
    for one in MonitoringView.Page.values:
        saved(planner, name=one, page=one, query="jahr=2024")
    assert links(client, address) == [(page, "?jahr=2024"), ("Alle Ansichten", VIEWS)]


def test_the_open_view_is_marked_and_needs_no_saving(client, small, planner):
    saved(planner)
    page = parsed(client.get(f"/monitoring/?{QUERY}"))
    assert [text_of(one) for one in page.findall(".//nav[@class='views']//a[@aria-current]")] == ["Armut 2024"]
    assert "Diese Ansicht speichern" not in text_of(page)


def test_the_public_view_of_a_page_knows_no_saved_views(client, small, planner):
    saved(planner)
    assert links(client, "/monitoring/?sicht=oeffentlich") == []


def test_the_link_is_the_view_whoever_opens_it(client, small, planner):
    saved(planner)
    client.force_login(person("planner"))
    page = parsed(client.get(f"/monitoring/?{QUERY}"))
    assert [one.get("value") for one in page.findall(".//option[@selected]")][:2] == ["armut", "2024"]


def test_all_views_of_a_person_stand_on_one_page(client, planner):
    saved(planner, "B", page="monitoring_table")
    view = saved(planner, "A")
    saved(person("planner"), "C")
    page = parsed(client.get(VIEWS))
    rows = [[text_of(cell) for cell in row] for row in page.findall(".//tbody/tr")]
    assert rows == [
        ["A", "Überblick", "umbenennen oder löschen: A"],
        ["B", "Tabelle", "umbenennen oder löschen: B"],
    ]
    assert [a.get("href") for a in page.findall(".//tbody/tr[1]//a")] == [f"/monitoring/?{QUERY}", f"{VIEWS}{view.pk}/"]


def test_whoever_has_saved_nothing_is_told_how(client, planner):
    titles = parsed(client.get(VIEWS)).findall(".//p[@class='empty-title']")
    assert [text_of(one) for one in titles] == ["Sie haben noch keine Ansicht gespeichert."]


def test_views_cost_the_same_for_few_and_for_many(client, planner, django_assert_num_queries):
    client.get(VIEWS)
    for number in range(9):
        saved(planner, name=str(number))
        if number in {0, 8}:
            with django_assert_num_queries(6):
                client.get(VIEWS)


def test_a_view_is_renamed_and_deleted(client, planner):
    view = saved(planner)
    address = reverse("monitoring_view", args=[view.pk])
    assert client.post(address, {"name": "Neu"}).url == f"/monitoring/?{QUERY}"
    assert client.post(reverse("monitoring_view_delete", args=[view.pk])).url == VIEWS
    assert MonitoringView.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "Bitte geben Sie der Ansicht einen Namen."),
        ("   ", "Bitte geben Sie der Ansicht einen Namen."),
        ("ARMUT 2024", "So heißt schon eine Ihrer Ansichten. Bitte wählen Sie einen anderen Namen."),
        (
            "x" * 81,
            "Bitte sicherstellen, dass der Wert aus höchstens 80 Zeichen besteht. (Er besteht aus 81 Zeichen.)",
        ),
    ],
)
def test_a_bad_name_is_said_beside_the_field_and_nothing_is_lost(client, planner, name, sentence):
    saved(planner)
    page = parsed(client.post(f"{NEW}?von=monitoring&auswahl=jahr%3D2025", {"name": name}))
    assert (errors(page), MonitoringView.objects.count()) == ([f"Name der Ansicht – {sentence}"], 1)


@pytest.mark.parametrize("query", ["", "von=zzz", "von=%00", "von=monitoring_indicators"])
def test_a_page_that_cannot_be_kept_is_not_there(client, planner, query):
    assert client.get(f"{NEW}?{query}").status_code == 404


def test_a_choice_that_is_too_long_is_said(client, planner):
    response = client.get(f"{NEW}?von=monitoring_table&auswahl=q%3D{'a' * 5000}")
    page = parsed(client.get(response.url))
    assert [text_of(one) for one in page.findall(".//div[@role='status']")] == [
        "Diese Auswahl ist zu lang, um sie zu speichern. Bitte wählen Sie weniger aus."
    ]


def test_what_belongs_to_the_moment_is_not_kept(client, planner):
    query = quote("gebiet=venn&gebiet=holt&seite=3&sicht=oeffentlich&bild=karte&als=png&q=")
    client.post(f"{NEW}?von=monitoring&auswahl={query}", {"name": "x"})
    assert MonitoringView.objects.get().query == "gebiet=venn&gebiet=holt"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_one_name_at_once_one_is_kept(client):
    user = person("planner")
    client.force_login(user)
    responses = []

    def second() -> None:
        responses.append(client.post(f"{NEW}?von=monitoring", {"name": "Armut 2024"}))
        connection.close()

    with transaction.atomic():
        saved(user)
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(1)
        waits = thread.is_alive()
    thread.join()
    assert (waits, responses[0].status_code, MonitoringView.objects.count()) == (True, 200, 1)


# Rights


@pytest.mark.parametrize("name", ["monitoring_view", "monitoring_view_delete"])
def test_a_colleague_a_partner_and_a_stranger_change_nothing(client, name):
    view = saved(person("planner"))
    address, found = reverse(name, args=[view.pk]), []
    for one in (person("planner"), person("partner_editor", partner=PartnerFactory()), person()):
        client.force_login(one)
        found.append(client.post(address, {"name": "x"}).status_code)
    client.logout()
    there = client.post(address).url
    view.refresh_from_db()
    assert (found, there, view.name) == ([404, 403, 403], f"/konto/anmelden/?next={address}", "Armut 2024")


@pytest.mark.parametrize("address", [VIEWS, f"{NEW}?von=monitoring"])
def test_views_are_for_those_who_plan(client, address):
    found = [client.get(address).status_code]
    for one in (person("partner_editor", partner=PartnerFactory()), person(), person("steering"), person("operator")):
        client.force_login(one)
        found.append(client.get(address).status_code)
    assert found == [302, 403, 403, 200, 200]


def test_wrong_ways_of_asking_are_refused(client, planner):
    view = saved(planner)
    assert client.get(reverse("monitoring_view_delete", args=[view.pk])).status_code == 405
    assert client.put(reverse("monitoring_view", args=[view.pk])).status_code == 405
    assert client.post(VIEWS).status_code == 405
    assert client.get(f"{VIEWS}999999/").status_code == 404


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"name": "ARMUT 2024"}, "monitoring_view_has_a_name_of_its_own"),
        ({"name": ""}, "monitoring_view_has_a_name"),
        ({"name": "Andere", "page": "board"}, "monitoring_view_is_of_a_page"),
    ],
)
def test_the_database_refuses(planner, fields, rule):
    saved(planner)
    with pytest.raises(IntegrityError, match=rule):
        saved(planner, **fields)


def test_views_go_with_their_owner(planner):
    saved(planner)
    planner.delete()
    assert MonitoringView.objects.count() == 0
