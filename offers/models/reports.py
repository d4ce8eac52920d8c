"""What visitors say about an offer that no longer is as it is written."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import User
from offers.models.offer import Offer
from sozialraum.models.messages import KEPT_FOR


class ReportQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Keep what waits for somebody to look at it."""
        return self.filter(closed_at=None)

    def outdated(self) -> Self:
        """Keep what was closed half a year ago."""
        return self.filter(closed_at__lt=timezone.now() - KEPT_FOR)


class OutdatedReport(models.Model):
    """Somebody's word that an offer has changed or ended; an address for the answer is kept until the answer is sent."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="reports", verbose_name=_("Angebot"))
    message = models.TextField(_("Was nicht mehr stimmt"))
    reply_address = models.EmailField(_("Antwort an"), blank=True)
    received_at = models.DateTimeField(_("eingegangen"), default=timezone.now)
    answer = models.TextField(_("Antwort"), blank=True)
    closed_at = models.DateTimeField(_("erledigt"), null=True, blank=True)
    closed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("erledigt von")
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("Meldung")
        verbose_name_plural = _("Meldungen")
        ordering = ["received_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, answer="") | Q(closed_at__isnull=False) & ~Q(answer=""),
                name="report_is_closed_with_an_answer",
                violation_error_message=_("Bitte sagen Sie, was Sie getan haben."),
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(reply_address=""),
                name="closed_report_holds_no_address",
                violation_error_message=_("Nach der Antwort wird die Adresse gelöscht."),
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("received_at")),
                name="report_is_closed_after_it_came",
                violation_error_message=_("Erledigt werden kann eine Meldung erst, wenn sie eingegangen ist."),
            ),
        ]
        indexes = [models.Index(fields=["received_at"], condition=Q(closed_at=None), name="open_reports")]

    def __str__(self) -> str:
        return self.message[:60]
