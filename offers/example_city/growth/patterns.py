"""The readable offers as patterns: what belongs together in them belongs together in generated ones."""

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum

from django.db.backends.postgresql.psycopg_any import NumericRange

from kit.german import slug
from offers.models import Offer, Schedule

LINKS = ("topics", "target_groups", "life_situations", "access_modes", "languages", "accessibility")


class Reach(Enum):
    """How an offer comes to families."""

    HELD = "at a place"
    CITYWIDE = "for the whole city"
    HOME = "at the family's home"
    REMOTE = "online or by phone"


@dataclass(frozen=True)
class Pattern:
    """A readable offer, its links as ids; `topic_codes` in the order of `links["topics"]`."""

    offer: Offer
    type_name: str
    type_slug: str
    reach: Reach
    links: dict[str, list[int]]
    topic_codes: list[str]
    schedules: list[Schedule]


def read_patterns() -> dict[Reach, list[Pattern]]:
    """Return the published readable offers by their reach, in an order that does not depend on ids."""
    offers = Offer.objects.filter(
        is_example=True, external_id=None, status=Offer.Status.PUBLISHED, visibility=Offer.Visibility.PUBLIC
    )
    prefetched = offers.select_related("type").prefetch_related(*LINKS, "schedules").order_by("slug")
    patterns: dict[Reach, list[Pattern]] = defaultdict(list)
    for offer in prefetched:
        links = {name: sorted(getattr(offer, name).all(), key=lambda word: word.code) for name in LINKS}
        pattern = Pattern(
            offer=offer,
            type_name=offer.type.name,
            type_slug=slug(offer.type.name, "angebot", 100),
            reach=reach_of(offer, links["access_modes"]),
            links={name: [word.pk for word in words] for name, words in links.items()},
            topic_codes=[topic.code for topic in links["topics"]],
            schedules=sorted(offer.schedules.all(), key=lambda row: (row.first_day, row.weekday, row.starts)),
        )
        patterns[pattern.reach].append(pattern)
    return patterns


def reach_of(offer: Offer, access_modes: list) -> Reach:
    if any(mode.comes_home for mode in access_modes):
        return Reach.HOME
    if all(mode.is_remote for mode in access_modes):
        return Reach.REMOTE
    return Reach.CITYWIDE if offer.is_citywide else Reach.HELD


def range_text(ages: NumericRange | None) -> str | None:
    """Return a range as PostgreSQL writes it."""
    return None if ages is None else f"[{ages.lower},{ages.upper})"
