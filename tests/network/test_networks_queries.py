"""Each page of the networks and social spaces in the workspace asks the database as often for few records as for many."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.network.factories import (
    ContactPointFactory,
    LeadFactory,
    MembershipFactory,
    NetworkFactory,
    PartnerFactory,
    RolloutStepFactory,
    person,
)
from tests.network.factories_of_networks import (
    AccessionFactory,
    AgreedLinkFactory,
    CoordinationMandateFactory,
    CouncilDecisionFactory,
    DocumentFactory,
    DocumentVersionFactory,
    MeasureFactory,
    MissionStatementFactory,
    RulesFactory,
    SignatureFactory,
)
from tests.network.spaces import BASE
from tests.offers.factories import ProgrammeFactory, ProgrammeStageFactory
from tests.sozialraum.factories import DistrictFactory, SocialSpaceFactory, SocialSpaceMembershipFactory

pytestmark = pytest.mark.usefixtures("municipality")
HOME = "/verwaltung/netzwerke/"
MOST = 15
MOST_OF_A_PAGE = (
    20  # the page of one network: members, coordination, agreements, rules, documents and who wants to come in
)
PAST = datetime.date(2020, 3, 1)


class Life:
    """A network that grows: of everything that its pages list as much as of members."""

    def __init__(self) -> None:
        self.network = NetworkFactory(name="Frühe Hilfen", slug="fruehe-hilfen")
        self.rules = RulesFactory(network=self.network, number=1, adopted_on=PAST, valid_from=PAST)
        self.document = DocumentFactory(network=self.network)
        self.programme = ProgrammeFactory(code="home", network=self.network)
        self.goal = MeasureFactory(goal__network=self.network).goal
        self.number = 0

    def grow(self, times: int) -> None:
        for _time in range(times):
            self.number += 1
            self.add(self.number)

    def add(self, number: int) -> None:
        of = {"network": self.network}
        MembershipFactory(**of)
        SignatureFactory(rules=self.rules)
        AccessionFactory(**of)
        ages = {"youngest_months": number * 12, "oldest_months": number * 12 + 12}
        CoordinationMandateFactory(**of, **ages, contact_point=ContactPointFactory(network=self.network))
        AgreedLinkFactory(**of)
        RulesFactory(**of, number=number + 1)
        DocumentVersionFactory(document__network=self.network)
        DocumentVersionFactory(document=self.document, number=number)
        CouncilDecisionFactory(**of, document=self.document)
        MeasureFactory(goal=self.goal)
        MeasureFactory(goal__network=self.network)
        MissionStatementFactory(
            valid_from=datetime.date(2000 + number, 1, 1), valid_until=datetime.date(2001 + number, 1, 1)
        )
        NetworkFactory()
        self.add_space(number)

    def add_space(self, number: int) -> None:
        space, district = SocialSpaceFactory(), DistrictFactory(column=number)
        SocialSpaceMembershipFactory(social_space=space, district=district)
        LeadFactory(social_space=space, network=self.network, document=self.document)
        RolloutStepFactory(social_space=space, network=self.network, document=self.document)
        ProgrammeStageFactory(programme=self.programme, district=district, document=self.document).partners.add(
            PartnerFactory()
        )

    @property
    def pages(self) -> dict[str, str]:
        one, rules = f"{HOME}{self.network.pk}/", f"geschaeftsordnung/{self.rules.pk}/"
        return {
            "networks": HOME,
            "network": one,
            "rules": one + rules,
            "documents": f"{HOME}dokumente/",
            "document": f"{HOME}dokumente/{self.document.pk}/",
            "decisions": f"{HOME}beschluesse/",
            "goals": f"{HOME}ziele/",
            "spaces": BASE,
            "programmes": f"{BASE}programme/",
            "programme": f"{BASE}programme/home/",
            "coverage": f"{BASE}abdeckung/",
        }


def asked(client: Client, path: str) -> int:
    client.get(path)  # the first page after a change reads anew what processes keep
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    assert response.status_code == 200, path
    return len(captured)


@pytest.mark.parametrize("role", ["steering", "coordinator"])
def test_the_pages_ask_as_often_for_many_records_as_for_two(client, db, role):
    life = Life()
    client.force_login(person(role, network=life.network) if role == "coordinator" else person(role))
    life.grow(2)
    few = {name: asked(client, path) for name, path in life.pages.items()}
    life.grow(6)
    many = {name: asked(client, path) for name, path in life.pages.items()}
    assert many == few
    large = {"network", "rules"}
    most = {name: MOST_OF_A_PAGE if name in large else MOST for name in few}
    assert {name: number for name, number in few.items() if number > most[name]} == {}
