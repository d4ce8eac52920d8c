"""What the city's bodies decided about the network: the committee of the youth welfare office, the council and others."""

from typing import Final, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from kit.terms import TermModel
from network.models.documents import Document
from network.models.networks import Network

YEARS: Final = (2000, 2100)


class DecisionBody(TermModel):
    """A body that decides, such as the Jugendhilfeausschuss; the list is the municipality's own."""

    class Meta(TermModel.Meta):
        verbose_name = _("Gremium")
        verbose_name_plural = _("Gremien")


class CouncilDecisionQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Keep what everybody may read."""
        return self.filter(is_public=True)


class CouncilDecision(RuledModel):
    """A decision: which body, when, under which number, and what came of it."""

    class Result(models.TextChoices):
        ACCEPTED = "accepted", _("beschlossen")
        CHANGED = "changed", _("mit Änderungen beschlossen")
        NOTED = "noted", _("zur Kenntnis genommen")
        POSTPONED = "postponed", _("vertagt")
        REJECTED = "rejected", _("abgelehnt")

    body = models.ForeignKey(DecisionBody, models.PROTECT, related_name="decisions", verbose_name=_("Gremium"))
    day = models.DateField(_("Sitzung am"))
    number = models.CharField(_("Nummer der Vorlage"), max_length=40, blank=True)
    title = models.CharField(_("worüber"), max_length=200)
    summary = models.TextField(_("was beschlossen wurde"), blank=True)
    result = models.CharField(_("Ergebnis"), max_length=10, choices=Result)
    link = models.URLField(_("Link ins Ratsinformationssystem"), blank=True)
    budget_year = models.PositiveSmallIntegerField(_("Haushaltsjahr"), null=True, blank=True)
    amount = models.DecimalField(_("Betrag in Euro"), max_digits=12, decimal_places=2, null=True, blank=True)
    network = models.ForeignKey(
        Network, models.SET_NULL, null=True, blank=True, related_name="decisions", verbose_name=_("betrifft Netzwerk")
    )
    document = models.ForeignKey(
        Document, models.SET_NULL, null=True, blank=True, related_name="decisions", verbose_name=_("Dokument dazu")
    )
    is_public = models.BooleanField(_("öffentlich"), default=True)
    is_example = models.BooleanField(_("Beispieldaten"), default=False)

    objects = CouncilDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Beschluss")
        verbose_name_plural = _("Beschlüsse")
        ordering = ["-day", "body", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="decision_says_what_it_is_about",
                violation_error_message=_("Bitte sagen Sie, worüber beschlossen wurde."),
            ),
            models.UniqueConstraint(
                fields=["body", "number", "day"],
                condition=~Q(number=""),
                name="body_decides_on_a_paper_once_a_day",
                violation_error_message=_("Diesen Beschluss gibt es schon."),
            ),
            models.CheckConstraint(
                condition=Q(budget_year=None) | Q(budget_year__range=YEARS),
                name="budget_year_lies_in_this_century",
                violation_error_message=_("Bitte ein Haushaltsjahr wie 2027 angeben."),
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0),
                name="decision_spends_no_less_than_nothing",
                violation_error_message=_("Ein Betrag ist nicht negativ."),
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(budget_year__isnull=False),
                name="decided_money_belongs_to_a_budget_year",
                violation_error_message=_("Zu einem Betrag gehört das Haushaltsjahr."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
