"""Activities of the network beside its offers: trainings, specialist days, campaigns; held once, by several departments."""

import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from network.models.partners import Partner
from sozialraum.models import District, SocialSpace


class ActivityQuerySet(models.QuerySet):
    def coming(self, now: datetime.datetime) -> Self:
        """Keep those still to come, the next one first."""
        return self.filter(cancelled_reason="", ends_at__gte=now).order_by("starts_at", "pk")


class Activity(RuledModel):
    """Something that is held once, such as a training across departments; several units answer for it together."""

    class Kind(models.TextChoices):
        TRAINING = "training", _("Fortbildung")
        SPECIALIST_DAY = "specialist_day", _("Fachtag")
        WORKING_GROUP = "working_group", _("Arbeitskreis")
        CAMPAIGN = "campaign", _("Aktion im Stadtteil")

    kind = models.CharField(_("Art"), max_length=15, choices=Kind, default=Kind.TRAINING)
    title = models.CharField(_("Titel"), max_length=160)
    description = models.TextField(_("Worum es geht"), blank=True)
    starts_at = models.DateTimeField(_("beginnt"))
    ends_at = models.DateTimeField(_("endet"))
    place = models.CharField(_("Ort"), max_length=250, blank=True)
    led_by = models.CharField(
        _("Leitung"), max_length=200, blank=True, help_text=_("ein Institut oder eine Funktion, keine Namen")
    )
    responsible = models.ManyToManyField(
        Partner, related_name="activities_answered_for", verbose_name=_("verantwortlich")
    )
    participants = models.ManyToManyField(
        Partner, blank=True, related_name="activities_attended", verbose_name=_("teilnehmende Stellen")
    )
    heads = models.PositiveSmallIntegerField(_("Teilnehmende"), null=True, blank=True)
    districts = models.ManyToManyField(
        District, blank=True, related_name="activities", verbose_name=_("für Stadtteile")
    )
    social_spaces = models.ManyToManyField(
        SocialSpace, blank=True, related_name="activities", verbose_name=_("für Sozialräume")
    )
    results = models.TextField(_("Ergebnis"), blank=True)
    cancelled_reason = models.CharField(_("Grund der Absage"), max_length=200, blank=True)
    updated_at = models.DateTimeField(_("zuletzt geändert"), default=timezone.now, editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("Aktivität")
        verbose_name_plural = _("Aktivitäten")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="activity_ends_after_it_begins",
                violation_error_message=_("Das Ende muss nach dem Beginn liegen."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
