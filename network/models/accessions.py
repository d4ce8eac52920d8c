"""How a partner comes into a network: invited by who coordinates it, or because it asks."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from network.models.networks import Network
from network.models.partners import Partner
from network.models.users import User


class AccessionQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Keep what nobody has answered yet."""
        return self.filter(state=Accession.State.OPEN)


class Accession(RuledModel):
    """An invitation or a request, and what came of it; an accepted one has made a membership."""

    class Way(models.TextChoices):
        INVITATION = "invitation", _("Einladung")
        REQUEST = "request", _("Anfrage")

    class State(models.TextChoices):
        OPEN = "open", _("offen")
        ACCEPTED = "accepted", _("angenommen")
        DECLINED = "declined", _("abgelehnt")
        WITHDRAWN = "withdrawn", _("zurückgenommen")

    network = models.ForeignKey(Network, models.CASCADE, related_name="accessions", verbose_name=_("Netzwerk"))
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="accessions", verbose_name=_("Partner"))
    way = models.CharField(_("Weg"), max_length=10, choices=Way)
    message = models.TextField(_("Nachricht"), max_length=2000, blank=True)
    begun_at = models.DateTimeField(_("begonnen am"), default=timezone.now)
    begun_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("von"))
    state = models.CharField(_("Stand"), max_length=10, choices=State, default=State.OPEN)
    reason = models.CharField(_("Grund"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("beantwortet am"), null=True, blank=True)
    answered_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("beantwortet von")
    )

    objects = AccessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Beitritt")
        verbose_name_plural = _("Beitritte")
        ordering = ["begun_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", answered_at=None) | ~Q(state="open") & Q(answered_at__isnull=False),
                name="answered_accession_says_when",
                violation_error_message=_("Was beantwortet ist, nennt den Tag, und nur das."),
            ),
            models.UniqueConstraint(
                fields=["network", "partner"],
                condition=Q(state="open"),
                name="partner_enters_a_network_by_one_way_at_a_time",
                violation_error_message=_("Für diesen Partner ist schon eine Einladung oder Anfrage offen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner} – {self.network}"
