import datetime
from argparse import ArgumentParser

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.importing import Report, UnusableFileError
from kit.importing_command import ImportCommand
from sozialraum.imports.districts import Reform, import_districts
from sozialraum.imports.geodata import read_features
from sozialraum.imports.levels import level_called


class Command(ImportCommand):
    about = gettext_lazy(
        "Liest Gebiete einer Ebene mit ihren Grenzen: GeoJSON, Shapefile (auch als Zip), GeoPackage und was GDAL sonst "
        "öffnet. Gröbere Ebenen zuerst. Ändert sich eine Grenze, endet das alte Gebiet und ein neues beginnt."
    )
    row_name = gettext_lazy("Objekt")

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        add = parser.add_argument
        add("--level", required=True, help=_("Kürzel oder Name der Gebietsebene; eine neue wird als feinste angelegt"))
        add("--plural", default="", help=_("Mehrzahl des Namens, wenn die Ebene neu ist"))
        add("--code", required=True, metavar="FIELD", help=_("Feld mit dem Schlüssel"))
        add("--name", required=True, metavar="FIELD", help=_("Feld mit dem Namen"))
        add("--parent", metavar="FIELD", help=_("Feld mit dem Schlüssel des größeren Gebiets"))
        add("--srid", type=int, help=_("EPSG-Nummer der Koordinaten, wenn die Datei sie nicht oder falsch nennt"))
        add("--layer", help=_("Ebene der Datei, wenn sie mehrere hat"))
        add("--valid-from", type=datetime.date.fromisoformat, help=_("Tag der Gebietsreform, sonst heute: JJJJ-MM-TT"))
        add("--close-missing", action="store_true", help=_("Gebiete schließen, die nicht in der Datei stehen"))

    def work(self, report: Report, options: dict) -> None:
        today = timezone.localdate()
        if options["valid_from"] and options["valid_from"] > today:
            raise UnusableFileError(_("Eine Gebietsreform wird eingelesen, wenn sie gilt, nicht vorher."))
        wanted = {role: options[role] for role in ("code", "name", "parent") if options[role]}
        features = read_features(options["file"], wanted, srid=options["srid"], layer=options["layer"])
        reform = Reform(
            level_called(options["level"], report, options["plural"]), options["valid_from"], options["close_missing"]
        )
        import_districts(features, reform, today, report)
