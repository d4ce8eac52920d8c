"""What is offered in an area, and in which houses."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from monitoring.areas import SPACES
from monitoring.profiles.areas import Profiled
from network.models import Facility
from offers.search import load_choices
from offers.search.counting import counts_by_step
from offers.search.plain import bound_to
from offers.search.tallies import TOTAL
from offers.surroundings import FACILITIES

MOST = 12


@dataclass(frozen=True)
class Supply:
    """The offers of an area by age, some of them by name, and its houses by kind.

    `everywhere` are those for the whole city, which are counted nowhere else. `has_more_houses` says that there may be more.
    """

    total: int
    everywhere: int
    url: str
    ages: Sequence[tuple[str, int, str]]
    offers: Sequence[tuple[str, str]]
    houses: Sequence[tuple[str, Sequence[Facility]]]
    has_more_houses: bool


def supply(version: str, profiled: Profiled) -> Supply:
    """Return what is offered in an area now; two queries."""
    area, slug = "{}:{}".format(*profiled.area.key), profiled.area.slug
    numbers = counts_by_step(area)
    place = {SPACES if profiled.is_space else "stadtteil": slug}
    steps = load_choices(version).named("alter")
    return Supply(
        total=numbers.here.get(TOTAL, 0),
        everywhere=numbers.everywhere.get(TOTAL, 0),
        url=address(place),
        ages=[(step.label, numbers.here.get(step.value, 0), address(place | {"alter": step.value})) for step in steps],
        offers=[(hit.card["title"], reverse("offer_detail", args=[hit.card["slug"]])) for hit in bound_to(area, MOST)],
        houses=by_kind(profiled.facilities),
        has_more_houses=len(profiled.facilities) >= FACILITIES,
    )


def address(query: dict[str, str]) -> str:
    """Return the address of a list of offers."""
    return f"{reverse('offer_list')}?{urlencode(query)}"


def by_kind(houses: Sequence[Facility]) -> list[tuple[str, list[Facility]]]:
    """Return houses under what they are, in the order in which each kind comes first."""
    found: dict[str, list[Facility]] = {}
    for house in houses:
        found.setdefault(house.kind.name, []).append(house)
    return list(found.items())
