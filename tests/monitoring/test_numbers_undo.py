"""An import of numbers taken back, wherever it lies in the pile."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from monitoring.actions import rewriting_numbers
from monitoring.imports import jobs, steps
from monitoring.imports.undoing import preview, undo
from monitoring.models import IndicatorValue, ReplacedValue, ValueImport, ValueUpload
from tests.monitoring.importing import City, applied, checked, found, long, numbers, undone, uploaded, worked
from tests.network.factories import person

pytestmark = pytest.mark.django_db
HARDT, VENN = ("pop", "Hardt"), ("pop", "Venn")


def sources() -> dict[str, str]:
    """Return from which file the number of each area is."""
    rows = IndicatorValue.objects.values_list("district__name", "taken_from__file_name")
    return dict(rows)


@pytest.mark.usefixtures("city")
def test_what_came_goes_and_what_was_replaced_comes_back_with_its_origin():
    applied(long("pop;Hardt;100"), name="alt.csv")
    second = applied(long("pop;Hardt;110 p", "pop;Venn;50"), name="neu.csv")
    assert (found(), sources()) == ({HARDT: 110, VENN: 50}, {"Hardt": "neu.csv", "Venn": "neu.csv"})
    second = undone(second)
    assert (found(), sources(), second.state) == ({HARDT: 100}, {"Hardt": "alt.csv"}, "undone")
    value = IndicatorValue.objects.get()
    assert (value.status, value.line, ReplacedValue.objects.count()) == ("final", 2, 0)
    assert (second.result.undone_by, second.result.undone_at is None) == (second.made_by, False)


@pytest.mark.usefixtures("city")
def test_a_gap_comes_back_as_a_gap_and_a_number_without_origin_as_that():
    applied(long("pop;Hardt;.", "sgb2;Venn;5;50"))
    IndicatorValue.objects.filter(indicator__code="sgb2").update(taken_from=None)
    undone(applied(long("pop;Hardt;7", "sgb2;Venn;6;60")))
    assert found() == {HARDT: "secret", ("sgb2", "Venn"): (5, 50)}
    assert IndicatorValue.objects.get(indicator__code="sgb2").taken_from is None


@pytest.mark.usefixtures("city")
def test_what_a_later_import_wrote_stays_and_is_said():
    first = applied(long("pop;Hardt;100", "pop;Venn;50"), name="erste.csv")
    applied(long("pop;Hardt;110"), name="zweite.csv")
    told = preview(first.result)
    assert (told.gone, told.back, told.stays) == (1, 0, 1)
    first = undone(first)
    assert (found(), numbers(first)) == ({HARDT: 110}, {"created": 2, "left": 1})
    row = first.rows.get(outcome="stays")
    day = timezone.localtime(ValueImport.objects.get(file_name="zweite.csv").applied_at)
    assert (row.indicator, row.area, row.text) == (
        "Einwohner/innen",
        "Hardt",
        f"Ein späterer Import hat diesen Wert ersetzt: zweite.csv vom {day:%d.%m.%Y %H:%M}",
    )


@pytest.mark.usefixtures("city")
def test_taken_back_from_the_middle_an_import_does_not_come_back_later():
    applied(long("pop;Hardt;100"), name="1.csv")
    second = applied(long("pop;Hardt;110", "pop;Venn;50"), name="2.csv")
    third = applied(long("pop;Hardt;120", "pop;Venn;60"), name="3.csv")
    undone(second)
    assert found() == {HARDT: 120, VENN: 60}
    undone(third)
    assert (found(), sources()) == ({HARDT: 100}, {"Hardt": "1.csv"})


@pytest.mark.usefixtures("city")
def test_all_taken_back_in_any_order_nothing_is_left():
    imports = [applied(long(f"pop;Hardt;{n}", f"pop;Venn;{n}")) for n in (1, 2, 3, 4)]
    for place in (2, 0, 3, 1):
        undone(imports[place])
    assert (found(), ReplacedValue.objects.count()) == ({}, 0)


@pytest.mark.usefixtures("city")
def test_what_a_file_found_unchanged_stays_with_the_file_that_brought_it():
    first = applied(long("pop;Hardt;100"), name="erste.csv")
    second = applied(long("pop;Hardt;100", "pop;Venn;1"), name="zweite.csv")
    undone(second)
    assert sources() == {"Hardt": "erste.csv"}
    undone(first)
    assert found() == {}


@pytest.mark.usefixtures("city")
def test_an_import_is_taken_back_once():
    owner = undone(applied(long("pop;Hardt;100")))
    assert not steps.undo(owner, by=owner.made_by)


# Two at once


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


@pytest.fixture
def no_process(monkeypatch):
    """Keep the process from being started: it would work at the developer's own database."""
    monkeypatch.setattr(steps, "start_worker", lambda: None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("no_process")
def test_who_writes_numbers_at_the_same_time_waits_and_compares_with_what_was_written():
    City()
    owner = checked(uploaded(long("pop;Hardt;110")))
    first = applied(long("pop;Hardt;100"))
    steps.apply(owner, by=owner.made_by)
    with rewriting_numbers():
        thread = beside(jobs.work_off)
        thread.join(1)
        waits = thread.is_alive()
        undo(first.result, by=person("planner"))
    thread.join()
    owner = ValueUpload.objects.get(pk=owner.pk)
    # The check saw nothing, the application would have found the first file's number, but that was taken back meanwhile.
    assert (waits, owner.state, numbers(owner), found()) == (True, "applied", {"created": 1}, {HARDT: 110})


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("no_process")
def test_a_check_holds_nobody_up_who_writes_numbers():
    City()
    owner = uploaded(long(*["pop;Hardt;100"] * 2000))
    held_up = []

    def write(_done: int) -> None:
        thread = beside(lambda: IndicatorValue.objects.update(line=3))
        thread.join(20)
        held_up.append(thread.is_alive())

    jobs.check(owner, write)
    assert held_up == [False]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("no_process")
def test_of_two_processes_one_works():
    City()
    owner = uploaded(long("pop;Hardt;100"))
    steps.choose(owner, steps.Layout.of(owner.layout), by=owner.made_by)
    with connection.cursor() as cursor:
        cursor.execute(jobs.QUEUE.lock)
        done = []
        beside(lambda: done.append((jobs.is_running(), jobs.work_off()))).join()
        cursor.execute(jobs.QUEUE.unlock)
    assert (done, jobs.is_running(), worked(owner).state) == ([(True, 0)], False, "checked")
