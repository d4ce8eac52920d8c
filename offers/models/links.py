"""Which web addresses of the register still answer."""

import datetime
from typing import Final, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel

# A server may be down for a day; a page that is gone is gone when it was looked for twice.
MOST_TRIES: Final = 3
MOST_TRIES_IF_GONE: Final = 2
LONGEST_ILLNESS: Final = datetime.timedelta(days=3)
WEEK: Final = datetime.timedelta(days=7)
# Less than a day, so that a job at the same hour of each day finds its addresses due.
DAY: Final = datetime.timedelta(hours=20)


# The fields of an offer that hold web addresses.
LINK_FIELDS: Final = ("url", "registration_url")


class LinkCheckQuerySet(models.QuerySet):
    def dead(self) -> Self:
        """Keep the addresses of which we are sure that nobody reaches them any more."""
        ill = Q(outcome="failed", tries__gte=MOST_TRIES, checked_at__gte=F("failing_since") + LONGEST_ILLNESS)
        return self.filter(ill | Q(outcome="gone", tries__gte=MOST_TRIES_IF_GONE))

    def due(self, now: datetime.datetime) -> Self:
        """Keep what is to be asked: new, a week after the last time, or a day after while it fails and is not yet dead."""
        failing = Q(checked_at__lte=now - DAY) & ~Q(outcome="ok") & ~Q(pk__in=self.model.objects.dead().values("pk"))
        return self.filter(Q(checked_at=None) | Q(checked_at__lte=now - WEEK) | failing)


class LinkCheck(RuledModel):
    """What came of asking a web address the last time, and since when it has not answered."""

    class Outcome(models.TextChoices):
        OK = "ok", _("erreichbar")
        GONE = "gone", _("Seite gibt es nicht mehr")
        FAILED = "failed", _("antwortet nicht")

    url = models.URLField(_("Internetadresse"), unique=True)
    checked_at = models.DateTimeField(_("zuletzt geprüft"), null=True, blank=True)
    outcome = models.CharField(_("Ergebnis"), max_length=6, choices=Outcome, blank=True)
    status = models.PositiveSmallIntegerField(_("Antwort des Servers"), null=True, blank=True)
    failing_since = models.DateTimeField(_("nicht erreichbar seit"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("vergebliche Versuche"), default=0)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("geprüfte Internetadresse")
        verbose_name_plural = _("geprüfte Internetadressen")
        ordering = ["url"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["", "ok", "gone", "failed"]),
                name="link_is_fine_gone_or_failing",
                violation_error_message=_("Dieses Ergebnis gibt es nicht."),
            ),
            models.CheckConstraint(
                condition=Q(outcome="", checked_at=None) | (~Q(outcome="") & Q(checked_at__isnull=False)),
                name="checked_link_has_an_outcome_and_a_day",
                violation_error_message=_("Zum Ergebnis gehört, wann geprüft wurde, und umgekehrt."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["", "ok"]) & Q(failing_since__isnull=False, tries__gte=1)
                | Q(outcome__in=["", "ok"], failing_since=None, tries=0),
                name="failing_link_and_no_other_fails_since_a_day",
                violation_error_message=_(
                    "Wer nicht antwortet, tut das seit einem Tag und bei mindestens einem Versuch."
                ),
            ),
            models.CheckConstraint(
                condition=Q(failing_since=None) | Q(checked_at__isnull=False, failing_since__lte=F("checked_at")),
                name="link_fails_since_a_check",
                violation_error_message=_("Der erste vergebliche Versuch liegt nicht nach dem letzten."),
            ),
            models.CheckConstraint(
                condition=Q(status=None) & ~Q(outcome__in=["ok", "gone"])
                | Q(status__isnull=False, status__gte=100, status__lte=999),
                name="link_that_answered_has_a_status",
                violation_error_message=_("Wer geantwortet hat, hat mit einer Zahl geantwortet."),
            ),
        ]

    def __str__(self) -> str:
        return self.url

    def note(self, outcome: str, status: int | None, now: datetime.datetime) -> None:
        """Take down what came of a try, without saving."""
        is_fine = outcome == self.Outcome.OK
        self.checked_at, self.outcome, self.status = now, outcome, status
        self.tries = 0 if is_fine else min(self.tries + 1, 30_000)
        self.failing_since = None if is_fine else self.failing_since or now
