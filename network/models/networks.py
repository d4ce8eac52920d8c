"""Networks over the one register of partners, and who belongs to them since when."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from network.models.partners import Partner
from sozialraum.ages import CONCEPTION, OLDEST
from sozialraum.models.areas import DatedQuerySet, Period


class Network(RuledModel):
    """A network such as Frühe Hilfen, HOME or Schulsozialarbeit."""

    name = models.CharField(_("Name"), max_length=120)
    slug = models.SlugField(_("Adresse"), max_length=120, unique=True)
    purpose = models.TextField(_("Worum es geht"))
    youngest_months = models.SmallIntegerField(_("ab Alter in Monaten"), default=-9)
    oldest_months = models.SmallIntegerField(_("bis unter Alter in Monaten"), default=324)
    partners = models.ManyToManyField(Partner, through="Membership", related_name="networks")

    class Meta:
        verbose_name = _("Netzwerk")
        verbose_name_plural = _("Netzwerke")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(youngest_months__gte=CONCEPTION, oldest_months__lte=OLDEST),
                name="network_ages_lie_between_pregnancy_and_27_years",
                violation_error_message=_("Das Alter liegt zwischen Schwangerschaft (−9) und 27 Jahren (325)."),
            ),
            models.CheckConstraint(
                condition=Q(youngest_months__lt=F("oldest_months")),
                name="network_age_span_runs_upward",
                violation_error_message=_("Das jüngste Alter muss unter dem ältesten liegen."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(RuledModel):
    """A partner's time in a network."""

    class Role(models.TextChoices):
        MEMBER = "member", _("Mitglied")
        COORDINATION = "coordination", _("Koordination")
        STEERING = "steering", _("Steuerung")
        GUEST = "guest", _("Gast")

    network = models.ForeignKey(Network, models.CASCADE, related_name="memberships", verbose_name=_("Netzwerk"))
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="memberships", verbose_name=_("Partner"))
    role = models.CharField(_("Rolle"), max_length=12, choices=Role, default=Role.MEMBER)
    valid_from = models.DateField(_("seit"))
    valid_until = models.DateField(_("bis (ausschließlich)"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("Mitgliedschaft")
        verbose_name_plural = _("Mitgliedschaften")
        ordering = ["network", "partner"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="membership_ends_after_it_begins",
                violation_error_message=_("Das Ende muss nach dem Beginn liegen."),
            ),
            ExclusionConstraint(
                name="partner_is_in_a_network_once_at_a_time",
                expressions=[
                    (F("network"), RangeOperators.EQUAL),
                    (F("partner"), RangeOperators.EQUAL),
                    (Period(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Der Partner ist in dieser Zeit schon Mitglied."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner} – {self.network}"
