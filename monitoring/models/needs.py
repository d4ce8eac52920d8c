"""Handlungsbedarf: what a number tells planners, the goal that is in danger there, and what is done about it."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from monitoring.models.areas import OfAnArea
from monitoring.models.indicators import Indicator
from network.models import Goal, Measure, User

LONGEST = 2000


class NeedForActionQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Keep what is not settled."""
        return self.filter(settled_on=None)

    def for_list(self) -> Self:
        """Fetch what a line of a list says; what is open first, the newest first."""
        found = self.select_related("indicator", "district", "social_space", "goal", "measure", "written_by")
        return found.defer("district__boundary").order_by(F("settled_on").desc(nulls_first=True), "-noted_on", "-pk")


class NeedForAction(OfAnArea):
    """A finding about an area, or the whole city: indicator, goal, and the measure that answers it once there is one.

    The measure serves the same goal (monitoring/sql/0090_needs.sql). `version` counts how often it was written, so that two
    people who write at once do not lose each other's words.
    """

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="needs_for_action", verbose_name=_("Indikator")
    )
    finding = models.CharField(
        _("Befund"), max_length=LONGEST, help_text=_("was die Zahl hier zeigt und warum gehandelt werden soll")
    )
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="needs_for_action", verbose_name=_("Ziel"))
    measure = models.ForeignKey(
        Measure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="needs_for_action",
        verbose_name=_("Maßnahme"),
        help_text=_("leer, solange keine gefunden ist"),
    )
    noted_on = models.DateField(_("festgestellt am"), default=timezone.localdate)
    settled_on = models.DateField(_("erledigt am"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    written_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("geschrieben von")
    )

    objects = NeedForActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Handlungsbedarf")
        verbose_name_plural = _("Handlungsbedarfe")
        ordering = ["-noted_on", "-pk"]
        constraints = [
            *OfAnArea.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(finding__regex=r"^\s*$"),
                name="need_for_action_says_what_was_found",
                violation_error_message=_("Bitte schreiben Sie, was die Zahl zeigt."),
            ),
            models.CheckConstraint(
                condition=Q(settled_on=None) | Q(settled_on__gte=F("noted_on")),
                name="need_for_action_is_settled_after_it_was_noted",
                violation_error_message=_(
                    "Erledigt ist ein Bedarf frühestens an dem Tag, an dem er festgestellt wurde."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.goal}"
