"""The base of every command that imports."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.history import through
from kit.importing import Report, UnusableFileError, run_import


class ImportCommand(BaseCommand):
    """Read FILE, print what became of each row; exit code 1 where one was refused, 2 where nothing could be read."""

    about = ""  # one or two sentences for --help; may be marked for translation
    row_name = gettext_lazy("Zeile")
    report_class = Report
    # Whether the other rows make sense without those that are refused.
    can_skip = True

    @property
    def help(self) -> str:
        return str(self.about)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help=_("nur berichten, nichts speichern"))
        if self.can_skip:
            parser.add_argument(
                "--skip-refused",
                action="store_true",
                help=_("alle anderen Zeilen speichern, auch wenn welche abgelehnt werden"),
            )

    def work(self, report: Report, options: dict) -> None:
        """Import `options["file"]`; the whole runs in one transaction."""
        raise NotImplementedError

    def handle(self, *args, **options) -> None:
        try:
            with through("import"):
                report = run_import(
                    lambda report: self.work(report, options),
                    dry_run=options["dry_run"],
                    skip_refused=options.get("skip_refused", False),
                    report=self.report_class(),
                )
        except UnusableFileError as error:
            raise CommandError(str(error), returncode=2) from error
        self.show(report)
        if report.refused:
            raise CommandError(self.verdict(report, options), returncode=1)

    def show(self, report: Report) -> None:
        """Print the remarks in the order of the file, then the numbers."""
        for remark in sorted(report.remarks, key=lambda remark: remark.line):
            place = f"{self.row_name} {remark.line}" if remark.line else _("Datei")
            self.stdout.write(f"{place}: {remark.kind.value}: {remark.text}")
        numbers = {
            _("angelegt"): report.created,
            _("geändert"): report.changed,
            _("unverändert"): report.unchanged,
            _("repariert"): report.repaired,
            _("abgelehnt"): report.refused,
        }
        self.stdout.write(", ".join(f"{name}: {number}" for name, number in numbers.items()))
        if not report.is_written:
            self.stdout.write(_("Es wurde nichts gespeichert."))

    def verdict(self, report: Report, options: dict) -> str:
        """Return the closing sentence of a run in which rows were refused."""
        if report.is_written:
            return _("Nicht übernommen: %s. Alles andere ist gespeichert.") % report.refused
        if not self.can_skip:
            return _("Abgelehnt: %s. Bitte erst verbessern.") % report.refused
        return _("Abgelehnt: %s. Mit --skip-refused wird alles andere übernommen.") % report.refused
