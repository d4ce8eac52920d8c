"""What somebody typed into the form of an offer and has not saved yet."""

import datetime
import uuid
from typing import Final, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import User
from offers.models.offer import Offer

KEPT_FOR: Final = datetime.timedelta(days=60)


class KeptFormQuerySet(models.QuerySet):
    def outdated(self) -> Self:
        """Keep what nobody has gone on with for two months."""
        return self.filter(saved_at__lt=timezone.now() - KEPT_FOR)


class KeptForm(models.Model):
    """A form as it was last heard of, so that nothing is lost by a closed tab, a login that ran out or an error.

    It is the person's own: nobody else sees it. Each new offer that somebody begins has a form of its own (`key`).
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="kept_forms", verbose_name=_("Konto"))
    offer = models.ForeignKey(
        Offer, models.CASCADE, null=True, blank=True, related_name="kept_forms", verbose_name=_("Angebot")
    )
    key = models.UUIDField(_("Kennung"), default=uuid.uuid4)
    # Names and the lists of their values, as the browser sends them.
    data = models.JSONField(_("Eingaben"))
    saved_at = models.DateTimeField(_("gesichert"), default=timezone.now)

    objects = KeptFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("Zwischenstand")
        verbose_name_plural = _("Zwischenstände")
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "offer"], condition=Q(offer__isnull=False), name="form_is_kept_once"
            ),
            models.UniqueConstraint(fields=["user", "key"], condition=Q(offer=None), name="new_form_is_kept_once"),
        ]

    def __str__(self) -> str:
        return str(self.offer or self.title)

    @property
    def title(self) -> str:
        """Return what the title field holds, so that somebody recognises a new offer that they began."""
        return (self.data.get("title") or [""])[0] or str(_("ohne Titel"))
