"""Conferences, activities and projects of a period as files for those who evaluate."""

import csv
import datetime
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from monitoring.conferences.evaluation import SORTS, Period
from monitoring.views.evaluation import last_year
from tests.network.conferences import (
    ActivityFactory,
    ConferenceDecisionFactory,
    ConferenceFactory,
    ConferenceFeedbackFactory,
    ConferenceTaskFactory,
)
from tests.network.factories import PartnerFactory
from tests.offers.factories import OfferFactory, ProjectFactory
from tests.sozialraum.html import parsed, text_of

ALL = "/verwaltung/konferenzen/auswertung/"
TODAY = timezone.localdate()
NOW = f"?von={TODAY - datetime.timedelta(days=60)}&bis={TODAY + datetime.timedelta(days=60)}"


def table(client, name: str, query: str = NOW) -> list[dict[str, str]]:
    response = client.get(f"{ALL}{name}.csv{query}")
    return list(csv.DictReader(StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def row_of(client, name: str) -> dict[str, str]:
    (row,) = table(client, name)
    return {column: value for column, value in row.items() if value}


def log_in(client, town, who: str) -> None:
    client.force_login(town.people[who])


def test_a_conference_is_told_in_numbers(client, town):
    conference = town.conference(held=True, title="Sprache")
    conference.invitations.filter(role="core").update(attended=True)
    conference.invitations.filter(role="other").update(attended=False)
    ConferenceDecisionFactory.create_batch(2, conference=conference)
    ConferenceTaskFactory(conference=conference)
    ConferenceTaskFactory(conference=conference, done_on=TODAY)
    ConferenceFeedbackFactory(conference=conference, social_space=town.space)
    log_in(client, town, "planner")
    found = row_of(client, "konferenzen")
    assert found == {
        "Gruppe": "Eicken",
        "Stadtbezirk": "Nord",
        "zählt für": conference.quarter_name,
        "Tag": f"{timezone.localtime(conference.starts_at):%d.%m.%Y}",
        "Thema": "Sprache",
        "Stand": str(conference.get_state_display()),
        "einladende Stelle": conference.inviting_unit.name,
        "eingeladen": "2",
        "waren da": "1",
        "Beschlüsse": "2",
        "Aufgaben": "2",
        "Aufgaben erledigt": "1",
        "Rückkopplungen": "1",
        "Rückkopplungen besprochen": "0",
    }


def test_nothing_that_was_said_or_written_in_confidence_is_in_it(client, town):
    conference = town.conference(held=True, minutes="Ganz vertraulich")
    ConferenceTaskFactory(conference=conference, text="Frau Muster anrufen")
    log_in(client, town, "steering")
    text = client.get(f"{ALL}konferenzen.csv{NOW}").content.decode()
    secrets = ("vertraulich", "Nur für uns.", "Wort des", "Frau Muster", "example.org")
    assert [one for one in secrets if one in text] == []


def test_of_a_conference_that_is_still_to_come_nobody_has_been_there(client, town):
    town.conference()
    log_in(client, town, "planner")
    assert "waren da" not in row_of(client, "konferenzen")


def test_everybody_gets_the_conferences_that_they_may_read(client, town):
    town.conference(held=True)
    found = {}
    for who in ("convener", "member", "guest", "stranger", "planner", "steering"):
        log_in(client, town, who)
        found[who] = len(table(client, "konferenzen"))
    assert found == {"convener": 1, "member": 1, "guest": 1, "stranger": 0, "planner": 1, "steering": 1}


def test_an_activity_tells_which_departments_took_part(client, town):
    department = PartnerFactory(name="Fachbereich Jugend")
    taking_part = [
        PartnerFactory(name="Team 5", parent=department),
        PartnerFactory(name="Team 7", parent=department),
        PartnerFactory(name="Caritas"),
    ]
    day = timezone.now()
    ActivityFactory(
        title="SIT",
        kind="training",
        responsible=[department],
        participants=taking_part,
        heads=24,
        starts_at=day,
        ends_at=day + datetime.timedelta(hours=6),
    )
    log_in(client, town, "planner")
    found = row_of(client, "aktivitaeten")
    told = {
        name: found.get(name) for name in ("Titel", "Art", "verantwortlich", "teilnehmende Stellen", "Teilnehmende")
    }
    assert told == {
        "Titel": "SIT",
        "Art": "Fortbildung",
        "verantwortlich": "Fachbereich Jugend",
        "teilnehmende Stellen": "Caritas; Team 5; Team 7",
        "Teilnehmende": "24",
    }
    assert (found["Fachbereiche und Träger"], found["Zahl der Fachbereiche und Träger"]) == (
        "Caritas; Fachbereich Jugend",
        "2",
    )


def test_a_project_names_its_offer_to_those_who_read_it(client, town):
    ProjectFactory(title="Väter", stage="offer", offer=OfferFactory(title="Vätertreff", provider=town.member))
    ProjectFactory(title="Aus", stage="dropped", dropped_reason="kein Raum")
    found = {}
    for who in ("member", "stranger"):
        log_in(client, town, who)
        found[who] = [(row["Stand"], row["Angebot"], row["warum nicht"]) for row in table(client, "projekte")]
    dropped = ("nicht weiterverfolgt", "", "kein Raum")
    assert found == {
        "member": [("Angebot geworden", "Vätertreff", ""), dropped],
        "stranger": [("Angebot geworden", "", ""), dropped],
    }


def test_a_project_names_its_conference_to_those_who_read_it(client, town):
    ProjectFactory(conference=town.conference(held=True))
    found = {}
    for who in ("member", "stranger"):
        log_in(client, town, who)
        found[who] = bool(table(client, "projekte")[0]["entstanden in der Konferenz"])
    assert found == {"member": True, "stranger": False}


@pytest.mark.parametrize(("hour", "number"), [(0, 1), (23, 1), (-1, 0), (24, 0)])
def test_both_days_of_a_period_belong_to_it(town, hour, number):
    day = datetime.date(2025, 3, 1)
    midnight = datetime.datetime.combine(day, datetime.time(), timezone.get_current_timezone())
    start = midnight + datetime.timedelta(hours=hour, minutes=30)
    ActivityFactory(starts_at=start, ends_at=start + datetime.timedelta(hours=1))
    assert SORTS["aktivitaeten"].records(town.people["planner"], Period(day, day)).count() == number


def test_a_project_of_the_time_is_one_that_was_there_and_changed_then(town):
    moment = datetime.datetime(2025, 6, 1, tzinfo=datetime.UTC)
    for created, updated in ((-400, -390), (-400, 0), (0, 300), (300, 310)):
        days = {"created_at": moment + datetime.timedelta(created), "updated_at": moment + datetime.timedelta(updated)}
        ProjectFactory(title=f"{created} {updated}", **days)
    period = Period(datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))
    found = SORTS["projekte"].records(town.people["planner"], period)
    assert [one.title for one in found] == ["-400 0", "0 300"]


def test_first_last_year_is_shown(client, town):
    log_in(client, town, "planner")
    page = parsed(client.get(ALL)).find(".//main")
    given = {field.get("name"): field.get("value") for field in page.findall(".//form//input") if field.get("name")}
    assert given == {name: day.isoformat() for name, day in last_year().items()}
    assert [text_of(cell) for cell in page.findall(".//tbody//td")] == ["0", "–"] * 3


def test_the_page_counts_and_leads_to_the_files(client, town):
    town.conference(held=True)
    log_in(client, town, "planner")
    page = parsed(client.get(ALL + NOW)).find(".//main")
    found = {text_of(row.find("th")): text_of(row.find("td")) for row in page.findall(".//tbody/tr")}
    assert found == {"Sozialraumkonferenzen": "1", "Fortbildungen und Aktionen": "0", "Projekte": "0"}
    links = [link.get("href") for link in page.findall(".//td/a")]
    assert [link.partition("?")[0] for link in links] == [f"{ALL}konferenzen.csv", f"{ALL}konferenzen.xlsx"]
    assert {client.get(link).status_code for link in links} == {200}


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("von=2025-12-31&bis=2025-01-01", "Das Ende liegt vor dem Beginn."),
        ("von=2025-01-01", "Dieses Feld ist zwingend erforderlich."),
        ("von=gestern&bis=2025-01-01", "Bitte ein gültiges Datum eingeben."),
        ("von=0001-01-01&bis=9999-12-31", "Bitte einen Tag zwischen 2000 und 2100 angeben."),
    ],
)
def test_a_period_that_is_none_is_told_beside_the_field(client, town, query, told):
    log_in(client, town, "planner")
    response = client.get(f"{ALL}?{query}")
    assert (response.status_code, told in text_of(parsed(response).find(".//main"))) == (422, True)
    assert client.get(f"{ALL}konferenzen.csv?{query}").status_code == 404


