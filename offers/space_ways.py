"""What the register adds to the pages about social spaces (`SOCIAL_SPACE_WAYS` in the settings)."""

from django.utils.translation import gettext_lazy as _

from network.choices import Permission

WAYS = (
    ("staff_programmes", _("Programme"), "calendar", Permission.READ),
    ("staff_coverage", _("Abdeckung"), "confirmed", Permission.READ),
    ("staff_booklets", _("Elternbegleitbücher"), "list", Permission.READ),
    ("staff_white_spots", _("Weiße Flecken"), "search", Permission.READ),
)
