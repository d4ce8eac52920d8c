from argparse import ArgumentParser

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.importing import Report
from kit.importing_command import ImportCommand
from sozialraum.imports.streets import import_streets


class Command(ImportCommand):
    about = gettext_lazy(
        "Liest das Straßenverzeichnis: CSV oder XLSX mit Straße, Hausnummern von/bis, Seite (odd, even, all), PLZ und "
        "Schlüssel des Stadtteils."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--remove-missing",
            action="store_true",
            help=_("gespeicherte Abschnitte entfernen, die nicht in der Datei stehen"),
        )

    def work(self, report: Report, options: dict) -> None:
        import_streets(options["file"], report, remove_missing=options["remove_missing"])
