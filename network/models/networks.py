"""Networks over the one register of partners, and who belongs to them since when."""

from typing import Final, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from network.models.partners import Partner
from sozialraum.ages import CONCEPTION, OLDEST
from sozialraum.models.areas import DatedQuerySet, Period

# The addresses below /netzwerk/ that are no network's.
PAGES: Final = ("beschluesse", "dokumente", "konferenzen", "leitbild", "sozialraeume", "ziele", "zusammenarbeit")
LONGEST_RENEWAL: Final = 10  # years


class Network(RuledModel):
    """A network such as Frühe Hilfen, HOME or Schulsozialarbeit."""

    name = models.CharField(_("Name"), max_length=120)
    slug = models.SlugField(_("Adresse"), max_length=120, unique=True)
    purpose = models.TextField(_("Worum es geht"))
    youngest_months = models.SmallIntegerField(_("ab Alter in Monaten"), default=-9)
    oldest_months = models.SmallIntegerField(_("bis unter Alter in Monaten"), default=324)
    renewal_years = models.PositiveSmallIntegerField(
        _("Geschäftsordnung erneuern nach Jahren"),
        null=True,
        blank=True,
        help_text=_("so viele Jahre nach dem Inkrafttreten erinnert das Portal daran; leer: nie"),
    )
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
            models.CheckConstraint(
                condition=Q(renewal_years=None) | Q(renewal_years__range=(1, LONGEST_RENEWAL)),
                name="rules_are_renewed_after_one_to_ten_years",
                violation_error_message=_("Bitte ein bis zehn Jahre angeben oder das Feld leer lassen."),
            ),
            models.CheckConstraint(
                condition=~Q(slug__in=PAGES),
                name="network_leaves_the_addresses_of_pages",
                violation_error_message=_("Diese Adresse gehört einer Seite des Netzwerks. Bitte eine andere wählen."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(DatedQuerySet):
    def bound(self) -> Self:
        """Keep those who sign the rules of procedure: all but guests."""
        return self.exclude(role=Membership.Role.GUEST)

    def by_kind(self) -> Self:
        """Fetch the partners with their kinds, in the order of the kinds and by name."""
        order = ("partner__kind__order", "partner__kind__name", "partner__kind_id", "partner__name", "pk")
        return self.select_related("partner__kind").order_by(*order)


class Membership(RuledModel):
    """A partner's time in a network."""

    class Role(models.TextChoices):
        MEMBER = "member", _("Mitglied")
        COORDINATION = "coordination", _("Koordination")
        STEERING = "steering", _("Steuerung")
        GUEST = "guest", _("Gast")

    class Way(models.TextChoices):
        FOUNDING = "founding", _("von Anfang an dabei")
        INVITATION = "invitation", _("auf Einladung")
        REQUEST = "request", _("auf eigene Anfrage")
        __empty__ = _("nicht bekannt")

    network = models.ForeignKey(Network, models.CASCADE, related_name="memberships", verbose_name=_("Netzwerk"))
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="memberships", verbose_name=_("Partner"))
    role = models.CharField(_("Rolle"), max_length=12, choices=Role, default=Role.MEMBER)
    came_by = models.CharField(_("Beitritt"), max_length=10, choices=Way, blank=True)
    valid_from = models.DateField(_("seit"))
    valid_until = models.DateField(_("bis (ausschließlich)"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

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
