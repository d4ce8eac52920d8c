"""The ways through the pages about social spaces, which `SOCIAL_SPACE_WAYS` in the settings names, and the tool that leads there."""

from django.utils.translation import gettext_lazy as _

from network.choices import Permission

WAYS = (
    ("staff_spaces", _("Sozialräume"), "map", Permission.READ),
    ("staff_contacts", _("Ansprechstellen"), "phone", Permission.READ),
    ("staff_streets", _("Straßen"), "pin", Permission.READ),
)
TOOLS = (
    (
        "staff_spaces",
        _("Sozialräume"),
        _("Teams, Federführung, Umsetzung, Straßen und Programme im Stadtteil"),
        Permission.READ,
    ),
)
