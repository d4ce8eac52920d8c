"""Invitations: how colleagues of a partner get their accounts."""

import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.choices import AT_A_PARTNER
from network.models.partners import Partner
from network.models.users import User

VALID_FOR = datetime.timedelta(days=30)
# Days after the invitation at which somebody who has not answered is reminded; then no more.
REMINDED_AFTER = (1, 5, 15)


def end_of_validity() -> datetime.datetime:
    return timezone.now() + VALID_FOR


class InvitationQuerySet(models.QuerySet):
    def pending(self) -> Self:
        """Keep the invitations that can still be accepted."""
        return self.filter(accepted_at=None, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """Somebody is asked to keep the records of a partner; accepted once, within thirty days."""

    email = models.EmailField(_("E-Mail-Adresse"))
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="invitations", verbose_name=_("Partner"))
    role = models.CharField(_("Rolle"), max_length=20, choices=AT_A_PARTNER, default=AT_A_PARTNER[0][0])
    invited_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("eingeladen von")
    )
    created_at = models.DateTimeField(_("eingeladen am"), default=timezone.now)
    expires_at = models.DateTimeField(_("gilt bis"), default=end_of_validity)
    reminders = models.PositiveSmallIntegerField(_("Erinnerungen"), default=0)
    accepted_at = models.DateTimeField(_("angenommen am"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Einladung")
        verbose_name_plural = _("Einladungen")
        ordering = ["-created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="invitation_is_addressed_in_lower_case",
                violation_error_message=_("Bitte die E-Mail-Adresse klein schreiben."),
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="invitation_ends_after_it_begins",
                violation_error_message=_("Eine Einladung gilt eine Weile."),
            ),
            models.UniqueConstraint(
                fields=["email", "partner"],
                condition=Q(accepted_at=None),
                name="nobody_is_invited_twice_at_a_time",
                violation_error_message=_("Diese Person ist schon eingeladen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} ({self.partner})"
