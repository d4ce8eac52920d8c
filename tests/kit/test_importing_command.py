"""How an importing command ends, and what it prints."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from kit.importing import Report, UnusableFileError
from kit.importing_command import ImportCommand


class Command(ImportCommand):
    """Takes the first line, repairs the second, refuses the third, if there are as many."""

    about = "Ein Import."
    lines = 0

    def work(self, report: Report, options: dict) -> None:
        if not self.lines:
            raise UnusableFileError("Die Datei ist leer.")
        report.created = min(self.lines, 2)
        if self.lines > 2:
            report.refuse(3, "geht nicht")
        if self.lines > 1:
            report.repair(2, "geht wieder")


def run(lines: int, *arguments: str) -> tuple[int, str]:
    """Return exit code and output."""
    command, out = Command(stdout=StringIO()), StringIO()
    command.lines = lines
    try:
        call_command(command, "datei.csv", *arguments, stdout=out)
    except CommandError as error:
        return error.returncode, out.getvalue() + str(error)
    return 0, out.getvalue()


@pytest.mark.django_db
def test_nothing_refused_ends_well():
    assert run(2) == (
        0,
        "Zeile 2: repariert: geht wieder\nangelegt: 2, geändert: 0, unverändert: 0, repariert: 1, abgelehnt: 0\n",
    )


@pytest.mark.django_db
def test_something_refused_ends_with_one_and_nothing_saved():
    code, output = run(3)

    assert code == 1
    assert output.splitlines() == [
        "Zeile 2: repariert: geht wieder",
        "Zeile 3: abgelehnt: geht nicht",
        "angelegt: 2, geändert: 0, unverändert: 0, repariert: 1, abgelehnt: 1",
        "Es wurde nichts gespeichert.",
        "Abgelehnt: 1. Mit --skip-refused wird alles andere übernommen.",
    ]


@pytest.mark.django_db
def test_something_skipped_still_ends_with_one():
    code, output = run(3, "--skip-refused")

    assert (code, output.splitlines()[-1]) == (1, "Nicht übernommen: 1. Alles andere ist gespeichert.")


@pytest.mark.django_db
def test_a_dry_run_says_that_nothing_was_saved():
    code, output = run(1, "--dry-run")

    assert (code, output.splitlines()[-1]) == (0, "Es wurde nichts gespeichert.")


@pytest.mark.django_db
def test_an_unusable_file_ends_with_two():
    assert run(0) == (2, "Die Datei ist leer.")


def test_the_help_says_what_it_does():
    assert Command().help == "Ein Import."


class Telling(Report):
    def settle(self) -> None:
        self.note(0, "gesehen")


class Whole(Command):
    """Makes no sense without all of its lines, and keeps its own report."""

    can_skip = False
    report_class = Telling

    def work(self, report: Report, options: dict) -> None:
        super().work(report, options)
        report.settle()


@pytest.mark.django_db
def test_what_makes_no_sense_in_part_is_not_skipped():
    command, out = Whole(stdout=StringIO()), StringIO()
    command.lines = 3
    with pytest.raises(CommandError, match=r"Abgelehnt: 1\. Bitte erst verbessern\.") as ended:
        call_command(command, "datei.csv", stdout=out)
    assert (ended.value.returncode, "Datei: Hinweis: gesehen" in out.getvalue()) == (1, True)
    with pytest.raises(TypeError, match="skip_refused"):
        call_command(command, "datei.csv", skip_refused=True)
