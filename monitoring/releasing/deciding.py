"""From what was counted and what has to be withheld to what is shown."""

import datetime
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal

from monitoring.areas import AreaKey
from monitoring.choices import Gap, ValueKind, Withheld
from monitoring.disclosure.primary import Counted, Limits, is_few, is_of_a_small_area, leaves_few
from monitoring.disclosure.system import rounded
from monitoring.models import Indicator
from monitoring.releasing.counts import Count
from monitoring.releasing.puzzle import Key, Puzzle, is_share, limits_of
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
    if not count.is_counted:
        return of_a_mere_value(indicator, area, day, puzzle.facts)
    if not hidden.isdisjoint(puzzle.cells_of(indicator, area, day)):
        return Shown(withheld=Withheld.CONFIDENTIAL)
    return of_counts(indicator, puzzle.counted(area, day, count), count)


def of_counts(indicator: Indicator, counted: Counted, count: Count) -> Shown:
    """Return what is shown of what was counted and may be shown."""
    numerator, denominator = to_base(count.numerator, indicator), to_base(count.denominator, indicator)
    if indicator.kind != ValueKind.RATE:
        return Shown(numerator, denominator, numerator)
    if is_of_a_small_area(counted, limits_of(indicator)) or not denominator:
        return Shown(withheld=Withheld.MISSING if not denominator else Withheld.CONFIDENTIAL)
    if count.denominator < indicator.min_denominator:
        return Shown(numerator, denominator, withheld=Withheld.FEW)
    return Shown(numerator, denominator, numerator * indicator.per / denominator)


def of_a_mere_value(indicator: Indicator, area: AreaKey, day: datetime.date, facts: Facts) -> Shown:
    """Return what is shown of a value that came without counts: not where the counts behind it can be reckoned and are few."""
    count = facts.numbers[indicator.pk, day][area]
    limits, people = limits_of(indicator), facts.populations.of(area, day)
    if is_of_a_small_area(Counted(None, population=None if people is None else float(people)), limits):
        return Shown(withheld=Withheld.CONFIDENTIAL)
    whole = facts.numbers.get((indicator.denominator_id, day), {}).get(area) if indicator.denominator_id else None
    if whole is not None and whole.is_counted and tells_few(indicator, count, whole, limits):
        return Shown(withheld=Withheld.CONFIDENTIAL)
    return Shown(value=count.value)


def tells_few(indicator: Indicator, count: Count, whole: Count, limits: Limits) -> bool:
    """Return whether the rate times a denominator that is known elsewhere gives few cases away."""
    cases = round(float(count.value * whole.numerator / indicator.per))
    implied = Counted(cases, float(whole.numerator))
    return is_few(cases, limits) or (is_share(indicator) and leaves_few(implied, limits))


def to_base(number: Decimal | None, indicator: Indicator) -> Decimal | None:
    """Return a number rounded as the indicator wants it shown."""
    if number is None or indicator.rounding <= 1:
        return number
    return Decimal(int(rounded(float(number), indicator.rounding)))
