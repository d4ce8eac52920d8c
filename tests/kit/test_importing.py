"""What an import does with refused rows, and what its report says."""

import pytest

from kit.importing import Kind, Remark, Report, run_import
from sozialraum.models import Postcode


def taking(*codes: str, refuse: str = ""):
    """Return the work of an import that saves postcodes and refuses one."""

    def work(report: Report) -> None:
        for line, code in enumerate(codes, start=2):
            if code == refuse:
                report.refuse(line, "so nicht")
            else:
                Postcode.objects.create(code=code)
                report.created += 1

    return work


def saved() -> list[str]:
    return list(Postcode.objects.order_by("code").values_list("code", flat=True))


@pytest.mark.django_db
def test_all_is_saved_where_nothing_is_refused():
    report = run_import(taking("41061", "41063"))

    assert (saved(), report.created, report.refused, report.is_written) == (["41061", "41063"], 2, 0, True)


@pytest.mark.django_db
def test_one_refused_row_keeps_all_others_out():
    report = run_import(taking("41061", "41063", refuse="41063"))

    assert (saved(), report.refused, report.is_written) == ([], 1, False)


@pytest.mark.django_db
def test_others_are_saved_without_the_refused_on_request():
    report = run_import(taking("41061", "41063", refuse="41063"), skip_refused=True)

    assert (saved(), report.refused, report.is_written) == (["41061"], 1, True)


@pytest.mark.django_db
def test_a_dry_run_reports_the_same_and_saves_nothing():
    report = run_import(taking("41061"), dry_run=True)

    assert (saved(), report.created, report.is_written) == ([], 1, False)


@pytest.mark.django_db(transaction=True)
def test_nothing_stays_of_an_import_that_breaks():
    def work(report: Report) -> None:
        Postcode.objects.create(code="41061")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        run_import(work)

    assert saved() == []


def test_a_row_counts_once_however_much_there_is_to_say_about_it():
    report = Report()
    report.repair(2, "eins")
    report.repair(2, "zwei")
    report.note(3, "drei")

    assert (report.repaired, report.refused) == (1, 0)


def test_a_repaired_row_that_is_refused_after_all_counts_as_refused():
    report = Report()
    report.repair(2, "eins")
    report.refuse(2, "zwei")

    assert (report.repaired, report.refused) == (0, 1)
    assert report.remarks == [Remark(2, Kind.REPAIRED, "eins"), Remark(2, Kind.REFUSED, "zwei")]
