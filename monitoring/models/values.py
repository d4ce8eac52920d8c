"""The numbers as they came: for planners' eyes, and for what decides which of them may be seen."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from monitoring.choices import Gap, ValueStatus
from monitoring.models.areas import NumberOfAnArea, one_per_area
from monitoring.models.indicators import Indicator


class ValueImport(RuledModel):
    """One file of numbers that was taken in: where it came from, who took it, and whether it was taken back."""

    source = models.CharField(_("Quelle"), max_length=200)
    file_name = models.CharField(_("Datei"), max_length=200)
    applied_at = models.DateTimeField(_("übernommen am"), default=timezone.now)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("von")
    )
    undone_at = models.DateTimeField(_("zurückgenommen am"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("zurückgenommen von"),
    )

    class Meta:
        verbose_name = _("Einlesen von Zahlen")
        verbose_name_plural = _("Einlesen von Zahlen")
        ordering = ["-applied_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(undone_at__gte=F("applied_at")),
                name="value_import_is_undone_after_it_was_applied",
                violation_error_message=_("Zurückgenommen werden kann nur, was übernommen war."),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class IndicatorValue(NumberOfAnArea):
    """What was counted in an area at a day: numerator and denominator, or where only it is known the value itself."""

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="values", verbose_name=_("Indikator"), db_index=False
    )
    reference_date = models.DateField(_("Stichtag"))
    # Fractions come from series that were carried over a reform of boundaries.
    numerator = models.DecimalField(_("Zähler"), max_digits=16, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(_("Nenner"), max_digits=16, decimal_places=4, null=True, blank=True)
    value = models.DecimalField(_("Wert"), max_digits=18, decimal_places=8, null=True, blank=True)
    gap = models.CharField(_("kein Wert, weil"), max_length=12, choices=Gap, blank=True)
    status = models.CharField(_("Stand"), max_length=12, choices=ValueStatus, default=ValueStatus.FINAL)
    is_converted = models.BooleanField(_("auf neue Grenzen umgerechnet"), default=False)
    taken_from = models.ForeignKey(
        ValueImport, models.PROTECT, null=True, blank=True, related_name="values", verbose_name=_("Einlesen")
    )
    line = models.PositiveIntegerField(_("Zeile der Datei"), default=0)

    class Meta:
        verbose_name = _("Rohwert")
        verbose_name_plural = _("Rohwerte")
        ordering = ["indicator", "-reference_date"]
        indexes = NumberOfAnArea.Meta.indexes
        constraints = [
            *NumberOfAnArea.Meta.constraints,
            one_per_area(
                "one_raw_value_per_area_and_day",
                _("Für dieses Gebiet und diesen Stichtag gibt es schon einen Wert."),
                "indicator",
                "reference_date",
            ),
            models.CheckConstraint(
                condition=Q(gap="", numerator__isnull=False)
                | Q(gap="", value__isnull=False)
                | (~Q(gap="") & Q(numerator=None, denominator=None, value=None)),
                name="raw_value_is_a_number_or_says_why_not",
                violation_error_message=_("Bitte eine Zahl angeben, oder warum es keine gibt."),
            ),
            models.CheckConstraint(
                condition=Q(denominator=None) | Q(denominator__gte=0, numerator__isnull=False),
                name="raw_denominator_is_not_negative_and_has_a_numerator",
                violation_error_message=_("Ein Nenner ist nicht negativ und steht nicht ohne Zähler."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=ValueStatus.values),
                name="raw_value_has_a_status",
                violation_error_message=_("Diesen Stand gibt es nicht."),
            ),
            models.CheckConstraint(
                condition=Q(gap="") | Q(gap__in=Gap.values),
                name="raw_value_has_a_known_gap",
                violation_error_message=_("Diesen Grund gibt es nicht."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.reference_date:%d.%m.%Y}"
