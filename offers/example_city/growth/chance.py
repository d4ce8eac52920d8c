"""Draws that come out the same for the same seed, on every machine and in every Python."""

import random
from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """One stream of draws; of Python's generator only `random()` is used, the one that is promised to stay as it is."""

    def __init__(self, *seed: object) -> None:
        self.draw = random.Random(":".join(map(str, seed))).random  # noqa: S311  repeatable on purpose, no secret

    def happens(self, share: float) -> bool:
        """Return True in that share of all cases."""
        return self.draw() < share

    def number(self, first: int, last: int) -> int:
        """Return a whole number from `first` to `last`, both included."""
        return first + int(self.draw() * (last - first + 1))

    def pick(self, items: Sequence[T]) -> T:
        return items[int(self.draw() * len(items))]

    def picks(self, items: Sequence[T], most: int) -> list[T]:
        """Return up to `most` different items, in the order of `items`."""
        chosen = {int(self.draw() * len(items)) for _turn in range(most)} if items else set()
        return [items[index] for index in sorted(chosen)]


class Weighted:
    """Things of which some come up more often than others."""

    def __init__(self, items: Sequence[T], weights: Sequence[float]) -> None:
        self.items = items
        self._sums = list(accumulate(weights))

    def pick(self, chance: Chance) -> T:
        return self.items[bisect(self._sums, chance.draw() * self._sums[-1])]
