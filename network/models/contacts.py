"""Whom to call: functions of the network, never private people, and the lines that help at once."""

from typing import Final, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from network.models.calling import RULE
from network.models.facilities import Facility
from network.models.networks import Network
from network.models.partners import Partner
from network.models.units import UnitKind
from sozialraum.models import District, SocialSpace, SocialSpaceMembership

# How a person would be named; PostgreSQL's \m is the beginning of a word.
NAMED: Final = r"\m(Frau|Herrn?|Fr\.|Hr\.|Hrn\.)\s+([Dd]r\.\s*|[Pp]rof\.\s*)*[[:upper:]]"


class ContactPointQuerySet(models.QuerySet):
    def for_district(self, district: District) -> Self:
        """Keep the contact points that answer for `district`, directly or through its current social space."""
        held = SocialSpaceMembership.objects.on(timezone.localdate()).filter(district=district)
        return self.filter(Q(districts=district) | Q(social_spaces__in=held.values("social_space"))).distinct()

    def public(self) -> Self:
        """Keep the contact points that families see."""
        return self.filter(is_public=True)


class ContactPoint(RuledModel):
    """A function that can be reached, such as "HOME-Partnerin in Eicken": the post, not the person."""

    function = models.CharField(
        _("Funktion"), max_length=160, help_text=_("die Aufgabe, keine Person: „ASD im Team Rheydt Ost“")
    )
    unit = models.ForeignKey(
        UnitKind,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contact_points",
        verbose_name=_("Einheit"),
        help_text=_("für Einheiten eines Sozialraumteams"),
    )
    task = models.CharField(
        _("Wofür"),
        max_length=200,
        blank=True,
        help_text=_("mit welchen Fragen man sich hierhin wendet, in einfachen Worten"),
    )
    network = models.ForeignKey(
        Network, models.CASCADE, null=True, blank=True, related_name="contact_points", verbose_name=_("Netzwerk")
    )
    partner = models.ForeignKey(
        Partner, models.CASCADE, null=True, blank=True, related_name="contact_points", verbose_name=_("Partner")
    )
    facility = models.ForeignKey(
        Facility, models.SET_NULL, null=True, blank=True, related_name="contact_points", verbose_name=_("Einrichtung")
    )
    districts = models.ManyToManyField(
        District, blank=True, related_name="contact_points", verbose_name=_("für Stadtteile")
    )
    social_spaces = models.ManyToManyField(
        SocialSpace, blank=True, related_name="contact_points", verbose_name=_("für Sozialräume")
    )
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True, help_text=_("eine Adresse der Stelle, keine persönliche"))
    hours = models.CharField(_("erreichbar"), max_length=160, blank=True)
    is_public = models.BooleanField(
        _("für Familien sichtbar"), default=True, help_text=_("sonst sehen sie nur Fachkräfte mit einem Konto")
    )
    order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    objects = ContactPointQuerySet.as_manager()

    class Meta:
        verbose_name = _("Ansprechstelle")
        verbose_name_plural = _("Ansprechstellen")
        ordering = ["order", "function"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(email=""),
                name="contact_point_can_be_reached",
                violation_error_message=_("Bitte Telefon oder E-Mail angeben."),
            ),
            models.CheckConstraint(
                condition=~Q(function__regex=NAMED),
                name="contact_point_names_no_person",
                violation_error_message=_(
                    "Bitte die Aufgabe nennen, keine Person: nicht „Frau Beispiel“, sondern „ASD, Team Ost“."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.function


class HelpLine(RuledModel):
    """A number that helps at once, for the whole country or the whole city."""

    name = models.CharField(_("Name"), max_length=120)
    number = models.CharField(_("Nummer"), max_length=40)
    hours = models.CharField(_("erreichbar"), max_length=120, blank=True)
    open_times = models.CharField(
        _("Zeiten zum Rechnen"),
        max_length=160,
        blank=True,
        help_text=_(
            "„immer“ oder zum Beispiel „mo-fr 09:00-17:00; di 17:00-19:00“: danach steht oben, wer jetzt abnimmt"
        ),
    )
    explanation = models.CharField(_("wofür"), max_length=200, blank=True)
    is_emergency = models.BooleanField(_("Notruf"), default=False)
    order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    class Meta:
        verbose_name = _("Hilfetelefon")
        verbose_name_plural = _("Hilfetelefone")
        ordering = ["order", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(open_times__regex=RULE),
                name="help_line_times_can_be_reckoned_with",
                violation_error_message=_("Bitte so schreiben: „immer“ oder „mo-fr 09:00-17:00; di 17:00-19:00“."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
