"""Mean and standard deviation over areas, each area counting the same."""

from collections.abc import Collection
from dataclasses import dataclass
from math import fsum, sqrt
from typing import Self

# Differences below this share of the values come from the computer's rounding and not from the areas.
NOISE = 1e-12


@dataclass(frozen=True)
class Moments:
    """Mean and population standard deviation (divided by n, not n − 1) of `n` values."""

    n: int
    mean: float
    sd: float

    @classmethod
    def of(cls, values: Collection[float], *, size: float = 0.0) -> Self:
        """Return the moments of at least one value; the same whatever the order (fsum rounds once, at the end).

        `size` is how large the numbers were that the values are sums of: what cancels out leaves noise of that size.
        """
        n = len(values)
        mean = fsum(values) / n
        sd = sqrt(fsum((value - mean) ** 2 for value in values) / n)
        return cls(n, mean, 0.0 if sd <= NOISE * max(size, *map(abs, values)) else sd)

    def standardise(self, value: float) -> float:
        """Return how many standard deviations a value lies above the mean; 0 where all values are the same."""
        return (value - self.mean) / self.sd if self.sd else 0.0
