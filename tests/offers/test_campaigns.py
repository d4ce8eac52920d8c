"""Season campaigns: whom they ask, what goes out, what counts as an answer."""

import datetime
import re
import threading

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from offers.actions import (
    archive,
    assign,
    begin_round,
    close_campaign,
    confirm,
    publish,
    send_campaigns,
    start_campaign,
    withdraw,
)
from offers.models import AskedOffer, AskedPartner, Campaign, CampaignMail, DeadAddress, Offer
from tests.network.factories import MembershipFactory, NetworkFactory, PartnerFactory, RoleFactory, UserFactory
from tests.offers.days import days
from tests.offers.factories import CampaignFactory, OfferFactory
from tests.sozialraum.factories import (
    DistrictFactory,
    SchoolHolidayFactory,
    SocialSpaceFactory,
    SocialSpaceMembershipFactory,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def start(**fields) -> Campaign:
    campaign = CampaignFactory.build(holiday=fields.pop("holiday", None) or SchoolHolidayFactory(), **fields)
    start_campaign(campaign, by=UserFactory())
    return campaign


def published(email="haus@example.org", **fields) -> Offer:
    provider = fields.pop("provider", None) or PartnerFactory(email=email)
    return OfferFactory(provider=provider, confirmed_at=days(-100), **fields)


def states(campaign) -> dict[str, str]:
    return {one.partner.name: one.state for one in campaign.asked.with_answers().select_related("partner")}


# Whom


def test_all_partners_with_published_offers_are_asked():
    offer = published()
    OfferFactory(status="draft")
    PartnerFactory()
    campaign = start()
    assert list(campaign.asked.values_list("partner", "offers__offer")) == [(offer.provider_id, offer.pk)]


def test_of_a_network_its_members_and_of_a_social_space_what_is_held_there_or_meant_for_it():
    network, space, district = NetworkFactory(), SocialSpaceFactory(), DistrictFactory()
    holiday = SchoolHolidayFactory()
    SocialSpaceMembershipFactory(social_space=space, district=district)
    member, held, meant = published(), published(district=district), published()
    MembershipFactory(network=network, partner=member.provider)
    meant.catchment_social_spaces.add(space)
    published(provider=held.provider)
    found = [
        set(AskedOffer.objects.filter(asked__campaign=start(holiday=holiday, **area)).values_list("offer", flat=True))
        for area in ({"network": network}, {"social_space": space})
    ]
    assert found == [{member.pk}, {held.pk, meant.pk}]


def test_a_partner_is_asked_once_before_the_same_holidays():
    network, holiday = NetworkFactory(), SchoolHolidayFactory()
    member, other = published(), published()
    MembershipFactory(network=network, partner=member.provider)
    start(network=network, holiday=holiday)
    assert list(start(holiday=holiday).asked.values_list("partner", flat=True)) == [other.provider_id]


def test_with_nobody_to_ask_nothing_is_started():
    campaign = CampaignFactory.build(holiday=SchoolHolidayFactory())
    assert (start_campaign(campaign, by=UserFactory()), Campaign.objects.count()) == (0, 0)


@pytest.mark.parametrize("area", ["", "network", "social_space"])
def test_one_campaign_runs_before_holidays_in_an_area(area):
    published()
    fields = {area: {"network": NetworkFactory, "social_space": SocialSpaceFactory}[area]()} if area else {}
    campaign = CampaignFactory(**fields)
    with pytest.raises(IntegrityError, match="one_campaign_runs_before_holidays_in_an_area"), transaction.atomic():
        start(holiday=campaign.holiday, **fields)
    close_campaign(campaign, by=UserFactory())
    CampaignFactory(holiday=campaign.holiday, **fields)
    assert Campaign.objects.running().count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_start_the_same_at_once_the_second_is_told():
    published()
    holiday, outcomes = SchoolHolidayFactory(), []

    def work() -> None:
        try:
            start(holiday=holiday)
            outcomes.append("started")
        except IntegrityError as error:
            outcomes.append("one_campaign_runs_before_holidays_in_an_area" in str(error))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(outcomes, key=str), Campaign.objects.count()) == ([True, "started"], 1)


@pytest.mark.django_db(transaction=True)
def test_of_two_whose_areas_overlap_the_second_leaves_out_who_is_asked():
    network, holiday = NetworkFactory(), SchoolHolidayFactory()
    member, other = published(), published()
    MembershipFactory(network=network, partner=member.provider)
    found = []

    def second() -> None:
        found.extend(start(holiday=holiday).asked.values_list("partner", flat=True))
        connection.close()

    with transaction.atomic():
        start(holiday=holiday, network=network)
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(0.5)
        waits = thread.is_alive()
    thread.join()
    assert (waits, found) == (True, [other.provider_id])


# What goes out


