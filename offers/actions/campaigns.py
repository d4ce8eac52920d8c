"""Season campaigns: started once, sent by the scheduled work, stopped when closed."""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import User
from offers.actions.addresses import delivered, live_addresses_of
from offers.models import AskedOffer, AskedPartner, Campaign, CampaignMail, Offer
from offers.permissions import within
from offers.review_links import addresses_of, closing
from sozialraum.models import SchoolHoliday


def offers_in_question(campaign: Campaign) -> QuerySet[Offer]:
    """Return the published offers in the area of a campaign."""
    published = Offer.objects.filter(status=Offer.Status.PUBLISHED)
    if campaign.network_id:
        return published.filter(within(networks=[campaign.network_id]))
    if campaign.social_space_id:
        return published.filter(within(spaces=[campaign.social_space_id]))
    return published


def offers_to_ask_about(campaign: Campaign) -> QuerySet[Offer]:
    """Return those of them whose partners are not being asked already before the same holidays."""
    others = Campaign.objects.running().filter(holiday=campaign.holiday_id).exclude(pk=campaign.pk)
    busy = AskedPartner.objects.filter(campaign__in=others, partner=OuterRef("provider"))
    return offers_in_question(campaign).exclude(Exists(busy))


@transaction.atomic
def start_campaign(campaign: Campaign, *, by: User) -> int:
    """Save a new campaign with all whom it asks, and return how many partners; the scheduled work sends the mails.

    Raises IntegrityError (`one_campaign_runs_before_holidays_in_an_area`) where one is running there already. Of two campaigns
    whose areas overlap, the second one waits for the first and leaves out its partners. With nobody to ask, nothing is saved.
    """
    SchoolHoliday.objects.select_for_update(no_key=True).get(pk=campaign.holiday_id)
    campaign.started_by, campaign.started_at, campaign.round_began_on = by, timezone.now(), timezone.localdate()
    campaign.save(force_insert=True)
    by_partner: dict[int, list[int]] = defaultdict(list)
    for partner, offer in offers_to_ask_about(campaign).values_list("provider", "pk").order_by("pk").distinct():
        by_partner[partner].append(offer)
    if not by_partner:
        transaction.set_rollback(True)
        return 0
    asked = AskedPartner.objects.bulk_create(AskedPartner(campaign=campaign, partner_id=one) for one in by_partner)
    rows = (AskedOffer(asked=one, offer_id=offer) for one in asked for offer in by_partner[one.partner_id])
    AskedOffer.objects.bulk_create(rows, batch_size=2000)
    return len(asked)


def close_campaign(campaign: Campaign, *, by: User) -> bool:
    """Close a campaign, after which no mail goes out for it; return whether it was still open."""
    running = Campaign.objects.running().filter(pk=campaign.pk)
    return bool(running.update(closed_at=timezone.now(), closed_by=by))


def begin_round(campaign: Campaign, day: datetime.date) -> bool:
    """Let everybody who still owes an answer be reminded by the next scheduled work; return whether that begins something new.

    Whoever asks a second time on one day, or while another one does, begins nothing: nobody is to get two mails on one day.
    """
    running = Campaign.objects.running().filter(pk=campaign.pk, round_began_on__lt=day)
    return bool(running.update(round=F("round") + 1, round_began_on=day, remind_on=None))


def send_campaigns(day: datetime.date | None = None) -> int:
    """Send what the running campaigns have to send, the planned reminders too, and return how many mails went out.

    Nobody is told the same twice, however often this runs and however many of it run at once.
    """
    day = day or timezone.localdate()
    for campaign in Campaign.objects.running().filter(remind_on__lte=day):
        begin_round(campaign, day)
    return sum(send_round(campaign) for campaign in Campaign.objects.running())


def send_round(campaign: Campaign) -> int:
    """Send the mails of a campaign's round to those who owe an answer, and note who cannot be reached."""
    waiting = list(campaign.asked.with_answers().filter(open_count__gt=0).select_related("partner"))
    addresses = live_addresses_of(one.partner for one in waiting)
    told = set(CampaignMail.objects.filter(asked__in=waiting, round=campaign.round).values_list("asked", "address"))
    sent = sum(
        send(asked, address)
        for asked in waiting
        for address in addresses.get(asked.partner_id, [])
        if (asked.pk, address) not in told
    )
    reached = CampaignMail.objects.filter(asked=OuterRef("pk"), round=campaign.round)
    campaign.asked.filter(pk__in=[one.pk for one in waiting]).update(is_undeliverable=~Exists(reached))
    return sent


def send(asked: AskedPartner, address: str) -> bool:
    """Send one mail of the round to an address, unless it has gone out or became needless meanwhile."""

    def tell() -> bool:
        # Under the campaign's lock: a second one waits here, and whoever closes the campaign waits until this mail is out.
        campaign = Campaign.objects.running().select_for_update(no_key=True).filter(pk=asked.campaign_id).first()
        offers = list(open_offers(asked)) if campaign else []
        if not offers or CampaignMail.objects.filter(asked=asked, address=address, round=campaign.round).exists():
            return False
        CampaignMail.objects.create(asked=asked, address=address, round=campaign.round)
        letter(campaign, address, offers).send()
        return True

    return delivered(address, tell)


def open_offers(asked: AskedPartner) -> QuerySet[Offer]:
    """Return the offers about which a partner has not said anything yet."""
    unanswered = AskedOffer.objects.unanswered().filter(asked=asked).values("offer")
    return Offer.objects.with_due().filter(pk__in=unanswered).order_by("title", "pk")


def note_change(offer: Offer) -> None:
    """Note in the running campaigns that the partner of an offer said what has changed about it."""
    open_askings = AskedOffer.objects.filter(offer=offer, asked__campaign__closed_at=None, reported_at=None)
    open_askings.update(reported_at=timezone.now())


def letter(campaign: Campaign, address: str, offers: Iterable[Offer]) -> EmailMessage:
    """Return the mail that asks about offers, each with the link by which it is answered."""
    subject = campaign.title if campaign.round == 1 else _("Erinnerung: %(title)s") % {"title": campaign.title}
    is_over = campaign.is_over(timezone.localdate())
    facts = {"campaign": campaign, "is_over": is_over, "lines": [(offer, addresses_of(offer)) for offer in offers]}
    return EmailMessage(subject, render_to_string("offers/mail/campaign.txt", facts | closing()), to=[address])
