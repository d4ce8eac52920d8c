"""Bring in the words that the search comes with."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from kit.history import through
from offers.actions.search_words import WAY, load_search_words


class Command(BaseCommand):
    """Load the groups of words that fit every town; safe to call again, after an update of the portal too."""

    help = "Lädt die mitgelieferten Suchwörter. Was jemand geändert oder gelöscht hat, bleibt, wie es ist; auch ein zweiter Aufruf schadet nicht."

    def handle(self, *args, **options) -> None:
        with through(WAY):
            done = load_search_words()
        counts = {
            "created": done.created,
            "changed": done.changed,
            "unchanged": done.unchanged,
            "kept": done.kept,
        }
        self.stdout.write(
            _(
                "Wortgruppen: %(created)s angelegt, %(changed)s geändert, %(unchanged)s unverändert, "
                "%(kept)s von Ihnen gepflegt und so gelassen"
            )
            % counts
        )
