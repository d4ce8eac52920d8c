"""What the city wants for families, and what is done for it: mission statement, goals and measures."""

import datetime
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from network.models.decisions import CouncilDecision
from network.models.networks import Network
from network.models.partners import Partner
from sozialraum.models.areas import DatedQuerySet, Period


class MissionStatement(RuledModel):
    """The Leitbild: a text that holds from a day on; a later one takes its place."""

    title = models.CharField(_("Überschrift"), max_length=160)
    text = models.TextField(_("Text"), help_text=_("Markdown: # Überschrift, 1. Aufzählung, **fett**"))
    decision = models.ForeignKey(
        CouncilDecision,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="mission_statements",
        verbose_name=_("beschlossen mit"),
    )
    valid_from = models.DateField(_("gilt seit"))
    valid_until = models.DateField(_("bis (ausschließlich)"), null=True, blank=True)
    is_example = models.BooleanField(_("Beispieldaten"), default=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("Leitbild")
        verbose_name_plural = _("Leitbilder")
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text__regex=r"^\s*$"),
                name="mission_statement_says_something",
                violation_error_message=_("Bitte schreiben Sie den Text des Leitbilds."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="mission_statement_ends_after_it_begins",
                violation_error_message=_("Das Ende muss nach dem Beginn liegen."),
            ),
            ExclusionConstraint(
                name="one_mission_statement_holds_at_a_time",
                expressions=[(Period(), RangeOperators.OVERLAPS)],
                violation_error_message=_("In dieser Zeit gilt schon ein anderes Leitbild."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class GoalQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Keep what everybody may read."""
        return self.filter(is_public=True)

    def with_progress(self, *, public: bool) -> Self:
        """Annotate how many measures serve each goal (`measure_count`) and how many are done (`done_count`); dropped ones count not."""
        counted = ~Q(measures__status=Measure.Status.DROPPED)
        if public:
            counted &= Q(measures__is_public=True)
        done = counted & Q(measures__status=Measure.Status.DONE)
        counts = {"measure_count": counted, "done_count": done}
        counted_ones = self.annotate(**{name: Count("measures", filter=which) for name, which in counts.items()})
        return counted_ones.order_by("order", "title")  # a query that counts forgets the usual order


class Goal(RuledModel):
    """A goal of the mission statement; offers, measures and figures refer to it."""

    title = models.CharField(_("Ziel"), max_length=160)
    slug = models.SlugField(_("Adresse"), max_length=160, unique=True)
    text = models.TextField(_("Was wir erreichen wollen"))
    network = models.ForeignKey(
        Network,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="goals",
        verbose_name=_("Netzwerk"),
        help_text=_("wer daran vor allem arbeitet; leer: alle gemeinsam"),
    )
    progress = models.TextField(_("Wie weit wir sind"), blank=True)
    progress_on = models.DateField(_("Stand vom"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)
    is_public = models.BooleanField(_("öffentlich"), default=True)
    is_example = models.BooleanField(_("Beispieldaten"), default=False)

    objects = GoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("Ziel")
        verbose_name_plural = _("Ziele")
        ordering = ["order", "title"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(text=""),
                name="goal_says_what_is_wanted",
                violation_error_message=_("Bitte sagen Sie, was erreicht werden soll."),
            ),
            models.CheckConstraint(
                condition=Q(progress="", progress_on=None) | ~Q(progress="") & Q(progress_on__isnull=False),
                name="progress_of_a_goal_has_a_day",
                violation_error_message=_("Zum Stand gehört ein Datum, und umgekehrt."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class MeasureQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Keep what everybody may read."""
        return self.filter(is_public=True)

    def overdue(self, day: datetime.date) -> Self:
        """Keep what should be done by now and is not."""
        return self.filter(due_on__lt=day, status__in=[Measure.Status.PLANNED, Measure.Status.RUNNING])


class Measure(RuledModel):
    """Something that is done for a goal: by whom, until when, for how much, and how far it is."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("geplant")
        RUNNING = "running", _("läuft")
        DONE = "done", _("umgesetzt")
        DROPPED = "dropped", _("aufgegeben")

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="measures", verbose_name=_("Ziel"))
    title = models.CharField(_("Maßnahme"), max_length=200)
    text = models.TextField(_("Beschreibung"), blank=True)
    owner = models.ForeignKey(Partner, models.PROTECT, related_name="measures", verbose_name=_("verantwortlich"))
    due_on = models.DateField(_("fertig bis"), null=True, blank=True)
    status = models.CharField(_("Stand"), max_length=8, choices=Status, default=Status.PLANNED)
    done_on = models.DateField(_("umgesetzt am"), null=True, blank=True)
    budget = models.DecimalField(_("Budget in Euro"), max_digits=12, decimal_places=2, null=True, blank=True)
    budget_note = models.CharField(_("Woher das Geld kommt"), max_length=200, blank=True)
    decision = models.ForeignKey(
        CouncilDecision,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="measures",
        verbose_name=_("beschlossen mit"),
    )
    is_public = models.BooleanField(_("öffentlich"), default=True)
    is_example = models.BooleanField(_("Beispieldaten"), default=False)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("Maßnahme")
        verbose_name_plural = _("Maßnahmen")
        ordering = ["goal", F("due_on").asc(nulls_last=True), "title"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="measure_has_a_title",
                violation_error_message=_("Bitte nennen Sie die Maßnahme."),
            ),
            models.CheckConstraint(
                condition=Q(status="done", done_on__isnull=False) | ~Q(status="done") & Q(done_on=None),
                name="measure_that_is_done_and_no_other_says_when",
                violation_error_message=_("Was umgesetzt ist, nennt den Tag, und nur das."),
            ),
            models.CheckConstraint(
                condition=Q(budget=None) | Q(budget__gte=0),
                name="measure_costs_no_less_than_nothing",
                violation_error_message=_("Ein Budget ist nicht negativ."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.status in {self.Status.PLANNED, self.Status.RUNNING}
