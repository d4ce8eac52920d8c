"""How a network comes into a social space: the steps from the proposal to the three decisions, each with its day."""

from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.models.evidence import EvidencedModel
from network.models.facilities import Facility
from network.models.networks import Network
from network.models.partners import Partner
from sozialraum.models import SocialSpace


class RolloutStep(EvidencedModel):
    """One step of a network's way into a social space: planned for a day, done on a day, and who decided.

    No step is done before the one it follows (see network/sql/0041_rollout.sql).
    """

    class Kind(models.TextChoices):
        PROPOSAL = "proposal", _("Vorschlag des Jugendamts")
        CONSENT = "consent", _("Zustimmung des Jugendhilfeausschusses")
        INVITATION = "invitation", _("Einladung aller Akteure")
        LEAD = "lead", _("Entscheidung: Wer hat die Federführung?")
        CENTRE = "centre", _("Entscheidung: Welche Einrichtung wird Familienzentrum?")
        OTHERS = "others", _("Entscheidung: Wer gehört noch dazu?")

    social_space = models.ForeignKey(
        SocialSpace, models.CASCADE, related_name="rollout_steps", verbose_name=_("Sozialraum")
    )
    network = models.ForeignKey(Network, models.CASCADE, related_name="rollout_steps", verbose_name=_("Netzwerk"))
    kind = models.CharField(_("Schritt"), max_length=10, choices=Kind)
    planned_for = models.DateField(_("geplant für"), null=True, blank=True)
    done_on = models.DateField(_("geschehen am"), null=True, blank=True)
    decided_by = models.CharField(
        _("Wer hat entschieden?"), max_length=160, blank=True, help_text=_("ein Gremium oder eine Stelle, keine Person")
    )
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Federführung")
    )
    facility = models.ForeignKey(
        Facility, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Familienzentrum")
    )
    partners = models.ManyToManyField(Partner, blank=True, related_name="+", verbose_name=_("Wer noch dazugehört"))
    note = models.TextField(_("Ergebnis"), blank=True)

    class Meta:
        verbose_name = _("Schritt der Umsetzung")
        verbose_name_plural = _("Schritte der Umsetzung")
        ordering = ["social_space", "network", "pk"]
        constraints = [
            *EvidencedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["social_space", "network", "kind"],
                name="rollout_step_is_taken_once",
                violation_error_message=_("Diesen Schritt gibt es schon."),
            ),
            models.CheckConstraint(
                condition=Q(planned_for__isnull=False) | Q(done_on__isnull=False),
                name="rollout_step_has_a_day",
                violation_error_message=_("Bitte sagen Sie, wann der Schritt geplant ist oder wann er geschehen ist."),
            ),
            models.CheckConstraint(
                condition=Q(done_on=None) | ~Q(decided_by=""),
                name="rollout_step_that_is_done_says_who_decided",
                violation_error_message=_("Bitte sagen Sie, welches Gremium oder welche Stelle entschieden hat."),
            ),
            models.CheckConstraint(
                condition=Q(kind="lead", done_on=None)
                | Q(kind="lead", partner__isnull=False)
                | ~Q(kind="lead") & Q(partner=None),
                name="decision_about_the_lead_names_it",
                violation_error_message=_("Bitte wählen Sie, wer die Federführung hat."),
            ),
            models.CheckConstraint(
                condition=Q(kind="centre", done_on=None)
                | Q(kind="centre", facility__isnull=False)
                | ~Q(kind="centre") & Q(facility=None),
                name="decision_about_the_family_centre_names_it",
                violation_error_message=_("Bitte wählen Sie, welche Einrichtung Familienzentrum wird."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.network}, {self.social_space}"


Kind = RolloutStep.Kind
# What has to be done first; the three decisions are taken side by side.
BEFORE: Final = {
    Kind.CONSENT: Kind.PROPOSAL,
    Kind.INVITATION: Kind.CONSENT,
    Kind.LEAD: Kind.INVITATION,
    Kind.CENTRE: Kind.INVITATION,
    Kind.OTHERS: Kind.INVITATION,
}
