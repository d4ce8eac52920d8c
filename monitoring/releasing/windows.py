"""Years that overlap: a number that holds three years and the one of the year after differ by two single years.

Nobody publishes the single years, but whoever sees several such numbers in a row can bound them, often closely. So each of them is a
latent cell. What it really was is not known here either; any numbers that add up will do, since attackers know no more.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateutil.relativedelta import relativedelta

TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Year:
    """A single year within numbers of several: the least and the most it can have been, and a number between that fits."""

    day: datetime.date
    least: float
    most: float
    fitting: float


def runs(days: Iterable[datetime.date]) -> Iterator[list[datetime.date]]:
    """Yield days that follow one another by a year, at least two of them."""
    days = set(days)
    for day in sorted(days):
        if day - relativedelta(years=1) not in days:
            run = [day]
            while (following := day + relativedelta(years=len(run))) in days:
                run.append(following)
            if len(run) > 1:
                yield run


def years_of(run: Sequence[datetime.date], numbers: Sequence[float], pooled: int) -> list[Year]:
    """Return the single years within a run of numbers that each hold so many of them; none where the numbers contradict each other.

    Two numbers in a row differ by the year that comes and the one that goes. So years that lie `pooled` years apart are known up to
    one number in common, which must not be so small that one of them were below nought. What the first number leaves beyond that is
    how far each of them can vary.
    """
    # By place: how much more than the first year of its row.
    rises: dict[int, float] = dict.fromkeys(range(pooled), 0.0)
    for place, (before, after) in enumerate(pairwise(numbers)):
        rises[place + pooled] = rises[place] + after - before
    lowest: dict[int, float] = defaultdict(float)
    for place, rise in rises.items():
        lowest[place % pooled] = min(lowest[place % pooled], rise)
    left = numbers[0] + sum(lowest.values())
    if left < -TINY:
        return []
    left = max(0.0, left)
    first = run[0] - relativedelta(years=pooled - 1)
    found = []
    for place, rise in rises.items():
        least = rise - lowest[place % pooled]
        found.append(Year(first + relativedelta(years=place), least, least + left, least + left / pooled))
    return found
