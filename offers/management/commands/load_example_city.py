"""Fill the database with the example city."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from kit.history import through
from offers.actions import look_for_all_twins
from offers.example_city.accounts import ACCOUNTS, example_password
from offers.example_city.growth.growing import GrowthError, grow
from offers.example_city.load import NotTheExampleError, load_city
from offers.example_city.reading import FixtureError
from offers.example_city.syncing import Tally
from sozialraum.models import Municipality


class Command(BaseCommand):
    """Load the example city, or what has changed in its files since; print what became of each kind."""

    help = "Lädt die Beispielstadt aus fixtures/example_city/. Ein zweiter Lauf ändert nur, was sich geändert hat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help=_("nichts tun, wenn es in der Datenbank schon eine Kommune gibt")
        )

        parser.add_argument(
            "--offers",
            type=int,
            metavar="N",
            help=_("die Stadt auf N Angebote vergrößern; so lange antworten die Seiten nicht"),
        )
        parser.add_argument(
            "--seed", type=int, default=1, metavar="S", help=_("Startwert: derselbe ergibt dieselbe Stadt (1)")
        )

    def handle(self, *args, **options) -> None:
        if options["if_empty"] and Municipality.objects.exists():
            self.stdout.write(_("Die Datenbank ist schon gefüllt; nichts geändert."))
        else:
            try:
                self.load(options)
            except (FixtureError, GrowthError, NotTheExampleError) as error:
                raise CommandError(str(error)) from error
        self.show_accounts()

    def load(self, options: dict) -> None:
        """Load the city, then enlarge it where that is asked for."""
        with through("example"):
            self.show(load_city())
            if options["offers"]:
                self.show(grow(options["offers"], options["seed"]))
            else:
                look_for_all_twins()  # a large city's wait for the night

    def show(self, counts: Tally) -> None:
        """Print a line per kind of record."""
        for model, count in counts.items():
            name = str(model._meta.verbose_name_plural)
            created, changed, unchanged = count.created, count.changed, count.unchanged
            words = {"name": name, "created": created, "changed": changed, "unchanged": unchanged}
            self.stdout.write(
                _("%(name)s: %(created)s angelegt, %(changed)s geändert, %(unchanged)s unverändert") % words
            )

    def show_accounts(self) -> None:
        """Print how to log in, where that is meant for anybody at this machine."""
        if not (settings.LOCAL and Municipality.objects.filter(is_example=True).exists()):
            return
        self.stdout.write(_("Beispielkonten, Passwort (solange es niemand ändert): %s") % example_password())
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.email} – {account.name}")