def links_of(letter: mail.EmailMessage) -> list[tuple[str, str]]:
    """Return what each link of a mail is called, and where it leads."""
    return re.findall(r"^(.+): http://127\.0\.0\.1:\d+(/pruefung/\S+)$", letter.body, re.MULTILINE)


def test_one_mail_names_all_offers_of_a_partner_each_with_a_link_for_each_answer():
    partner = PartnerFactory(email="haus@example.org")
    for title in ("B", "A"):
        published(provider=partner, title=title)
    campaign = start(title="Bald sind Osterferien", answer_by=days(14))
    assert send_campaigns() == 1
    (letter,) = mail.outbox
    lines = [line for line in letter.body.splitlines() if line]
    assert (letter.to, letter.subject) == (["haus@example.org"], "Bald sind Osterferien")
    assert lines[0] == campaign.message
    assert [line for line in lines if len(line) == 1] == ["A", "B"]
    assert [name for name, _address in links_of(letter)] == ["Stimmt noch", "Ändern", "Gibt es nicht mehr"] * 2


def test_all_editors_are_asked_instead_of_the_office():
    offer = published()
    for email in ("a@example.org", "b@example.org"):
        RoleFactory(user=UserFactory(email=email), role="partner_editor", partner=offer.provider)
    start()
    assert (send_campaigns(), [letter.to for letter in mail.outbox]) == (2, [["a@example.org"], ["b@example.org"]])


def test_the_link_of_a_mail_answers_also_for_what_nobody_ever_confirmed(client, municipality):
    offer = published()
    written = timezone.now() - datetime.timedelta(days=40)
    Offer.objects.filter(pk=offer.pk).update(confirmed_at=None, created_at=written)
    campaign = start()
    send_campaigns()
    link = dict(links_of(mail.outbox[0]))["Stimmt noch"]
    seen = client.get(link).status_code, client.post(link).status_code
    offer.refresh_from_db()
    assert (seen, offer.confirmed_at, client.get(link).status_code) == ((200, 200), timezone.localdate(), 410)
    assert set(states(campaign).values()) == {"beantwortet"}


def test_what_changed_is_an_answer_though_the_offer_stays_as_it_is(client, municipality):
    published()
    campaign = start()
    send_campaigns()
    link = dict(links_of(mail.outbox[0]))["Ändern"]
    client.post(link, {"message": "In den Ferien geschlossen."})
    assert set(states(campaign).values()) == {"beantwortet"}


def test_running_again_sends_nothing_twice():
    published()
    start()
    assert [send_campaigns() for _ in range(3)] == [1, 0, 0]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_send_one_mail():
    published()
    start()
    sent = []

    def work() -> None:
        sent.append(send_campaigns())
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(sent), len(mail.outbox), CampaignMail.objects.count()) == ([0, 1], 1, 1)


def test_a_reminder_goes_to_those_who_owe_an_answer_and_names_what_is_open():
    silent, half = PartnerFactory(email="still@example.org"), PartnerFactory(email="halb@example.org")
    published(provider=silent, title="S")
    done, _open = published(provider=half, title="D"), published(provider=half, title="O")
    ready = published("fertig@example.org")
    start(remind_on=days(3))
    send_campaigns()
    confirm(Offer.objects.filter(pk__in=[done.pk, ready.pk]), by=None)
    mail.outbox.clear()
    assert [send_campaigns(days(number)) for number in (2, 3, 4, 9)] == [0, 2, 0, 0]
    named = {letter.to[0]: [line for line in letter.body.splitlines() if len(line) == 1] for letter in mail.outbox}
    assert named == {"still@example.org": ["S"], "halb@example.org": ["O"]}
    assert {letter.subject for letter in mail.outbox} == {"Erinnerung: Stimmen Ihre Angebote noch?"}


def test_nobody_is_reminded_twice_on_one_day():
    published()
    campaign = start()
    begun = [begin_round(campaign, days(number)) for number in (0, 1, 1, 2)]
    assert (begun, Campaign.objects.get().round) == ([False, True, False, True], 3)


def test_after_the_time_is_over_the_mail_does_not_ask_for_an_answer_until_then():
    published()
    start(answer_by=days(-1))
    send_campaigns()
    assert "Bitte antworten Sie bis" not in mail.outbox[0].body
    assert "Ihre Antwort fehlt uns noch." in mail.outbox[0].body


def test_a_closed_campaign_sends_nothing_more():
    published()
    campaign = start(remind_on=days(1))
    closed = [close_campaign(campaign, by=UserFactory()) for _ in range(2)]
    assert (closed, send_campaigns(days(5)), begin_round(campaign, days(5))) == ([True, False], 0, False)


