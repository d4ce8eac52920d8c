"""Requests of people who want to keep a partner's records themselves."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models.partners import Partner


class JoinRequest(models.Model):
    """Somebody says that a partner's record is theirs to keep; it goes as soon as somebody has answered."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="join_requests", verbose_name=_("Partner"))
    name = models.CharField(_("Name"), max_length=120)
    email = models.EmailField(_("E-Mail-Adresse"))
    message = models.TextField(_("Nachricht"))
    received_at = models.DateTimeField(_("eingegangen"), default=timezone.now)

    class Meta:
        verbose_name = _("Anfrage")
        verbose_name_plural = _("Anfragen")
        ordering = ["received_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="join_request_has_its_address_in_lower_case",
                violation_error_message=_("Bitte die E-Mail-Adresse klein schreiben."),
            ),
            models.UniqueConstraint(
                fields=["email", "partner"],
                name="nobody_asks_to_join_twice_at_a_time",
                violation_error_message=_("Diese Person hat schon gefragt."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.partner})"
