"""The overview: how many groups run, which quarters they met in, on a table and on a map."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.quarters import Quarter
from tests.monitoring.conferences.town import Town
from tests.network.conferences import (
    ConferenceFactory,
    ConferenceGroupFactory,
    ConferenceTaskFactory,
    GroupPeriodFactory,
)
from tests.network.factories import person
from tests.sozialraum.factories import BoroughFactory, DistrictFactory
from tests.sozialraum.html import parsed, text_of

OVERVIEW, DATES, TASKS = (f"/verwaltung/konferenzen/{path}" for path in ("", "termine/", "aufgaben/"))


def tiles(page) -> list[str]:
    return [text_of(one) for one in page.findall(".//li[@class='key-figure']")]


def rows(page) -> list[str]:
    return [text_of(one.find("a")) for one in page.findall(".//section[@id='gruppen']//tbody/tr/th")]


def test_without_any_group_the_page_says_what_one_is(client, municipality):
    client.force_login(person("steering"))
    page = parsed(client.get(OVERVIEW))
    assert text_of(page.find(".//p[@class='empty-title']")) == "Es gibt noch keine Konferenzgruppe."


def test_tiles_and_sentence_say_how_many_of_all_groups_meet(convener, town: Town):
    south = BoroughFactory(name="Süd", code="3")
    ConferenceGroupFactory(borough=town.borough)
    ConferenceGroupFactory(borough=south)
    page = parsed(convener.get(OVERVIEW))
    assert tiles(page) == ["Nord 1 von 2", "Süd 0 von 1", "Musterstadt 1 von 3"]
    assert "Nord 1 von 2, Süd 0 von 1" in text_of(page.find(".//main"))


def test_the_map_names_the_groups_of_each_district_and_leads_there(convener, town: Town):
    DistrictFactory(name="Venn", code="111", parent=town.borough, column=1)
    drawing = parsed(convener.get(OVERVIEW)).find(".//*[@id='karte']")
    found = {one.get("data-district"): one for one in drawing.iter() if one.get("data-district") and one.tag != "th"}
    titles = {code: text_of(next(part for part in one if part.tag.endswith("title"))) for code, one in found.items()}
    assert titles == {"103": "Eicken: Eicken (läuft)", "111": "Venn: keine Gruppe"}
    assert found["103"].get("href") == f"/verwaltung/konferenzen/gruppen/{town.group.pk}/"
    assert [text_of(one) for one in drawing.findall(".//ul[@class='legend']/li")] == ["läuft (1)", "keine Gruppe (1)"]


def test_a_state_narrows_the_table_and_an_unknown_one_does_not(convener, town: Town):
    resting = ConferenceGroupFactory(name="Venn", borough=town.borough)
    GroupPeriodFactory(group=resting, valid_until=timezone.localdate())
    ConferenceGroupFactory(name="Hardt", borough=town.borough)
    found = {
        state: rows(parsed(convener.get(f"{OVERVIEW}?stand={state}")))
        for state in ("laufend", "geplant", "ruhend", "x")
    }
    assert found == {
        "laufend": ["Eicken"],
        "geplant": ["Hardt"],
        "ruhend": ["Venn"],
        "x": ["Eicken", "Hardt", "Venn"],
    }
    empty = parsed(convener.get(f"{OVERVIEW}?stand=ruhend&seite=99"))
    assert rows(empty) == ["Venn"]


def test_a_group_without_a_date_is_warned_of_to_those_who_look_after_it(client, town: Town):
    today = timezone.localdate()
    is_late = today >= Quarter.of(today).middle
    found = {}
    for name in ("convener", "member"):
        client.force_login(town.people[name])
        warned = parsed(client.get(OVERVIEW)).findall(".//*[@class='notice-title']")
        found[name] = [text_of(one) for one in warned]
    assert found == {"convener": [f"Ohne Termin im {Quarter.of(today)}"] if is_late else [], "member": []}
    board = text_of(parsed(client.get("/verwaltung/")).find(".//main"))
    client.force_login(town.people["convener"])
    mine = text_of(parsed(client.get("/verwaltung/")).find(".//main"))
    assert ("Konferenz ohne Termin" in board, "1 × Konferenz ohne Termin" in mine) == (False, is_late)


def test_what_waits_stands_on_the_board_and_leads_to_exactly_that(client, town: Town):
    held = town.conference(held=True)
    ConferenceTaskFactory(conference=held, owner=town.member, due_on=timezone.localdate().replace(day=1, month=1))
    found = {}
    for name in ("convener", "member", "stranger"):
        client.force_login(town.people[name])
        links = parsed(client.get("/verwaltung/")).findall(".//ul[@class='cards']//a")
        found[name] = {text_of(one): one.get("href") for one in links if "Entw" not in text_of(one)}
    late = {"1 × Überfällige Aufgabe": f"{TASKS}?stand=ueberfaellig"}
    assert found["stranger"] == {}
    assert found["member"] == late
    assert found["convener"] == {"1 × Konferenz abzuschließen": f"{DATES}?stand=offen"} | late
    client.force_login(town.people["convener"])
    listed = parsed(client.get(f"{DATES}?stand=offen")).findall(".//tbody/tr/th/a")
    assert [one.get("href") for one in listed] == [f"/verwaltung/konferenzen/{held.pk}/"]


def test_everybody_sees_the_dates_of_the_own_conferences_alone(client, town: Town):
    town.conference()
    ConferenceFactory()
    found = {}
    for name, user in town.people.items():
        client.force_login(user)
        found[name] = len(parsed(client.get(DATES)).findall(".//tbody/tr"))
    assert found == {"convener": 1, "member": 1, "guest": 1, "stranger": 0, "planner": 2, "steering": 2}


@pytest.mark.parametrize("path", [OVERVIEW, DATES, TASKS, "gruppe"])
def test_a_list_asks_as_often_for_many_as_for_one(client, town: Town, path):
    address = f"/verwaltung/konferenzen/gruppen/{town.group.pk}/" if path == "gruppe" else path
    ConferenceTaskFactory(conference=town.conference(held=True), owner=town.member)
    client.force_login(town.people["steering"])
    asked = []
    for number in (0, 30):
        for group in ConferenceGroupFactory.create_batch(number, borough=town.borough, districts=[town.district]):
            GroupPeriodFactory(group=group)
            ConferenceTaskFactory(conference=ConferenceFactory(group=group, held=True))
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        asked.append(len(queries))
    assert (asked[0] == asked[1], asked[1] <= 15) == (True, True), asked
