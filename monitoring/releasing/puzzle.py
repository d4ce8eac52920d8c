"""All that is shown of some indicators, as cells and sums: what somebody with patience could set up and solve.

Cells are called (what, indicator, area, day): what is "n" for a numerator, "d" for a denominator that is no indicator of its
own, "c" for those who are not counted, which anybody computes from the two, "y of …" for a single year of several.
"""

import datetime
import math
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import product

from dateutil.relativedelta import relativedelta

from monitoring.areas import CITY, AreaKey
from monitoring.choices import ValueKind
from monitoring.disclosure import Cell, Equation, total
from monitoring.disclosure.cells import LEAST_WITHHELD
from monitoring.disclosure.primary import Counted, Limits, is_few, is_of_a_small_area, leaves_few
from monitoring.models import Indicator
from monitoring.releasing.counts import Count, is_secret_at_its_source
from monitoring.releasing.groups import Terms
from monitoring.releasing.reading import Facts
from monitoring.releasing.windows import Year, runs, years_of

Key = tuple[str, int, AreaKey, datetime.date]
N, D, REST, YEAR = "n", "d", "c", "y"
# What readers lose with a withheld number: most with the city's, more with a borough's than with a district's, more with a
# count that other rates refer to.
OF_CITY, OF_LARGER, OF_DISTRICT, OF_COUNT = 400.0, 12.0, 1.0, 3.0


