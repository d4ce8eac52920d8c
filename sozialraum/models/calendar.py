"""School holidays: days on which much of what is offered pauses."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class SchoolHoliday(models.Model):
    """School holidays of a Land, first and last day included."""

    federal_state = models.CharField(_("Land"), max_length=2)
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
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.first_day:%Y}"
