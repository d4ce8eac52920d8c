"""Imports beside people who edit at the same moment, with real transactions of their own."""

import threading

import pytest
from django.db import connection, transaction

from offers.imports import jobs, steps
from offers.models import Import, Offer
from tests.offers.imports import applied, checked, numbers, uploaded

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_process")]
ROW = {"id": "k-1", "title": "Krabbelgruppe", "phone": "0211 1"}


@pytest.fixture
def no_process(monkeypatch):
    """Keep the process from being started: it would work at the developer's own database."""
    monkeypatch.setattr(steps, "start_worker", lambda: None)


def beside(work) -> threading.Thread:
    """Start work in a thread, with a connection of its own."""

    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_an_import_waits_for_whoever_edits_and_keeps_what_they_wrote():
    applied(ROW)
    owner = checked(uploaded(ROW | {"phone": "0211 2", "title": "Spielgruppe"}))
    steps.apply(owner, by=owner.made_by)
    with transaction.atomic():
        edited = Offer.objects.select_for_update().get()
        thread = beside(jobs.work_off)
        thread.join(1)
        waits = thread.is_alive()
        edited.phone = "02151 99"
        edited.save()
    thread.join()
    offer, owner = Offer.objects.get(), Import.objects.get(pk=owner.pk)
    assert (waits, offer.phone, offer.title) == (True, "02151 99", "Spielgruppe")
    assert numbers(owner) == {"changed": 1, "kept": 1, "differing": 1}


def test_a_check_holds_nobody_up():
    applied(ROW)
    owner = uploaded(ROW | {"phone": "0211 2"})
    steps.choose(owner, columns=owner.columns, constants={})
    owner.refresh_from_db()
    held_up = []

    def edit(_done: int) -> None:
        thread = beside(lambda: Offer.objects.update(phone="02151 99"))
        thread.join(20)
        held_up.append(thread.is_alive())

    jobs.check(owner, edit)
    assert (set(held_up), owner.state, Offer.objects.get().phone) == ({False}, "checked", "02151 99")


def test_an_undoing_waits_for_whoever_edits_and_leaves_what_they_wrote():
    applied(ROW)
    owner = applied(ROW | {"phone": "0211 2"})
    steps.undo(owner, by=owner.made_by)
    with transaction.atomic():
        edited = Offer.objects.select_for_update().get()
        thread = beside(jobs.work_off)
        thread.join(1)
        waits = thread.is_alive()
        edited.phone = "02151 99"
        edited.save()
    thread.join()
    assert (waits, Offer.objects.get().phone) == (True, "02151 99")
    assert Import.objects.get(pk=owner.pk).rows.get().stays == "Telefon wurde seither geändert (jetzt: 02151 99)."


def test_of_two_processes_one_works():
    owner = uploaded(ROW)
    steps.choose(owner, columns=owner.columns, constants={})
    with connection.cursor() as cursor:
        cursor.execute(jobs.LOCK)
        done = []
        beside(lambda: done.append((jobs.is_running(), jobs.work_off()))).join()
        cursor.execute(jobs.UNLOCK)
    assert (done, jobs.is_running()) == ([(True, 0)], False)
    assert (jobs.work_off(), Offer.objects.count()) == (1, 0)


def test_progress_is_seen_while_the_work_is_open():
    owner = uploaded(*[ROW | {"id": str(number)} for number in range(3)])
    Import.objects.update(total=3)
    seen = []
    with transaction.atomic(), jobs.measured(owner) as note:
        Offer.objects.count()
        note(2)
        beside(lambda: seen.append(Import.objects.get().done)).join()
        note(5)
    assert (seen, Import.objects.get().done) == ([2], 3)


def test_what_ends_in_the_middle_leaves_nothing_half_done(monkeypatch):
    owner = checked(uploaded(ROW))
    steps.apply(owner, by=owner.made_by)

    def fail(*_args, **_more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(jobs, "finish", fail)
        with pytest.raises(KeyboardInterrupt):
            jobs.work_off()
    assert (Offer.objects.count(), Import.objects.get().state, jobs.is_running()) == (0, "applying", False)
    assert (jobs.work_off(), Offer.objects.count(), Import.objects.get().state) == (1, 1, "applied")
