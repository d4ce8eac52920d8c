"""When each task of the scheduled work last ran, so that somebody notices when it does not."""

import datetime
from typing import Final, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# The work comes round each night; who misses one has a day to set it right before anybody is told.
SILENT_AFTER: Final = datetime.timedelta(days=2)


class ScheduledRunQuerySet(models.QuerySet):
    def to_mend(self) -> Self:
        """Keep the tasks that failed last time, or that have not run for two days."""
        return self.filter(Q(succeeded=False) | Q(ended_at__lt=timezone.now() - SILENT_AFTER))


class ScheduledRun(models.Model):
    """The last run of one task."""

    task = models.CharField(_("Aufgabe"), max_length=60, unique=True)
    ended_at = models.DateTimeField(_("zuletzt gelaufen"))
    seconds = models.FloatField(_("Sekunden"))
    succeeded = models.BooleanField(_("gelungen"))
    outcome = models.CharField(_("Ergebnis"), max_length=200, blank=True)

    objects = ScheduledRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("Aufgabe des Nachtlaufs")
        verbose_name_plural = _("Aufgaben des Nachtlaufs")
        ordering = ["task"]
        constraints = [
            models.CheckConstraint(
                condition=Q(seconds__gte=0),
                name="run_takes_no_less_than_no_time",
                violation_error_message=_("Eine Aufgabe dauert nicht weniger als keine Zeit."),
            ),
        ]

    def __str__(self) -> str:
        return self.task
