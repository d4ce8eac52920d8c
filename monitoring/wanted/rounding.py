"""Numbers rounded so that a single search is not recognised, and no sum gives it away. Pure: nothing here knows Django.

A number is shown as the multiple of STEP that it reaches; what is below the first is "fewer than STEP", nought among it.
So each number may be any of STEP values. Several tables tell of the same searches, though: where one says that there
were at least as many as another can hold at most, all numbers of the other are at their highest. Such a table is not
shown. Which months may be asked for matters as much, see `monitoring.wanted.months`.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

STEP = 5
K = TypeVar("K", bound=Hashable)


def rounded(number: int) -> int:
    """Return the multiple of STEP that a number reaches."""
    return number // STEP * STEP


@dataclass(frozen=True)
class Parts:
    """The same searches divided by one thing: how many at least for each of its values; what is left out has fewer than STEP."""

    shown: Mapping[Hashable, int]
    values: int  # how many values there are, those left out among them

    @property
    def least(self) -> int:
        """Return how many searches there were at least."""
        return sum(self.shown.values())

    @property
    def most(self) -> int:
        """Return how many there can have been."""
        return self.least + self.values * (STEP - 1)

    @classmethod
    def of(cls, counts: Mapping[K, int], values: int) -> "Parts":
        """Round counts; those below STEP are left out."""
        reached = {key: rounded(number) for key, number in counts.items() if number >= STEP}
        return cls(reached, max(values, len(counts)))


def tell_nothing_of_each_other(one: Parts, other: Parts) -> bool:
    """Return whether each number of both keeps all its STEP values, whatever the other table says of the total."""
    return one.least + STEP - 1 <= other.most and other.least + STEP - 1 <= one.most


def publishable(tables: Sequence[tuple[str, Parts]]) -> dict[str, Parts]:
    """Return the tables that may stand beside each other; of two that may not, the one that comes first."""
    kept: dict[str, Parts] = {}
    for name, parts in tables:
        if all(tell_nothing_of_each_other(parts, before) for before in kept.values()):
            kept[name] = parts
    return kept
