"""Two people who appoint a lead at once."""

import datetime
import threading

import pytest
from django.db import connection

from network.actions import LeadInTheWayError, appoint_lead
from network.models import LeadAssignment
from tests.network.factories import NetworkFactory, PartnerFactory, UserFactory
from tests.sozialraum.factories import SocialSpaceFactory


def at_once(leads, by) -> list[str]:
    """Appoint all of them at the same moment and return what became of each."""
    gate, said = threading.Barrier(len(leads)), []

    def appoint(lead) -> None:
        gate.wait()
        try:
            appoint_lead(lead=lead, by=by)
            said.append("appointed")
        except LeadInTheWayError:
            said.append("in the way")
        finally:
            connection.close()

    threads = [threading.Thread(target=appoint, args=[lead]) for lead in leads]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return sorted(said)


@pytest.mark.django_db(transaction=True)
def test_of_two_leads_for_one_day_the_second_hears_of_the_first():
    space, network, by = SocialSpaceFactory(), NetworkFactory(), UserFactory()
    day = datetime.date(2026, 7, 1)
    leads = [
        LeadAssignment(social_space=space, network=network, partner=PartnerFactory(), valid_from=day) for _ in range(2)
    ]
    assert (at_once(leads, by), LeadAssignment.objects.count()) == (["appointed", "in the way"], 1)
