"""The work that comes round by itself."""

import datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connections
from django.utils import timezone

from offers.actions import look_for_all_twins
from offers.imports import steps
from offers.management.commands import run_scheduled
from offers.models import Import, OutdatedReport, ScheduledRun
from tests.network.factories import UserFactory, person
from tests.offers.factories import OfferFactory
from tests.offers.imports import uploaded
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.django_db


def run() -> list[str]:
    output = StringIO()
    call_command("run_scheduled", stdout=output)
    return output.getvalue().splitlines()


def closed(days: int) -> OutdatedReport:
    then = timezone.now() - datetime.timedelta(days=days)
    return OutdatedReport.objects.create(
        offer=OfferFactory(),
        message="Alt",
        received_at=then,
        closed_at=then,
        answer="Geändert",
        closed_by=UserFactory(),
    )


def test_every_task_runs_and_says_what_came_of_it():
    look_for_all_twins()  # what other tests left noted, which nothing takes back
    assert run() == [
        "refresh_search: Refreshed(counted=False, pruned=0)",
        "look_for_twins: 0",
        "remind: 0",
        "send_campaigns: 0",
        "remind_invited: 0",
        "remind_of_grants: 0",
        "tell_idle: 0",
        "shut_idle: 0",
        "renew_secrets: 0",
        "delete_old_feedback: 0",
        "delete_old_reports: 0",
        "delete_old_forms: 0",
        "delete_old_demand: 0",
        "prune_history: 0",
        "work_imports: 0",
        "prune_imports: 0",
        "work_numbers: 0",
        "release_values: 0",
        "prune_numbers: 0",
        "reckon_walking_reach: 0",
        "remind_of_tasks: 0",
        "remind_of_renewals: 0",
        "remind_of_visits: Reminded(mails=0, unread=0)",
        "delete_old_visit_requests: 0",
        "forget_received_messages: 0",
        "make_booklets: 0/0",
        "check_links: 0",
    ]


def test_a_report_is_kept_for_half_a_year_after_its_answer():
    kept = closed(182)
    closed(184)
    assert "delete_old_reports: 1" in run()
    assert list(OutdatedReport.objects.all()) == [kept]


def test_a_second_one_at_the_same_time_leaves_the_work_to_the_first():
    other = connections.create_connection("default")
    other.settings_dict = {**other.settings_dict, "NAME": connections["default"].settings_dict["NAME"]}
    with other.cursor() as cursor:
        cursor.execute(run_scheduled.LOCK)
        assert run() == ["Läuft schon."]
        cursor.execute(run_scheduled.UNLOCK)
    other.close()
    assert len(run()) == len(run_scheduled.TASKS)


def test_a_task_that_fails_keeps_no_other_from_its_work(monkeypatch, caplog):
    def broken() -> None:
        raise ValueError("kaputt")

    monkeypatch.setattr(
        run_scheduled, "TASKS", {"broken": broken, "delete_old_reports": run_scheduled.delete_old_reports}
    )
    closed(200)
    with pytest.raises(SystemExit) as ended:
        run()
    assert (ended.value.code, OutdatedReport.objects.count()) == (1, 0)
    assert [record.getMessage() for record in caplog.records] == ["broken failed"]


def test_each_run_is_written_down_and_the_next_one_takes_its_place():
    for _ in range(2):
        run()
    kept = ScheduledRun.objects.get(task="delete_old_reports")
    assert (ScheduledRun.objects.count(), kept.succeeded, kept.outcome) == (len(run_scheduled.TASKS), True, "0")
    assert timezone.now() - kept.ended_at < datetime.timedelta(minutes=1)


def operators_board(client) -> dict[str, str]:
    client.force_login(person("operator"))
    links = parsed(client.get("/verwaltung/")).findall(".//ul[@class='cards']//a")
    return {text_of(link): link.get("href") for link in links}


def test_what_failed_waits_for_the_operators_and_names_nobody(client, municipality, monkeypatch):
    def broken() -> None:
        raise ValueError("kim@example.org")

    monkeypatch.setattr(run_scheduled, "TASKS", {"broken": broken, "fine": lambda: 3})
    with pytest.raises(SystemExit):
        run()
    runs = ScheduledRun.objects.values_list("task", "succeeded", "outcome")
    assert list(runs) == [("broken", False, "ValueError"), ("fine", True, "3")]
    board = operators_board(client)
    assert board == {"1 × Nachtlauf": "/admin/offers/scheduledrun/?stand=offen"}
    rows = parsed(client.get(board["1 × Nachtlauf"])).findall(".//table[@id='result_list']/tbody/tr")
    assert len(rows) == 1
    client.force_login(person("steering"))
    assert "Nachtlauf" not in text_of(parsed(client.get("/verwaltung/")))


def test_what_has_not_run_for_two_days_is_noticed(client, municipality):
    assert operators_board(client) == {}
    long_ago = timezone.now() - datetime.timedelta(days=2, minutes=1)
    ScheduledRun.objects.create(task="remind", ended_at=long_ago, seconds=1, succeeded=True)
    ScheduledRun.objects.create(task="prune", ended_at=timezone.now(), seconds=1, succeeded=True)
    assert list(operators_board(client)) == ["1 × Nachtlauf"]


def test_nobody_writes_such_a_row_by_hand(client, municipality):
    client.force_login(person("operator"))
    assert client.get("/admin/offers/scheduledrun/add/").status_code == 403


def test_no_run_takes_less_than_no_time():
    with pytest.raises(IntegrityError, match="run_takes_no_less_than_no_time"):
        ScheduledRun.objects.create(task="x", ended_at=timezone.now(), seconds=-1, succeeded=True)


def test_imports_that_a_restart_left_over_are_worked_off():
    owner = uploaded({})
    steps.choose(owner, columns=owner.columns, constants={})
    assert "work_imports: 1" in run()
    assert Import.objects.get().state == "checked"
