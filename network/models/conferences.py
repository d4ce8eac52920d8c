"""Conferences: a group's meeting for one quarter, from its plan to its minutes."""

import datetime
from typing import Self

from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from network.models.conference_groups import ConferenceGroup
from network.models.partners import Partner
from network.models.users import User
from network.quarters import Quarter


class ConferenceQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Keep those that were not called off."""
        return self.exclude(state=Conference.State.CANCELLED)

    def held(self) -> Self:
        """Keep those that took place."""
        return self.filter(state__in=[Conference.State.HELD, Conference.State.CLOSED])

    def coming(self, now: datetime.datetime) -> Self:
        """Keep those still to come, the next one first."""
        return self.filter(state=Conference.State.PLANNED, ends_at__gte=now).order_by("starts_at", "pk")

    def unreported(self, now: datetime.datetime) -> Self:
        """Keep those whose time is over and of which nobody has said whether they took place, or whose minutes are open."""
        over = Q(state=Conference.State.PLANNED, ends_at__lt=now)
        return self.filter(over | Q(state=Conference.State.HELD))

    def with_open_tasks(self) -> Self:
        """Add how many of its tasks are not done (`open_tasks`)."""
        return self.annotate(open_tasks=Count("tasks", filter=Q(tasks__done_on=None)))


class Conference(RuledModel):
    """A meeting of a conference group; it counts for one quarter, whenever it takes place.

    `sequence` counts the changes of its date and place, so that calendars know the newest; `situation` is what the area had to
    offer on the day on which it took place (see monitoring.conferences.situation).
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("geplant")
        HELD = "held", _("gehalten, Protokoll offen")
        CLOSED = "closed", _("abgeschlossen")
        CANCELLED = "cancelled", _("abgesagt")

    group = models.ForeignKey(
        ConferenceGroup, models.PROTECT, related_name="conferences", verbose_name=_("Konferenzgruppe")
    )
    quarter = models.DateField(_("zählt für das Quartal"), help_text=_("der erste Tag des Quartals"))
    title = models.CharField(_("Schwerpunkt"), max_length=160, blank=True)
    starts_at = models.DateTimeField(_("beginnt"))
    ends_at = models.DateTimeField(_("endet"))
    place = models.CharField(_("Ort"), max_length=250)
    inviting_unit = models.ForeignKey(
        Partner, models.PROTECT, related_name="conferences_invited_to", verbose_name=_("einladende Stelle")
    )
    agenda = models.TextField(_("Tagesordnung"), blank=True)
    notes = models.TextField(_("interne Notizen"), blank=True)
    state = models.CharField(_("Stand"), max_length=10, choices=State, default=State.PLANNED)
    cancelled_reason = models.CharField(_("Grund der Absage"), max_length=200, blank=True)
    minutes = models.TextField(_("Protokoll"), blank=True)
    results = models.TextField(_("Ergebnisse"), blank=True)
    next_on = models.DateField(_("nächster Termin"), null=True, blank=True)
    situation = models.JSONField(_("Angebote und Lücken am Tag der Konferenz"), null=True, blank=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    closed_at = models.DateTimeField(_("abgeschlossen am"), null=True, blank=True)
    closed_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("abgeschlossen von"),
    )
    updated_at = models.DateTimeField(_("zuletzt geändert"), default=timezone.now, editable=False)

    objects = ConferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("Sozialraumkonferenz")
        verbose_name_plural = _("Sozialraumkonferenzen")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quarter__day=1, quarter__month__in=[1, 4, 7, 10]),
                name="conference_counts_for_a_quarter",
                violation_error_message=_("Bitte ein Quartal wählen."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="conference_ends_after_it_begins",
                violation_error_message=_("Das Ende muss nach dem Beginn liegen."),
            ),
            models.UniqueConstraint(
                fields=["group", "quarter"],
                condition=~Q(state="cancelled"),
                name="group_has_one_conference_a_quarter",
                violation_error_message=_("Für dieses Quartal hat die Gruppe schon eine Konferenz."),
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled") & ~Q(cancelled_reason="") | ~Q(state="cancelled") & Q(cancelled_reason=""),
                name="cancelled_conference_and_no_other_says_why",
                violation_error_message=_("Bitte sagen Sie in einem Satz, warum die Konferenz nicht stattfindet."),
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) & ~Q(minutes="") | ~Q(state="closed") & Q(closed_at=None),
                name="closed_conference_has_minutes_and_a_day",
                violation_error_message=_("Abgeschlossen ist eine Konferenz erst mit ihrem Protokoll."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.group}, {self.quarter_name}"

    @property
    def quarter_name(self) -> str:
        return str(Quarter.of(self.quarter))

    @property
    def is_planned(self) -> bool:
        return self.state == self.State.PLANNED

    @property
    def is_held(self) -> bool:
        """Return whether it took place."""
        return self.state in {self.State.HELD, self.State.CLOSED}

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    def is_over(self, now: datetime.datetime | None = None) -> bool:
        """Return whether its time has passed."""
        return self.ends_at < (now or timezone.now())
