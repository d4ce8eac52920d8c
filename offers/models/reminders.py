"""What was sent to whom, so that nobody is reminded twice, and no dead address for ever."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from offers.models.offer import Offer


class ReviewReminder(models.Model):
    """That an offer's keeper was asked to confirm it, at one of three stages before and after a day."""

    class Stage(models.TextChoices):
        BEFORE = "before", _("30 Tage vorher")
        DUE = "due", _("am Tag")
        AFTER = "after", _("14 Tage danach")

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="reminders")
    due_on = models.DateField(_("zu bestätigen bis"))
    stage = models.CharField(_("wann"), max_length=6, choices=Stage)
    address = models.EmailField(_("an"))
    sent_at = models.DateTimeField(_("gesendet"), auto_now_add=True)

    class Meta:
        verbose_name = _("Erinnerung")
        verbose_name_plural = _("Erinnerungen")
        ordering = ["sent_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "due_on", "stage", "address"],
                name="nobody_is_reminded_of_the_same_twice",
                violation_error_message=_("Diese Erinnerung wurde schon gesendet."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer}: {self.get_stage_display()}"


class DeadAddress(models.Model):
    """An address that a mail server refused, and how often in a row; after MOST times nothing is sent there any more."""

    MOST = 3

    address = models.EmailField(_("E-Mail-Adresse"), unique=True)
    failures = models.PositiveSmallIntegerField(_("abgewiesen"), default=1)
    last_failed_at = models.DateTimeField(_("zuletzt"), auto_now=True)

    class Meta:
        verbose_name = _("unerreichbare Adresse")
        verbose_name_plural = _("unerreichbare Adressen")
        ordering = ["address"]
        constraints = [
            models.CheckConstraint(
                condition=Q(failures__gt=0),
                name="dead_address_has_failed",
                violation_error_message=_("Eine Adresse steht hier, weil sie abgewiesen wurde."),
            ),
        ]

    def __str__(self) -> str:
        return self.address
