"""Money from elsewhere: who applied for it, what it pays for, who got some of it passed on, and what is due by when."""

import datetime
from decimal import Decimal
from typing import Final, Self

from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from network.models import Facility, Partner
from offers.models.offer import Offer
from offers.models.terms import FundingLine, Programme

NOTHING: Final = Decimal(0)
EUROS: Final = {"max_digits": 12, "decimal_places": 2}
FORWARDED_AT_MOST: Final = "no_more_is_forwarded_than_was_granted"
NOT_TO_ITSELF: Final = "nobody_forwards_money_to_itself"


class GrantQuerySet(models.QuerySet):
    def in_year(self, year: int) -> Self:
        """Keep what pays for some day of a year."""
        return self.filter(valid_from__lt=datetime.date(year + 1, 1, 1), valid_until__gte=datetime.date(year, 1, 1))

    def with_forwarded(self) -> Self:
        """Annotate how much of each grant is passed on (`forwarded`)."""
        passed_on = Forwarding.objects.filter(grant=models.OuterRef("pk")).order_by().values("grant")
        total = passed_on.annotate(total=Sum("amount")).values("total")
        return self.annotate(forwarded=Coalesce(models.Subquery(total), NOTHING, output_field=models.DecimalField()))


class Grant(RuledModel):
    """Money of a funding line for a time: applied for by one partner, some of it passed on to others; never public."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("in Vorbereitung")
        APPLIED = "applied", _("beantragt")
        GRANTED = "granted", _("bewilligt")
        REPORTED = "reported", _("Nachweis eingereicht")
        CLOSED = "closed", _("abgeschlossen")
        REFUSED = "refused", _("abgelehnt oder zurückgezogen")

    # What somebody has decided on.
    DECIDED: Final = (Status.GRANTED.value, Status.REPORTED.value, Status.CLOSED.value)

    title = models.CharField(_("Kurz gesagt"), max_length=160, help_text=_("so heißt die Förderung in Listen"))
    line = models.ForeignKey(FundingLine, models.PROTECT, related_name="grants", verbose_name=_("Förderlinie"))
    applicant = models.ForeignKey(
        Partner,
        models.PROTECT,
        related_name="grants",
        verbose_name=_("Antrag stellt"),
        help_text=_("bekommt den Bescheid und weist die Verwendung nach"),
    )
    authority = models.CharField(
        _("Bewilligungsbehörde"), max_length=160, blank=True, help_text=_("zum Beispiel LVR-Landesjugendamt Rheinland")
    )
    decision_number = models.CharField(_("Nummer des Bescheids"), max_length=80, blank=True)
    decided_on = models.DateField(_("Bescheid vom"), null=True, blank=True)
    status = models.CharField(_("Stand"), max_length=8, choices=Status, default=Status.PLANNED)
    valid_from = models.DateField(_("von"))
    valid_until = models.DateField(_("bis (einschließlich)"))
    amount = models.DecimalField(_("Förderung in Euro"), **EUROS)
    own_share = models.DecimalField(_("Eigenanteil in Euro"), default=NOTHING, **EUROS)
    spent = models.DecimalField(
        _("bisher ausgegeben in Euro"),
        null=True,
        blank=True,
        help_text=_("Förderung und Eigenanteil zusammen"),
        **EUROS,
    )
    offers = models.ManyToManyField(Offer, blank=True, related_name="grants", verbose_name=_("bezahlt Angebote"))
    programmes = models.ManyToManyField(
        Programme, blank=True, related_name="grants", verbose_name=_("bezahlt Programme")
    )
    facilities = models.ManyToManyField(
        Facility, blank=True, related_name="grants", verbose_name=_("bezahlt Einrichtungen")
    )
    purpose = models.TextField(_("wofür"), max_length=3000, help_text=_("der Zweck, wie er im Bescheid steht"))
    report = models.TextField(
        _("was damit erreicht wurde"), max_length=6000, blank=True, help_text=_("für den Sachbericht")
    )
    is_example = models.BooleanField(_("Beispieldaten"), default=False)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("Förderung")
        verbose_name_plural = _("Förderungen")
        ordering = ["-valid_from", "line", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["planned", "applied", "granted", "reported", "closed", "refused"]),
                name="grant_has_a_known_status",
                violation_error_message=_("Diesen Stand gibt es nicht."),
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(purpose__regex=r"^\s*$"),
                name="grant_says_what_it_is_for",
                violation_error_message=_("Bitte sagen Sie, wofür die Förderung ist."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")),
                name="grant_ends_after_it_begins",
                violation_error_message=_("Das Ende liegt vor dem Beginn."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="grant_is_more_than_nothing",
                violation_error_message=_("Bitte einen Betrag über 0 Euro angeben."),
            ),
            models.CheckConstraint(
                condition=Q(own_share__gte=0),
                name="own_share_is_not_negative",
                violation_error_message=_("Ein Eigenanteil ist nicht negativ."),
            ),
            models.CheckConstraint(
                condition=Q(spent=None) | Q(spent__gte=0),
                name="grant_spends_no_less_than_nothing",
                violation_error_message=_("Ausgaben sind nicht negativ."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["granted", "reported", "closed"])
                | ~Q(decision_number="") & Q(decided_on__isnull=False),
                name="granted_money_names_the_decision",
                violation_error_message=_("Zu einer bewilligten Förderung gehören Nummer und Datum des Bescheids."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def total(self) -> Decimal:
        """Return the whole budget: the grant and the own share."""
        return self.amount + self.own_share


class Forwarding(RuledModel):
    """Money of a grant passed on to a partner; together never more than the grant (see offers/sql/0081_funding.sql)."""

    grant = models.ForeignKey(Grant, models.CASCADE, related_name="forwardings", verbose_name=_("Förderung"))
    recipient = models.ForeignKey(
        Partner, models.PROTECT, related_name="forwardings", verbose_name=_("weitergeleitet an")
    )
    amount = models.DecimalField(_("Betrag in Euro"), **EUROS)
    spent = models.DecimalField(_("nachgewiesen in Euro"), null=True, blank=True, **EUROS)
    agreed_on = models.DateField(_("Vertrag vom"), null=True, blank=True)
    note = models.CharField(_("wofür"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("Weiterleitung")
        verbose_name_plural = _("Weiterleitungen")
        ordering = ["grant", "recipient", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="forwarding_is_more_than_nothing",
                violation_error_message=_("Bitte einen Betrag über 0 Euro angeben."),
            ),
            models.CheckConstraint(
                condition=Q(spent=None) | Q(spent__gte=0),
                name="recipient_spends_no_less_than_nothing",
                violation_error_message=_("Ausgaben sind nicht negativ."),
            ),
            models.UniqueConstraint(
                fields=["grant", "recipient"],
                name="grant_is_forwarded_to_a_partner_once",
                violation_error_message=_("An diesen Partner wird aus dieser Förderung schon weitergeleitet."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.amount}"


class GrantDeadlineQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Keep what is not done yet."""
        return self.filter(done_on=None)

    def soon(self, day: datetime.date) -> Self:
        """Keep what is open and is to be done within the days before which somebody wants to be reminded."""
        then = models.Value(day, output_field=models.DateField()) + F("remind_days")
        return self.open().filter(due_on__lte=models.ExpressionWrapper(then, output_field=models.DateField()))


