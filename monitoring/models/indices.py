"""Composite indices as data: how many indicators of an area become one number and a class."""

from copy import copy
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from monitoring.choices import IndexLimits, IndexMethod, IndexSum, ValueKind
from monitoring.models.indicators import Indicator
from sozialraum.models import AreaLevel

MOST_YEARS = 20


class CompositeIndexQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Keep what everybody may see: said to be public, and made of public indicators alone."""
        return self.filter(is_public=True).exclude(parts__indicator__is_public=False)

    def for_computing(self, parts: models.QuerySet | None = None) -> Self:
        """Fetch with indices all that they are computed with but the indicators, which pages know already; `parts` adds to their parts."""
        return self.select_related("level").prefetch_related(
            models.Prefetch("parts", queryset=parts), "classes", "exclusions"
        )


class CompositeIndex(RuledModel):
    """Several indicators of an area brought to one number and a class; a high index means much need.

    With `change_years` the indicators do not count as they stand, but by how much they changed over so many years.
    """

    code = models.SlugField(_("Kürzel"), max_length=60, unique=True, help_text=_("steht in der Adresse der Seite"))
    name = models.CharField(_("Name"), max_length=120)
    question = models.CharField(_("Frage, die er beantwortet"), max_length=200)
    method_note = models.TextField(_("Hinweis zur Methode"), blank=True)
    level = models.ForeignKey(
        AreaLevel,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Gebiete der Ebene"),
        help_text=_("leer: Sozialräume"),
    )
    change_years = models.PositiveSmallIntegerField(
        _("Veränderung über Jahre"), null=True, blank=True, help_text=_("leer: der Stand, nicht die Veränderung")
    )
    # Berlin publishes the changes as shares of their own, so an index of changes need not count them itself.
    change_of = models.OneToOneField(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="dynamic",
        verbose_name=_("Entwicklung zum Index"),
        help_text=_("der Index, dessen Stand dieser um die Entwicklung ergänzt"),
    )
    method = models.CharField(_("Vergleichbar machen"), max_length=8, choices=IndexMethod, default=IndexMethod.Z)
    base_year = models.PositiveSmallIntegerField(_("Basisjahr"), null=True, blank=True)
    summing = models.CharField(_("Zusammenfassen"), max_length=4, choices=IndexSum, default=IndexSum.SUM)
    limits = models.CharField(_("Klassengrenzen sind"), max_length=9, choices=IndexLimits, default=IndexLimits.SD)
    min_population = models.PositiveIntegerField(
        _("Mindestbevölkerung"), default=300, help_text=_("kleinere Gebiete bleiben außen vor; 0: keine Grenze")
    )
    population = models.ForeignKey(
        Indicator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"kind": ValueKind.COUNT},
        verbose_name=_("Bevölkerung nach Indikator"),
    )
    is_public = models.BooleanField(
        _("öffentlich"), default=False, help_text=_("nur, wenn auch alle seine Indikatoren öffentlich sind")
    )
    order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    objects = CompositeIndexQuerySet.as_manager()

    class Meta:
        verbose_name = _("Index")
        verbose_name_plural = _("Indizes")
        ordering = ["order", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(method__in=IndexMethod.values),
                name="index_standardises_by_a_known_method",
                violation_error_message=_("Diese Methode gibt es nicht."),
            ),
            models.CheckConstraint(
                condition=Q(summing__in=IndexSum.values),
                name="index_sums_in_a_known_way",
                violation_error_message=_("Diese Art des Zusammenfassens gibt es nicht."),
            ),
            models.CheckConstraint(
                condition=Q(limits__in=IndexLimits.values),
                name="index_has_known_limits",
                violation_error_message=_("Diese Art von Klassengrenzen gibt es nicht."),
            ),
            models.CheckConstraint(
                condition=Q(method=IndexMethod.FIXED, base_year__isnull=False)
                | (~Q(method=IndexMethod.FIXED) & Q(base_year=None)),
                name="index_has_a_base_year_exactly_where_it_compares_with_one",
                violation_error_message=_("Ein Basisjahr gehört zum z-Wert gegenüber einem Basisjahr, und nur zu ihm."),
            ),
            models.CheckConstraint(
                condition=Q(change_years=None) | Q(change_years__gte=1, change_years__lte=MOST_YEARS),
                name="index_looks_back_one_to_twenty_years",
                violation_error_message=_("Verglichen wird über ein bis zwanzig Jahre."),
            ),
            models.CheckConstraint(
                condition=~Q(change_of=F("id")),
                name="index_is_not_its_own_change",
                violation_error_message=_("Ein Index kann nicht seine eigene Entwicklung sein."),
            ),
            models.CheckConstraint(
                condition=Q(min_population=0) | Q(population__isnull=False),
                name="index_with_a_minimum_population_knows_the_population",
                violation_error_message=_("Bitte angeben, welcher Indikator die Bevölkerung zählt."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether everybody may see it, as `public()` asks the database."""
        return self.is_public and all(part.indicator.is_public for part in self.parts.all())

    @property
    def can_have_a_base(self) -> bool:
        """Whether it measures by mean and deviation, which can be those of another year."""
        return self.method in {IndexMethod.Z, IndexMethod.FIXED}

    def based_on(self, year: int) -> Self:
        """Return the same index, not saved, measured with mean and deviation of a year."""
        other = copy(self)
        other.method, other.base_year = IndexMethod.FIXED, year
        return other

    def clean(self) -> None:
        """Refuse to set a change beside the status of other areas."""
        if self.change_of and self.change_of.level_id != self.level_id:
            raise ValidationError({"change_of": _("Der andere Index vergleicht Gebiete einer anderen Ebene.")})
