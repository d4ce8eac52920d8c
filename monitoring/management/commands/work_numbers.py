"""The process behind numbers in the workspace."""

from typing import Any

from django.core.management.base import BaseCommand

from monitoring.imports.jobs import work_off


class Command(BaseCommand):
    """Do the steps of imports of numbers that are asked for; started by the workspace itself, and by run_scheduled for what is left over."""

    help = "Prüft, übernimmt und nimmt Zahlen zurück, wie es in der Verwaltung angestoßen wurde. Darf zweimal zugleich laufen."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(str(work_off()))
