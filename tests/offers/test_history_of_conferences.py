"""The history of conferences and groups tells their parts in words, to those alone who steer."""

import datetime

import pytest

from network.actions.conference_groups import add_member, rest_group, start_group
from network.actions.conference_results import add_result, finish_task
from network.models import ConferenceDecision, ConferenceTask
from offers.history import KINDS
from offers.history.parts import teller_of
from tests.network.conferences import (
    ConferenceFactory,
    ConferenceFeedbackFactory,
    ConferenceGroupFactory,
    ConferenceInvitationFactory,
)
from tests.network.factories import PartnerFactory, UserFactory, person
from tests.offers.history import versions
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
DAY = datetime.date(2026, 3, 1)


def teller(kind: str, name: str):
    part = next(part for part in KINDS[kind].parts if part.name == name)
    return part, teller_of(part)


def told(client, kind: str, record) -> str:
    """Return what the page of the newest version of a record says."""
    newest = versions(record)[0].key
    return text_of(parsed(client.get(f"/verwaltung/verlauf/{kind}/{record.pk}/{newest}/")).find(".//main"))


def test_each_row_of_a_part_says_what_it_holds_and_leaves_out_what_is_empty():
    owner = PartnerFactory(name="Kita Sonne")
    _part, tell = teller("sozialraumkonferenzen", "tasks")
    rows = [
        {"text": "Raum suchen", "owner_id": owner.pk, "due_on": "2026-04-01", "done_on": None, "outcome": ""},
        {"text": "Anrufen", "owner_id": owner.pk, "due_on": "2026-05-01", "done_on": "2026-05-02", "outcome": "Geht."},
    ]
    assert tell(rows).split("\n") == [
        "Raum suchen, Kita Sonne, 1. April 2026",
        "Anrufen, Kita Sonne, 1. Mai 2026, 2. Mai 2026, Geht.",
    ]


def test_who_came_is_said_in_words_and_a_partner_that_is_gone_is_called_so():
    partner = PartnerFactory(name="Kita Sonne")
    _part, tell = teller("sozialraumkonferenzen", "invitations")
    row = {"partner_id": partner.pk, "name": "", "role": "core", "answer": "yes", "attended": True}
    gone = {"partner_id": 0, "name": "", "role": "core", "answer": "", "attended": False}
    guest = {"partner_id": None, "name": "Dolmetschpool", "role": "interpreter", "answer": "no", "attended": None}
    assert tell([row, gone, guest]).split("\n") == [
        "Kita Sonne, Kerngruppe, kommt, war da: ja",
        "(inzwischen gelöscht), Kerngruppe, war da: nein",
        "Dolmetschpool, Dolmetschen, kommt nicht",
    ]


def test_a_group_tells_when_it_ran_and_who_joined(client):
    group, by = ConferenceGroupFactory(), UserFactory()
    add_member(group=group, partner=PartnerFactory(name="Kita Sonne"), day=DAY, by=by)
    start_group(group=group, day=DAY, by=by)
    rest_group(group=group, day=DAY.replace(month=6), by=by)
    client.force_login(person("steering"))
    found = told(client, "konferenzgruppen", group)
    assert [one for one in ("Kita Sonne, 1. März 2026", "1. März 2026, 1. Juni 2026") if one not in found] == []


def test_a_conference_tells_what_came_of_it_and_nothing_that_was_said_in_confidence(client):
    conference, by = ConferenceFactory(held=True), UserFactory()
    ConferenceInvitationFactory(conference=conference, partner=None, role="project", name="Projekt Nachbarn")
    conference.invitations.update(answer="yes", answered_at=conference.starts_at, answer_note="Ganz vertraulich")
    add_result(result=ConferenceDecision(conference=conference, text="Wir fangen an."), by=by)
    task = ConferenceTask(conference=conference, text="Raum suchen", owner=PartnerFactory(), due_on=DAY)
    add_result(result=task, by=by)
    finish_task(pk=task.pk, day=DAY, outcome="Gefunden.", by=by)
    ConferenceFeedbackFactory(conference=conference, text="Es fehlt ein Treff.")
    client.force_login(person("steering"))
    found = told(client, "sozialraumkonferenzen", conference)
    wanted = ("Wir fangen an.", "Raum suchen", "Gefunden.", "Es fehlt ein Treff.", "Projekt Nachbarn")
    assert [one for one in wanted if one not in found] == []
    assert ("vertraulich" in found, "stelle" in found) == (False, False)


@pytest.mark.parametrize("role", ["planner", ""])
def test_to_others_there_is_no_such_history(client, role):
    conference = ConferenceFactory()
    client.force_login(person(role))
    paths = [
        f"/verwaltung/verlauf/sozialraumkonferenzen/{conference.pk}/",
        f"/verwaltung/verlauf/konferenzgruppen/{conference.group_id}/",
    ]
    assert {client.get(path).status_code for path in paths} == ({404} if role else {403})