@pytest.mark.django_db(transaction=True)
def test_who_closes_while_mails_go_out_waits_for_the_one_that_is_on_its_way():
    published()
    campaign = start()
    closed = []

    def close() -> None:
        closed.append(close_campaign(campaign, by=UserFactory()))
        connection.close()

    with transaction.atomic():
        sent = send_campaigns()
        thread = threading.Thread(target=close)
        thread.start()
        thread.join(0.5)
        waits = thread.is_alive()
    thread.join()
    assert (sent, waits, closed) == (1, True, [True])


def test_what_cannot_be_delivered_is_known_and_forgotten_when_it_can(settings):
    offer = published("tot@example.org")
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "tests.offers.test_reminders.RefusingBackend"
    campaign = start()
    sent = send_campaigns()
    refused = (sent, set(states(campaign).values()), DeadAddress.objects.get().failures, CampaignMail.objects.count())
    settings.EMAIL_BACKEND = backend
    assert (refused, send_campaigns()) == ((0, {"unzustellbar"}, 1, 0), 1)
    assert (states(campaign), DeadAddress.objects.count()) == ({offer.provider.name: "offen"}, 0)


@pytest.mark.parametrize("failures", [None, 3])
def test_without_an_address_that_takes_mails_a_partner_cannot_be_reached(failures):
    published("tot@example.org" if failures else "")
    if failures:
        DeadAddress.objects.create(address="tot@example.org", failures=failures)
    campaign = start()
    before = set(states(campaign).values())
    assert (before, send_campaigns(), set(states(campaign).values())) == ({"ungesendet"}, 0, {"unzustellbar"})


def test_sending_asks_as_much_for_many_partners_who_were_told_as_for_few(django_assert_num_queries):
    holiday = SchoolHolidayFactory()
    for number in (1, 20):
        for n in range(number):
            published(f"haus{n}@example.org")
        Campaign.objects.all().delete()
        start(holiday=holiday)
        send_campaigns()
        with django_assert_num_queries(7):
            send_campaigns()


# What counts as an answer


@pytest.mark.parametrize(
    ("deed", "is_answer"),
    [
        (lambda offers: confirm(offers, by=None), True),
        (lambda offers: archive(offers, reason="zu Ende"), True),
        (withdraw, True),
        (lambda offers: [offer.save() for offer in offers], True),
        (lambda offers: assign(offers, to=UserFactory(), by=UserFactory()), False),
        (lambda offers: publish(offers, by=UserFactory()), False),
    ],
)
def test_an_offer_is_answered_when_it_is_confirmed_changed_or_put_away(deed, is_answer):
    offer = published()
    campaign = start()
    send_campaigns()
    deed(Offer.objects.filter(pk=offer.pk))
    assert states(campaign) == {offer.provider.name: "beantwortet" if is_answer else "offen"}


def test_a_partner_who_answered_for_some_offers_answered_partly():
    partner = PartnerFactory(email="haus@example.org")
    first = published(provider=partner)
    published(provider=partner)
    campaign = start()
    confirm(Offer.objects.filter(pk=first.pk), by=None)
    (asked,) = campaign.asked.with_answers()
    assert (asked.state, asked.answered_count, asked.asked_count) == ("teilweise", 1, 2)


def test_a_campaign_counts_who_has_answered_for_everything():
    done, _other = published(), published()
    start()
    confirm(Offer.objects.filter(pk=done.pk), by=None)
    found = Campaign.objects.with_answers().get()
    assert (found.asked_count, found.answered_count) == (2, 1)


# What the database refuses


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        (
            {"network": NetworkFactory, "social_space": SocialSpaceFactory},
            "campaign_is_for_a_network_or_a_social_space",
        ),
        (
            {"remind_on": datetime.date(2027, 2, 2), "answer_by": datetime.date(2027, 2, 1)},
            "campaign_reminds_before_its_end",
        ),
        ({"title": ""}, "campaign_says_what_it_asks"),
        ({"message": ""}, "campaign_says_what_it_asks"),
        ({"round": 0}, "campaign_is_in_a_round"),
        (
            {"closed_at": datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)},
            "campaign_closes_after_it_starts",
        ),
    ],
)
def test_the_database_refuses_a_campaign(fields, rule):
    made = {name: value() if isinstance(value, type) else value for name, value in fields.items()}
    with pytest.raises(IntegrityError, match=rule):
        CampaignFactory(**made)


def test_the_database_refuses_to_ask_twice():
    offer = published()
    asked = start().asked.get()
    CampaignMail.objects.create(asked=asked, address="a@example.org", round=1)
    again = {
        "campaign_asks_a_partner_once": lambda: AskedPartner.objects.create(
            campaign=asked.campaign, partner=asked.partner
        ),
        "campaign_asks_about_an_offer_once": lambda: AskedOffer.objects.create(asked=asked, offer=offer),
        "nobody_is_asked_twice_in_a_round": lambda: CampaignMail.objects.create(
            asked=asked, address="a@example.org", round=1
        ),
    }
    for rule, work in again.items():
        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            work()
