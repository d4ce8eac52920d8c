"""The hits of a search by one place and one age step at most, read from the index in the order in which it holds them.

Most families ask so; a page costs the same among a thousand offers and among a million. Written out in SQL: building such
a query took the ORM longer than answering it takes the database.
"""

import json
from functools import cache
from typing import Any, NamedTuple

from offers.models import Reach
from offers.search.criteria import Criteria
from offers.search.statements import rows
from sozialraum.ages import CONCEPTION, OLDEST

EVERY_AGE = (CONCEPTION, OLDEST)
# A part of the list that the index holds in the list's order.
STRETCH = """
    (SELECT {number} AS stretch, r.offer_id, r.nearness, r.title
    FROM offers_reach r
    WHERE r.area = %({area})s AND r.public_from <= %(today)s AND r.public_until >= %(today)s
        AND r.ages && int4range(%(youngest)s, %(oldest)s) {only}
    ORDER BY r.nearness, r.title, r.offer_id LIMIT %(end)s)
"""
BOUND = "AND NOT r.is_everywhere"
NOT_HERE = "AND NOT EXISTS (SELECT FROM offers_reach other WHERE other.offer_id = r.offer_id AND other.area = %(area)s)"
FRESH, OVERDUE = "AND r.due_on >= %(today)s", "AND r.due_on < %(today)s"
# The stretches are read one after the other, and none of which nothing is needed: sorted together, each would be read first.
# PostgreSQL appends them as they are written; parts with a limit are never read by several workers at once.
PAGE = """
    SELECT e.card, page.nearness
    FROM (SELECT * FROM ({stretches}) listed LIMIT %(limit)s OFFSET %(start)s) page
    JOIN offers_entry e USING (offer_id)
    ORDER BY page.stretch, page.nearness, page.title, page.offer_id
"""


class Hit(NamedTuple):
    """An offer in the list: what its card shows, how near it is (Reach.Nearness), metres where they are known."""

    card: dict[str, Any]
    nearness: int
    metres: float | None = None


@cache
def statement(*parts: tuple[str, str]) -> str:
    """Return the statement for a list whose parts are areas (by the name of their parameter), each under a condition.

    First comes what is fresh of all parts, then what is overdue.
    """
    wanted = [(area, f"{only} {state}") for state in (FRESH, OVERDUE) for area, only in parts]
    stretches = (STRETCH.format(number=number, area=area, only=only) for number, (area, only) in enumerate(wanted))
    return PAGE.format(stretches="UNION ALL".join(stretches))


HERE, ELSEWHERE, HERE_ALONE = ("area", ""), ("everywhere", NOT_HERE), ("area", BOUND)


def hits(asked: str, area: str, ages: tuple[int, int], window: slice) -> list[Hit]:
    """Return the hits of a window of the list that a statement asks for."""
    size = {"start": window.start, "end": window.stop, "limit": window.stop - window.start}
    areas = {"area": area, "everywhere": Reach.EVERYWHERE}
    found = rows(asked, youngest=ages[0], oldest=ages[1], **areas, **size)
    return [Hit(json.loads(card), nearness) for card, nearness in found]


def nearest_first(criteria: Criteria, window: slice) -> list[Hit]:
    """Return the hits of a plain search: what is bound to the place, then what is found everywhere; last what is overdue."""
    ages = criteria.ages[0] if criteria.ages else EVERY_AGE
    if not criteria.areas:
        return hits(statement(HERE), Reach.ALL, ages, window)
    return hits(statement(HERE, ELSEWHERE), criteria.areas[0], ages, window)


def bound_to(area: str, most: int) -> list[Hit]:
    """Return the first offers that are held in an area or meant for it, without those found everywhere anyway."""
    return hits(statement(HERE_ALONE), area, EVERY_AGE, slice(0, most))
