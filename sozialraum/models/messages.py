"""What visitors write to the municipality, as far as it has to be remembered."""

import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# § 5 (2) BITVNRW: an answer within two to at most six weeks, if need be an interim one. We promise the two.
ANSWER_WITHIN = datetime.timedelta(weeks=2)
KEPT_FOR = datetime.timedelta(days=183)


def answer_due() -> datetime.datetime:
    return timezone.now() + ANSWER_WITHIN


class FeedbackQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Keep what waits for an answer."""
        return self.filter(answered_at=None)

    def outdated(self) -> Self:
        """Keep what was answered half a year ago; where nobody noted an answer, the date it was due counts."""
        closed = Coalesce("answered_at", "due_at")
        return self.alias(closed_at=closed).filter(closed_at__lt=timezone.now() - KEPT_FOR)


class AccessibilityFeedback(models.Model):
    """A barrier that somebody reported, with the date by which the law wants an answer."""

    message = models.TextField(_("Mitteilung"))
    reply_address = models.EmailField(_("Antwort an"), blank=True)
    received_at = models.DateTimeField(_("eingegangen"), default=timezone.now)
    due_at = models.DateTimeField(_("zu beantworten bis"), default=answer_due)
    answered_at = models.DateTimeField(_("beantwortet"), null=True, blank=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("Hinweis zur Barrierefreiheit")
        verbose_name_plural = _("Hinweise zur Barrierefreiheit")
        ordering = ["due_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_at__gt=F("received_at")),
                name="feedback_is_due_after_it_came",
                violation_error_message=_("Die Frist endet erst, wenn der Hinweis eingegangen ist."),
            ),
            models.CheckConstraint(
                condition=Q(answered_at__gte=F("received_at")),
                name="feedback_is_answered_after_it_came",
                violation_error_message=_("Beantwortet werden kann ein Hinweis erst, wenn er eingegangen ist."),
            ),
        ]

    def __str__(self) -> str:
        return self.message[:60]

    @property
    def is_overdue(self) -> bool:
        return self.answered_at is None and self.due_at < timezone.now()


class ReceivedMessage(models.Model):
    """That a message came, for one day, without a word of it: so that none arrives twice, and no flood arrives."""

    digest = models.CharField(max_length=64, unique=True)
    received_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = "received message"

    def __str__(self) -> str:
        return self.digest
