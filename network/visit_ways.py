"""The way from the workspace's overview to what families ask of a team."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from network.choices import Permission

TOOLS: Final = (
    (
        "staff_visits",
        _("Willkommensbesuche"),
        _("Familien, die sich einen Besuch oder eine Familienpatin wünschen"),
        Permission.VISITS,
    ),
)
