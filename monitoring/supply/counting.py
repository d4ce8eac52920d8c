"""How many offers an area has for an age, from what the search knows of the offers (offers.models.Reach).

What families find counts: published, for the public, within its time, and not hidden because nobody confirmed it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import add, sub
from typing import Self

from monitoring.areas import AreaKey
from monitoring.supply.ages import Age
from offers.models import Reach
from offers.search.statements import rows

# A month has 52/12 weeks. Single days are no weekly hours.
HOURS = """
    SELECT offer_id, sum(extract(epoch FROM ends - starts) / 3600 * CASE kind
        WHEN 'weekly' THEN 1 WHEN 'fortnightly' THEN 0.5 ELSE 12.0 / 52 END) AS hours
    FROM offers_schedule
    WHERE kind <> 'once' AND first_day <= %(today)s AND coalesce(last_day, 'infinity') >= %(today)s
    GROUP BY offer_id
"""
# Offers of the same area and span of ages are counted together before they are spread over the ages that are asked for.
COUNTED = f"""
    WITH hours AS ({HOURS}), together AS (
        SELECT r.area, r.ages, r.nearness = 0 AS is_held, r.is_everywhere, count(*) AS offers,
            count(*) FILTER (WHERE o.is_low_threshold) AS low,
            count(*) FILTER (WHERE (e.card ->> 'comes_home')::boolean) AS outreach,
            coalesce(sum(o.places), 0) AS places, count(o.places) AS places_known,
            coalesce(sum(h.hours), 0) AS hours, count(h.hours) AS hours_known
        FROM offers_reach r
        JOIN offers_entry e ON e.offer_id = r.offer_id
        JOIN offers_offer o ON o.id = r.offer_id
        LEFT JOIN hours h ON h.offer_id = r.offer_id
        WHERE r.area = ANY (%(areas)s) AND %(today)s BETWEEN r.public_from AND r.public_until
        GROUP BY 1, 2, 3, 4
    )
    SELECT t.area, (a.number - 1)::int, t.is_held, t.is_everywhere, sum(t.offers)::int, sum(t.low)::int, sum(t.outreach)::int,
        sum(t.places)::int, sum(t.places_known)::int, sum(t.hours), sum(t.hours_known)::int
    FROM together t
    JOIN unnest(%(firsts)s::int[], %(lasts)s::int[]) WITH ORDINALITY AS a (first, last, number)
        ON t.ages && int4range(a.first, a.last)
    GROUP BY 1, 2, 3, 4
"""  # noqa: S608 (constants)


@dataclass(frozen=True, slots=True)
class Sums:
    """Numbers of some offers: how many, of which low-threshold and outreach, and what is known of places and weekly hours."""

    offers: int = 0
    low: int = 0
    outreach: int = 0
    places: int = 0
    places_known: int = 0
    hours: Decimal = Decimal(0)
    hours_known: int = 0

    def __add__(self, other: Self) -> Self:
        return Sums(*map(add, self.numbers, other.numbers))

    def __sub__(self, other: Self) -> Self:
        return Sums(*map(sub, self.numbers, other.numbers))

    @property
    def numbers(self) -> tuple:
        return (
            *(self.offers, self.low, self.outreach, self.places, self.places_known),
            *(self.hours, self.hours_known),
        )


@dataclass(frozen=True, slots=True)
class Supply:
    """What an area has for an age: what is held there, what reaches it by its catchment, and what is found everywhere.

    Each offer counts once: one that is held here and found everywhere is in `held`.
    """

    held: Sums = Sums()
    meant: Sums = Sums()
    everywhere: Sums = Sums()

    @property
    def bound(self) -> int:
        """Return how many offers are held here or meant for the people here."""
        return self.held.offers + self.meant.offers

    @property
    def found(self) -> int:
        """Return how many offers people here find."""
        return self.bound + self.everywhere.offers

    @property
    def reaching(self) -> Sums:
        """Return all that people here find."""
        return self.held + self.meant + self.everywhere


NONE = Supply()
Supplies = dict[tuple[AreaKey, str], Supply]  # by area and code of an age


def supply(areas: Iterable[AreaKey], ages: Sequence[Age]) -> Supplies:
    """Return what each area has for each age; what has nothing but what is found everywhere is there too. One query."""
    keys = {reach_of(area): area for area in areas}
    counted = rows(
        COUNTED,
        areas=[*keys, Reach.EVERYWHERE],
        firsts=[age.months[0] for age in ages],
        lasts=[age.months[1] for age in ages],
    )
    own: dict[tuple[str, int, bool, bool], Sums] = {}
    everywhere: dict[int, Sums] = defaultdict(Sums)
    for area, number, is_held, is_everywhere, *numbers in counted:
        if area == Reach.EVERYWHERE:
            everywhere[number] += Sums(*numbers)
        else:
            own[area, number, is_held, is_everywhere] = Sums(*numbers)
    return {
        (key, age.code): of_area(area, number, own, everywhere[number])
        for area, key in keys.items()
        for number, age in enumerate(ages)
    }


def of_area(area: str, number: int, own: dict, everywhere: Sums) -> Supply:
    """Return what an area has for an age; what is held there is no more counted among what is found everywhere."""
    here = own.get((area, number, True, True), Sums())
    held = own.get((area, number, True, False), Sums()) + here
    meant = own.get((area, number, False, False), Sums())
    return Supply(held, meant, everywhere - here)


def reach_of(area: AreaKey) -> str:
    """Return an area as the search writes it."""
    kind, pk = area
    return f"{kind}:{pk}"
