"""School holidays: days on which much of what is offered pauses."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from sozialraum.choices import FederalState


class SchoolHoliday(RuledModel):
    """School holidays of a Land, first and last day included."""

    federal_state = models.CharField(_("Land"), max_length=2, choices=FederalState)
    name = models.CharField(_("Name"), max_length=60)
    first_day = models.DateField(_("erster Tag"))
    last_day = models.DateField(_("letzter Tag"))

    class Meta:
        verbose_name = _("Schulferien")
        verbose_name_plural = _("Schulferien")
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="school_holiday_ends_after_it_begins",
                violation_error_message=_("Ferien enden nicht, bevor sie beginnen."),
            ),
            models.UniqueConstraint(
                "federal_state",
                "first_day",
                name="one_school_holiday_begins_on_a_day",
                violation_error_message=_("An diesem Tag beginnen in diesem Land schon Ferien."),
            ),
            ExclusionConstraint(
                name="school_holidays_of_a_land_do_not_overlap",
                expressions=[
                    (F("federal_state"), RangeOperators.EQUAL),
                    (
                        Func(
                            F("first_day"),
                            F("last_day"),
                            Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("In dieser Zeit sind in diesem Land schon Ferien."),
            ),
            models.CheckConstraint(
                condition=Q(federal_state__in=FederalState.values),
                name="school_holiday_is_in_a_land",
                violation_error_message=_("Dieses Land gibt es nicht."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.first_day:%Y}"
