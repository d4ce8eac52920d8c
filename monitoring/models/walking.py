"""From how much of a district an offer lies within walking distance."""

from django.contrib.postgres.fields import IntegerRangeField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from sozialraum.models import District


class WalkingReach(RuledModel):
    """How many of the points that are spread over a district have an offer for an age near them, on a day."""

    district = models.ForeignKey(District, models.CASCADE, related_name="+", verbose_name=_("Gebiet"))
    ages = IntegerRangeField(_("Alter in Monaten"))
    points = models.PositiveIntegerField(_("Punkte"))
    near = models.PositiveIntegerField(_("davon mit einem Angebot in der Nähe"))
    day = models.DateField(_("berechnet am"))

    class Meta:
        verbose_name = _("Erreichbarkeit zu Fuß")
        verbose_name_plural = _("Erreichbarkeit zu Fuß")
        constraints = [
            models.UniqueConstraint(
                fields=["district", "ages"],
                name="one_walking_reach_per_district_and_age",
                violation_error_message=_("Für dieses Gebiet und Alter gibt es schon eine Zahl."),
            ),
            models.CheckConstraint(
                condition=Q(points__gte=1, near__lte=F("points")),
                name="walking_reach_is_a_part_of_some_points",
                violation_error_message=_("Höchstens alle Punkte haben ein Angebot in der Nähe."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.district}: {self.near}/{self.points}"
