"""What families looked for and did not find, as mere numbers."""

from typing import Self

from dateutil.relativedelta import relativedelta
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from offers.models.terms import AgeStep, Topic
from sozialraum.models import District

KEPT_FOR = relativedelta(years=3)


class MissedSearchQuerySet(models.QuerySet):
    def outdated(self) -> Self:
        """Keep what was counted more than three years ago."""
        return self.filter(month__lt=timezone.localdate() - KEPT_FOR)


class MissedSearch(models.Model):
    """How often in a month a search for a district, an age and a topic found nothing.

    No words, no time of day, nothing about who asked: whatever a search names besides these three is forgotten.
    """

    month = models.DateField(_("Monat"), help_text=_("sein erster Tag"))
    # Where people looked then; a reform of boundaries does not change it.
    district = models.ForeignKey(District, models.CASCADE, null=True, related_name="+", verbose_name=_("Stadtteil"))
    age_step = models.ForeignKey(AgeStep, models.CASCADE, null=True, related_name="+", verbose_name=_("Alter"))
    topic = models.ForeignKey(Topic, models.CASCADE, null=True, related_name="+", verbose_name=_("Thema"))
    number = models.PositiveIntegerField(_("Anzahl"), default=1)

    objects = MissedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("Suche ohne Treffer")
        verbose_name_plural = _("Suchen ohne Treffer")
        constraints = [
            models.UniqueConstraint(
                fields=["month", "district", "age_step", "topic"],
                name="missed_searches_of_a_month_are_one_row",
                nulls_distinct=False,
                violation_error_message=_("Diese Zahl gibt es schon."),
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="missed_searches_are_of_a_month",
                violation_error_message=_("Bitte den ersten Tag des Monats angeben."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="missed_searches_are_counted",
                violation_error_message=_("Gezählt wird ab eins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%m/%Y}: {self.number}"
