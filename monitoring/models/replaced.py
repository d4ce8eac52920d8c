"""The way back from an import: the numbers that it replaced."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from monitoring.choices import Gap, ValueStatus
from monitoring.models.values import IndicatorValue, ValueImport


class ReplacedValue(RuledModel):
    """A number as it was before an import replaced it, with where it came from; written and read by imports alone."""

    # The rule below begins with it, and so finds what an import replaced.
    replaced_by = models.ForeignKey(ValueImport, models.CASCADE, related_name="replaced", db_index=False)
    known = models.ForeignKey(IndicatorValue, models.CASCADE, related_name="replaced", verbose_name=_("Rohwert"))
    numerator = models.DecimalField(_("Zähler"), max_digits=16, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(_("Nenner"), max_digits=16, decimal_places=4, null=True, blank=True)
    value = models.DecimalField(_("Wert"), max_digits=18, decimal_places=8, null=True, blank=True)
    gap = models.CharField(_("kein Wert, weil"), max_length=12, choices=Gap, blank=True)
    status = models.CharField(_("Stand"), max_length=12, choices=ValueStatus, default=ValueStatus.FINAL)
    is_converted = models.BooleanField(default=False)
    taken_from = models.ForeignKey(ValueImport, models.PROTECT, null=True, blank=True, related_name="+")
    line = models.PositiveIntegerField(_("Zeile der Datei"), default=0)

    class Meta:
        verbose_name = _("ersetzter Rohwert")
        verbose_name_plural = _("ersetzte Rohwerte")
        constraints = [
            models.UniqueConstraint(
                "replaced_by",
                "known",
                name="import_replaces_a_value_once",
                violation_error_message=_("Diesen Wert hat der Import schon ersetzt."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.replaced_by}: {self.known}"
