from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.importing_command import ImportCommand
from monitoring.imports.layout import Layout, read_layout
from monitoring.imports.recording import record
from monitoring.imports.report import NumberReport
from monitoring.imports.values import Terms, import_values


class Command(ImportCommand):
    about = gettext_lazy(
        "Liest Zahlen für das Monitoring aus CSV oder XLSX: eine Zeile je Zahl (indicator;area;reference_date;numerator;denominator "
        "oder value) oder eine Zeile je Gebiet; docs/imports.md beschreibt beides."
    )
    report_class = NumberReport

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--mapping",
            type=Path,
            metavar="FILE",
            help=_("was die Spalten bedeuten, Stichtag, Ebene, Quelle, Kopfzeile …: TOML, JSON oder CSV"),
        )
        for name, what in (
            ("source", _("woher die Zahlen kommen; ohne Angabe der Name der Datei")),
            ("date", _("Stichtag aller Zahlen, zum Beispiel 31.12.2024")),
            ("level", _("Ebene der Gebiete, wo Schlüssel oder Namen mehrfach vorkommen")),
        ):
            parser.add_argument(f"--{name}", default="", metavar=name.upper(), help=what)

    def work(self, report: NumberReport, options: dict) -> None:
        layout = read_layout(options["mapping"]) if options["mapping"] else Layout()
        said = {name: options[name] for name in ("source", "date", "level") if options[name]}
        terms = Terms(file_name=options["file"].name, is_trial=options["dry_run"], skip_refused=options["skip_refused"])
        layout = replace(layout, **said)
        result = import_values(options["file"], report, layout=layout, terms=terms)
        if result:
            record(result, report)