def test_an_unknown_table_or_format_is_not_there(client, town):
    log_in(client, town, "planner")
    assert [client.get(ALL + name).status_code for name in ("aufgaben.csv", "projekte.pdf")] == [404, 404]


def test_the_workbook_says_the_same(client, town):
    from openpyxl import load_workbook

    ProjectFactory(title="=1+1")
    log_in(client, town, "planner")
    response = client.get(f"{ALL}projekte.xlsx{NOW}")
    sheet = load_workbook(BytesIO(response.content)).active
    header, row = [list(line) for line in sheet.values]
    assert header == list(map(str, SORTS["projekte"].header))
    assert dict(zip(header, row, strict=True))["Titel"] == "'=1+1"


def test_each_table_has_as_many_cells_as_columns(client, town):
    town.conference(held=True)
    ProjectFactory()
    ActivityFactory(starts_at=timezone.now(), ends_at=timezone.now() + datetime.timedelta(hours=1))
    user = town.people["planner"]
    period = Period(TODAY - datetime.timedelta(days=60), TODAY + datetime.timedelta(days=60))
    for name, sort in SORTS.items():
        assert [len(row) for row in sort.rows(sort.records(user, period))] == [len(sort.header)], name


@pytest.mark.parametrize("name", list(SORTS))
def test_a_file_costs_the_same_for_few_and_for_many(client, town, name):
    def make() -> None:
        conference = ConferenceFactory(held=True)
        ConferenceTaskFactory(conference=conference)
        ProjectFactory(conference=conference).partners.add(PartnerFactory())
        start = timezone.now()
        ActivityFactory(
            starts_at=start,
            ends_at=start + datetime.timedelta(hours=1),
            participants=[PartnerFactory(parent=PartnerFactory())],
        )

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(f"{ALL}{name}.csv{NOW}").status_code == 200
        return len(captured)

    log_in(client, town, "steering")
    make()
    few = queries()
    for _again in range(3):
        make()
    assert queries() == few
    assert few <= 15
