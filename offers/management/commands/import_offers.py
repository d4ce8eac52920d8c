from argparse import ArgumentParser
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.importing import Report
from kit.importing_columns import read_mapping
from kit.importing_command import ImportCommand
from offers.imports.offers import import_offers


class Command(ImportCommand):
    about = gettext_lazy(
        "Liest Angebote aus CSV oder XLSX; die Spalten beschreibt docs/imports.md. Eine Kennung (id) macht aus der "
        "zweiten Einlesung eine Aktualisierung."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--mapping",
            type=Path,
            metavar="FILE",
            help=_('welche Überschrift welche Spalte meint: TOML ("Name" = "title"), JSON oder CSV (Name;title)'),
        )

    def work(self, report: Report, options: dict) -> None:
        renamed = read_mapping(options["mapping"]) if options["mapping"] else {}
        import_offers(options["file"], report, renamed=renamed)
