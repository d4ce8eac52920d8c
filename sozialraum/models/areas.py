"""Levels, districts and social spaces: the areas of the city, each with the time in which it holds."""

import datetime
from collections.abc import Iterable
from typing import Self

from django.contrib.gis.db import models
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db.models import Exists, F, Func, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from kit.terms import TermModel


class Period(Func):
    """The half-open range of days between two date columns; an empty end is open."""

    function = "daterange"
    output_field = DateRangeField()

    def __init__(self, start: str = "valid_from", end: str = "valid_until") -> None:
        super().__init__(F(start), F(end), RangeBoundary())


class DatedQuerySet(models.QuerySet):
    """Rows that hold from a day (inclusive) until a day (exclusive)."""

    def on(self, day: datetime.date) -> Self:
        """Keep what holds on `day`."""
        return self.filter(Q(valid_until__gt=day) | Q(valid_until=None), valid_from__lte=day)

    def current(self) -> Self:
        """Keep what has not been closed."""
        return self.filter(valid_until=None)


class AreaLevel(TermModel):
    """A level of the city's division, from the coarsest (order 0) to the finest."""

    name_plural = models.CharField(_("Mehrzahl"), max_length=120)
    shown_to_families = models.BooleanField(
        _("für Familien wählbar"), default=False, help_text=_("die Ebene, in der Menschen ihren Wohnort nennen")
    )

    class Meta(TermModel.Meta):
        verbose_name = _("Gebietsebene")
        verbose_name_plural = _("Gebietsebenen")


class DistrictQuerySet(DatedQuerySet):
    def for_families(self) -> Self:
        """Keep the current districts in which people say where they live, with their parent, by name."""
        return self.current().filter(level__shown_to_families=True).select_related("parent").order_by("name")

    def containing(self, point) -> Self:
        """Keep the districts in which `point` (any SRID) lies, its border included."""
        return self.filter(boundary__covers=point)

    def beside(self, districts: Iterable[int]) -> Self:
        """Keep the current districts that share a piece of border with one of `districts` (ids) of their own level.

        Published boundaries rarely match to the centimetre, so a gap of some 20 metres still counts as shared.
        """
        chosen = District.objects.filter(
            pk__in=districts, level=OuterRef("level"), boundary__dwithin=(OuterRef("boundary"), 0.0002)
        )
        return self.current().filter(Exists(chosen)).exclude(pk__in=districts).order_by("name")


class District(RuledModel):
    """An area of one level within its period; a reform closes it and opens a new one of the same code."""

    level = models.ForeignKey(AreaLevel, models.PROTECT, related_name="districts", verbose_name=_("Ebene"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("gehört zu")
    )
    code = models.CharField(_("Schlüssel"), max_length=20)
    name = models.CharField(_("Name"), max_length=120)
    slug = models.SlugField(_("Adresse"), max_length=120)
    # Degrees (WGS 84), because the web map draws degrees; use dwithin/covers here, metres through geography casts.
    boundary = models.MultiPolygonField(_("Grenze"))
    is_schematic = models.BooleanField(_("Grenze schematisch"), default=False)
    valid_from = models.DateField(_("gültig ab"), default=datetime.date(1900, 1, 1))
    valid_until = models.DateField(_("gültig bis (ausschließlich)"), null=True, blank=True)

    objects = DistrictQuerySet.as_manager()

    class Meta:
        verbose_name = _("Gebiet")
        verbose_name_plural = _("Gebiete")
        ordering = ["level", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="district_ends_after_it_begins",
                violation_error_message=_("Das Ende muss nach dem Beginn liegen."),
            ),
            ExclusionConstraint(
                name="district_code_is_unique_at_any_time",
                expressions=[
                    (F("level"), RangeOperators.EQUAL),
                    (F("code"), RangeOperators.EQUAL),
                    (Period(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Diesen Schlüssel gibt es in dieser Zeit schon."),
            ),
            models.UniqueConstraint(
                "slug",
                condition=Q(valid_until=None),
                name="district_slug_is_unique_among_current",
                violation_error_message=_("Ein Gebiet mit dieser Adresse gibt es schon."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SocialSpace(models.Model):
    """A Sozialraum: districts that one team looks after, independent of the boroughs."""

    code = models.CharField(_("Nummer"), max_length=20, unique=True)
    name = models.CharField(_("Name"), max_length=120)
    slug = models.SlugField(_("Adresse"), max_length=120, unique=True)
    team_name = models.CharField(_("Team"), max_length=120)
    description = models.TextField(_("Beschreibung"), blank=True)
    districts = models.ManyToManyField(
        District, through="SocialSpaceMembership", related_name="social_spaces", verbose_name=_("Gebiete")
    )

    class Meta:
        verbose_name = _("Sozialraum")
        verbose_name_plural = _("Sozialräume")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class SocialSpaceMembership(RuledModel):
    """One district's time in one social space."""

    social_space = models.ForeignKey(
        SocialSpace, models.CASCADE, related_name="memberships", verbose_name=_("Sozialraum")
    )
    district = models.ForeignKey(
        District, models.PROTECT, related_name="social_space_memberships", verbose_name=_("Gebiet")
    )
    valid_from = models.DateField(_("gültig ab"), default=datetime.date(1900, 1, 1))
    valid_until = models.DateField(_("gültig bis (ausschließlich)"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("Zuordnung zum Sozialraum")
        verbose_name_plural = _("Zuordnungen zum Sozialraum")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="social_space_membership_ends_after_it_begins",
                violation_error_message=_("Das Ende muss nach dem Beginn liegen."),
            ),
            ExclusionConstraint(
                name="district_is_in_one_social_space_at_a_time",
                expressions=[(F("district"), RangeOperators.EQUAL), (Period(), RangeOperators.OVERLAPS)],
                violation_error_message=_("Der Stadtteil gehört in dieser Zeit schon zu einem Sozialraum."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.district} – {self.social_space}"
