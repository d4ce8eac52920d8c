"""What numbers are about: the whole city, a district of any level, or a social space."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from sozialraum.models import District, SocialSpace


class OfAnArea(RuledModel):
    """A row about one area; with neither a district nor a social space it is about the whole city."""

    # Numbers belong to the boundaries of their time, so they stay when a reform closes a district: hence the "+".
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Gebiet")
    )
    social_space = models.ForeignKey(
        SocialSpace, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Sozialraum")
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(district=None) | Q(social_space=None),
                name="%(class)s_is_of_one_area",
                violation_error_message=_("Entweder ein Gebiet oder ein Sozialraum."),
            ),
        ]

    @property
    def area(self) -> tuple[str, int]:
        """Return the area as a key: ("city", 0), ("district", id) or ("space", id)."""
        if self.district_id:
            return ("district", self.district_id)
        return ("space", self.social_space_id) if self.social_space_id else ("city", 0)


class NumberOfAnArea(OfAnArea):
    """One of very many rows, nearly all of them of districts.

    Each index costs an import of a city's numbers a second. Those of an indicator are found by the rule that there is one for each area,
    which begins with it; those of a social space by an index that the districts' rows are not in.
    """

    social_space = models.ForeignKey(
        SocialSpace,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Sozialraum"),
        db_index=False,
    )

    class Meta:
        abstract = True
        constraints = OfAnArea.Meta.constraints
        indexes = [
            models.Index(fields=["social_space"], condition=Q(social_space__isnull=False), name="%(class)s_of_space")
        ]


def one_per_area(name: str, message: str, *fields: str) -> models.UniqueConstraint:
    """Return the rule that there is one row for each area and `fields`."""
    return models.UniqueConstraint(
        fields=[*fields, "district", "social_space"],
        name=name,
        nulls_distinct=False,
        violation_error_message=message,
    )
