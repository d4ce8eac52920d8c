"""Bring what the search keeps ready to today."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from offers.actions import refresh_search


class Command(BaseCommand):
    """Call once a day, early in the morning; safe to call again."""

    help = "Zählt die Trefferzahlen der Suche für heute und räumt alte Änderungsmarken auf; einmal täglich aufrufen."

    def handle(self, *args, **options) -> None:
        done = refresh_search()
        state = _("für heute gezählt") if done.counted else _("schon von heute")
        self.stdout.write(_("Trefferzahlen: %s") % state)
        self.stdout.write(_("Änderungsmarken entfernt: %s") % done.pruned)
