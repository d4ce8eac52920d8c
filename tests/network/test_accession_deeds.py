"""A partner comes into a network: what each answer leaves behind, who hears of it, and what is over already."""

import pytest
from django.core import mail
from django.db import IntegrityError

from network.actions import AlreadyMemberError, answer_accession, begin_accession, withdraw_accession
from network.models import Accession, Membership
from tests.network.factories import MembershipFactory, NetworkFactory, PartnerFactory, UserFactory, person
from tests.network.factories_of_networks import AccessionFactory
from tests.network.test_constraints import refused_by
from tests.offers.days import days

pytestmark = pytest.mark.usefixtures("municipality")
INVITATION, REQUEST = Accession.Way.INVITATION, Accession.Way.REQUEST


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """Return a function that does something and returns to whom it sent which mails."""

    def act(deed, **about):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            deed(**about)
        return [(one.to, one.subject) for one in mail.outbox]

    return act


def memberships(accession) -> list[tuple]:
    found = Membership.objects.filter(network=accession.network, partner=accession.partner).order_by("valid_from")
    return [(one.role, one.came_by, one.valid_from, one.valid_until) for one in found]


def begin(way, partner, network, by=None):
    return begin_accession(network=network, partner=partner, way=way, message="Hallo", by=by or UserFactory())


def test_an_invitation_goes_to_who_leads_the_partner_and_leads_to_the_network(sent):
    network, partner = NetworkFactory(name="HOME"), PartnerFactory(name="Caritas", email="info@example.org")
    lead = person("partner_lead", partner=partner)
    person("partner_editor", partner=partner)
    by = person("coordinator", network=network)
    told = sent(begin_accession, network=network, partner=partner, way=INVITATION, message="Kommt dazu!", by=by)
    assert told == [([lead.email], "Einladung ins Netzwerk HOME")]
    assert f"http://127.0.0.1:8000/verwaltung/netzwerke/{network.pk}/" in mail.outbox[0].body
    assert "Kommt dazu!" in mail.outbox[0].body
    accession = Accession.objects.get()
    assert (accession.way, accession.state, accession.begun_by, accession.answered_at) == (
        "invitation",
        "open",
        by,
        None,
    )


def test_a_partner_that_nobody_leads_is_invited_at_its_own_address_and_without_one_by_no_mail(sent):
    network = NetworkFactory()
    about = {"network": network, "way": INVITATION, "message": "", "by": UserFactory()}
    told = [
        sent(begin_accession, partner=PartnerFactory(email=address), **about) for address in ("info@example.org", "")
    ]
    assert [[to for to, _subject in mails] for mails in told] == [[["info@example.org"]], []]


def test_a_request_goes_to_the_coordination_and_without_one_to_the_steering(sent):
    steering = person("steering")
    network, other = NetworkFactory(), NetworkFactory()
    coordination = person("coordinator", network=network)
    person("coordinator", network=NetworkFactory())
    about = {"partner": PartnerFactory(name="Caritas"), "way": REQUEST, "message": "", "by": UserFactory()}
    told = [sent(begin_accession, network=one, **about) for one in (network, other)]
    subject = "Caritas möchte ins Netzwerk"
    assert told == [[([coordination.email], subject)], [([steering.email], subject)]]


def test_nobody_writes_to_an_account_that_is_shut(sent):
    network = NetworkFactory()
    former = person("coordinator", network=network)
    former.is_active = False
    former.save()
    about = {"network": network, "partner": PartnerFactory(), "way": REQUEST, "message": "", "by": UserFactory()}
    assert sent(begin_accession, **about) == []


def test_a_member_of_today_is_not_asked_and_a_former_one_may_be():
    member = MembershipFactory()
    with pytest.raises(AlreadyMemberError):
        begin(INVITATION, member.partner, member.network)
    former = MembershipFactory(valid_until=days(0))
    assert begin(INVITATION, former.partner, former.network).state == "open"


