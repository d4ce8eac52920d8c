"""How partners work together: offers that they make jointly, houses that they share, and what they agreed on; and a drawing of it."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import cos, pi, sin
from typing import Final

from django.db.models import F, QuerySet

from network.models import AgreedLink, Membership, Network, Partner
from offers.models import Offer

MOST_DRAWN: Final = 40  # partners; more would be a ball of wool
SIZE: Final = 1000
RADIUS: Final = 400  # of the circle on which partners stand; their numbers stand outside
NAMED: Final = 450
Pair = tuple[int, int]


@dataclass
class Tie:
    """What binds two partners."""

    joint: int = 0
    shared: int = 0
    agreed: list[str] = field(default_factory=list)

    @property
    def weight(self) -> int:
        return self.joint + self.shared + len(self.agreed)


def partners_of(network: Network | None, day: datetime.date) -> QuerySet[Partner]:
    """Return the public partners that belong to a network on a day, or to any."""
    members = Membership.objects.on(day)
    if network:
        members = members.filter(network=network)
    return Partner.objects.public().filter(pk__in=members.values("partner"))


def ties_among(partners: QuerySet[Partner], day: datetime.date) -> dict[Pair, Tie]:
    """Return what binds each two of some partners, by their ids in ascending order; three queries.

    Of a place whose address is confidential nobody learns whose house it is.
    """
    ties: dict[Pair, Tie] = defaultdict(Tie)
    offers = Offer.objects.public_on(day).filter(provider__in=partners)
    joint = offers.filter(cooperation_partners__in=partners).values_list("provider", "cooperation_partners")
    for one, other in joint.exclude(cooperation_partners=F("provider")):
        ties[min(one, other), max(one, other)].joint += 1
    houses = offers.filter(facility__partner__in=partners).exclude(facility__partner=F("provider"))
    seen = houses.exclude(facility__address_is_confidential=True).exclude(address_is_confidential=True)
    for one, other, _house in seen.values_list("provider", "facility__partner", "facility").distinct():
        ties[min(one, other), max(one, other)].shared += 1
    agreed = AgreedLink.objects.on(day).among(partners).filter(is_public=True)
    for one, other, subject in agreed.values_list("first", "second", "subject"):
        ties[min(one, other), max(one, other)].agreed.append(subject)
    return dict(ties)


@dataclass(frozen=True)
class Node:
    """A partner in the drawing: its number, where it stands, where its number stands."""

    number: int
    partner: Partner
    x: int
    y: int
    name_x: int
    name_y: int


@dataclass(frozen=True)
class Drawing:
    """Partners round a circle, and a curve for each two that are bound; `is_agreed` ones are dashed."""

    nodes: list[Node]
    curves: list[tuple[str, str, bool]]  # path, what it says, whether nothing but an agreement binds the two


def drawn(ties: Mapping[Pair, Tie], partners: Iterable[Partner]) -> Drawing:
    """Draw the partners with most ties, those of a kind side by side (`partners` come in that order)."""
    weights: dict[int, int] = defaultdict(int)
    for pair, tie in ties.items():
        for pk in pair:
            weights[pk] += tie.weight
    heaviest = set(sorted(weights, key=lambda pk: (-weights[pk], pk))[:MOST_DRAWN])
    shown = [partner for partner in partners if partner.pk in heaviest]
    nodes = {partner.pk: placed(number, partner, len(shown)) for number, partner in enumerate(shown, 1)}
    curves = [
        (curve(nodes[one], nodes[other]), f"{nodes[one].partner} – {nodes[other].partner}", not tie.joint + tie.shared)
        for (one, other), tie in ties.items()
        if one in nodes and other in nodes
    ]
    return Drawing(list(nodes.values()), curves)


def placed(number: int, partner: Partner, total: int) -> Node:
    turn = 2 * pi * (number - 1) / total - pi / 2
    middle = SIZE // 2
    near, far = ((round(middle + radius * cos(turn)), round(middle + radius * sin(turn))) for radius in (RADIUS, NAMED))
    return Node(number, partner, *near, *far)


def curve(one: Node, other: Node) -> str:
    return f"M{one.x} {one.y}Q{SIZE // 2} {SIZE // 2} {other.x} {other.y}"
