"""When an offer takes place, as people say it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel


class Schedule(RuledModel):
    """A series of sessions, or a single one. Times are local; which days result is told by `offers.sessions`."""

    class Kind(models.TextChoices):
        WEEKLY = "weekly", _("jede Woche")
        FORTNIGHTLY = "fortnightly", _("alle zwei Wochen")
        MONTHLY = "monthly", _("an einem Wochentag im Monat")
        ONCE = "once", _("an einem Tag")

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Montag")
        TUESDAY = 1, _("Dienstag")
        WEDNESDAY = 2, _("Mittwoch")
        THURSDAY = 3, _("Donnerstag")
        FRIDAY = 4, _("Freitag")
        SATURDAY = 5, _("Samstag")
        SUNDAY = 6, _("Sonntag")

    class Nth(models.IntegerChoices):
        FIRST = 1, _("erster")
        SECOND = 2, _("zweiter")
        THIRD = 3, _("dritter")
        FOURTH = 4, _("vierter")
        LAST = -1, _("letzter")

    offer = models.ForeignKey("offers.Offer", models.CASCADE, related_name="schedules", verbose_name=_("Angebot"))
    kind = models.CharField(_("Rhythmus"), max_length=12, choices=Kind)
    weekday = models.PositiveSmallIntegerField(_("Wochentag"), choices=Weekday)
    nth = models.SmallIntegerField(_("der wievielte im Monat"), choices=Nth, null=True, blank=True)
    # For a single session its day; for a series the first day on which it may take place, which also fixes odd weeks.
    first_day = models.DateField(_("am / ab"))
    last_day = models.DateField(_("bis einschließlich"), null=True, blank=True)
    starts = models.TimeField(_("von"))
    ends = models.TimeField(_("bis"))
    pauses_in_school_holidays = models.BooleanField(_("nicht in den Schulferien"), default=False)
    pauses_on_public_holidays = models.BooleanField(_("nicht an Feiertagen"), default=True)

    class Meta:
        verbose_name = _("Zeit")
        verbose_name_plural = _("Zeiten")
        ordering = ["first_day", "weekday", "starts"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="session_ends_after_it_starts",
                violation_error_message=_("Das Ende muss nach dem Beginn liegen."),
            ),
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(last_day__gte=F("first_day")),
                name="series_ends_after_it_begins",
                violation_error_message=_("Der letzte Tag darf nicht vor dem ersten liegen."),
            ),
            models.CheckConstraint(
                condition=Q(kind="monthly", nth__isnull=False) | (~Q(kind="monthly") & Q(nth=None)),
                name="only_monthly_series_say_which_weekday_of_the_month",
                violation_error_message=_("Bei monatlichen Zeiten bitte angeben, der wievielte Wochentag es ist."),
            ),
            models.CheckConstraint(
                condition=Q(nth=None) | Q(nth__in=[-1, 1, 2, 3, 4]),
                name="series_is_on_a_weekday_that_every_month_has",
                violation_error_message=_("Bitte erster bis vierter oder letzter wählen."),
            ),
            models.CheckConstraint(
                condition=Q(weekday__lte=6),
                name="series_is_on_a_weekday",
                violation_error_message=_("Diesen Wochentag gibt es nicht."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="once") | Q(last_day=None) & Q(first_day__iso_week_day=F("weekday") + 1),
                name="single_session_knows_its_weekday",
                violation_error_message=_("Der Wochentag passt nicht zum Datum."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.get_weekday_display()} {self.starts:%H:%M}–{self.ends:%H:%M}"

    def save(self, **kwargs) -> None:
        """Save; a single session takes its weekday from its day."""
        if self.kind == self.Kind.ONCE:
            self.weekday = self.first_day.weekday()
        super().save(**kwargs)
