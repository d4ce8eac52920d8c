"""Pairs of offers that may be the same one, entered twice."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from network.models import User
from offers.models.offer import Offer


class TwinsQuerySet(models.QuerySet):
    def suspected(self) -> Self:
        """Keep the pairs of which nobody has said yet what they are; nothing archived is among them."""
        archived = Offer.Status.ARCHIVED
        return self.filter(apart_at=None).exclude(first__status=archived).exclude(second__status=archived)

    def told_apart(self) -> Self:
        """Keep the pairs of which somebody has said that they are two."""
        return self.filter(apart_at__isnull=False)

    def among(self, offers: models.QuerySet[Offer]) -> Self:
        """Keep the pairs of which both offers are among some."""
        return self.filter(first__in=offers.values("pk"), second__in=offers.values("pk"))


class OfferTwins(RuledModel):
    """Two offers that resemble each other, found by the database (see offers/sql/), and what somebody says about them."""

    first = models.ForeignKey(Offer, models.CASCADE, related_name="+", verbose_name=_("das ältere"))
    second = models.ForeignKey(Offer, models.CASCADE, related_name="+", verbose_name=_("das neuere"))
    likeness = models.FloatField(_("Ähnlichkeit der Titel"))
    has_one_provider = models.BooleanField(_("vom selben Anbieter"))
    is_near = models.BooleanField(_("am selben Ort"))
    found_at = models.DateTimeField(_("gefunden am"), auto_now_add=True)
    apart_at = models.DateTimeField(_("für verschieden erklärt am"), null=True, blank=True)
    apart_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("für verschieden erklärt von")
    )

    objects = TwinsQuerySet.as_manager()

    class Meta:
        verbose_name = _("mögliche Dublette")
        verbose_name_plural = _("mögliche Dubletten")
        ordering = ["-found_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="twins_are_named_from_old_to_new",
                violation_error_message=_("Zu einem Paar gehören zwei Angebote, das ältere zuerst."),
            ),
            models.CheckConstraint(
                condition=Q(apart_by=None) | Q(apart_at__isnull=False),
                name="who_told_twins_apart_did_so_at_a_time",
                violation_error_message=_("Wer ein Paar für verschieden erklärt, tut das zu einer Zeit."),
            ),
            models.UniqueConstraint(
                fields=["first", "second"],
                name="twins_are_suspected_once",
                violation_error_message=_("Dieses Paar ist schon bekannt."),
            ),
        ]
        indexes = [models.Index(fields=["-found_at", "-id"], condition=Q(apart_at=None), name="suspected_twins")]

    def __str__(self) -> str:
        return f"{self.first} / {self.second}"
