"""Season campaigns: all partners of an area are asked before the holidays whether their offers are still right."""

import datetime
from typing import Self

from django.db import models
from django.db.models import Case, Count, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from network.models import Network, Partner, User
from offers.models.offer import Offer
from sozialraum.models import SchoolHoliday, SocialSpace


class CampaignQuerySet(models.QuerySet):
    def running(self) -> Self:
        """Keep those that are not closed."""
        return self.filter(closed_at=None)

    def with_answers(self) -> Self:
        """Annotate how many partners are asked (`asked_count`), and how many have answered for all offers (`answered_count`)."""
        asked = AskedPartner.objects.filter(campaign=OuterRef("pk"))
        answered = asked.exclude(Exists(AskedOffer.objects.unanswered().filter(asked=OuterRef("pk"))))
        return self.annotate(asked_count=number_of(asked, "campaign"), answered_count=number_of(answered, "campaign"))


class Campaign(RuledModel):
    """One question to all partners with published offers: everywhere, in a network, or in a social space."""

    title = models.CharField(_("Titel"), max_length=120)
    holiday = models.ForeignKey(SchoolHoliday, models.PROTECT, related_name="+", verbose_name=_("vor den Ferien"))
    network = models.ForeignKey(
        Network, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Netzwerk")
    )
    social_space = models.ForeignKey(
        SocialSpace, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Sozialraum")
    )
    message = models.TextField(_("Text der Mail"), max_length=3000)
    answer_by = models.DateField(_("antworten bis"))
    remind_on = models.DateField(_("erinnern am"), null=True, blank=True)
    # The first asking is round 1; each reminder begins a new one, in which everybody who still owes an answer gets a mail.
    round = models.PositiveSmallIntegerField(_("Runde"), default=1, editable=False)
    round_began_on = models.DateField(_("Runde seit"), default=timezone.localdate, editable=False)
    started_at = models.DateTimeField(_("gestartet"), default=timezone.now, editable=False)
    started_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("gestartet von"), editable=False
    )
    closed_at = models.DateTimeField(_("geschlossen"), null=True, editable=False)
    closed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("geschlossen von"), editable=False
    )

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("Saisonabfrage")
        verbose_name_plural = _("Saisonabfragen")
        ordering = [F("closed_at").desc(nulls_first=True), "-started_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["holiday", "network", "social_space"],
                condition=Q(closed_at=None),
                nulls_distinct=False,
                name="one_campaign_runs_before_holidays_in_an_area",
                violation_error_message=_("Vor diesen Ferien läuft dort schon eine Saisonabfrage."),
            ),
            models.CheckConstraint(
                condition=Q(network=None) | Q(social_space=None),
                name="campaign_is_for_a_network_or_a_social_space",
                violation_error_message=_("Bitte entweder ein Netzwerk oder einen Sozialraum wählen."),
            ),
            models.CheckConstraint(
                condition=Q(remind_on=None) | Q(remind_on__lte=F("answer_by")),
                name="campaign_reminds_before_its_end",
                violation_error_message=_("Erinnert wird, bevor die Frist endet."),
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(message=""),
                name="campaign_says_what_it_asks",
                violation_error_message=_("Bitte Titel und Text angeben."),
            ),
            models.CheckConstraint(
                condition=Q(round__gt=0),
                name="campaign_is_in_a_round",
                violation_error_message=_("Die erste Runde hat die Nummer 1."),
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("started_at")),
                name="campaign_closes_after_it_starts",
                violation_error_message=_("Geschlossen wird eine Abfrage erst, wenn sie gestartet ist."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_over(self, day: datetime.date) -> bool:
        """Return whether the time to answer is over on a day."""
        return self.answer_by < day


def number_of(rows: models.QuerySet, column: str) -> Coalesce:
    """Return the number of rows that belong to an outer record by their column."""
    counted = rows.order_by().values(column).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


class AskedPartnerQuerySet(models.QuerySet):
    def with_answers(self) -> Self:
        """Annotate how many offers were asked about and are answered, when the last mail went out, and how it stands (`state`)."""
        states = AskedPartner.State
        asked = AskedOffer.objects.filter(asked=OuterRef("pk"))
        # Of the partner's own campaign: joined within, it would be looked for among all campaigns for each partner.
        began = ExpressionWrapper(OuterRef("campaign__started_at"), models.DateTimeField())
        mails = CampaignMail.objects.filter(asked=OuterRef("pk")).order_by("-sent_at")
        counted = self.annotate(
            asked_count=number_of(asked, "asked"),
            open_count=number_of(asked.unanswered(began), "asked"),
            last_mail=Subquery(mails.values("sent_at")[:1]),
        )
        state = Case(
            When(open_count=0, then=Value(states.ANSWERED)),
            When(is_undeliverable=True, then=Value(states.UNDELIVERABLE)),
            When(open_count__lt=F("asked_count"), then=Value(states.PARTLY)),
            When(last_mail=None, then=Value(states.UNSENT)),
            default=Value(states.OPEN),
            output_field=models.CharField(),
        )
        return counted.annotate(answered_count=F("asked_count") - F("open_count"), state=state)


class AskedPartner(models.Model):
    """A partner whom a campaign asks."""

    class State(models.TextChoices):
        """How it stands with the answer, as it is written in an address."""

        ANSWERED = "beantwortet", _("beantwortet")
        PARTLY = "teilweise", _("teilweise beantwortet")
        OPEN = "offen", _("noch keine Antwort")
        UNSENT = "ungesendet", _("Mail noch nicht gesendet")
        UNDELIVERABLE = "unzustellbar", _("nicht zustellbar")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="asked", verbose_name=_("Saisonabfrage"))
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="+", verbose_name=_("Partner"))
    is_undeliverable = models.BooleanField(_("nicht zustellbar"), default=False)

    objects = AskedPartnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("gefragter Partner")
        verbose_name_plural = _("gefragte Partner")
        ordering = ["partner__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "partner"],
                name="campaign_asks_a_partner_once",
                violation_error_message=_("Diesen Partner fragt die Abfrage schon."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign}: {self.partner}"


# When the campaign of an asked offer began.
BEGAN = F("asked__campaign__started_at")


class AskedOfferQuerySet(models.QuerySet):
    def unanswered(self, began: models.Expression | F = BEGAN) -> Self:
        """Keep the offers of which nobody has said anything since the campaign began: confirmed, changed, reported or put away.

        Of the first day all of it counts, also what somebody confirmed an hour before.
        """
        return self.filter(
            Q(offer__confirmed_at=None) | Q(offer__confirmed_at__lt=TruncDate(began)),
            offer__updated_at__lte=began,
            offer__status=Offer.Status.PUBLISHED,
            reported_at=None,
        )


class AskedOffer(models.Model):
    """An offer about which a partner is asked; what was published when the campaign began."""

    asked = models.ForeignKey(AskedPartner, models.CASCADE, related_name="offers")
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="askings", verbose_name=_("Angebot"))
    # When its partner said by the link of a mail what has changed: the offer itself stays as it is until somebody changes it.
    reported_at = models.DateTimeField(_("Änderung mitgeteilt"), null=True)

    objects = AskedOfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("gefragtes Angebot")
        verbose_name_plural = _("gefragte Angebote")
        ordering = ["offer__title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["asked", "offer"],
                name="campaign_asks_about_an_offer_once",
                violation_error_message=_("Nach diesem Angebot fragt die Abfrage schon."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.offer)


class CampaignMail(models.Model):
    """That a mail went out: to one address of a partner, in one round."""

    asked = models.ForeignKey(AskedPartner, models.CASCADE, related_name="mails")
    address = models.EmailField(_("an"))
    round = models.PositiveSmallIntegerField(_("Runde"))
    sent_at = models.DateTimeField(_("gesendet"), auto_now_add=True)

    class Meta:
        verbose_name = _("Mail einer Saisonabfrage")
        verbose_name_plural = _("Mails der Saisonabfragen")
        ordering = ["sent_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["asked", "address", "round"],
                name="nobody_is_asked_twice_in_a_round",
                violation_error_message=_("Diese Mail wurde schon gesendet."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.round}"
