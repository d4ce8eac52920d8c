"""What can be known: cells, and the sums that tie them together."""

from collections.abc import Hashable
from dataclasses import dataclass

# An attacker is assumed to know that nil is always shown, so whatever is withheld is one at least.
LEAST_WITHHELD = 1.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One number.

    `sensitive`: it must not be learnt. `width`: how wide the interval has to stay that an attacker can derive for it.
    `published`: shown unless withheld; what is not is latent: it stands in sums, but nobody shows it.
    `cost`: how much readers lose if it is withheld. `floor`: the least value that everybody must reckon with while it
    is not shown; a cell below its floor is never withheld. `rounding`: the base that it is rounded to when it is shown.
    """

    key: Hashable
    value: float
    sensitive: bool = False
    width: float = 3.0
    published: bool = True
    cost: float = 1.0
    floor: float = LEAST_WITHHELD
    rounding: float = 0.0

    def __post_init__(self) -> None:
        if self.value < self.floor and (self.sensitive or not self.published):
            raise ValueError(f"{self.key}: a value of {self.value} cannot be hidden above a floor of {self.floor}")


@dataclass(frozen=True, slots=True)
class Equation:
    """A sum that everybody knows: coefficient × cell, over all terms, is nought.

    Where the numbers do not add up to nought, attackers are assumed to know by how much they do not.
    """

    terms: tuple[tuple[Hashable, float], ...]


def total(whole: Hashable, parts: list[Hashable]) -> Equation:
    """Say that `parts` add up to `whole`."""
    return Equation(((whole, -1.0), *((part, 1.0) for part in parts)))
