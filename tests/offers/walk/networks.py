"""The pages of the networks: who may open them, and the records that they are about."""

import datetime
from typing import Any

from network.choices import Permission
from tests.network.factories import MembershipFactory
from tests.network.factories_of_networks import (
    AccessionFactory,
    AgreedLinkFactory,
    CoordinationMandateFactory,
    CouncilDecisionFactory,
    DocumentFactory,
    DocumentVersionFactory,
    GoalFactory,
    MeasureFactory,
    MissionStatementFactory,
    RulesFactory,
    SignatureFactory,
)
from tests.offers.walk.table import ALL, BOTH, OF_NETWORK, OF_SPACES, READS, STEERING, TAKES, Address, of

READ, NETWORK = Permission.READ, Permission.NETWORK
INSIDE = frozenset({"editor", "trusted", "lead", "network", "planner"}) | STEERING
SIGNS = frozenset({"lead"})
DAY = datetime.date(2021, 1, 1)

HOME = "netzwerke/"
ONE = f"{HOME}<int:pk>/"
RULES, DRAFT = ({"pk": "#the_network", "rules": f"#{name}"} for name in ("rules", "draft"))
VERSION = f"{ONE}geschaeftsordnung/<int:rules>/"
OF_ITSELF = f"{ONE}<record_of_network:kind>/"
COMMON = f"{HOME}<record_of_all:kind>/"


def held(kind: str, record: str = "", **more: str) -> dict[str, str]:
    return {"kind": kind} | ({"record": f"#{record}"} if record else {}) | more


THE_NETWORK = {"pk": "#the_network"}
ADDRESSES = [
    Address(HOME, READ),
    Address(f"{HOME}neu/", NETWORK, STEERING, BOTH),
    Address(f"{HOME}dokumente/", READ),
    Address(f"{HOME}dokumente/neu/", NETWORK, ALL, BOTH, barred=OF_SPACES),
    Address(f"{HOME}dokumente/<int:pk>/", READ, INSIDE, BOTH, of("document"), doers=OF_NETWORK),
    Address(f"{HOME}dokumente/<int:pk>/bearbeiten/", NETWORK, OF_NETWORK, BOTH, of("document"), barred=OF_SPACES),
    Address(f"{HOME}dokumente/<int:pk>/<int:number>/datei/", READ, INSIDE, holds=of("document", number="1")),
    Address(f"{HOME}beschluesse/", NETWORK, barred=OF_SPACES),
    Address(f"{HOME}ziele/", NETWORK, barred=OF_SPACES),
    Address(ONE, READ, INSIDE, BOTH, THE_NETWORK),
    Address(f"{ONE}bearbeiten/", NETWORK, OF_NETWORK, BOTH, THE_NETWORK),
    Address(
        *(f"{ONE}beitritte/<int:accession>/", READ, OF_NETWORK, TAKES, THE_NETWORK | {"accession": "#accession"}),
        data={"antwort": "annehmen"},
    ),
    Address(f"{ONE}geschaeftsordnung/neu/", NETWORK, OF_NETWORK, BOTH, THE_NETWORK),
    Address(VERSION, READ, INSIDE, BOTH, RULES, doers=SIGNS),
    Address(f"{VERSION}bearbeiten/", NETWORK, OF_NETWORK, BOTH, DRAFT),
    Address(f"{VERSION}schritt/", NETWORK, OF_NETWORK, TAKES, DRAFT),
    Address(f"{VERSION}papier/", NETWORK, OF_NETWORK, TAKES, RULES),
    Address(f"{VERSION}bitten/", NETWORK, OF_NETWORK, TAKES, RULES),
    Address(f"{VERSION}druck.pdf", READ, INSIDE, READS, RULES),
    Address(
        f"{VERSION}unterschriften/<int:signature>/", NETWORK, OF_NETWORK, TAKES, RULES | {"signature": "#signature"}
    ),
    *(
        address
        for kind in ("mitgliedschaften", "koordination", "absprachen")
        for address in (
            Address(f"{OF_ITSELF}neu/", NETWORK, OF_NETWORK, BOTH, THE_NETWORK | held(kind)),
            Address(f"{OF_ITSELF}<int:record>/", NETWORK, OF_NETWORK, BOTH, THE_NETWORK | held(kind, f"of_{kind}")),
        )
    ),
    *(
        address
        for kind in ("beschluesse", "ziele", "massnahmen")
        for address in (
            Address(f"{COMMON}neu/", NETWORK, ALL, BOTH, held(kind), barred=OF_SPACES),
            Address(f"{COMMON}<int:record>/", NETWORK, OF_NETWORK, BOTH, held(kind, f"of_{kind}"), barred=OF_SPACES),
        )
    ),
    Address(f"{COMMON}neu/", NETWORK, STEERING, BOTH, held("leitbild"), barred=OF_SPACES),
    Address(f"{COMMON}<int:record>/", NETWORK, STEERING, BOTH, held("leitbild", "of_leitbild"), barred=OF_SPACES),
]


def records_of(world: Any) -> dict[str, int]:
    """Return one of everything that belongs to the network of a world, its names as long as the world's title."""
    network, title = world.network, world.title
    rules = RulesFactory(network=network, title=title, adopted_on=DAY, valid_from=DAY)
    other = MembershipFactory(network=network).partner
    goal = GoalFactory(network=network, title=title)
    document = DocumentFactory(network=network, audience="members", title=title)
    version = DocumentVersionFactory(document=document, name=f"{title}.txt")
    accession = AccessionFactory(network=network, way="request")
    signature = SignatureFactory(rules=rules, partner=other, signed_on=DAY, way="paper")
    mandate = CoordinationMandateFactory(network=network, partner=world.partner, function=title)
    agreed = AgreedLinkFactory(network=network, first=world.partner, second=other, subject=title)
    decision, mission = CouncilDecisionFactory(network=network, title=title), MissionStatementFactory(title=title)
    measure = MeasureFactory(goal=goal, title=title, owner=world.partner)
    # In the order of their kinds of history.
    world.agreed = [accession, mandate, rules, signature, agreed, document, version, decision, mission, goal, measure]
    return {
        "the_network": network.pk,
        "rules": rules.pk,
        "draft": RulesFactory(network=network, title=title).pk,
        "signature": signature.pk,
        "document": document.pk,
        "accession": accession.pk,
        "of_mitgliedschaften": world.membership.pk,
        "of_koordination": mandate.pk,
        "of_absprachen": agreed.pk,
        "of_beschluesse": decision.pk,
        "of_ziele": goal.pk,
        "of_massnahmen": measure.pk,
        "of_leitbild": mission.pk,
    }
