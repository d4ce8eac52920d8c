"""Postcodes and sections of streets: how an address finds its district."""

from django.contrib.gis.db import models
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.db.models import Case, F, Func, Q, Value, When
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from sozialraum.addresses import fold_street
from sozialraum.models.areas import District


class Postcode(RuledModel):
    """A postcode; it crosses districts, and a district has several."""

    code = models.CharField(_("Postleitzahl"), max_length=5, unique=True)
    centre = models.PointField(_("Mittelpunkt"), geography=True, null=True, blank=True)
    districts = models.ManyToManyField(District, related_name="postcodes", verbose_name=_("Stadtteile"))

    class Meta:
        verbose_name = _("Postleitzahl")
        verbose_name_plural = _("Postleitzahlen")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^\d{5}$"),
                name="postcode_has_five_digits",
                violation_error_message=_("Eine Postleitzahl hat fünf Ziffern."),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class StreetSection(RuledModel):
    """House numbers of one street that lie in one district."""

    class Side(models.TextChoices):
        ALL = "all", _("beide Seiten")
        ODD = "odd", _("ungerade")
        EVEN = "even", _("gerade")

    LAST_NUMBER = 9999

    street = models.CharField(_("Straße"), max_length=120)
    # The name as one writes it in any way ("Hauptstr.", "HAUPTSTRASSE"), folded to one spelling by fold_street.
    key = models.CharField(max_length=120, editable=False, db_index=True)
    number_from = models.PositiveSmallIntegerField(_("von Hausnummer"), default=1)
    number_to = models.PositiveSmallIntegerField(_("bis Hausnummer"), default=LAST_NUMBER)
    side = models.CharField(_("Seite"), max_length=4, choices=Side, default=Side.ALL)
    postcode = models.ForeignKey(Postcode, models.PROTECT, related_name="street_sections", verbose_name=_("PLZ"))
    district = models.ForeignKey(District, models.PROTECT, related_name="street_sections", verbose_name=_("Stadtteil"))

    class Meta:
        verbose_name = _("Straßenabschnitt")
        verbose_name_plural = _("Straßenabschnitte")
        ordering = ["street", "number_from", "side"]
        constraints = [
            models.CheckConstraint(
                condition=Q(number_to__gte=F("number_from")),
                name="street_section_numbers_run_upward",
                violation_error_message=_("Die erste Hausnummer darf nicht größer sein als die letzte."),
            ),
            models.CheckConstraint(
                condition=~Q(key=""),
                name="street_section_names_its_street",
                violation_error_message=_("Bitte den Namen der Straße angeben."),
            ),
            ExclusionConstraint(
                name="street_sections_do_not_overlap",
                expressions=[
                    (F("key"), RangeOperators.EQUAL),
                    (F("postcode"), RangeOperators.EQUAL),
                    (
                        Func(
                            F("number_from"),
                            F("number_to"),
                            Value("[]"),
                            function="int4range",
                            output_field=IntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    # Odd is [1,2), even [2,3), both sides [1,3): sections of opposite sides may share numbers.
                    (
                        Func(
                            Case(When(side="even", then=Value(2)), default=Value(1)),
                            Case(When(side="odd", then=Value(2)), default=Value(3)),
                            function="int4range",
                            output_field=IntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("Dieser Abschnitt überschneidet sich mit einem anderen derselben Straße."),
            ),
        ]

    def holds(self, number: int) -> bool:
        """Return whether house `number` lies in this section, on its side of the street."""
        side = self.Side.ODD if number % 2 else self.Side.EVEN
        return self.number_from <= number <= self.number_to and self.side in {self.Side.ALL, side}

    @property
    def numbers(self) -> str:
        """Return the house numbers in words, empty for the whole street."""
        if self.number_to == self.LAST_NUMBER:
            span = "" if self.number_from == 1 else _("ab Nr. %(first)s") % {"first": self.number_from}
        else:
            span = _("Nr. %(first)s bis %(last)s") % {"first": self.number_from, "last": self.number_to}
        side = "" if self.side == self.Side.ALL else self.get_side_display()
        return " ".join(filter(None, [str(span), str(side)]))

    def validate_constraints(self, exclude: set[str] | None = None) -> None:
        """Check the rules with the key that will be saved, though no form shows it."""
        self.key, exclude = fold_street(self.street), set(exclude or ())
        super().validate_constraints(exclude=exclude if "street" in exclude else exclude - {"key"})

    def place_of(self, rule: models.CheckConstraint, exclude: set[str]) -> str:
        """Return the field at which to speak of a broken rule; of the key people see the street."""
        place = super().place_of(rule, exclude)
        return "street" if place == "key" else place

    def save(self, **kwargs) -> None:
        """Save; the key follows the street. Whoever uses bulk_create fills it there."""
        self.key = fold_street(self.street)
        super().save(**kwargs)

    def __str__(self) -> str:
        return f"{self.street} {self.number_from}–{self.number_to} ({self.get_side_display()})"
