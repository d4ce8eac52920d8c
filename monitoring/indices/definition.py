"""What an index is made of: its parts with sign and weight, how they are brought together, and its classes."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from math import fsum, isfinite
from typing import Self

Key = Hashable  # what names an area: a primary key, a code
Values = Mapping[Key, Mapping[str, float | None]]  # area → code of the indicator → value


@dataclass(frozen=True)
class Table:
    """What is known about the areas at one date. An area without values is to be in `values` too, with none."""

    values: Values
    populations: Mapping[Key, float | None] = field(default_factory=dict)


class Standardisation(StrEnum):
    """How values of different units become comparable."""

    Z = "z"  # distance from the mean of the areas in (population) standard deviations
    FIXED = "fixed"  # the same, with mean and deviation of a base year: a change of the whole city stays visible
    MIN_MAX = "min_max"  # 0 for the lowest area, 1 for the highest
    RANK = "rank"  # 0 for the first in order, 1 for the last; equal values share the mean of their ranks


class Aggregation(StrEnum):
    """How the standardised parts of an area become one number."""

    SUM = "sum"  # their weighted sum, standardised once more (Berlin)
    MEAN = "mean"  # their weighted mean


class Limits(StrEnum):
    """What the limits of the classes are."""

    SD = "sd"  # standard deviations from the mean of the index
    QUANTILES = "quantiles"  # shares of the areas
    FIXED = "fixed"  # values of the index itself


class Attention(StrEnum):
    """Whether areas of a class of the status need special attention."""

    NEVER = "never"
    WORSENING = "worsening"  # only with a change for the worse
    ALWAYS = "always"


@dataclass(frozen=True)
class Part:
    """One indicator of an index. With `sign` 1 a high value is unfavourable, with −1 a low one is."""

    code: str
    sign: int = 1
    weight: float = 1.0

    def __post_init__(self):
        if self.sign not in {1, -1} or not (isfinite(self.weight) and self.weight > 0):
            raise ValueError(f"{self.code}: a sign is 1 or -1, a weight above 0")


@dataclass(frozen=True)
class Grade:
    """A class: what it is called, and the limit up to which it reaches (none: the last)."""

    key: str
    label: str
    upper: float | None = None
    attention: Attention = Attention.NEVER  # of a status
    worsening: bool = False  # of a change: this class means "for the worse"


@dataclass(frozen=True)
class Grading:
    """The classes of an index from the lowest (most favourable) to the highest."""

    by: Limits
    grades: tuple[Grade, ...]

    def __post_init__(self):
        limits = self.limits
        if not self.grades or None in limits or self.grades[-1].upper is not None:
            raise ValueError("Every class but the last has an upper limit")
        if any(low >= high for low, high in pairwise(limits)):
            raise ValueError("Limits of classes ascend")
        if self.by is Limits.QUANTILES and not all(0 < limit < 1 for limit in limits):
            raise ValueError("Limits of quantiles lie between 0 and 1")
        if len({grade.key for grade in self.grades}) < len(self.grades):
            raise ValueError("Each class has its own key")

    @property
    def limits(self) -> tuple[float, ...]:
        return tuple(grade.upper for grade in self.grades[:-1])


@dataclass(frozen=True)
class Definition:
    """An index. `minimum_population` and `outliers` (area → reason) say which areas stay out, besides those without a value."""

    parts: tuple[Part, ...]
    grading: Grading
    standardisation: Standardisation = Standardisation.Z
    aggregation: Aggregation = Aggregation.SUM
    minimum_population: int = 0
    outliers: Mapping[Key, str] = field(default_factory=dict)

    def __post_init__(self):
        if not self.parts or len(set(self.codes)) < len(self.parts):
            raise ValueError("An index has at least one part, and each indicator once")

    @cached_property
    def codes(self) -> tuple[str, ...]:
        return tuple(part.code for part in self.parts)

    @property
    def weight(self) -> float:
        return fsum(part.weight for part in self.parts)

    @property
    def compares_with_base(self) -> bool:
        return self.standardisation is Standardisation.FIXED

    def without(self, code: str) -> Self:
        """Return the index with one part less; it must have another."""
        return replace(self, parts=tuple(part for part in self.parts if part.code != code))
