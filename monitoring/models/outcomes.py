"""What prevention achieves: metrics as data, targets, and what partners count for their own offers."""

from typing import Final, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from kit.terms import TermModel
from monitoring.choices import OutcomeKind
from monitoring.models.areas import OfAnArea
from monitoring.models.indicators import Indicator
from network.models import Goal, User
from offers.models import Offer, OfferType, Programme

MONTHS: Final = 12
FIRST_YEAR, LAST_YEAR = 2000, 2100
COLUMNS: Final = ("first", "second", "third")  # from the widest to the narrowest


class OutcomeMetricQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Keep what everybody may see; what is measured by numbers for planners only would tell of them."""
        return self.filter(Q(reference=None) | Q(reference__is_public=True), is_public=True)


class OutcomeMetric(TermModel):
    """Something that is counted to see what prevention achieves: a number, x of y, or a funnel of three steps."""

    kind = models.CharField(_("Art"), max_length=6, choices=OutcomeKind)
    description = models.TextField(
        _("Was gezählt wird"), help_text=_("so genau, dass alle dasselbe zählen: wer, ab wann, einmal oder mehrmals")
    )
    first_name = models.CharField(_("gezählt werden"), max_length=80, help_text=_("zum Beispiel: Kontakte"))
    second_name = models.CharField(
        _("davon"), max_length=80, blank=True, help_text=_("zum Beispiel: mit Bedarf; bei einer Anzahl leer")
    )
    third_name = models.CharField(
        _("davon wiederum"), max_length=80, blank=True, help_text=_("zum Beispiel: vermittelt; nur bei drei Stufen")
    )
    offer_types = models.ManyToManyField(
        OfferType,
        blank=True,
        related_name="outcome_metrics",
        verbose_name=_("für Angebote dieser Arten"),
        help_text=_("keine ausgewählt: für alle Angebote"),
    )
    reference = models.ForeignKey(
        Indicator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="outcome_metrics",
        verbose_name=_("gemessen an"),
        help_text=_("bei einer Anzahl: was ein Indikator zählt, zum Beispiel Geburten"),
    )
    goal = models.ForeignKey(
        Goal,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="outcome_metrics",
        verbose_name=_("zeigt, wie weit wir sind bei"),
        help_text=_("das Ziel der Stadt, dem es dient"),
    )
    counts_people = models.BooleanField(
        _("zählt Menschen"), default=True, help_text=_("dann werden kleine Zahlen geschützt")
    )
    min_cases = models.PositiveSmallIntegerField(
        _("Mindestfallzahl"), default=3, help_text=_("kleinere Zahlen außer null werden nicht gezeigt")
    )
    is_active = models.BooleanField(_("wird erhoben"), default=True)
    is_public = models.BooleanField(
        _("öffentlich"),
        default=False,
        help_text=_("steht im Erfolgsnachweis für alle, wenn auch der Indikator, an dem gemessen wird, öffentlich ist"),
    )

    objects = OutcomeMetricQuerySet.as_manager()

    class Meta(TermModel.Meta):
        verbose_name = _("Messgröße")
        verbose_name_plural = _("Messgrößen")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=OutcomeKind.values),
                name="outcome_metric_is_of_a_kind",
                violation_error_message=_("Diese Art gibt es nicht."),
            ),
            models.CheckConstraint(
                condition=Q(kind="count", second_name="", third_name="")
                | ~Q(second_name="") & (Q(kind="share", third_name="") | Q(kind="funnel") & ~Q(third_name="")),
                name="outcome_metric_names_what_its_kind_counts",
                violation_error_message=_(
                    "Eine Anzahl hat eine Bezeichnung, „x von y“ hat zwei, drei Stufen haben drei."
                ),
            ),
            models.CheckConstraint(
                condition=Q(reference=None) | Q(kind="count"),
                name="only_a_number_is_measured_by_an_indicator",
                violation_error_message=_("An einem Indikator gemessen wird nur eine Anzahl."),
            ),
            models.CheckConstraint(
                condition=Q(min_cases__gte=1),
                name="outcome_metric_has_least_cases",
                violation_error_message=_("1 heißt: nichts schützen."),
            ),
            # What the records' own kind refers to, see monitoring/sql/0076_outcomes.sql.
            models.UniqueConstraint(fields=["id", "kind"], name="outcome_metric_with_its_kind"),
        ]

    @property
    def names(self) -> list[str]:
        """Return what is counted, from the widest to the narrowest."""
        return [name for name in (self.first_name, self.second_name, self.third_name) if name]


class OutcomeTarget(OfAnArea):
    """What is to be reached in a year: in the whole city, in an area, by an offer, or by a programme."""

    metric = models.ForeignKey(OutcomeMetric, models.CASCADE, related_name="targets", verbose_name=_("Messgröße"))
    year = models.PositiveSmallIntegerField(_("Jahr"))
    offer = models.ForeignKey(
        Offer, models.CASCADE, null=True, blank=True, related_name="outcome_targets", verbose_name=_("Angebot")
    )
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="outcome_targets", verbose_name=_("Programm")
    )
    value = models.DecimalField(
        _("Ziel"), max_digits=9, decimal_places=1, help_text=_("eine Anzahl, bei „x von y“ und Stufen Prozent")
    )

    class Meta:
        verbose_name = _("Ziel einer Messgröße")
        verbose_name_plural = _("Ziele von Messgrößen")
        ordering = ["-year", "pk"]
        constraints = [
            *OfAnArea.Meta.constraints,
            models.CheckConstraint(
                condition=Q(offer=None, programme=None)
                | Q(district=None, social_space=None, offer=None)
                | Q(district=None, social_space=None, programme=None),
                name="outcome_target_is_of_one_thing",
                violation_error_message=_("Bitte nur eines: Gebiet, Sozialraum, Angebot oder Programm."),
            ),
            models.UniqueConstraint(
                fields=["metric", "year", "district", "social_space", "offer", "programme"],
                nulls_distinct=False,
                name="one_outcome_target_a_year",
                violation_error_message=_("Dafür gibt es in diesem Jahr schon ein Ziel."),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                name="outcome_target_is_of_this_century",
                violation_error_message=_("Bitte ein Jahr wie 2027 angeben."),
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0),
                name="outcome_target_is_not_negative",
                violation_error_message=_("Ein Ziel ist nicht negativ."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.year}: {self.value}"


class Months(Func):
    """The months of a year that a row is about, both ends included."""

    function = "int4range"
    template = "%(function)s(%(expressions)s, '[]')"
    output_field = IntegerRangeField()

    def __init__(self) -> None:
        super().__init__(F("first_month"), F("last_month"))


class OutcomeQuerySet(models.QuerySet):
    def in_year(self, year: int) -> Self:
        """Keep what was counted in a year."""
        return self.filter(year=year)


class OutcomeRecord(OfAnArea):
    """What was counted for an offer or a programme in some months of a year, in an area or the whole city.

    `version` counts how often it was written, so that two people who write at once do not lose each other's numbers.
    """

    metric = models.ForeignKey(OutcomeMetric, models.PROTECT, related_name="records", verbose_name=_("Messgröße"))
    # That of the metric: the database sees rules of one row only.
    kind = models.CharField(max_length=6, choices=OutcomeKind, editable=False)
    offer = models.ForeignKey(
        Offer, models.PROTECT, null=True, blank=True, related_name="outcomes", verbose_name=_("Angebot")
    )
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="outcomes", verbose_name=_("Programm")
    )
    year = models.PositiveSmallIntegerField(_("Jahr"))
    first_month = models.PositiveSmallIntegerField(_("von Monat"), default=1)
    last_month = models.PositiveSmallIntegerField(_("bis Monat"), default=MONTHS)
    first = models.PositiveIntegerField(_("gezählt"))
    second = models.PositiveIntegerField(_("davon"), null=True, blank=True)
    third = models.PositiveIntegerField(_("davon wiederum"), null=True, blank=True)
    note = models.CharField(_("Anmerkung"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    entered_at = models.DateTimeField(_("eingetragen am"), default=timezone.now, editable=False)
    entered_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("eingetragen von"), editable=False
    )
    is_example = models.BooleanField(_("Beispieldaten"), default=False)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Ergebnis")
        verbose_name_plural = _("Ergebnisse")
        ordering = ["-year", "-last_month", "metric", "pk"]
        constraints = [
            *OfAnArea.Meta.constraints,
            models.CheckConstraint(
                condition=Q(offer=None, programme__isnull=False) | Q(offer__isnull=False, programme=None),
                name="outcome_is_of_an_offer_or_a_programme",
                violation_error_message=_("Bitte ein Angebot oder ein Programm wählen."),
            ),
            models.CheckConstraint(
                condition=Q(first_month__gte=1, first_month__lte=F("last_month"), last_month__lte=MONTHS),
                name="outcome_is_of_months_of_a_year",
                violation_error_message=_("Bitte Monate eines Jahres angeben."),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                name="outcome_is_of_this_century",
                violation_error_message=_("Bitte ein Jahr wie 2027 angeben."),
            ),
            models.CheckConstraint(
                condition=Q(kind="count", second=None, third=None)
                | Q(kind="share", second__isnull=False, third=None)
                | Q(kind="funnel", second__isnull=False, third__isnull=False),
                name="outcome_counts_what_its_kind_asks_for",
                violation_error_message=_("Bitte alle Zahlen angeben; eine Null ist auch eine."),
            ),
            models.CheckConstraint(
                condition=Q(second=None) | Q(second__lte=F("first")),
                name="outcome_part_is_no_more_than_the_whole",
                violation_error_message=_("Das ist mehr als die Zahl darüber, von der es ein Teil ist."),
            ),
            models.CheckConstraint(
                condition=Q(third=None) | Q(third__lte=F("second")),
                name="outcome_funnel_never_widens",
                violation_error_message=_("Das ist mehr als die Zahl darüber, von der es ein Teil ist."),
            ),
            ExclusionConstraint(
                name="outcome_is_counted_once",
                expressions=[
                    (F("metric"), RangeOperators.EQUAL),
                    (F("year"), RangeOperators.EQUAL),
                    *(
                        (Coalesce(F(name), Value(0)), RangeOperators.EQUAL)
                        for name in ("offer_id", "programme_id", "district_id", "social_space_id")
                    ),
                    (Months(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Für einen Teil dieser Zeit ist dort schon ein Ergebnis eingetragen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.year}: {self.offer or self.programme}"

    @property
    def numbers(self) -> list[int]:
        """Return what was counted, from the widest to the narrowest."""
        return [number for number in (self.first, self.second, self.third) if number is not None]


class SuccessReportQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Keep what is published."""
        return self.filter(is_public=True)


