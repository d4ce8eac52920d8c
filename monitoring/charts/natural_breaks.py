"""Natural breaks: the classes within which values differ least from their mean (Fisher 1958, "Jenks").

Exact, by dynamic programming. The best last break never moves back as values are added, so each row is found by halving
(divide and conquer) in n log n steps instead of n². More than MOST different values are first joined with their nearest.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from typing import Self

MOST = 400


@dataclass(frozen=True, slots=True)
class Sums:
    """Running sums of weights, values and squares, from which the spread of any run of values follows at once."""

    weights: list[float]
    values: list[float]
    squares: list[float]

    @classmethod
    def of(cls, values: list[float], weights: list[int]) -> Self:
        pairs = list(zip(values, weights, strict=True))
        return cls(
            [0.0, *accumulate(float(weight) for _value, weight in pairs)],
            [0.0, *accumulate(value * weight for value, weight in pairs)],
            [0.0, *accumulate(value * value * weight for value, weight in pairs)],
        )

    def spread(self, first: int, last: int) -> float:
        """Return the sum of squared distances from their mean of the values from `first` up to, not including, `last`."""
        weight = self.weights[last] - self.weights[first]
        value = self.values[last] - self.values[first]
        return self.squares[last] - self.squares[first] - value * value / weight


def natural_breaks(values: list[Decimal], weights: list[int], number: int) -> list[Decimal]:
    """Return the first value of each class but the lowest; `values` are sorted and differ."""
    values, weights = joined(values, weights)
    size = len(values)
    number = min(number, size)
    middle = float(values[size // 2])  # near nought, squares lose less
    sums = Sums.of([float(value) - middle for value in values], weights)
    costs = [0.0, *(sums.spread(0, last) for last in range(1, size + 1))]
    breaks: list[list[int]] = []
    for count in range(2, number + 1):
        costs, chosen = next_row(sums, costs, count)
        breaks.append(chosen)
    found, last = [], size
    for chosen in reversed(breaks):
        last = chosen[last]
        found.append(values[last])
    return found[::-1]


def next_row(sums: Sums, before: list[float], count: int) -> tuple[list[float], list[int]]:
    """Return the least spread of the first n values in `count` classes, and where the last class begins, for each n."""
    size = len(before) - 1
    costs, chosen = [float("inf")] * (size + 1), [0] * (size + 1)
    # What is still to do: values from one to another, whose last class begins between two places.
    todo = [(count, size, count - 1, size - 1)]
    while todo:
        first, last, lowest, highest = todo.pop()
        if first > last:
            continue
        middle = (first + last) // 2
        starts = range(lowest, min(highest, middle - 1) + 1)
        costs[middle], chosen[middle] = min((before[start] + sums.spread(start, middle), start) for start in starts)
        todo += [(first, middle - 1, lowest, chosen[middle]), (middle + 1, last, chosen[middle], highest)]
    return costs, chosen


def joined(values: list[Decimal], weights: list[int]) -> tuple[list[Decimal], list[int]]:
    """Return at most MOST values: those within one MOSTth of the range are joined under the lowest of them."""
    if len(values) <= MOST:
        return values, weights
    width = (values[-1] - values[0]) / (MOST - 1)
    found: dict[int, tuple[Decimal, int]] = {}
    for value, weight in zip(values, weights, strict=True):
        place = int((value - values[0]) / width)
        lowest, before = found.get(place, (value, 0))
        found[place] = (lowest, before + weight)
    return [value for value, _weight in found.values()], [weight for _value, weight in found.values()]
