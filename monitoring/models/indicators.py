"""What is measured: indicators as data, and the sums that tie them together."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from kit.terms import TermModel
from monitoring.choices import Direction, ValueKind
from sozialraum.ages import CONCEPTION, OLDEST


class IndicatorField(TermModel):
    """A field that indicators are about, such as population or health."""

    class Meta(TermModel.Meta):
        verbose_name = _("Themenfeld des Monitorings")
        verbose_name_plural = _("Themenfelder des Monitorings")


class IndicatorQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Keep what everybody may see."""
        return self.filter(is_public=True)


class Indicator(RuledModel):
    """A measure, with what it counts, how it is shown, where it comes from, and how it is protected."""

    code = models.SlugField(_("Kürzel"), max_length=60, unique=True, help_text=_("so heißt die Spalte in Dateien"))
    name = models.CharField(_("Name"), max_length=120)
    question = models.CharField(_("Frage, die er beantwortet"), max_length=200)
    field = models.ForeignKey(IndicatorField, models.PROTECT, related_name="indicators", verbose_name=_("Themenfeld"))
    kind = models.CharField(_("Art"), max_length=8, choices=ValueKind)
    numerator_name = models.CharField(_("gezählt werden"), max_length=160)
    denominator_name = models.CharField(_("bezogen auf"), max_length=160, blank=True)
    # Where another indicator counts the same denominator, both are one number, and what protects one protects the other.
    denominator = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rates",
        verbose_name=_("Nenner als eigener Indikator"),
        help_text=_("die Anzahl, auf die sich die Quote bezieht, wenn sie selbst ein Indikator ist"),
    )
    per = models.PositiveIntegerField(
        _("je"), default=1, help_text=_("1 bei Anzahlen, 100 für Prozent, 1000 für Promille")
    )
    unit = models.CharField(_("Einheit"), max_length=40, help_text=_("zum Beispiel %, Kinder, Jahre, je 1.000 Frauen"))
    decimals = models.PositiveSmallIntegerField(_("Nachkommastellen"), default=1)
    direction = models.CharField(_("Richtung"), max_length=12, choices=Direction, default=Direction.NONE)
    # For numbers of children: whom they count, so that offers can be set against exactly these.
    age_from_months = models.SmallIntegerField(_("Alter von (Monate)"), null=True, blank=True)
    age_to_months = models.SmallIntegerField(_("Alter bis (Monate, ausschließlich)"), null=True, blank=True)

    source = models.CharField(_("Quelle"), max_length=200)
    licence = models.CharField(_("Lizenz"), max_length=80, blank=True)
    method_note = models.TextField(_("Hinweis zur Methode"), blank=True)

    pooling_years = models.PositiveSmallIntegerField(
        _("zusammengefasste Jahre"), default=1, help_text=_("so viele Jahrgänge stehen in einer Zahl")
    )
    min_population = models.PositiveIntegerField(
        _("Mindestbevölkerung"), default=300, help_text=_("kleinere Gebiete bekommen keine Quoten")
    )
    min_cases = models.PositiveIntegerField(
        _("Mindestfallzahl"), default=3, help_text=_("kleinere Zahlen außer null werden nicht gezeigt")
    )
    min_denominator = models.PositiveIntegerField(
        _("Mindestnenner"), default=30, help_text=_("darunter ist eine Quote nicht verlässlich")
    )
    rounding = models.PositiveSmallIntegerField(
        _("runden auf"), default=1, help_text=_("1 lässt Zahlen, wie sie sind; 5 zeigt nur Vielfache von 5")
    )
    is_public = models.BooleanField(_("öffentlich"), default=False)
    is_key_value = models.BooleanField(_("Schlüsselzahl"), default=False, help_text=_("steht im Steckbrief ganz oben"))
    order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("Indikator")
        verbose_name_plural = _("Indikatoren")
        ordering = ["field__order", "order", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ValueKind.values),
                name="indicator_is_of_a_kind",
                violation_error_message=_("Diese Art gibt es nicht."),
            ),
            models.CheckConstraint(
                condition=Q(direction__in=Direction.values),
                name="indicator_points_in_a_direction",
                violation_error_message=_("Diese Richtung gibt es nicht."),
            ),
            models.CheckConstraint(
                condition=Q(kind=ValueKind.RATE) | Q(denominator_name="", denominator=None),
                name="only_rates_have_a_denominator",
                violation_error_message=_("Einen Nenner haben nur Quoten."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=ValueKind.RATE) | ~Q(denominator_name=""),
                name="rates_name_their_denominator",
                violation_error_message=_("Bitte angeben, worauf sich die Quote bezieht."),
            ),
            models.CheckConstraint(
                condition=~Q(denominator=F("id")),
                name="indicator_is_not_its_own_denominator",
                violation_error_message=_("Ein Indikator kann nicht sein eigener Nenner sein."),
            ),
            models.CheckConstraint(
                condition=Q(per__gte=1) & (Q(kind=ValueKind.RATE) | Q(per=1)),
                name="only_rates_are_per_something",
                violation_error_message=_("„je“ gilt nur für Quoten; sonst ist es 1."),
            ),
            models.CheckConstraint(
                condition=Q(decimals__lte=4),
                name="indicator_has_at_most_four_decimals",
                violation_error_message=_("Höchstens vier Nachkommastellen."),
            ),
            models.CheckConstraint(
                condition=Q(pooling_years__gte=1, pooling_years__lte=10),
                name="indicator_pools_one_to_ten_years",
                violation_error_message=_("Zusammengefasst werden ein bis zehn Jahre."),
            ),
            models.CheckConstraint(
                condition=Q(rounding__gte=1),
                name="indicator_rounds_to_at_least_one",
                violation_error_message=_("1 heißt: nicht runden."),
            ),
            models.CheckConstraint(
                condition=Q(age_from_months=None, age_to_months=None)
                | Q(
                    kind=ValueKind.COUNT,
                    age_from_months__isnull=False,
                    age_to_months__isnull=False,
                    age_from_months__gte=CONCEPTION,
                    age_to_months__lte=OLDEST,
                    age_from_months__lt=F("age_to_months"),
                ),
                name="only_counts_are_of_an_age_that_runs_upward",
                violation_error_message=_("Ein Alter haben nur Anzahlen; es läuft von jung nach alt."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Equation(RuledModel):
    """Numbers that add up to nought, such as children of all ages less those of each age band.

    Whoever sees all of them but one knows that one, so they are protected together.
    """

    name = models.CharField(_("Name"), max_length=160, unique=True)

    class Meta:
        verbose_name = _("Zusammenhang von Zahlen")
        verbose_name_plural = _("Zusammenhänge von Zahlen")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class EquationTerm(RuledModel):
    """What an indicator counts, with its sign, as part of an equation; of the same year, or so many years before it."""

    equation = models.ForeignKey(Equation, models.CASCADE, related_name="terms")
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="equation_terms", verbose_name=_("Indikator"))
    factor = models.SmallIntegerField(_("Faktor"), default=1, help_text=_("1 für die Summe, −1 für ihre Teile"))
    years_back = models.PositiveSmallIntegerField(_("Jahre zuvor"), default=0)

    class Meta:
        verbose_name = _("Glied eines Zusammenhangs")
        verbose_name_plural = _("Glieder eines Zusammenhangs")
        ordering = ["equation", "-factor", "pk"]
        constraints = [
            models.UniqueConstraint(
                "equation",
                "indicator",
                "years_back",
                name="indicator_stands_once_in_an_equation",
                violation_error_message=_("Dieser Indikator steht in diesem Zusammenhang schon."),
            ),
            models.CheckConstraint(
                condition=~Q(factor=0),
                name="equation_term_has_a_factor",
                violation_error_message=_("Der Faktor ist nicht null."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.factor} × {self.indicator}"


class SeriesBreak(RuledModel):
    """From a day on, an indicator counts otherwise: numbers before and after it do not compare."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="breaks", verbose_name=_("Indikator"))
    day = models.DateField(_("ab"))
    reason = models.CharField(_("was sich geändert hat"), max_length=200)

    class Meta:
        verbose_name = _("Bruch in der Zeitreihe")
        verbose_name_plural = _("Brüche in Zeitreihen")
        ordering = ["indicator", "day"]
        constraints = [
            models.UniqueConstraint(
                "indicator",
                "day",
                name="series_breaks_once_a_day",
                violation_error_message=_("Diesen Bruch gibt es schon."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.day:%d.%m.%Y}"