class SuccessReport(RuledModel):
    """What people add to the numbers of a year's Erfolgsnachweis: how it went, and what the council needs to decide."""

    year = models.PositiveSmallIntegerField(_("Jahr"), unique=True)
    summary = models.TextField(
        _("Wie das Jahr war"), max_length=6000, blank=True, help_text=_("steht am Anfang; leere Zeilen trennen Absätze")
    )
    decisions = models.TextField(
        _("Was der Rat entscheiden muss"), max_length=6000, blank=True, help_text=_("ein Absatz je Entscheidung")
    )
    public_summary = models.TextField(
        _("Wie das Jahr war, für alle"),
        max_length=6000,
        blank=True,
        help_text=_("einfach geschrieben, ohne Fachwörter; steht am Anfang der öffentlichen Fassung"),
    )
    is_public = models.BooleanField(
        _("öffentlich"),
        default=False,
        help_text=_(
            "Alle sehen dann diesen Text, die öffentlichen Ziele, Maßnahmen und Messgrößen; kein Geld, keine Suchen."
        ),
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    written_at = models.DateTimeField(_("geschrieben am"), default=timezone.now, editable=False)
    written_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("geschrieben von"), editable=False
    )
    is_example = models.BooleanField(_("Beispieldaten"), default=False)

    objects = SuccessReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("Text zum Erfolgsnachweis")
        verbose_name_plural = _("Texte zu Erfolgsnachweisen")
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                name="success_report_is_of_this_century",
                violation_error_message=_("Bitte ein Jahr wie 2027 angeben."),
            ),
            models.CheckConstraint(
                condition=Q(is_public=False) | ~Q(public_summary__regex=r"^\s*$"),
                name="published_success_report_says_how_the_year_was",
                violation_error_message=_(
                    "Bitte schreiben Sie für alle, wie das Jahr war, bevor Sie es veröffentlichen."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)
