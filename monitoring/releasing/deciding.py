"""From what was counted and what has to be withheld to what is shown."""

import datetime
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal

from monitoring.areas import AreaKey
from monitoring.choices import Gap, ValueKind, Withheld
from monitoring.disclosure.primary import Counted, is_of_a_small_area, is_unreliable
from monitoring.disclosure.system import rounded
from monitoring.models import Indicator
from monitoring.releasing.counts import Count
from monitoring.releasing.puzzle import Key, Puzzle, limits_of
from monitoring.releasing.reading import Facts

REASONS = {
    Gap.SECRET: Withheld.CONFIDENTIAL,
    Gap.UNRELIABLE: Withheld.FEW,
    Gap.LATER: Withheld.MISSING,
    Gap.MEANINGLESS: Withheld.MISSING,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """The numbers of a released row, or why there are none."""

    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    withheld: str = ""


def decide(indicator: Indicator, area: AreaKey, day: datetime.date, puzzle: Puzzle, hidden: AbstractSet[Key]) -> Shown:
    """Return what is shown of an indicator's number of an area; `hidden` are the cells that must be withheld."""
    count = puzzle.facts.numbers[indicator.pk, day][area]
    if count.gap:
        return Shown(withheld=REASONS[Gap(count.gap)])
    if not hidden.isdisjoint(puzzle.cells_of(indicator, area, day)):
        return Shown(withheld=Withheld.CONFIDENTIAL)
    if count.is_implied or not count.is_counted:
        return of_a_mere_value(indicator, area, day, puzzle.facts)
    return of_counts(indicator, puzzle.counted(area, day, count), count)


def of_counts(indicator: Indicator, counted: Counted, count: Count) -> Shown:
    """Return what is shown of what was counted and may be shown."""
    numerator, denominator = to_base(count.numerator, indicator), to_base(count.denominator, indicator)
    if indicator.kind != ValueKind.RATE:
        return Shown(numerator, denominator, numerator)
    limits = limits_of(indicator)
    if is_of_a_small_area(counted, limits) or not denominator:
        return Shown(withheld=Withheld.MISSING if not denominator else Withheld.CONFIDENTIAL)
    if is_unreliable(counted, limits):
        return Shown(numerator, denominator, withheld=Withheld.FEW)
    return Shown(numerator, denominator, numerator * indicator.per / denominator)


def of_a_mere_value(indicator: Indicator, area: AreaKey, day: datetime.date, facts: Facts) -> Shown:
    """Return what is shown of a value whose counts nobody can reckon: nothing where hardly anybody lives."""
    people = facts.populations.of(area, day)
    counted = Counted(None, population=None if people is None else float(people))
    if is_of_a_small_area(counted, limits_of(indicator)):
        return Shown(withheld=Withheld.CONFIDENTIAL)
    return Shown(value=facts.numbers[indicator.pk, day][area].value)


def to_base(number: Decimal | None, indicator: Indicator) -> Decimal | None:
    """Return a number rounded as the indicator wants it shown."""
    if number is None or indicator.rounding <= 1:
        return number
    return Decimal(int(rounded(float(number), indicator.rounding)))
