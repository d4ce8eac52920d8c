"""The work that comes round by itself."""

import datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from offers.actions import look_for_all_twins
from offers.imports import steps
from offers.management.commands import run_scheduled
from offers.models import Import, OutdatedReport
from tests.network.factories import UserFactory
from tests.offers.factories import OfferFactory
from tests.offers.imports import uploaded

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


def test_imports_that_a_restart_left_over_are_worked_off():
    owner = uploaded({})
    steps.choose(owner, columns=owner.columns, constants={})
    assert "work_imports: 1" in run()
    assert Import.objects.get().state == "checked"
