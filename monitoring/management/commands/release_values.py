"""Decide anew what may be seen of the numbers."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from monitoring.releasing import release


class Command(BaseCommand):
    """Release all numbers; imports do it by themselves, this is for rules that were changed by other ways."""

    help = "Legt neu fest, welche Zahlen des Monitorings gezeigt werden."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("%(number)s Werte gezeigt oder mit Grund verborgen") % {"number": release()})
