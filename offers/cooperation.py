"""How partners work together, and a drawing of it.

They make offers jointly, share houses, agreed on something, or meet in the same conference group.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from math import cos, pi, sin
from typing import Final

from django.db.models import Exists, F, OuterRef, QuerySet

from network.models import AgreedLink, ConferenceGroup, GroupMember, Membership, Network, Partner
from offers.models import Offer

MOST_DRAWN: Final = 40  # partners; more would be a ball of wool
MOST_MEETING: Final = 60  # lines of those who do no more than meet: n members of a group are n·(n-1)/2 pairs
MOST_AT_A_TABLE: Final = 25  # members of a conference group; in a larger one not everybody works with everybody
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
    groups: list[str] = field(default_factory=list)  # the conference groups to which both belong

    @property
    def weight(self) -> tuple[int, int]:
        """Return how close the two are: what they do together counts first, where they meet second."""
        return self.joint + self.shared + len(self.agreed), len(self.groups)

    @property
    def kind(self) -> str:
        """Return what the two do: `joint` work, or what is `agreed` alone, or that they `meet` alone."""
        if self.joint or self.shared:
            return "joint"
        return "agreed" if self.agreed else "meet"


def partners_of(network: Network | None, day: datetime.date) -> QuerySet[Partner]:
    """Return the public partners that belong to a network on a day, or to any."""
    members = Membership.objects.on(day)
    if network:
        members = members.filter(network=network)
    return Partner.objects.public().filter(pk__in=members.values("partner"))


def ties_among(partners: QuerySet[Partner], day: datetime.date) -> dict[Pair, Tie]:
    """Return what binds each two of some partners, by their ids in ascending order; four queries.

    Of a place whose address is confidential nobody learns whose house it is. Of conferences everybody learns who belongs to a
    group that runs; who was invited, answered or came is the group's own. Who invites is bound to nobody by that alone.
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
    for name, members in groups_among(partners, day):
        for pair in combinations(members, 2):
            ties[pair].groups.append(name)
    return dict(ties)


def groups_among(partners: QuerySet[Partner], day: datetime.date) -> list[tuple[str, list[int]]]:
    """Return the conference groups that run on a day, by name, each with its members among some partners in ascending order.

    Groups with more than `MOST_AT_A_TABLE` members are left out, whichever of these are asked for.
    """
    running = ConferenceGroup.objects.with_status(day).filter(status=ConferenceGroup.Status.RUNNING)
    members = GroupMember.objects.on(day).filter(group__in=running.values("pk"))
    rows = members.annotate(is_asked=Exists(partners.filter(pk=OuterRef("partner")))).order_by("partner")
    found: dict[tuple[str, int], list[tuple[int, bool]]] = defaultdict(list)
    for name, group, partner, is_asked in rows.values_list("group__name", "group", "partner", "is_asked"):
        found[name, group].append((partner, is_asked))
    return [
        (name, [partner for partner, is_asked in all_of_it if is_asked])
        for (name, _group), all_of_it in sorted(found.items())
        if len(all_of_it) <= MOST_AT_A_TABLE
    ]


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
class Curve:
    """A line between two partners; `kind` is that of their tie."""

    path: str
    words: str
    kind: str


@dataclass(frozen=True)
class Drawing:
    """Partners round a circle, and a curve for each two that are bound, the faintest first, so that they lie below."""

    nodes: list[Node]
    curves: list[Curve]
    leaves_out: bool  # whether there are more pairs that do no more than meet than are drawn


def drawn(ties: Mapping[Pair, Tie], partners: Iterable[Partner]) -> Drawing:
    """Draw the partners with most ties, those of a kind side by side (`partners` come in that order)."""
    meeting = sorted((pair for pair, tie in ties.items() if tie.kind == "meet"), key=lambda p: (-ties[p].weight[1], p))
    lines = {pair: ties[pair] for pair in meeting[:MOST_MEETING]}
    lines |= {pair: tie for pair, tie in ties.items() if tie.kind != "meet"}
    heaviest = set(heaviest_of(lines)[:MOST_DRAWN])
    shown = [partner for partner in partners if partner.pk in heaviest]
    nodes = {partner.pk: placed(number, partner, len(shown)) for number, partner in enumerate(shown, 1)}
    curves = [
        Curve(curve(nodes[one], nodes[other]), f"{nodes[one].partner} – {nodes[other].partner}", tie.kind)
        for (one, other), tie in lines.items()
        if one in nodes and other in nodes
    ]
    return Drawing(list(nodes.values()), curves, len(meeting) > MOST_MEETING)


def heaviest_of(ties: Mapping[Pair, Tie]) -> list[int]:
    """Return the ids of partners, those with most ties first."""
    weights: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for pair, tie in ties.items():
        for pk in pair:
            for place, weight in enumerate(tie.weight):
                weights[pk][place] -= weight
    return sorted(weights, key=lambda pk: (weights[pk], pk))


def placed(number: int, partner: Partner, total: int) -> Node:
    turn = 2 * pi * (number - 1) / total - pi / 2
    middle = SIZE // 2
    near, far = ((round(middle + radius * cos(turn)), round(middle + radius * sin(turn))) for radius in (RADIUS, NAMED))
    return Node(number, partner, *near, *far)


def curve(one: Node, other: Node) -> str:
    return f"M{one.x} {one.y}Q{SIZE // 2} {SIZE // 2} {other.x} {other.y}"
