import datetime
from argparse import ArgumentParser

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.importing import RefusedError, UnusableFileError
from kit.importing_command import ImportCommand
from monitoring.days import read_day
from monitoring.imports.crosswalk import Reform, convert
from monitoring.imports.recording import record
from monitoring.imports.report import NumberReport
from monitoring.imports.values import Terms
from monitoring.models import ValueUpload
from sozialraum.models import AreaLevel


class Command(ImportCommand):
    about = gettext_lazy(
        "Rechnet Zeitreihen nach einer Gebietsreform auf die neuen Gebiete um: CSV oder XLSX mit old_code;new_code;weight und, wo es "
        "mehrere Sätze von Gewichten gibt, basis. Die Gewichte jedes alten Gebiets ergeben zusammen 1."
    )
    report_class = NumberReport
    can_skip = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--level", required=True, metavar="LEVEL", help=_("Kürzel oder Name der Gebietsebene"))
        parser.add_argument(
            "--day", required=True, metavar="DAY", help=_("der erste Tag der neuen Grenzen, zum Beispiel 2025-01-01")
        )
        parser.add_argument(
            "--basis", default="", metavar="TEXT", help=_("welche Gewichte gelten, wo die Datei mehrere hat")
        )
        parser.add_argument(
            "--indicator",
            action="append",
            default=[],
            metavar="CODE",
            help=_("nur diesen Indikator umrechnen; darf mehrfach stehen"),
        )

    def work(self, report: NumberReport, options: dict) -> None:
        reform = Reform(
            level_named(options["level"]), day_of(options["day"]), options["basis"], tuple(options["indicator"])
        )
        terms = Terms(file_name=options["file"].name, is_trial=options["dry_run"])
        if result := convert(options["file"], report, reform=reform, terms=terms):
            record(result, report, ValueUpload.Sort.CROSSWALK)


def level_named(text: str) -> AreaLevel:
    """Return a level by code or name; raises UnusableFileError."""
    levels = list(AreaLevel.objects.all())
    for level in levels:
        if text.casefold() in {level.code.casefold(), level.name.casefold()}:
            return level
    known = ", ".join(level.code for level in levels)
    raise UnusableFileError(
        _("Die Ebene „%(level)s“ gibt es nicht. Es gibt: %(known)s") % {"level": text, "known": known}
    )


def day_of(text: str) -> datetime.date:
    """Return the day that was said; raises UnusableFileError."""
    try:
        return read_day(text)
    except RefusedError as error:
        raise UnusableFileError(str(error)) from error
