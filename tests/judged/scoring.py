"""What the answers to judged queries are worth.

success@5: the share of queries with a best answer among the first five. nDCG@10: discounted cumulative gain of the first ten
(Järvelin and Kekäläinen 2002, gain 2 for the best and 1 for what also helps, discount log2 of the place + 1) over that of the best
possible order. Both from 0 to 1.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import log2
from statistics import mean

from tests.judged.queries import BEST, Query

FIRST, DEEP = 5, 10


@dataclass(frozen=True)
class Answer:
    """The offers that came for a query, by slug, the first first, and how many there are in all."""

    query: Query
    slugs: tuple[str, ...]
    total: int

    @property
    def succeeds(self) -> bool:
        """Return whether a best answer stands among the first five."""
        return any(self.query.worth.get(slug) == BEST for slug in self.slugs[:FIRST])

    @property
    def gain(self) -> float:
        """Return nDCG@10."""
        possible = sorted(self.query.worth.values(), reverse=True)
        return cumulated(self.query.worth.get(slug, 0) for slug in self.slugs) / cumulated(possible)

    @property
    def wrong(self) -> list[str]:
        """Return what came among the first ten and must not."""
        return [slug for slug in self.slugs[:DEEP] if slug in self.query.never]


def cumulated(gains: Iterable[int]) -> float:
    """Return the discounted cumulative gain of the first ten."""
    return sum(gain / log2(place + 1) for place, gain in enumerate(list(gains)[:DEEP], start=1))


@dataclass(frozen=True)
class Score:
    """The score of several answers; shares from 0 to 1."""

    name: str
    queries: int
    success: float
    gain: float
    empty: float
    wrong: int


def score(name: str, answers: list[Answer]) -> Score:
    """Return what answers, at least one, are worth together."""
    return Score(
        name,
        len(answers),
        mean(answer.succeeds for answer in answers),
        mean(answer.gain for answer in answers),
        mean(not answer.total for answer in answers),
        sum(bool(answer.wrong) for answer in answers),
    )


def by_kind(answers: list[Answer]) -> list[Score]:
    """Return the score of each kind of query, and of all together last."""
    kinds = dict.fromkeys(answer.query.kind for answer in answers)
    return [
        *(score(kind, [one for one in answers if one.query.kind == kind]) for kind in kinds),
        score("all", answers),
    ]
