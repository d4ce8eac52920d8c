"""What an index is made of: its indicators with sign and weight, its classes, and the areas that stay out of it by name."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from monitoring.choices import Direction, IndexAttention
from monitoring.models.areas import OfAnArea, one_per_area
from monitoring.models.indicators import Indicator
from monitoring.models.indices import CompositeIndex

validate_key = RegexValidator(r"^[\w+/±−-]{1,8}\Z", _("Bitte ein bis acht Buchstaben, Ziffern oder + − / benutzen."))


class IndexPart(RuledModel):
    """One indicator of an index: whether a high value raises it, and with what weight."""

    class Sign(models.IntegerChoices):
        RAISES = 1, _("hoher Wert erhöht den Index")
        LOWERS = -1, _("hoher Wert senkt den Index")

    index = models.ForeignKey(CompositeIndex, models.CASCADE, related_name="parts", verbose_name=_("Index"))
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="index_parts", verbose_name=_("Indikator"))
    sign = models.SmallIntegerField(_("Vorzeichen"), choices=Sign, default=Sign.RAISES)
    weight = models.DecimalField(_("Gewicht"), max_digits=6, decimal_places=3, default=1)
    order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    class Meta:
        verbose_name = _("Teil eines Index")
        verbose_name_plural = _("Teile von Indizes")
        ordering = ["index", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["index", "indicator"],
                name="indicator_counts_once_in_an_index",
                violation_error_message=_("Dieser Indikator zählt in diesem Index schon."),
            ),
            models.CheckConstraint(
                condition=Q(sign__in=[1, -1]),
                name="index_part_raises_or_lowers",
                violation_error_message=_("Ein Wert erhöht oder senkt den Index."),
            ),
            models.CheckConstraint(
                condition=Q(weight__gt=0),
                name="index_part_has_a_weight_above_nought",
                violation_error_message=_("Das Gewicht ist größer als 0."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.indicator)

    def clean(self) -> None:
        """Refuse what is never valued (age structure, migration), and a sign against the indicator's own direction."""
        direction = getattr(self.indicator, "direction", None) if self.indicator_id else None
        wanted = {Direction.UNFAVOURABLE: self.Sign.RAISES, Direction.FAVOURABLE: self.Sign.LOWERS}
        if direction == Direction.NONE:
            raise ValidationError(
                {"indicator": _("Dieser Indikator hat keine Wertung und zählt darum in keinem Index.")}
            )
        if direction and self.sign != wanted[direction]:
            raise ValidationError({"sign": _("Das widerspricht der Richtung des Indikators.")})


class IndexClass(RuledModel):
    """A class of an index, from the lowest (most favourable) upward; the last one has no upper limit."""

    index = models.ForeignKey(CompositeIndex, models.CASCADE, related_name="classes", verbose_name=_("Index"))
    key = models.CharField(_("Zeichen"), max_length=8, validators=[validate_key], help_text=_("zum Beispiel 1 oder +"))
    label = models.CharField(_("Bezeichnung"), max_length=60)
    # What families read about where they live: it hurts no district, or is left out.
    public_label = models.CharField(_("öffentliche Bezeichnung"), max_length=120, blank=True)
    upper = models.DecimalField(
        _("reicht bis"), max_digits=9, decimal_places=4, null=True, blank=True, help_text=_("leer: oberste Klasse")
    )
    attention = models.CharField(
        _("besondere Aufmerksamkeit"), max_length=9, choices=IndexAttention, default=IndexAttention.NEVER
    )
    is_worsening = models.BooleanField(
        _("heißt: es wird ungünstiger"), default=False, help_text=_("für Klassen einer Entwicklung")
    )

    class Meta:
        verbose_name = _("Klasse eines Index")
        verbose_name_plural = _("Klassen von Indizes")
        ordering = ["index", F("upper").asc(nulls_last=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["index", "key"],
                name="class_key_stands_once_in_an_index",
                violation_error_message=_("Dieses Zeichen gibt es in diesem Index schon."),
            ),
            models.UniqueConstraint(
                fields=["index", "upper"],
                name="classes_of_an_index_have_different_limits",
                nulls_distinct=False,
                violation_error_message=_("Zwei Klassen reichen nicht gleich weit; nur die oberste hat keine Grenze."),
            ),
            models.CheckConstraint(
                condition=Q(attention__in=IndexAttention.values),
                name="index_class_asks_for_a_known_attention",
                violation_error_message=_("Diese Angabe gibt es nicht."),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class IndexExclusion(OfAnArea):
    """An area that stays out of an index by name, at all times or in one year, and why."""

    index = models.ForeignKey(CompositeIndex, models.CASCADE, related_name="exclusions", verbose_name=_("Index"))
    year = models.PositiveSmallIntegerField(_("nur im Jahr"), null=True, blank=True, help_text=_("leer: immer"))
    reason = models.CharField(_("Grund"), max_length=200)

    class Meta:
        verbose_name = _("Gebiet außerhalb eines Index")
        verbose_name_plural = _("Gebiete außerhalb von Indizes")
        ordering = ["index", "year", "pk"]
        constraints = [
            *OfAnArea.Meta.constraints,
            one_per_area(
                "area_is_excluded_once_from_an_index",
                _("Dieses Gebiet bleibt in diesem Jahr schon außen vor."),
                "index",
                "year",
            ),
            models.CheckConstraint(
                condition=Q(district__isnull=False) | Q(social_space__isnull=False),
                name="exclusion_names_an_area",
                violation_error_message=_("Bitte ein Gebiet oder einen Sozialraum angeben."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="exclusion_says_why",
                violation_error_message=_("Bitte einen Grund angeben."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.district or self.social_space}: {self.reason}"

    def holds_in(self, year: int) -> bool:
        """Return whether the area stays out in a year."""
        return self.year in {None, year}
