"""What visitors say about an offer, a partner or a facility that no longer is as it is written."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Facility, Partner, User
from offers.models.offer import Offer
from sozialraum.models.messages import KEPT_FOR


class ReportQuerySet(models.QuerySet):
    def with_records(self) -> Self:
        """Fetch what each is about."""
        return self.select_related("offer", "partner", "facility")

    def open(self) -> Self:
        """Keep what waits for somebody to look at it."""
        return self.filter(closed_at=None)

    def outdated(self) -> Self:
        """Keep what was closed half a year ago."""
        return self.filter(closed_at__lt=timezone.now() - KEPT_FOR)


class OutdatedReport(models.Model):
    """Somebody's word that a record has changed or ended; an address for the answer is kept until the answer is sent."""

    offer = models.ForeignKey(
        Offer, models.CASCADE, null=True, blank=True, related_name="reports", verbose_name=_("Angebot")
    )
    partner = models.ForeignKey(
        Partner, models.CASCADE, null=True, blank=True, related_name="reports", verbose_name=_("Partner")
    )
    facility = models.ForeignKey(
        Facility, models.CASCADE, null=True, blank=True, related_name="reports", verbose_name=_("Einrichtung")
    )
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
                condition=Q(offer__isnull=False, partner=None, facility=None)
                | Q(offer=None, partner__isnull=False, facility=None)
                | Q(offer=None, partner=None, facility__isnull=False),
                name="report_is_about_one_record",
                violation_error_message=_(
                    "Eine Meldung handelt von einem Angebot, einem Partner oder einer Einrichtung."
                ),
            ),
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

    @property
    def record(self) -> Offer | Partner | Facility:
        """Return what it is about."""
        return self.offer or self.partner or self.facility
