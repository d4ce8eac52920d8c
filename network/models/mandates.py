"""Who coordinates a network, for which ages and since when."""

from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from network.models.contacts import ContactPoint
from network.models.networks import Network
from network.models.partners import Partner
from sozialraum.ages import CONCEPTION, OLDEST
from sozialraum.models.areas import DatedQuerySet, Period


class AgeSpan(Func):
    """The half-open range of months between the two ages of a mandate."""

    function = "int4range"
    output_field = IntegerRangeField()

    def __init__(self) -> None:
        super().__init__(F("youngest_months"), F("oldest_months"))


class CoordinationMandateQuerySet(DatedQuerySet):
    def covering(self, youngest: int, oldest: int) -> Self:
        """Keep those that answer for some age from `youngest` until before `oldest` (months)."""
        return self.filter(youngest_months__lt=oldest, oldest_months__gt=youngest)

    def for_public(self) -> Self:
        """Fetch what everybody may read of them: who, for whom, how to reach; of public partners only, the youngest ages first."""
        public = self.filter(partner__is_public=True).select_related("network", "partner", "contact_point")
        return public.order_by("youngest_months", "oldest_months", "network__name", "pk")


class CoordinationMandate(RuledModel):
    """A partner answers for a network's work with the families of some ages."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="mandates", verbose_name=_("Netzwerk"))
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="mandates", verbose_name=_("Partner"))
    function = models.CharField(
        _("Funktion"), max_length=160, help_text=_("die Stelle, nicht die Person: „Netzwerkkoordination Frühe Hilfen“")
    )
    contact_point = models.ForeignKey(
        ContactPoint, models.SET_NULL, null=True, blank=True, related_name="mandates", verbose_name=_("Ansprechstelle")
    )
    youngest_months = models.SmallIntegerField(_("ab Alter in Monaten"), help_text=_("Schwangerschaft: −9"))
    oldest_months = models.SmallIntegerField(_("bis unter Alter in Monaten"), help_text=_("drei Jahre: 36"))
    valid_from = models.DateField(_("seit"))
    valid_until = models.DateField(_("bis (ausschließlich)"), null=True, blank=True)

    objects = CoordinationMandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("Koordinationsauftrag")
        verbose_name_plural = _("Koordinationsaufträge")
        ordering = ["network", "youngest_months", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(youngest_months__gte=CONCEPTION, oldest_months__lte=OLDEST),
                name="mandate_ages_lie_between_pregnancy_and_27_years",
                violation_error_message=_("Das Alter liegt zwischen Schwangerschaft (−9) und 27 Jahren (325)."),
            ),
            models.CheckConstraint(
                condition=Q(youngest_months__lt=F("oldest_months")),
                name="mandate_age_span_runs_upward",
                violation_error_message=_("Das jüngste Alter muss unter dem ältesten liegen."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="mandate_ends_after_it_begins",
                violation_error_message=_("Das Ende muss nach dem Beginn liegen."),
            ),
            ExclusionConstraint(
                name="one_answers_for_an_age_of_a_network_at_a_time",
                expressions=[
                    (F("network"), RangeOperators.EQUAL),
                    (AgeSpan(), RangeOperators.OVERLAPS),
                    (Period(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Für dieses Alter koordiniert in dieser Zeit schon jemand dieses Netzwerk."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function} ({self.network})"

    @property
    def hours(self) -> str:
        """Return when its contact point can be reached; of a partner itself nobody knows."""
        return self.contact_point.hours if self.contact_point else ""
