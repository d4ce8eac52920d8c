"""How the partners of a network bind themselves: rules of procedure, who signed them, and what two partners agreed on."""

import datetime
from typing import Self

from dateutil.relativedelta import relativedelta
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from network.models.networks import Membership, Network
from network.models.partners import Partner
from network.models.users import User
from sozialraum.models.areas import DatedQuerySet, Period


class RulesQuerySet(DatedQuerySet):
    def open_to_sign(self, day: datetime.date) -> Self:
        """Keep what can be signed on `day`: adopted, and not expired."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gt=day), adopted_on__lte=day)

    def public(self) -> Self:
        """Keep what everybody may read: what was ever in force, and not before that day."""
        return self.filter(valid_from__lte=timezone.localdate())


class RulesOfProcedure(RuledModel):
    """One version of a network's rules. Its dates say how far it has come; once adopted, its words stay as they are."""

    class State(models.TextChoices):
        DRAFTED = "drafted", _("Entwurf")
        ADOPTED = "adopted", _("verabschiedet")
        IN_FORCE = "in_force", _("in Kraft")
        EXPIRED = "expired", _("außer Kraft")

    network = models.ForeignKey(Network, models.CASCADE, related_name="rules", verbose_name=_("Netzwerk"))
    number = models.PositiveSmallIntegerField(_("Fassung"))
    title = models.CharField(_("Titel"), max_length=160)
    text = models.TextField(_("Text"), help_text=_("Markdown: # Überschrift, 1. Aufzählung, **fett**"))
    drafted_on = models.DateField(_("entworfen am"), default=timezone.localdate)
    adopted_on = models.DateField(_("verabschiedet am"), null=True, blank=True)
    valid_from = models.DateField(_("in Kraft seit"), null=True, blank=True)
    valid_until = models.DateField(_("außer Kraft seit"), null=True, blank=True)
    # When the members who have not signed were last asked to, and how often the coordination was told of the renewal.
    asked_on = models.DateField(_("zuletzt um Unterschrift gebeten am"), null=True, blank=True, editable=False)
    renewal_reminders = models.PositiveSmallIntegerField(_("Erinnerungen"), default=0, editable=False)

    objects = RulesQuerySet.as_manager()

    class Meta:
        verbose_name = _("Geschäftsordnung")
        verbose_name_plural = _("Geschäftsordnungen")
        ordering = ["network", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "number"],
                name="rules_of_a_network_are_numbered",
                violation_error_message=_("Diese Fassung gibt es schon."),
            ),
            models.CheckConstraint(
                condition=~Q(text__regex=r"^\s*$"),
                name="rules_say_something",
                violation_error_message=_("Bitte schreiben Sie den Text der Geschäftsordnung."),
            ),
            models.CheckConstraint(
                condition=Q(adopted_on=None) | Q(adopted_on__gte=F("drafted_on")),
                name="rules_are_drafted_before_they_are_adopted",
                violation_error_message=_("Verabschiedet wird, was es schon als Entwurf gibt."),
            ),
            models.CheckConstraint(
                # "Is not null" stands here aloud: a check whose answer is unknown would be passed.
                condition=Q(valid_from=None) | Q(adopted_on__isnull=False, valid_from__gte=F("adopted_on")),
                name="rules_are_adopted_before_they_are_in_force",
                violation_error_message=_("In Kraft tritt nur, was verabschiedet ist, und nicht davor."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_from__isnull=False, valid_until__gt=F("valid_from")),
                name="rules_end_after_they_began",
                violation_error_message=_("Außer Kraft tritt nur, was in Kraft war, und erst danach."),
            ),
            ExclusionConstraint(
                name="one_version_of_rules_is_in_force_at_a_time",
                expressions=[(F("network"), RangeOperators.EQUAL), (Period(), RangeOperators.OVERLAPS)],
                condition=Q(valid_from__isnull=False),
                violation_error_message=_("In dieser Zeit ist schon eine andere Fassung in Kraft."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {_('Fassung')} {self.number}"

    def state(self, day: datetime.date | None = None) -> State:
        """Return how far this version has come by `day` (today)."""
        day = day or timezone.localdate()
        if self.valid_until and self.valid_until <= day:
            return self.State.EXPIRED
        if self.valid_from and self.valid_from <= day:
            return self.State.IN_FORCE
        return self.State.ADOPTED if self.adopted_on and self.adopted_on <= day else self.State.DRAFTED

    @property
    def is_draft(self) -> bool:
        """Return whether its words may still change."""
        return self.adopted_on is None

    @property
    def can_be_signed(self) -> bool:
        """Return whether members may sign today."""
        return self.state() in {self.State.ADOPTED, self.State.IN_FORCE}

    @property
    def renewal_due(self) -> datetime.date | None:
        """Return the day by which it should be renewed; None for what is not in force, or never renewed."""
        years = self.network.renewal_years
        if not (years and self.valid_from) or self.valid_until:
            return None
        return self.valid_from + relativedelta(years=years)

    def unsigned(self, day: datetime.date | None = None) -> models.QuerySet[Membership]:
        """Return the memberships of `day` (today) whose partner should have signed this version and has not."""
        mine = Signature.objects.filter(rules=self, partner=OuterRef("partner"))
        members = Membership.objects.on(day or timezone.localdate()).bound().filter(network=self.network_id)
        return members.filter(~Exists(mine))


class Signature(RuledModel):
    """A member signed a version of the rules. The database takes it of members only, of guests none (sql/0034_agreements.sql)."""

    class Way(models.TextChoices):
        PORTAL = "portal", _("im Portal")
        PAPER = "paper", _("auf Papier")

    rules = models.ForeignKey(
        RulesOfProcedure, models.PROTECT, related_name="signatures", verbose_name=_("Geschäftsordnung")
    )
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="signatures", verbose_name=_("Partner"))
    signed_on = models.DateField(_("unterzeichnet am"), default=timezone.localdate)
    way = models.CharField(_("Weg"), max_length=6, choices=Way)
    capacity = models.CharField(
        _("in welcher Funktion"), max_length=120, help_text=_("zum Beispiel: Leitung, Vorstand, Praxisinhaberin")
    )
    recorded_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("eingetragen von")
    )

    class Meta:
        verbose_name = _("Unterzeichnung")
        verbose_name_plural = _("Unterzeichnungen")
        ordering = ["rules", "partner__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["rules", "partner"],
                name="partner_signs_a_version_once",
                violation_error_message=_("Dieser Partner hat diese Fassung schon unterzeichnet."),
            ),
            models.CheckConstraint(
                condition=~Q(capacity=""),
                name="who_signs_says_in_which_capacity",
                violation_error_message=_("Bitte sagen Sie, in welcher Funktion unterzeichnet wird."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner}: {self.rules}"


class AgreedLinkQuerySet(DatedQuerySet):
    def among(self, partners: models.QuerySet | list[int]) -> Self:
        """Keep what is agreed between two of `partners` (or their ids)."""
        return self.filter(first__in=partners, second__in=partners)


class AgreedLink(RuledModel):
    """Two partners have agreed to work together on something; which of them is `first` means nothing."""

    first = models.ForeignKey(Partner, models.CASCADE, related_name="agreed_as_first", verbose_name=_("Partner"))
    second = models.ForeignKey(
        Partner, models.CASCADE, related_name="agreed_as_second", verbose_name=_("und dieser Partner")
    )
    network = models.ForeignKey(Network, models.CASCADE, related_name="agreed_links", verbose_name=_("Netzwerk"))
    subject = models.CharField(
        _("worüber"), max_length=200, help_text=_("zum Beispiel: begleitete Übergänge aus der Klinik nach Hause")
    )
    is_public = models.BooleanField(_("öffentlich"), default=True)
    valid_from = models.DateField(_("seit"))
    valid_until = models.DateField(_("bis (ausschließlich)"), null=True, blank=True)

    objects = AgreedLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("Absprache")
        verbose_name_plural = _("Absprachen")
        ordering = ["first__name", "second__name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(first=F("second")),
                name="agreement_is_between_two_partners",
                violation_error_message=_("Eine Absprache treffen zwei verschiedene Partner."),
            ),
            models.CheckConstraint(
                condition=~Q(subject=""),
                name="agreement_is_about_something",
                violation_error_message=_("Bitte sagen Sie, worüber die beiden sich abgesprochen haben."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="agreement_ends_after_it_begins",
                violation_error_message=_("Das Ende muss nach dem Beginn liegen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} – {self.second}"
