"""The numbers that the database keeps of its offers (offers.models.Tally), for a search by one place and one age at most.

They hold for one day; on another nothing is found here, and offers.search.counting counts for itself. Written out in SQL:
building such a query took the ORM longer than answering it takes the database.
"""

from offers.models import Reach
from offers.search.criteria import Criteria
from offers.search.statements import rows

# Under this facet stands the number of all offers.
TOTAL = ""

OF_SEARCH = """
    SELECT facet, sum(CASE area WHEN %(whole)s THEN count ELSE bound END)
    FROM offers_tally JOIN offers_refresh ON day = %(today)s
    WHERE area = ANY (%(areas)s) AND step = %(step)s GROUP BY facet
"""
OF_DISTRICTS = """
    SELECT area, bound FROM offers_tally JOIN offers_refresh ON day = %(today)s
    WHERE area ^@ 'district:' AND step = %(step)s AND facet = ''
"""


def step_of(criteria: Criteria) -> str:
    return criteria.steps[0].value if criteria.steps else ""


def tallied(criteria: Criteria) -> dict[str, int]:
    """Return the counts of a plain search by facet.

    A place has what is bound to it and what is found everywhere; an offer that is both is counted under "everywhere".
    """
    whole = Reach.EVERYWHERE if criteria.areas else Reach.ALL
    return dict(rows(OF_SEARCH, areas=[*criteria.areas, whole], whole=whole, step=step_of(criteria)))


def tallied_districts(criteria: Criteria) -> list[tuple[str, int]]:
    """Return the areas of all districts, each with how many offers of a plain search are bound to it."""
    return rows(OF_DISTRICTS, step=step_of(criteria))
