"""What partners wrote and somebody has to look at before families see it."""

from functools import reduce
from operator import or_
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Facility, Partner, User
from offers.models.offer import Offer


class SubmissionQuerySet(models.QuerySet):
    def about(self, record: models.Model) -> Self:
        """Keep what is about an offer, a partner or a facility."""
        return self.filter(**{type(record)._meta.model_name: record})

    def open(self) -> Self:
        """Keep what is not decided for good: what waits, and what went back to its author."""
        return self.filter(state__in=Submission.OPEN)

    def living(self) -> Self:
        """Keep what is about records that are not archived."""
        away = (Q(**{f"{name}__archived_reason__gt": ""}) for name in ("offer", "partner", "facility"))
        return self.exclude(reduce(or_, away))

    def waiting(self) -> Self:
        """Keep what waits for somebody to look at it."""
        return self.filter(state=Submission.State.WAITING)

    def settle(self, by: User) -> int:
        """Note that `by` approved these by showing their records to families; return how many they were."""
        return self.update(state=Submission.State.APPROVED, decided_at=timezone.now(), decided_by=by)

    def returned(self) -> Self:
        """Keep what went back to its author."""
        return self.filter(state=Submission.State.RETURNED)


class Submission(models.Model):
    """A change of what families see of an offer, a partner or a facility, or a new one.

    Of a new one there is no `content`: the record itself is looked at.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("wartet auf Prüfung")
        RETURNED = "returned", _("zurückgegeben")
        APPROVED = "approved", _("freigegeben")
        WITHDRAWN = "withdrawn", _("zurückgezogen")

    OPEN = (State.WAITING, State.RETURNED)

    offer = models.ForeignKey(
        Offer, models.CASCADE, null=True, blank=True, related_name="submissions", verbose_name=_("Angebot")
    )
    partner = models.ForeignKey(
        Partner, models.CASCADE, null=True, blank=True, related_name="submissions", verbose_name=_("Partner")
    )
    facility = models.ForeignKey(
        Facility, models.CASCADE, null=True, blank=True, related_name="submissions", verbose_name=_("Einrichtung")
    )
    author = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("eingereicht von")
    )
    # What the author began with and what they wrote, as `offers.content` has it.
    base = models.JSONField(_("Ausgangsfassung"), null=True, blank=True)
    content = models.JSONField(_("Fassung"), null=True, blank=True)
    confirms = models.BooleanField(_("alle Angaben bestätigt"), default=False)
    state = models.CharField(_("Stand"), max_length=10, choices=State, default=State.WAITING)
    submitted_at = models.DateTimeField(_("eingereicht"), default=timezone.now)
    decided_at = models.DateTimeField(_("entschieden"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("entschieden von")
    )
    sentence = models.TextField(_("Rückmeldung"), blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Einreichung")
        verbose_name_plural = _("Einreichungen")
        ordering = ["submitted_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["offer"],
                condition=Q(state__in=["waiting", "returned"]),
                name="offer_has_one_open_submission",
                violation_error_message=_("Zu diesem Angebot liegt schon eine Einreichung vor."),
            ),
            models.UniqueConstraint(
                fields=["partner"],
                condition=Q(state__in=["waiting", "returned"]),
                name="partner_has_one_open_submission",
                violation_error_message=_("Zu diesem Partner liegt schon eine Einreichung vor."),
            ),
            models.UniqueConstraint(
                fields=["facility"],
                condition=Q(state__in=["waiting", "returned"]),
                name="facility_has_one_open_submission",
                violation_error_message=_("Zu dieser Einrichtung liegt schon eine Einreichung vor."),
            ),
            models.CheckConstraint(
                condition=Q(offer__isnull=False, partner=None, facility=None)
                | Q(offer=None, partner__isnull=False, facility=None)
                | Q(offer=None, partner=None, facility__isnull=False),
                name="submission_is_about_one_record",
                violation_error_message=_(
                    "Eine Einreichung handelt von einem Angebot, einem Partner oder einer Einrichtung."
                ),
            ),
            models.CheckConstraint(
                condition=Q(base__isnull=True, content__isnull=True) | Q(base__isnull=False, content__isnull=False),
                name="submission_knows_what_it_changes",
                violation_error_message=_("Zu einer Änderung gehört, wovon sie ausgeht."),
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(sentence=""),
                name="submission_is_returned_with_a_sentence",
                violation_error_message=_("Bitte sagen Sie in einem Satz, was noch fehlt."),
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None, decided_by=None)
                | ~Q(state="waiting") & Q(decided_at__isnull=False),
                name="submission_is_decided_at_a_time",
                violation_error_message=_("Zu einer Entscheidung gehört ein Zeitpunkt, und nur zu ihr."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record} ({self.get_state_display()})"

    @property
    def record(self) -> Offer | Partner | Facility:
        """Return what it is about."""
        return self.offer or self.partner or self.facility

    @property
    def owner(self) -> Partner:
        """Return the partner to whom that belongs."""
        if self.offer:
            return self.offer.provider
        return self.partner or self.facility.partner

    @property
    def is_new(self) -> bool:
        """Return whether the record itself is new, so that there is no approved version of it."""
        return self.content is None