class GrantDeadline(RuledModel):
    """Something that is due for a grant; the steering is reminded before the day, and once it is over."""

    class Kind(models.TextChoices):
        REQUEST = "request", _("Mittel abrufen")
        INTERIM = "interim", _("Zwischenbericht")
        PROOF = "proof", _("Verwendungsnachweis")
        FOLLOW_UP = "follow_up", _("Folgeantrag")
        OTHER = "other", _("anderes")

    grant = models.ForeignKey(Grant, models.CASCADE, related_name="deadlines", verbose_name=_("Förderung"))
    kind = models.CharField(_("Was zu tun ist"), max_length=9, choices=Kind)
    due_on = models.DateField(_("spätestens am"))
    remind_days = models.PositiveSmallIntegerField(_("erinnern so viele Tage vorher"), default=30)
    note = models.CharField(_("Hinweis"), max_length=200, blank=True)
    done_on = models.DateField(_("erledigt am"), null=True, blank=True)
    # How often the steering was told: once before the day, once after it.
    reminders = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = GrantDeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("Frist einer Förderung")
        verbose_name_plural = _("Fristen von Förderungen")
        ordering = ["due_on", "grant", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["request", "interim", "proof", "follow_up", "other"]),
                name="deadline_is_of_a_kind",
                violation_error_message=_("Diese Art von Frist gibt es nicht."),
            ),
            models.CheckConstraint(
                condition=Q(remind_days__lte=366),
                name="deadline_reminds_within_a_year",
                violation_error_message=_("Höchstens 366 Tage vorher."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.due_on:%d.%m.%Y}"

    def is_over(self, day: datetime.date | None = None) -> bool:
        """Return whether it is open though its day has passed."""
        return self.done_on is None and self.due_on < (day or timezone.localdate())