class Puzzle:
    """The cells and sums of a group of indicators on days that belong together."""

    def __init__(self, indicators: Iterable[Indicator], terms: Iterable[Terms], facts: Facts) -> None:
        self.indicators = {indicator.pk: indicator for indicator in indicators}
        self.terms = [each for each in terms if all(pk in self.indicators for pk, _factor, _back in each)]
        self.facts = facts
        self.alike = counted_alike(self.indicators, self.terms)
        self.widths = widths_of(self.indicators)
        self.limits = {pk: limits_of(indicator) for pk, indicator in self.indicators.items()}
        self.cells: dict[Key, Cell] = {}
        self.equations: list[Equation] = []

    def set_up(self, days: Iterable[datetime.date]) -> None:
        """Add all cells of some days, and every sum that ties them together."""
        days = sorted(days)
        # Counts first: a rate's denominator is one of their cells wherever it is the same number.
        for indicator in sorted(self.indicators.values(), key=lambda one: (one.kind != ValueKind.COUNT, one.pk)):
            for day in days:
                self.add_all(indicator, day)
        for indicator in self.indicators.values():
            if indicator.pooling_years > 1:
                self.equations += list(self.sums_of_years(indicator, days))
        self.equations += self.sums_of_areas()
        self.equations += self.conversions(days)
        self.equations += [sum_ for each in self.terms for sum_ in self.sums_of_indicators(each, days)]

    def add_all(self, indicator: Indicator, day: datetime.date) -> None:
        """Add what an indicator counted in all areas at a day."""
        for area, count in self.facts.numbers.get((indicator.pk, day), {}).items():
            if count.is_counted:
                self.add(indicator, area, day, count)

    def add(self, indicator: Indicator, area: AreaKey, day: datetime.date, count: Count) -> None:
        """Add what was counted in an area, and out of how many."""
        key = (N, indicator.pk, area, day)
        self.cells[key] = self.cell(key, count.numerator, sensitive=self.is_sensitive(indicator, area, day, count))
        if count.denominator is None:
            return
        whole = self.denominator_of(indicator, area, day, count)
        if whole not in self.cells:
            few = is_few(count.denominator, self.limits[indicator.pk])
            self.cells[whole] = self.cell(whole, count.denominator, sensitive=few)
        if is_share(indicator) and count.denominator >= count.numerator:
            rest = (REST, indicator.pk, area, day)
            left = count.denominator - count.numerator
            self.cells[rest] = Cell(rest, float(left), published=False, floor=0.0)
            self.equations.append(total(whole, [key, rest]))

    def cell(self, key: Key, value: Decimal, *, sensitive: bool = False) -> Cell:
        """Return a number as a cell that is shown unless it is withheld."""
        indicator, number = self.indicators[key[1]], float(value)
        floor = floor_of(number)
        return Cell(
            key,
            number,
            sensitive=sensitive and number >= floor,
            width=self.widths[indicator.pk],
            cost=self.cost(indicator, key),
            floor=floor,
            rounding=float(indicator.rounding) if indicator.rounding > 1 else 0.0,
        )

    def cost(self, indicator: Indicator, key: Key) -> float:
        """Return how much readers lose with a number."""
        area, day = key[2], key[3]
        of_area = OF_CITY if area == CITY else OF_LARGER if area in self.facts.grounds.on(day) else OF_DISTRICT
        return of_area * (OF_COUNT if indicator.kind == ValueKind.COUNT or key[0] == D else 1.0)

    def denominator_of(self, indicator: Indicator, area: AreaKey, day: datetime.date, count: Count) -> Key:
        """Return the cell of a denominator: that of the indicator which counts the same, where the numbers agree."""
        if indicator.denominator_id:
            same = self.facts.numbers.get((indicator.denominator_id, day), {}).get(area)
            if same is not None and same.numerator == count.denominator:
                return (N, indicator.denominator_id, area, day)
        return (D, indicator.pk, area, day)

    def is_sensitive(self, indicator: Indicator, area: AreaKey, day: datetime.date, count: Count) -> bool:
        """Return whether a numerator must not be known for its own sake; nil is no secret, and often nothing could hide it."""
        if not count.numerator:
            return False
        limits = self.limits[indicator.pk]
        if is_few(count.numerator, limits):
            return True
        if indicator.kind != ValueKind.RATE or self.is_shown_as_count(indicator, area, day, count):
            return False
        counted = self.counted(area, day, count)
        few = is_few(counted.denominator, limits) or (is_share(indicator) and leaves_few(counted, limits))
        return few or is_of_a_small_area(counted, limits)

    def is_shown_as_count(self, indicator: Indicator, area: AreaKey, day: datetime.date, count: Count) -> bool:
        """Return whether the same number stands in the open as a count, such as children as part of all people."""
        if indicator.pk not in self.alike:
            return False
        others = (self.facts.numbers.get((pk, day), {}).get(area) for pk in self.alike[indicator.pk])
        return any(other is not None and other.numerator == count.numerator for other in others)

    def cells_of(self, indicator: Indicator, area: AreaKey, day: datetime.date) -> set[Key]:
        """Return the cells from which the row of an indicator's number would be read."""
        count = self.facts.numbers[indicator.pk, day][area]
        own = {(N, indicator.pk, area, day)}
        return own if count.denominator is None else own | {self.denominator_of(indicator, area, day, count)}

    def counted(self, area: AreaKey, day: datetime.date, count: Count) -> Counted:
        """Return a count as the primary rules look at it, with the inhabitants of the area at the day."""
        inhabitants = self.facts.populations.of(area, day)
        return Counted(
            float(count.numerator),
            None if count.denominator is None else float(count.denominator),
            None if inhabitants is None else float(inhabitants),
        )

    def sums_of_areas(self) -> Iterator[Equation]:
        """Yield that the parts of each larger area add up to it; parts of which nothing is known are one rest together."""
        for key in list(self.cells):
            what, indicator, area, day = key
            # What is not counted, and single years, follow from the rest.
            parts = self.facts.grounds.on(day).get(area) if what in {N, D} else None
            keys = [(what, indicator, part, day) for part in parts or ()]
            known = [part for part in keys if part in self.cells]
            if len(known) == len(keys) and keys:
                yield total(key, known)
            elif known and (rest := self.rest_of(key, known, [part for part in keys if part not in self.cells])):
                yield total(key, [*known, rest])

    def rest_of(self, whole: Key, known: list[Key], missing: list[Key]) -> Key | None:
        """Add what the known parts leave of a total, and return its cell; None where they are more than the total.

        Where it is the number of one area alone, which its source keeps secret, it is kept secret here too.
        """
        left = self.cells[whole].value - sum(self.cells[key].value for key in known)
        if left < 0:
            return None
        what, indicator, area, day = whole
        key = (f"{REST} of {what}", indicator, area, day)
        source = self.facts.numbers.get((indicator, day), {}).get(missing[0][2])
        is_secret = len(missing) == 1 and is_secret_at_its_source(source) and left > 0
        self.cells[key] = Cell(key, left, is_secret, self.widths[indicator], published=False, floor=0.0)
        return key

    def sums_of_years(self, indicator: Indicator, days: list[datetime.date]) -> Iterator[Equation]:
        """Yield that single years add up to the numbers that hold several of them, for all numbers that overlap."""
        for what, area, wholes in self.overlapping(indicator, days):
            for run in runs(wholes):
                years = years_of(run, [wholes[day].value for day in run], indicator.pooling_years)
                keys = [self.add_year(what, indicator, area, year) for year in years]
                for place, day in enumerate(run if keys else ()):
                    yield total((what, indicator.pk, area, day), keys[place : place + indicator.pooling_years])

    def overlapping(
        self, indicator: Indicator, days: list[datetime.date]
    ) -> Iterator[tuple[str, AreaKey, dict[datetime.date, Cell]]]:
        """Yield the numbers of several years of each area; of a share what is counted and what is not, which make the denominator."""
        found: dict[tuple[str, AreaKey], dict[datetime.date, Cell]] = {}
        areas = ((area, day) for day in days for area in self.facts.numbers.get((indicator.pk, day), {}))
        for (area, day), what in product(areas, (N, REST, D)):
            if cell := self.cells.get((what, indicator.pk, area, day)):
                found.setdefault((what, area), {})[day] = cell
        for (what, area), wholes in found.items():
            if what != D or (REST, area) not in found:
                yield what, area, wholes

    def add_year(self, what: str, indicator: Indicator, area: AreaKey, year: Year) -> Key:
        """Add a single year that is never shown; secret if whoever sees all sums knows that it was few."""
        key = (f"{YEAR} of {what}", indicator.pk, area, year.day)
        few = year.fitting > 0 and is_few(year.most, self.limits[indicator.pk])
        self.cells[key] = Cell(key, year.fitting, few, self.widths[indicator.pk], published=False, floor=0.0)
        return key

    def conversions(self, days: list[datetime.date]) -> Iterator[Equation]:
        """Yield what numbers that were carried over a reform came from: whoever has the weights can reckon back."""
        for pk, day in product(self.indicators, days):
            for area, count in self.facts.numbers.get((pk, day), {}).items():
                if count.is_converted:
                    shares = self.facts.shares.get((count.taken_from, area[1]), ())
                    yield from self.conversion(pk, area, day, shares)

    def conversion(
        self, pk: int, area: AreaKey, day: datetime.date, shares: Sequence[tuple[int, float]]
    ) -> Iterator[Equation]:
        for what in (N, D):
            whole = (what, pk, area, day)
            terms = [((what, pk, ("district", old), day), weight) for old, weight in shares]
            if terms and all(key in self.cells for key in [whole, *dict(terms)]):
                yield Equation(((whole, -1.0), *terms))

    def sums_of_indicators(self, terms: Terms, days: list[datetime.date]) -> Iterator[Equation]:
        """Yield an equation between indicators for each area and day for which all its numbers are there."""
        if not terms:
            return
        first, _factor, back = terms[0]
        for day in days:
            for area in self.facts.numbers.get((first, day - relativedelta(years=back)), {}):
                keys = [((N, pk, area, day - relativedelta(years=back)), float(factor)) for pk, factor, back in terms]
                if all(key in self.cells for key, _factor in keys):
                    yield Equation(tuple(keys))


