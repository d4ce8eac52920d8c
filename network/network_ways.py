"""The way from the workspace's overview to the networks."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from network.choices import Permission

TOOLS: Final = (
    (
        "staff_networks",
        _("Netzwerke"),
        _("Mitglieder, Geschäftsordnung, Dokumente, Beschlüsse, Ziele und Maßnahmen"),
        Permission.READ,
    ),
)