def test_while_one_way_is_open_there_is_no_second():
    accession = AccessionFactory()
    rule = "partner_enters_a_network_by_one_way_at_a_time"
    refused_by(rule, lambda: begin(REQUEST, accession.partner, accession.network))
    withdraw_accession(accession=accession, by=UserFactory())
    assert begin(REQUEST, accession.partner, accession.network).state == "open"


@pytest.mark.parametrize("way", ["invitation", "request"])
def test_who_is_let_in_belongs_to_the_network_from_today_and_says_how_it_came(way):
    accession, by = AccessionFactory(way=way), UserFactory()
    assert answer_accession(accession=accession, accepted=True, by=by) is True
    accession.refresh_from_db()
    assert (accession.state, accession.answered_by) == ("accepted", by)
    assert memberships(accession) == [("member", way, days(0), None)]


def test_who_is_not_let_in_hears_why_and_does_not_belong_to_it(sent):
    accession = AccessionFactory(way="request", network__name="HOME", partner__name="Caritas")
    lead = person("partner_lead", partner=accession.partner)
    told = sent(answer_accession, accession=accession, accepted=False, by=UserFactory(), reason="Nur für Kliniken")
    assert told == [([lead.email], "Caritas und das Netzwerk HOME: die Antwort")]
    assert "Nur für Kliniken" in mail.outbox[0].body
    accession.refresh_from_db()
    assert (accession.state, accession.reason, memberships(accession)) == ("declined", "Nur für Kliniken", [])


def test_the_answer_to_an_invitation_goes_to_the_coordination(sent):
    accession = AccessionFactory()
    coordination = person("coordinator", network=accession.network)
    person("partner_lead", partner=accession.partner)
    told = sent(answer_accession, accession=accession, accepted=True, by=UserFactory())
    assert [to for to, _subject in told] == [[coordination.email]]


def test_what_is_answered_or_withdrawn_is_answered_by_nobody_else(sent):
    accession, first = AccessionFactory(), UserFactory()
    assert withdraw_accession(accession=accession, by=first) is True
    assert sent(answer_accession, accession=accession, accepted=True, by=UserFactory()) == []
    assert answer_accession(accession=accession, accepted=True, by=UserFactory()) is False
    assert withdraw_accession(accession=accession, by=UserFactory()) is False
    accession.refresh_from_db()
    assert (accession.state, accession.answered_by, memberships(accession)) == ("withdrawn", first, [])


def test_who_became_a_member_meanwhile_is_let_in_without_a_second_membership():
    accession = AccessionFactory()
    MembershipFactory(network=accession.network, partner=accession.partner, valid_from=days(-9))
    assert answer_accession(accession=accession, accepted=True, by=UserFactory()) is True
    assert memberships(accession) == [("member", "", days(-9), None)]


def test_who_left_may_come_again():
    former = MembershipFactory(valid_from=days(-90), valid_until=days(0))
    accession = AccessionFactory(network=former.network, partner=former.partner)
    answer_accession(accession=accession, accepted=True, by=UserFactory())
    assert memberships(accession) == [
        ("member", "", days(-90), days(0)),
        ("member", "invitation", days(0), None),
    ]


def test_who_is_to_join_later_anyway_is_a_member_until_then_by_the_answer():
    accession = AccessionFactory()
    MembershipFactory(network=accession.network, partner=accession.partner, valid_from=days(30), role="steering")
    assert answer_accession(accession=accession, accepted=True, by=UserFactory()) is True
    assert memberships(accession) == [
        ("member", "invitation", days(0), days(30)),
        ("steering", "", days(30), None),
    ]


def test_an_answer_without_a_day_is_refused_by_the_database():
    accession = AccessionFactory()
    with pytest.raises(IntegrityError, match="answered_accession_says_when"):
        Accession.objects.filter(pk=accession.pk).update(state="declined")
