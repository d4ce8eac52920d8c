"""That a person's data were deleted for good: when, by whom and why, and nothing of the person."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models.users import User


class ErasureRecord(models.Model):
    """One deletion of a person's data, which the portal has to be able to show (Article 5 (2) GDPR)."""

    erased_at = models.DateTimeField(_("gelöscht am"), default=timezone.now)
    erased_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("gelöscht von")
    )
    reason = models.CharField(_("Grund"), max_length=200)
    places = models.PositiveIntegerField(_("geänderte oder gelöschte Zeilen"))

    class Meta:
        verbose_name = _("Löschung personenbezogener Daten")
        verbose_name_plural = _("Löschungen personenbezogener Daten")
        ordering = ["-erased_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="erasure_says_why",
                violation_error_message=_("Bitte sagen Sie, warum gelöscht wurde."),
            ),
        ]

    def __str__(self) -> str:
        return self.reason