def floor_of(number: float) -> float:
    """Return what a number that is not shown is at least: one; less where it is only part of somebody, since a series was converted."""
    if number < 0:
        return -math.inf
    return 0.0 if 0 < number < LEAST_WITHHELD else LEAST_WITHHELD


def is_share(indicator: Indicator) -> bool:
    """Return whether those who are counted are some of those whom the rate refers to, so that a rest is left."""
    return indicator.kind == ValueKind.RATE and indicator.unit == "%"


def limits_of(indicator: Indicator) -> Limits:
    """Return the rules of an indicator."""
    return Limits(indicator.min_population, indicator.min_cases, indicator.min_denominator)


def widths_of(indicators: dict[int, Indicator]) -> dict[int, float]:
    """Return how wide each indicator's numbers must stay uncertain.

    Who knows a denominator closely knows as closely what it limits, so it is as uncertain as the rates that refer to it.
    """
    widths = {pk: float(max(indicator.min_cases, 1)) for pk, indicator in indicators.items()}
    for indicator in indicators.values():
        if indicator.denominator_id:
            widths[indicator.denominator_id] = max(widths[indicator.denominator_id], widths[indicator.pk])
    return widths


def counted_alike(indicators: dict[int, Indicator], terms: Iterable[Terms]) -> dict[int, list[int]]:
    """Return, for each indicator, the counts that by an equation of two are the same number as what it counts."""
    alike: dict[int, list[int]] = {}
    pairs = [(one, other) for each in terms if is_pair(each) for one, other in (each, each[::-1])]
    for one, other in pairs:
        if indicators[other[0]].kind == ValueKind.COUNT:
            alike.setdefault(one[0], []).append(other[0])
    return alike


def is_pair(terms: Terms) -> bool:
    """Return whether an equation says that two indicators are the same number of the same year."""
    return len(terms) == 2 and terms[0][1] == -terms[1][1] and terms[0][2] == terms[1][2]  # noqa: PLR2004 — a pair
