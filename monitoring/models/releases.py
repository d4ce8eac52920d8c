"""What may be seen: every page, map, table, file and feed reads these rows and no others."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from monitoring.choices import ValueStatus, Withheld
from monitoring.models.areas import NumberOfAnArea, one_per_area
from monitoring.models.indicators import Indicator


class ReleasedValue(NumberOfAnArea):
    """The number of an area as it is shown, or why it is not; written by `monitoring.releasing` alone.

    A value that is not sure enough ("few") may show what was counted, but no rate.
    """

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="released", verbose_name=_("Indikator"), db_index=False
    )
    reference_date = models.DateField(_("Stichtag"))
    numerator = models.DecimalField(_("Zähler"), max_digits=16, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(_("Nenner"), max_digits=16, decimal_places=4, null=True, blank=True)
    # In the unit of the indicator: for a rate numerator / denominator × per.
    value = models.DecimalField(_("Wert"), max_digits=18, decimal_places=8, null=True, blank=True)
    withheld = models.CharField(_("nicht gezeigt"), max_length=12, choices=Withheld, blank=True)
    status = models.CharField(_("Stand"), max_length=12, choices=ValueStatus, default=ValueStatus.FINAL)
    is_converted = models.BooleanField(_("auf neue Grenzen umgerechnet"), default=False)
    is_summed = models.BooleanField(_("aus kleineren Gebieten summiert"), default=False)

    class Meta:
        verbose_name = _("gezeigter Wert")
        verbose_name_plural = _("gezeigte Werte")
        ordering = ["indicator", "-reference_date"]
        indexes = NumberOfAnArea.Meta.indexes
        constraints = [
            *NumberOfAnArea.Meta.constraints,
            one_per_area(
                "one_released_value_per_area_and_day",
                _("Für dieses Gebiet und diesen Stichtag gibt es schon einen Wert."),
                "indicator",
                "reference_date",
            ),
            models.CheckConstraint(
                condition=Q(withheld="", value__isnull=False)
                | Q(withheld=Withheld.FEW, value=None)
                | (
                    Q(withheld__in=[Withheld.CONFIDENTIAL, Withheld.MISSING])
                    & Q(numerator=None, denominator=None, value=None)
                ),
                name="released_value_is_a_number_or_says_why_not",
                violation_error_message=_("Was geheim ist oder fehlt, hat keine Zahl."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=ValueStatus.values),
                name="released_value_has_a_status",
                violation_error_message=_("Diesen Stand gibt es nicht."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.reference_date:%d.%m.%Y}"
