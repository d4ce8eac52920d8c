"""How far a programme has come in each district: planned, tried out, there for good, ended."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network.models import Partner
from network.models.evidence import EvidencedModel
from offers.models.terms import Programme
from sozialraum.models import District
from sozialraum.models.areas import DatedQuerySet, Period


class ProgrammeStage(EvidencedModel):
    """The stage of a programme in one district, from a day until before another."""

    class Stage(models.TextChoices):
        PLANNED = "planned", _("geplant")
        PILOT = "pilot", _("Pilot")
        REGULAR = "regular", _("Regelbetrieb")
        ENDED = "ended", _("beendet")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="stages", verbose_name=_("Programm"))
    # Of the district of its time: where a reform makes two districts one, only people know how far the programme is there.
    district = models.ForeignKey(District, models.PROTECT, related_name="+", verbose_name=_("Stadtteil"))
    stage = models.CharField(_("Stand"), max_length=8, choices=Stage)
    valid_from = models.DateField(_("seit"))
    valid_until = models.DateField(_("bis (ausschließlich)"), null=True, blank=True)
    partners = models.ManyToManyField(
        Partner, blank=True, related_name="programme_stages", verbose_name=_("verantwortliche Stellen")
    )
    note = models.CharField(_("Anmerkung"), max_length=200, blank=True, help_text=_("intern"))

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("Stand eines Programms")
        verbose_name_plural = _("Stände von Programmen")
        ordering = ["programme", "district", "valid_from"]
        constraints = [
            *EvidencedModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="programme_stage_ends_after_it_begins",
                violation_error_message=_("Das Ende muss nach dem Beginn liegen."),
            ),
            ExclusionConstraint(
                name="programme_has_one_stage_in_a_district_at_a_time",
                expressions=[
                    (F("programme"), RangeOperators.EQUAL),
                    (F("district"), RangeOperators.EQUAL),
                    (Period(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Für diese Zeit ist in diesem Stadtteil schon ein Stand eingetragen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme}, {self.district}: {self.get_stage_display()}"
