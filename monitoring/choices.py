"""What a number is, which way it points, how sure it is, and why it is not shown."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from monitoring.indices.definition import Aggregation, Attention, Limits, Standardisation


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


class OutcomeKind(TextChoices):
    """What is counted to see what prevention achieves."""

    COUNT = "count", _("Anzahl")
    SHARE = "share", _("x von y")
    FUNNEL = "funnel", _("drei Stufen")


class Audience(TextChoices):
    """For whom a page is made."""

    PUBLIC = "public", _("für alle")
    INTERNAL = "internal", _("für die Planung")


class IndexMethod(TextChoices):
    """How indicators of an index are made comparable: the methods of `monitoring.indices`, in words."""

    Z = Standardisation.Z.value, _("z-Wert: Abstand vom Mittel der Gebiete in Standardabweichungen")
    FIXED = Standardisation.FIXED.value, _("z-Wert gegenüber einem Basisjahr")
    MIN_MAX = Standardisation.MIN_MAX.value, _("von 0 (niedrigster Wert) bis 1 (höchster Wert)")
    RANK = Standardisation.RANK.value, _("Rang unter den Gebieten, von 0 bis 1")


class IndexSum(TextChoices):
    """How the parts of an index become one number."""

    SUM = Aggregation.SUM.value, _("gewichtete Summe, noch einmal standardisiert")
    MEAN = Aggregation.MEAN.value, _("gewichtetes Mittel")


class IndexLimits(TextChoices):
    """What the limits between the classes of an index are."""

    SD = Limits.SD.value, _("Standardabweichungen vom Mittel des Index")
    QUANTILES = Limits.QUANTILES.value, _("Anteile der Gebiete (0,2 heißt: ein Fünftel)")
    FIXED = Limits.FIXED.value, _("feste Werte des Index")


class IndexAttention(TextChoices):
    """Whether the areas of a class are ones with special attention."""

    NEVER = Attention.NEVER.value, _("nein")
    WORSENING = Attention.WORSENING.value, _("wenn es dort zugleich ungünstiger wird")
    ALWAYS = Attention.ALWAYS.value, _("immer")
