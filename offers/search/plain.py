"""The hits of a search by one place and one age step at most, read from the index in the order in which it holds them.

Most families ask so; a page costs the same among a thousand offers and among a million. Written out in SQL: building such
a query took the ORM longer than answering it takes the database.
"""

import json
from typing import Any, NamedTuple

from offers.models import Reach
from offers.search.criteria import Criteria
from offers.search.statements import rows
from sozialraum.ages import CONCEPTION, OLDEST

EVERY_AGE = (CONCEPTION, OLDEST)
FITTING = """
    FROM offers_reach r
    WHERE r.area = %(area)s AND r.public_from <= %(today)s AND r.public_until >= %(today)s
        AND r.ages && int4range(%(youngest)s, %(oldest)s)
"""
BOUND = "AND NOT r.is_everywhere"
NOT_IN = "AND NOT EXISTS (SELECT FROM offers_reach other WHERE other.offer_id = r.offer_id AND other.area = %(other)s)"
PAGE = """
    SELECT e.card, page.nearness
    FROM (SELECT r.* {fitting} ORDER BY r.nearness, r.title, r.offer_id LIMIT %(limit)s OFFSET %(offset)s) page
    JOIN offers_entry e USING (offer_id)
    ORDER BY page.nearness, page.title, page.offer_id
"""


class Hit(NamedTuple):
    """An offer in the list: what its card shows, how near it is (Reach.Nearness), metres where they are known."""

    card: dict[str, Any]
    nearness: int
    metres: float | None = None


def read(statement: str, area: str, ages: tuple[int, int], **more: object) -> list[tuple]:
    return rows(statement, area=area, youngest=ages[0], oldest=ages[1], **more)


def hits(area: str, ages: tuple[int, int], window: slice, only: str = "", **more: str) -> list[Hit]:
    """Return what an area holds for ages, in stored order; `only` is a further condition, `more` its values."""
    statement = PAGE.format(fitting=FITTING + only)
    found = read(statement, area, ages, limit=window.stop - window.start, offset=window.start, **more)
    return [Hit(json.loads(card), nearness) for card, nearness in found]


def nearest_first(criteria: Criteria, window: slice) -> list[Hit]:
    """Return the hits of a plain search: what is bound to the place, then what is found everywhere."""
    ages = criteria.ages[0] if criteria.ages else EVERY_AGE
    area = criteria.areas[0] if criteria.areas else Reach.ALL
    found = hits(area, ages, window)
    missing = window.stop - window.start - len(found)
    if not missing or area == Reach.ALL:
        return found
    start = 0 if found else max(0, window.start - number(area, ages))
    return found + hits(Reach.EVERYWHERE, ages, slice(start, start + missing), only=NOT_IN, other=area)


def number(area: str, ages: tuple[int, int]) -> int:
    """Return how many offers an area holds for ages."""
    return read("SELECT count(*)" + FITTING, area, ages)[0][0]


def bound_to(area: str, most: int) -> list[Hit]:
    """Return the first offers that are held in an area or meant for it, without those found everywhere anyway."""
    return hits(area, EVERY_AGE, slice(0, most), only=BOUND)
