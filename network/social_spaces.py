"""What the workspace tells of a social space: its team, who leads, how far the roll-out is."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.utils import timezone

from network.models import ContactPoint, LeadAssignment, Network, RolloutStep, UnitKind, User
from network.models.evidence import EvidencedModel
from network.permissions import contact_points_kept_by, documents_seen_by, networks_kept_in, spaces_kept_by
from sozialraum.models import SocialSpace, SocialSpaceMembership

Kind = RolloutStep.Kind


@dataclass(frozen=True)
class Rollout:
    """The way of a network into a social space: its six steps in their order, each None where nothing is known of it."""

    network: Network
    steps: list[tuple[Kind, RolloutStep | None]]
    is_kept: bool = False

    @classmethod
    def of(cls, network: Network, steps: list[RolloutStep], *, is_kept: bool = False) -> "Rollout":
        found = {step.kind: step for step in steps}
        return cls(network, [(kind, found.get(kind)) for kind in Kind], is_kept)

    @property
    def has_begun(self) -> bool:
        """Return whether anything is planned or done."""
        return any(step for _kind, step in self.steps)

    @property
    def done(self) -> int:
        """Return how many of the steps are done."""
        return sum(bool(step and step.done_on) for _kind, step in self.steps)

    @property
    def next(self) -> RolloutStep | None:
        """Return the planned step that comes next."""
        planned = [step for _kind, step in self.steps if step and not step.done_on]
        return min(planned, key=lambda step: step.planned_for, default=None)


@dataclass(frozen=True)
class Row:
    """A social space in the list of all."""

    space: SocialSpace
    districts: int
    leads: list[LeadAssignment]
    rollouts: list[Rollout]
    lacks: list[UnitKind]


@dataclass(frozen=True)
class Sheet:
    """A social space as its own page shows it to somebody; `kept` are the ids of the contact points that this person keeps."""

    space: SocialSpace
    team: list[ContactPoint]
    others: list[ContactPoint]
    lacks: list[UnitKind]
    leads: list[LeadAssignment]
    former: list[LeadAssignment]
    rollouts: list[Rollout]
    memberships: list[SocialSpaceMembership]
    left: list[SocialSpaceMembership]
    keeps_team: bool
    kept_networks: set[int] = field(default_factory=set)
    kept: set[int] = field(default_factory=set)
    readable: set[int] = field(default_factory=set)  # ids of documents named here that this person may read

    @property
    def keeps_networks(self) -> bool:
        """Return whether this person may say who leads any network here."""
        return bool(self.kept_networks)


def overview() -> tuple[list[Row], list[tuple[Network, int, int]]]:
    """Return all social spaces, and of each network in how many somebody leads and in how many all six steps are done."""
    today = timezone.localdate()
    spaces = list(SocialSpace.objects.all())
    networks, kinds = list(Network.objects.all()), list(UnitKind.objects.all())
    districts, units = defaultdict(int), defaultdict(set)
    for space in SocialSpaceMembership.objects.on(today).values_list("social_space", flat=True):
        districts[space] += 1
    team = ContactPoint.objects.filter(unit__isnull=False)
    # By its social spaces, or by a district that belongs to one today.
    for space, unit in team.values_list("social_spaces", "unit").union(
        team.filter(held_now("districts__social_space_memberships", today)).values_list(
            "districts__social_space_memberships__social_space", "unit"
        )
    ):
        units[space].add(unit)
    leads, steps = defaultdict(list), defaultdict(list)
    for lead in LeadAssignment.objects.on(today).select_related("network", "partner").order_by("network__name"):
        leads[lead.social_space_id].append(lead)
    for step in RolloutStep.objects.all():
        steps[step.social_space_id, step.network_id].append(step)
    rows = [
        Row(
            space,
            districts[space.pk],
            leads[space.pk],
            [
                Rollout.of(network, steps[space.pk, network.pk])
                for network in networks
                if (space.pk, network.pk) in steps
            ],
            [kind for kind in kinds if kind.pk not in units[space.pk]],
        )
        for space in spaces
    ]
    return rows, [(network, *numbers(rows, network)) for network in networks]


def held_now(way: str, today: datetime.date) -> Q:
    """Return which memberships of districts in social spaces (by the `way` to them) hold today."""
    return Q(
        Q(**{f"{way}__valid_until": None}) | Q(**{f"{way}__valid_until__gt": today}),
        **{f"{way}__valid_from__lte": today},
    )


def points_in(space: SocialSpace) -> QuerySet[ContactPoint]:
    """Return whom one calls in a social space, by unit: who answers for it, or for one of its districts."""
    districts = SocialSpaceMembership.objects.on(timezone.localdate()).filter(social_space=space).values("district")
    found = ContactPoint.objects.filter(Q(social_spaces=space) | Q(districts__in=districts)).distinct()
    return found.select_related("unit", "network", "partner__parent").order_by("unit__order", "order", "function")


def numbers(rows: list[Row], network: Network) -> tuple[int, int]:
    """Return in how many social spaces somebody leads a network, and in how many it has come all the way."""
    led = sum(lead.network_id == network.pk for row in rows for lead in row.leads)
    whole = sum(one.done == len(Kind) for row in rows for one in row.rollouts if one.network == network)
    return led, whole


def sheet_of(space: SocialSpace, user: User) -> Sheet:
    """Return what `user` sees of a social space."""
    points = list(points_in(space))
    team = [point for point in points if point.unit]
    units = {point.unit_id for point in team}
    today = timezone.localdate()
    leads = list(space.leads.select_related("network", "partner", "document").order_by("network__name", "-valid_from"))
    current = [lead for lead in leads if lead.valid_until is None or lead.valid_until > today]
    memberships = list(
        space.memberships.select_related("district")
        .defer("district__boundary")
        .order_by("district__name", "valid_from")
    )
    held = [one for one in memberships if one.valid_until is None or one.valid_until > today]
    kept = set(networks_kept_in(space, user).values_list("pk", flat=True))
    rollouts = rollouts_of(space, kept)
    steps = [step for one in rollouts for _kind, step in one.steps if step]
    return Sheet(
        space=space,
        team=team,
        others=[point for point in points if not point.unit],
        lacks=[kind for kind in UnitKind.objects.all() if kind.pk not in units],
        leads=current,
        former=[lead for lead in leads if lead not in current],
        rollouts=rollouts,
        memberships=held,
        left=[one for one in memberships if one not in held],
        keeps_team=spaces_kept_by(user).filter(pk=space.pk).exists(),
        kept_networks=kept,
        kept=set(contact_points_kept_by(user).filter(pk__in=[one.pk for one in points]).values_list("pk", flat=True)),
        readable=readable_by(user, [*leads, *steps]),
    )


def readable_by(user: User, records: Iterable[EvidencedModel]) -> set[int]:
    """Return which of the documents that some records name a person may read, by their ids; one query at most."""
    named = {one.document_id for one in records if one.document_id}
    return set(documents_seen_by(user).filter(pk__in=named).values_list("pk", flat=True)) if named else set()


def rollouts_of(space: SocialSpace, kept: set[int]) -> list[Rollout]:
    """Return the roll-outs that have begun in a social space, and those that may be begun (`kept`: ids of networks)."""
    steps = defaultdict(list)
    found = space.rollout_steps.select_related("partner", "facility", "document").prefetch_related("partners")
    for step in found:
        steps[step.network_id].append(step)
    networks = Network.objects.filter(Q(pk__in=steps) | Q(pk__in=kept))
    return [Rollout.of(network, steps[network.pk], is_kept=network.pk in kept) for network in networks]
