"""Conference groups of the boroughs: who meets for which area, and at which times a group runs."""

import datetime
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from network.models.partners import Partner
from sozialraum.models import District
from sozialraum.models.areas import DatedQuerySet, Period


class ConferenceGroupQuerySet(models.QuerySet):
    def with_status(self, day: datetime.date) -> Self:
        """Add how a group stands on a day (`status`): it runs, it rests since it ran once, or it is planned."""
        begun = GroupPeriod.objects.filter(group=OuterRef("pk"), valid_from__lte=day)
        running = begun.on(day)
        status = ConferenceGroup.Status
        return self.annotate(
            status=Case(
                When(Exists(running), then=Value(status.RUNNING)),
                When(Exists(begun), then=Value(status.RESTING)),
                default=Value(status.PLANNED),
            )
        )


class ConferenceGroup(RuledModel):
    """A group that meets once a quarter for a part of a borough (Untergruppe der Sozialraumkonferenz).

    Whether it is planned, runs or rests follows from its periods alone, so that "2 of 5" is never written down by hand.
    """

    class Basis(models.TextChoices):
        COOPERATION = "cooperation", _("Kooperation: wer schon zusammenarbeitet")
        PROXIMITY = "proximity", _("räumliche Nähe")

    class Status(models.TextChoices):
        RUNNING = "running", _("läuft")
        PLANNED = "planned", _("geplant")
        RESTING = "resting", _("ruht")

    borough = models.ForeignKey(
        District, models.PROTECT, related_name="conference_groups", verbose_name=_("Stadtbezirk")
    )
    name = models.CharField(_("Name"), max_length=120)
    slug = models.SlugField(_("Adresse"), max_length=120, unique=True)
    basis = models.CharField(_("Grundlage der Einteilung"), max_length=12, choices=Basis, default=Basis.PROXIMITY)
    basis_note = models.CharField(
        _("Erläuterung"), max_length=300, blank=True, help_text=_("zum Beispiel, wer schon länger zusammenarbeitet")
    )
    inviting_unit = models.ForeignKey(
        Partner, models.PROTECT, related_name="inviting_groups", verbose_name=_("einladende Stelle")
    )
    districts = models.ManyToManyField(District, related_name="groups_meeting_for", verbose_name=_("Gebiet"))
    members = models.ManyToManyField(Partner, through="GroupMember", related_name="conference_groups")

    objects = ConferenceGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("Konferenzgruppe")
        verbose_name_plural = _("Konferenzgruppen")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(basis__in=["cooperation", "proximity"]),
                name="conference_group_is_divided_by_cooperation_or_proximity",
                violation_error_message=_("Eine Gruppe ist nach Kooperation oder nach räumlicher Nähe gebildet."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GroupPeriod(RuledModel):
    """A time in which a conference group runs."""

    group = models.ForeignKey(
        ConferenceGroup, models.CASCADE, related_name="periods", verbose_name=_("Konferenzgruppe")
    )
    valid_from = models.DateField(_("läuft ab"))
    valid_until = models.DateField(_("ruht ab"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("Laufzeit einer Konferenzgruppe")
        verbose_name_plural = _("Laufzeiten von Konferenzgruppen")
        ordering = ["group", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="conference_group_rests_after_it_ran",
                violation_error_message=_("Die Gruppe kann erst ruhen, wenn sie mindestens einen Tag gelaufen ist."),
            ),
            ExclusionConstraint(
                name="conference_group_runs_once_at_a_time",
                expressions=[(F("group"), RangeOperators.EQUAL), (Period(), RangeOperators.OVERLAPS)],
                violation_error_message=_("In dieser Zeit läuft die Gruppe schon."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.valid_from:%d.%m.%Y}"


class GroupMember(RuledModel):
    """A partner's time in a conference group: whoever is in it belongs to the core that is invited each time."""

    group = models.ForeignKey(
        ConferenceGroup, models.CASCADE, related_name="memberships", verbose_name=_("Konferenzgruppe")
    )
    partner = models.ForeignKey(
        Partner, models.CASCADE, related_name="group_memberships", verbose_name=_("Organisation")
    )
    valid_from = models.DateField(_("seit"))
    valid_until = models.DateField(_("bis (ausschließlich)"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("Mitglied einer Konferenzgruppe")
        verbose_name_plural = _("Mitglieder von Konferenzgruppen")
        ordering = ["group", "partner"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="group_membership_ends_after_it_begins",
                violation_error_message=_("Das Ende muss nach dem Beginn liegen."),
            ),
            ExclusionConstraint(
                name="partner_is_in_a_conference_group_once_at_a_time",
                expressions=[
                    (F("group"), RangeOperators.EQUAL),
                    (F("partner"), RangeOperators.EQUAL),
                    (Period(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Diese Organisation gehört in dieser Zeit schon zur Gruppe."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner} – {self.group}"
