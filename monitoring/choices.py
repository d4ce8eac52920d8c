"""What a number is, which way it points, how sure it is, and why it is not shown."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ValueKind(TextChoices):
    """How the value that is shown comes from what is counted."""

    COUNT = "count", _("Anzahl")
    RATE = "rate", _("Anteil oder Quote")
    MEAN = "mean", _("Mittelwert oder anderes Maß")


class Direction(TextChoices):
    """What a high value means; what has no direction is never valued (migration, age structure)."""

    FAVOURABLE = "favourable", _("hoher Wert günstig")
    UNFAVOURABLE = "unfavourable", _("hoher Wert ungünstig")
    NONE = "none", _("ohne Wertung")


class ValueStatus(TextChoices):
    """How final a number is."""

    FINAL = "final", _("endgültig")
    PROVISIONAL = "provisional", _("vorläufig")
    ESTIMATED = "estimated", _("geschätzt")


class Gap(TextChoices):
    """What the source says where it gives no number; the sign is that of German statistics offices."""

    SECRET = "secret", _("von der Quelle geheim gehalten (.)")
    UNRELIABLE = "unreliable", _("nicht sicher genug (/)")
    MEANINGLESS = "meaningless", _("nicht sinnvoll (x)")
    LATER = "later", _("kommt später (…)")


class Withheld(TextChoices):
    """Why no number is shown; the code stands in the markup of every table, chart and map."""

    CONFIDENTIAL = "confidential", _("geheim: der Schutz einzelner Menschen geht vor")
    FEW = "few", _("zu wenige Fälle für eine verlässliche Quote")
    MISSING = "missing", _("kein Wert")


class Audience(TextChoices):
    """For whom a page is made."""

    PUBLIC = "public", _("für alle")
    INTERNAL = "internal", _("für die Planung")
