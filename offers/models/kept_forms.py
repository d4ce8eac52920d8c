"""What somebody typed into the form of a record and has not saved yet."""

import datetime
import uuid
from typing import Final, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Facility, Partner, User
from offers.models.offer import Offer
from offers.models.submissions import Submission

KEPT_FOR: Final = datetime.timedelta(days=60)
NEW: Final = Q(offer=None, partner=None, facility=None, submission=None)


class KeptFormQuerySet(models.QuerySet):
    def about(self, record: models.Model) -> Self:
        """Keep the forms of an offer, a partner, a facility or a review; of a record that is not saved yet those of all new ones."""
        kind = record._meta.model_name
        return self.filter(**{kind: record}) if record.pk else self.filter(NEW, kind=kind)

    def outdated(self) -> Self:
        """Keep what nobody has gone on with for two months."""
        return self.filter(saved_at__lt=timezone.now() - KEPT_FOR)


class KeptForm(models.Model):
    """A form as it was last heard of, so that nothing is lost by a closed tab, a login that ran out or an error.

    It is the person's own: nobody else sees it. Each new record that somebody begins has a form of its own (`key`). What
    reviewers make of a submission is kept beside what they write about its record themselves.
    """

    class Kind(models.TextChoices):
        OFFER = "offer", _("Angebot")
        PARTNER = "partner", _("Partner")
        FACILITY = "facility", _("Einrichtung")
        SUBMISSION = "submission", _("Einreichung")

    user = models.ForeignKey(User, models.CASCADE, related_name="kept_forms", verbose_name=_("Konto"))
    offer = models.ForeignKey(
        Offer, models.CASCADE, null=True, blank=True, related_name="kept_forms", verbose_name=_("Angebot")
    )
    partner = models.ForeignKey(
        Partner, models.CASCADE, null=True, blank=True, related_name="kept_forms", verbose_name=_("Partner")
    )
    facility = models.ForeignKey(
        Facility, models.CASCADE, null=True, blank=True, related_name="kept_forms", verbose_name=_("Einrichtung")
    )
    submission = models.ForeignKey(
        Submission, models.CASCADE, null=True, blank=True, related_name="kept_forms", verbose_name=_("Einreichung")
    )
    kind = models.CharField(_("Art"), max_length=10, choices=Kind, default=Kind.OFFER)
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
            models.UniqueConstraint(
                fields=["user", "partner"], condition=Q(partner__isnull=False), name="form_of_partner_is_kept_once"
            ),
            models.UniqueConstraint(
                fields=["user", "facility"], condition=Q(facility__isnull=False), name="form_of_facility_is_kept_once"
            ),
            models.UniqueConstraint(
                fields=["user", "submission"],
                condition=Q(submission__isnull=False),
                name="form_of_review_is_kept_once",
            ),
            models.UniqueConstraint(fields=["user", "key"], condition=NEW, name="new_form_is_kept_once"),
            models.CheckConstraint(
                condition=NEW & ~Q(kind="submission")
                | Q(kind="offer", partner=None, facility=None, submission=None)
                | Q(kind="partner", offer=None, facility=None, submission=None)
                | Q(kind="facility", offer=None, partner=None, submission=None)
                | Q(kind="submission", submission__isnull=False, offer=None, partner=None, facility=None),
                name="kept_form_is_about_one_record",
                violation_error_message=_(
                    "Ein Zwischenstand handelt von einem Angebot, einem Partner, einer Einrichtung oder einer Einreichung."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.offer or self.partner or self.facility or self.submission or self.title)

    @property
    def title(self) -> str:
        """Return what the field of the title or name holds, so that somebody recognises what they began."""
        return (self.data.get("title") or self.data.get("name") or [""])[0] or str(_("ohne Titel"))
