"""Organisations are reminded of what they took on: once a week before, on the day, and every other week after."""

import datetime
import threading

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from network.actions.conference_reminders import remind_of_tasks
from network.actions.conference_results import finish_task, reopen_task
from network.models import ConferenceTask
from tests.network.conferences import ConferenceFactory, ConferenceTaskFactory
from tests.network.factories import PartnerFactory, UserFactory, person
from tests.sozialraum.factories import MunicipalityFactory

DUE = datetime.date(2026, 6, 1)


def on(days: int) -> datetime.date:
    return DUE + datetime.timedelta(days=days)


@pytest.fixture
def task(municipality):
    return ConferenceTaskFactory(due_on=DUE, text="Räume suchen")


def test_a_task_is_reminded_of_at_its_days_and_no_day_twice(task):
    days = [-8, -7, -7, -1, 0, 1, 13, 14, 15, 28, 84, 85, 200]
    sent = [remind_of_tasks(on(day)) for day in days]
    assert sent == [0, 1, 0, 0, 1, 0, 0, 1, 0, 1, 1, 0, 0]


def test_the_mail_names_all_open_tasks_of_an_organisation(task):
    ConferenceTaskFactory(owner=task.owner, due_on=on(3), text="Kita fragen")
    ConferenceTaskFactory(owner=task.owner, due_on=on(90), text="Das hat Zeit")
    assert remind_of_tasks(on(0)) == 1
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (["stelle@example.org"], "2 Aufgaben aus Sozialraumkonferenzen sind offen")
    found = [text in letter.body for text in ("Räume suchen", "Kita fragen", "Das hat Zeit", "/verwaltung/")]
    assert found == [True, True, False, True]


def test_each_organisation_gets_its_own_mail(task):
    ConferenceTaskFactory(due_on=DUE, owner=PartnerFactory(email="andere@example.org"))
    assert remind_of_tasks(on(0)) == 2
    assert sorted(letter.to for letter in mail.outbox) == [["andere@example.org"], ["stelle@example.org"]]


def test_without_an_office_the_keepers_are_reminded_and_without_both_nobody(municipality):
    partner = PartnerFactory(email="")
    keeper = person("partner_editor", partner=partner)
    ConferenceTaskFactory(due_on=DUE, owner=partner)
    lonely = ConferenceTaskFactory(due_on=DUE, owner=PartnerFactory(email=""))
    assert (remind_of_tasks(on(0)), mail.outbox[0].to) == (1, [keeper.email])
    lonely.refresh_from_db()
    assert lonely.reminders == 0


def test_what_is_done_or_of_a_conference_that_did_not_take_place_is_not_reminded_of(task):
    finish_task(pk=task.pk, day=DUE, outcome="Ist gefunden.", by=UserFactory())
    ConferenceTaskFactory(due_on=DUE, conference=ConferenceFactory())
    assert (remind_of_tasks(on(0)), mail.outbox) == (0, [])


def test_a_task_is_done_once_and_may_be_opened_again(task):
    news = [finish_task(pk=task.pk, day=DUE, outcome=text, by=UserFactory()) for text in ("Erstens.", "Zweitens.")]
    task.refresh_from_db()
    assert (news, task.outcome, task.done_on) == ([True, False], "Erstens.", DUE)
    assert [reopen_task(pk=task.pk, by=UserFactory()) for _ in range(2)] == [True, False]
    assert list(ConferenceTask.objects.open()) == [task]


def test_a_mail_that_fails_is_tried_again(task, monkeypatch, caplog):
    def broken(*args: object, **kwargs: object) -> None:
        raise OSError("no mail server")

    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", broken)
    assert remind_of_tasks(on(0)) == 0
    monkeypatch.undo()
    assert (remind_of_tasks(on(0)), len(caplog.records)) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_of_two_runs_at_once_only_one_reminds():
    MunicipalityFactory()
    ConferenceTaskFactory(due_on=timezone.localdate())
    start, sent = threading.Barrier(2), []

    def run() -> None:
        start.wait(10)
        sent.append(remind_of_tasks())
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    assert sorted(sent) == [0, 1]
