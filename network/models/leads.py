"""Which organisation leads a network in a social space, and since when."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network.models.evidence import EvidencedModel
from network.models.networks import Network
from network.models.partners import Partner
from sozialraum.models import SocialSpace
from sozialraum.models.areas import DatedQuerySet, Period


class LeadAssignment(EvidencedModel):
    """A partner's time as the lead (Federführung) of one network in one social space."""

    social_space = models.ForeignKey(SocialSpace, models.CASCADE, related_name="leads", verbose_name=_("Sozialraum"))
    network = models.ForeignKey(Network, models.CASCADE, related_name="leads", verbose_name=_("Netzwerk"))
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="leads", verbose_name=_("Federführung"))
    valid_from = models.DateField(_("seit"))
    valid_until = models.DateField(_("bis (ausschließlich)"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("Federführung")
        verbose_name_plural = _("Federführungen")
        ordering = ["network", "-valid_from"]
        constraints = [
            *EvidencedModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="lead_ends_after_it_begins",
                violation_error_message=_("Das Ende muss nach dem Beginn liegen."),
            ),
            ExclusionConstraint(
                name="one_partner_leads_a_network_in_a_social_space_at_a_time",
                expressions=[
                    (F("social_space"), RangeOperators.EQUAL),
                    (F("network"), RangeOperators.EQUAL),
                    (Period(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("In dieser Zeit hat schon ein Partner die Federführung."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner} – {self.network}, {self.social_space}"
