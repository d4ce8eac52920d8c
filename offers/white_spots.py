"""Which kind of partner and which field of action is missing in which social space."""

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.db.models import Count, Q, QuerySet

from network.models import Facility, Membership, Network, Partner, PartnerKind
from network.social_spaces import held_now
from offers.models import FieldOfAction, Reach
from sozialraum.models import SocialSpace

KEPT: Final = 16
SPACE: Final = "space:"  # how the search writes a social space, before its id
PROVIDER, FIELD = "entry__offer__provider", "entry__offer__topics__field_of_action"
Numbers = Mapping[tuple[int, int], int]  # by the ids of a social space and of a kind or field


@dataclass(frozen=True)
class Line:
    """A kind of partner, or a field of action: how many partners or offers of it each social space has, in their order."""

    name: str
    numbers: list[int]
    is_single: bool = False  # one partner does it for the whole city, such as the Jobcenter: nobody looks for a second

    @property
    def missing(self) -> int:
        """Return in how many social spaces there is none."""
        return self.numbers.count(0)

    @property
    def is_nowhere(self) -> bool:
        return not any(self.numbers)


@dataclass(frozen=True)
class Lack:
    """A social space, and what is missing there though other social spaces have it."""

    space: SocialSpace
    kinds: list[str]
    fields: list[str]


@dataclass(frozen=True)
class WhiteSpots:
    """The table of all social spaces."""

    spaces: list[SocialSpace]
    kinds: list[Line]
    fields: list[Line]

    @property
    def nowhere(self) -> list[str]:
        """Return which kinds and fields no social space has."""
        return [line.name for line in (*self.kinds, *self.fields) if line.is_nowhere and not line.is_single]

    @property
    def lacks(self) -> list[Lack]:
        """Return what each social space lacks; what no social space has is said once, by `nowhere`."""
        return [
            Lack(space, missing_at(place, self.kinds), missing_at(place, self.fields))
            for place, space in enumerate(self.spaces)
        ]


def missing_at(place: int, lines: list[Line]) -> list[str]:
    return [line.name for line in lines if not line.numbers[place] and not (line.is_nowhere or line.is_single)]


@lru_cache(maxsize=KEPT)
def white_spots(version: str, today: datetime.date, network: Network | None = None) -> WhiteSpots:
    """Return what each social space has on a day, in a version of the content: of all public partners, or of a network's members.

    Six queries, which read each offer's areas and topics: with 100,000 offers they take about two seconds, so each process
    keeps the answer as long as nothing changes.

    A partner is there with a house, or with an offer that is held there or meant for the people there; what is meant for
    the whole city fills no white spot. Of a house whose address is confidential nobody learns whose it is.
    """
    spaces = list(SocialSpace.objects.all())
    partners = Partner.objects.public()
    if network:
        partners = partners.filter(pk__in=Membership.objects.on(today).filter(network=network).values("partner"))
    offers = reaching(partners, today)
    in_city = Count("partners", filter=Q(partners__is_public=True))
    kinds = PartnerKind.objects.annotate(in_city=in_city).order_by(*PartnerKind._meta.ordering)
    by_kind, by_field = partners_by_kind(offers, partners, today), offers_by_field(offers)
    return WhiteSpots(
        spaces,
        [Line(kind.name_plural or kind.name, row(kind.pk, by_kind, spaces), kind.in_city == 1) for kind in kinds],
        [Line(field.name, row(field.pk, by_field, spaces)) for field in FieldOfAction.objects.all()],
    )


def row(term: int, numbers: Numbers, spaces: Sequence[SocialSpace]) -> list[int]:
    return [numbers.get((space.pk, term), 0) for space in spaces]


def reaching(partners: QuerySet[Partner], today: datetime.date) -> QuerySet[Reach]:
    """Return what families of each social space find of these partners because it is held there or meant for them."""
    return Reach.objects.filter(
        area__startswith=SPACE,
        nearness__lte=Reach.Nearness.REACHES_HERE,
        public_from__lte=today,
        public_until__gte=today,
        entry__offer__provider__in=partners,
    )


def partners_by_kind(offers: QuerySet[Reach], partners: QuerySet[Partner], today: datetime.date) -> Numbers:
    """Return how many partners of each kind each social space has, each once, whatever they have there."""
    way = "district__social_space_memberships"
    houses = Facility.objects.public().filter(held_now(way, today), partner__in=partners, address_is_confidential=False)
    there = set(houses.values_list(f"{way}__social_space", "partner__kind", "partner"))
    providing = offers.values_list("area", f"{PROVIDER}__kind", PROVIDER).distinct()
    there |= {(id_of(area), kind, partner) for area, kind, partner in providing}
    return Counter((space, kind) for space, kind, _partner in there)


def offers_by_field(offers: QuerySet[Reach]) -> Numbers:
    """Return how many offers of each field of action each social space has; what is of two fields stands in both."""
    found = offers.filter(**{f"{FIELD}__isnull": False}).values_list("area", FIELD)
    return {(id_of(area), field): number for area, field, number in found.annotate(Count("entry", distinct=True))}


def id_of(area: str) -> int:
    return int(area.removeprefix(SPACE))
