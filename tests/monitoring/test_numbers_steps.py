"""Files of numbers on their way through the workspace, as people and the process behind them take them."""

import pytest
from django.utils import timezone

from kit.importing import UnusableFileError
from monitoring.imports import jobs, steps
from monitoring.imports.layout import Layout
from monitoring.models import IndicatorValue, ValueImport, ValueUpload, ValueUploadFile
from offers.management.commands.run_scheduled import of_apps_above
from tests.monitoring.importing import (
    SOURCE,
    applied,
    checked,
    found,
    long,
    numbers,
    uploaded,
    worked,
)
from tests.network.factories import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
WIDE = "Stadtteil;Einwohner/innen;Kinder;Fußnote\nAltstadt;1.200;60;x\nHardt;800;–;\n"


def test_a_check_writes_nothing_and_tells_everything():
    owner = checked(uploaded(long("pop;Altstadt;100", "pop;Hardt;200", "pop;Nirgends;5")))
    assert (owner.state, numbers(owner), IndicatorValue.objects.count()) == ("checked", {"created": 2, "refused": 1}, 0)
    rows = [(row.outcome, row.line, row.indicator, row.area, row.becomes, row.text) for row in owner.rows.all()]
    assert rows == [
        ("new", 2, "Einwohner/innen", "Altstadt", "100", ""),
        ("new", 3, "Einwohner/innen", "Hardt", "200", ""),
        ("refused", 4, "", "", "", "das Gebiet „Nirgends“ gibt es nicht"),
    ]


def test_a_second_file_tells_what_was_and_what_becomes():
    applied(long("pop;Altstadt;1000", "pop;Hardt;200", "sgb2;Hardt;10;200"))
    owner = checked(uploaded(long("pop;Altstadt;1010", "pop;Hardt;200", "sgb2;Hardt;.;200")))
    assert numbers(owner) == {"changed": 2, "unchanged": 1}
    told = [(row.area, row.was, row.becomes) for row in owner.rows.filter(outcome="changed")]
    assert told == [
        ("Altstadt", "1\u202f000", "1\u202f010"),
        ("Hardt", "10 von 200", "von der Quelle geheim gehalten (.)"),
    ]


def test_applying_keeps_with_each_number_where_it_came_from():
    planner = person("planner")
    owner = applied(long("pop;Altstadt;100"), by=planner)
    value = IndicatorValue.objects.get()
    assert (value.taken_from, value.line, owner.state) == (owner.result, 2, "applied")
    assert (owner.result.source, owner.result.file_name, owner.result.applied_by) == (SOURCE, "zahlen.csv", planner)


def test_what_the_columns_mean_is_remembered_of_a_source():
    owner = uploaded(WIDE)
    assert owner.layout["columns"] == {
        "Stadtteil": "area",
        "Einwohner/innen": "pop",
        "Kinder": "",
        "Fußnote": "",
    }
    checked(owner, date="31.12.2024", level="stadtteil", columns=owner.layout["columns"] | {"Kinder": "kids"})
    again = uploaded("Stand 2025\n\n" + WIDE, source=SOURCE.upper())
    assert again.layout["columns"]["Kinder"] == "kids"
    assert (again.layout["date"], again.layout["level"], again.layout["header"]) == ("31.12.2025", "stadtteil", 3)
    assert uploaded(WIDE, source="Jobcenter").layout["columns"]["Kinder"] == ""


def test_another_row_of_headings_is_read_when_it_is_said():
    owner = uploaded("Stadtteil;Einwohner/innen\nAltstadt;100\nRaum;Kinder unter 6\nHardt;7\n")
    steps.read_again(owner, Layout.of(owner.layout | {"header": 3, "header_rows": 1}))
    assert owner.layout["columns"] == {"Raum": "area", "Kinder unter 6": "kids"}
    with pytest.raises(UnusableFileError, match="In Zeile 9 steht keine Überschrift"):
        steps.read_again(owner, Layout.of(owner.layout | {"header": 9}))


def test_what_changed_between_check_and_application_is_said():
    owner = checked(uploaded(long("pop;Altstadt;100")))
    applied(long("pop;Altstadt;90"), source="Andere")
    steps.apply(owner, by=owner.made_by)
    owner = worked(owner)
    assert (owner.differs, numbers(owner), found()) == (True, {"changed": 1}, {("pop", "Altstadt"): 100})


def test_a_file_that_cannot_be_read_goes_back_with_a_sentence():
    owner = uploaded(WIDE)
    steps.choose(owner, Layout.of(owner.layout), by=owner.made_by)
    owner = worked(owner)
    assert (owner.state, owner.problem) == (
        "uploaded",
        "Es fehlt der Stichtag: eine Spalte dafür, oder einer für die ganze Tabelle.",
    )


def test_a_file_that_is_no_table_is_not_kept():
    with pytest.raises(UnusableFileError):
        uploaded(b"\0\1\2")
    assert ValueUpload.objects.count() == 0


def test_a_step_is_done_once():
    owner = checked(uploaded(long("pop;Altstadt;100")))
    assert [steps.apply(owner, by=owner.made_by) for _ in range(2)] == [True, False]
    assert [steps.close(owner), steps.undo(owner, by=owner.made_by)] == [False, False]


def test_a_file_that_is_put_away_is_gone_and_stays_so():
    owner = checked(uploaded(long("pop;Altstadt;100")))
    assert steps.close(owner)
    assert (ValueUploadFile.objects.count(), steps.apply(owner, by=owner.made_by)) == (0, False)


def test_what_was_ended_from_outside_is_begun_again_and_given_up_after_the_third_time():
    owner = checked(uploaded(long("pop;Altstadt;100")))
    steps.apply(owner, by=owner.made_by)
    ValueUpload.objects.update(attempts=3)
    steps.go_on(owner)
    owner = worked(owner)
    assert (owner.state, owner.problem) == (
        "checked",
        "Das wurde dreimal von außen unterbrochen. Vielleicht ist die Datei zu groß.",
    )


def test_nothing_is_taken_back_for_an_account_that_is_gone():
    owner = applied(long("pop;Altstadt;100"))
    steps.undo(owner, by=owner.made_by)
    ValueUpload.objects.update(asked_by=None)
    owner = worked(owner)
    assert (owner.state, owner.problem) == (
        "applied",
        "Das Konto, das den Import zurücknehmen wollte, gibt es nicht mehr.",
    )


def test_an_application_that_fails_leaves_nothing(monkeypatch):
    owner = checked(uploaded(long("pop;Altstadt;100")))
    steps.apply(owner, by=owner.made_by)

    def fail(*_args, **_more):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(jobs, "keep", fail)
        owner = worked(owner)
    assert (owner.state, IndicatorValue.objects.count(), ValueImport.objects.count()) == ("checked", 0, 0)
    assert owner.problem.startswith("Das ist nicht gelungen, und nichts wurde geändert.")


def test_the_nightly_work_takes_up_what_was_left():
    owner = uploaded(long("pop;Altstadt;100"))
    ValueUpload.objects.filter(pk=owner.pk).update(state="checking", asked_at=timezone.now())
    assert of_apps_above()["work_numbers"]() == 1
    assert ValueUpload.objects.get().state == "checked"


def test_progress_is_counted_in_lines():
    owner = uploaded(long(*["pop;Altstadt;100"] * 4000))
    seen = []
    jobs.check(owner, seen.append)
    assert (seen, owner.unchanged, owner.created) == ([2000, 4000], 0, 1)
