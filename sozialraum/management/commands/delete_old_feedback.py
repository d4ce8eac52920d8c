"""Delete hints on barriers half a year after they were answered."""

from typing import Any

from django.core.management.base import BaseCommand

from sozialraum.models import AccessibilityFeedback


class Command(BaseCommand):
    help = "Deletes hints on barriers half a year after their answer, as the privacy page promises; run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        deleted, _ = AccessibilityFeedback.objects.outdated().delete()
        self.stdout.write(f"{deleted} deleted")
