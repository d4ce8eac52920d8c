"""What of the networks waits for people on their overview."""

import datetime

import pytest
from django.utils import timezone

from offers.tasks.networks import network_tasks
from tests.network.factories import MembershipFactory, NetworkFactory, person
from tests.network.factories_of_networks import AccessionFactory, MeasureFactory, RulesFactory, SignatureFactory

pytestmark = pytest.mark.django_db
PAST = datetime.date(2021, 1, 1)


def waiting(user) -> dict[str, int]:
    found = network_tasks(user, timezone.localdate())
    return {str(task.label): task.count for task in found if task.count}


def test_rules_to_sign_and_invitations_wait_for_the_lead_of_a_partner():
    member = MembershipFactory()
    lead = person("partner_lead", partner=member.partner)
    rules = RulesFactory(network=member.network, adopted_on=PAST)
    RulesFactory(network=member.network)
    RulesFactory(adopted_on=PAST)
    AccessionFactory(partner=member.partner)
    AccessionFactory()
    assert waiting(lead) == {"Zu unterzeichnen": 1, "Einladung in ein Netzwerk": 1}
    SignatureFactory(rules=rules, partner=member.partner, signed_on=PAST)
    assert waiting(lead) == {"Einladung in ein Netzwerk": 1}
    assert waiting(person("partner_editor", partner=member.partner)) == {}


def test_requests_renewals_and_late_measures_wait_for_who_leads_a_network():
    network = NetworkFactory(renewal_years=3)
    RulesFactory(network=network, adopted_on=PAST, valid_from=PAST)
    AccessionFactory(network=network, way="request")
    MeasureFactory(goal__network=network, due_on=PAST)
    MeasureFactory(due_on=PAST)
    found = {"Bitte um Aufnahme": 1, "Geschäftsordnung erneuern": 1, "Maßnahmen überfällig": 1}
    assert waiting(person("coordinator", network=network)) == found
    assert waiting(person("steering")) == found | {"Maßnahmen überfällig": 2}
    assert waiting(person("coordinator", network=NetworkFactory())) == {}
