"""Classes of values for maps: by which method, with which limits.

Four methods, since each tells another story of the same numbers: equal interval (easy to read, may leave classes empty),
quantile (as many values in each), natural breaks (where the values themselves have gaps; Jenks' optimum after Fisher 1958),
standard deviation (how far from the mean: −1.5, −0.5, +0.5, +1.5 times the population's).
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, pairwise

from monitoring.charts.natural_breaks import natural_breaks

NUMBER = 5
DEVIATIONS = (Decimal("-1.5"), Decimal("-0.5"), Decimal("0.5"), Decimal("1.5"))

# How often each value occurs. Values come rounded as they are shown, so that whoever compares a number with the limits that
# stand beside the map finds it in the class that it is drawn in.
Distribution = Mapping[Decimal, int]


@dataclass(frozen=True, slots=True)
class Classes:
    """Classes from low to high; a value that equals a limit belongs to the class above it.

    `below` is how many classes of the method lie below all values: two where the lowest one is the middle class already.
    """

    low: Decimal
    high: Decimal
    limits: tuple[Decimal, ...]
    count: int
    below: int = 0

    @property
    def number(self) -> int:
        return len(self.limits) + 1

    def step(self, value: Decimal) -> int:
        """Return the class of a value, from 1."""
        return bisect_right(self.limits, value) + 1

    def spans(self) -> list[tuple[Decimal, Decimal]]:
        """Return the limits of each class; the upper one is exclusive but in the last."""
        return list(pairwise([self.low, *self.limits, self.high]))


def classes(distribution: Distribution, method: str, decimals: int, number: int = NUMBER) -> Classes | None:
    """Return the classes of a distribution by one of METHODS, with limits rounded to so many decimals.

    Fewer where the values do not differ enough: none is given twice. None without values.
    """
    if not distribution:
        return None
    values = sorted(distribution)
    found = METHODS[method](values, [distribution[value] for value in values], number)
    unit = Decimal(1).scaleb(-decimals)
    rounded = {limit.quantize(unit, rounding="ROUND_HALF_UP") for limit in found}
    # A limit that no value lies below would begin with an empty class.
    limits = tuple(sorted(limit for limit in rounded if values[0] < limit <= values[-1]))
    below = sum(limit <= values[0] for limit in rounded) if len(values) > 1 else number // 2
    return Classes(values[0], values[-1], limits, sum(distribution.values()), below)


def equal_interval(values: list[Decimal], weights: list[int], number: int) -> list[Decimal]:
    """Return limits at the same distance from each other."""
    width = (values[-1] - values[0]) / number
    return [values[0] + width * count for count in range(1, number)]


def quantile(values: list[Decimal], weights: list[int], number: int) -> list[Decimal]:
    """Return limits between which lie as many values each, as nearly as equal values allow."""
    counts = list(accumulate(weights))
    total = counts[-1]
    # The first value that so many lie below.
    return [values[bisect_right(counts, total * count // number)] for count in range(1, number)]


def deviation(values: list[Decimal], weights: list[int], number: int) -> list[Decimal]:
    """Return limits at half and one and a half standard deviations (of the population) below and above the mean."""
    count = sum(weights)
    mean = sum(value * weight for value, weight in zip(values, weights, strict=True)) / count
    square = sum((value - mean) ** 2 * weight for value, weight in zip(values, weights, strict=True)) / count
    spread = square.sqrt()
    return [mean + times * spread for times in DEVIATIONS]


METHODS: dict[str, Callable[[list[Decimal], list[int], int], list[Decimal]]] = {
    "quantile": quantile,
    "gleich": equal_interval,
    "natuerlich": natural_breaks,
    "abweichung": deviation,
}
