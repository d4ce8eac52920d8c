"""An attacker: sets up all that is shown as linear equations and bounds what is not, with nothing but the released rows.

Knows the areas, the equations between indicators and the rules; does not know the code that chose what to withhold.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np  # noqa: TID253 — as below
from dateutil.relativedelta import relativedelta
from scipy.optimize import linprog  # noqa: TID253 — only the attack's own tests load this module
from scipy.sparse import csr_array, lil_array  # noqa: TID253 — the same

from monitoring.choices import ValueKind, Withheld
from monitoring.models import CrosswalkShare, EquationTerm, Indicator, ReleasedValue
from monitoring.releasing.release import POPULATION
from sozialraum.models import District, SocialSpaceMembership

# "n" or "d", or "y" of one of them for a single year of several; indicator, area, day
Name = tuple[str, int, tuple[str, int], datetime.date]


@dataclass(frozen=True)
class Told:
    """What another page tells of some numbers: between what their sum must lie."""

    names: tuple[Name, ...]
    least: float
    most: float


@dataclass
class Attack:
    """What an attacker knows of some days: numbers that are shown, and sums over numbers that are not."""

    known: dict[Name, float] = field(default_factory=dict)
    unknown: dict[Name, int] = field(default_factory=dict)
    sums: list[dict[Name, float]] = field(default_factory=list)
    at_most: list[tuple[Name, Name]] = field(default_factory=list)
    may_be_nil: set[Name] = field(default_factory=set)
    is_strict: bool = True  # whether numbers that contradict each other are a fault, or just tell nothing
    tied: dict[Name, list[Name]] = field(default_factory=lambda: defaultdict(list))

    def add(self, name: Name, value: float | None) -> None:
        """Take note of a number, or that it is not shown."""
        if value is not None:
            self.known[name] = value
            self.unknown.pop(name, None)
        elif name not in self.known:
            self.unknown.setdefault(name, len(self.unknown))

    def listen(self, told: Told) -> None:
        """Take note of what another page tells of some numbers."""
        least, most = ("least", *told.names), ("most", *told.names)
        self.known |= {least: told.least, most: told.most}
        whole = told.names[0] if len(told.names) == 1 else ("sum", told.names, ("city", 0), datetime.date.max)
        if len(told.names) > 1:
            self.add(whole, None)
            self.may_be_nil.add(whole)
            self.sums.append({whole: -1.0} | dict.fromkeys(told.names, 1.0))
        self.at_most += [(least, whole), (whole, most)]

    def has(self, name: Name) -> bool:
        return name in self.known or name in self.unknown

    def component(self, name: Name) -> list[Name]:
        """Return all unknown numbers that any chain of sums ties to one."""
        if not self.tied:
            for total in [*self.sums, *self.at_most]:
                names = [one for one in total if one not in self.known]
                for one in names:
                    self.tied[one].extend(names)
        found, waiting = {name: None}, [name]
        while waiting:
            new = [one for one in self.tied[waiting.pop()] if one not in found]
            found |= dict.fromkeys(new)
            waiting += new
        return list(found)

    def bounds(self, name: Name) -> tuple[float, float]:
        """Return between which values an unknown number must lie."""
        names = self.component(name)
        ends = []
        for sign in (1.0, -1.0):
            result = self.solved(names, {name: sign})
            ends.append(sign * result.fun if result.status == 0 else -sign * np.inf)
        return ends[0], ends[1]

    def reach(self, names: list[Name], limit: float) -> set[Name]:
        """Return those of some numbers of one component that all can be at least `limit` at once, as far as one look shows it."""
        every = self.component(names[0])
        # As much of each as counts, and no more than there is of it.
        parts = {("part of", *name): name for name in names}
        self.may_be_nil |= parts.keys()
        costs, most = dict.fromkeys(parts, -1.0), dict.fromkeys(parts, limit)
        result = self.solved([*every, *parts], costs, most, parts)
        reached = dict(zip([*every, *parts], result.x, strict=True))
        return {name for name in names if reached[name] > limit - 1e-6}

    def solved(
        self, names: list[Name], costs: dict[Name, float], most: Mapping | None = None, more: Mapping | None = None
    ):
        """Return the cheapest numbers under which all sums hold; nil is always shown, so the others are one at least."""
        column = {name: place for place, name in enumerate(names)}
        equal = self.rows(column, self.sums)
        above = self.rows(column, [{part: 1.0, whole: -1.0} for part, whole in [*self.at_most, *(more or {}).items()]])
        result = linprog(
            [costs.get(name, 0.0) for name in names],
            A_eq=equal[0],
            b_eq=equal[1],
            A_ub=above[0],
            b_ub=above[1],
            bounds=[(0.0 if name in self.may_be_nil else 1.0, (most or {}).get(name)) for name in names],
            method="highs",
        )
        # What is released must not contradict itself: else every interval would seem wide.
        assert result.status in {0, 3} or not self.is_strict, result.message
        return result

    def rows(
        self, column: Mapping[Name, int], sums: list[dict[Name, float]]
    ) -> tuple[csr_array | None, list[float] | None]:
        """Return the sums of some unknown numbers as a matrix, and what the known numbers leave of each."""
        rows = [total for total in sums if not column.keys().isdisjoint(total)]
        if not rows:
            return None, None
        right = [
            -sum(factor * self.known[name] for name, factor in total.items() if name in self.known) for total in rows
        ]
        matrix = lil_array((len(rows), len(column)))
        for number, total in enumerate(rows):
            for name, factor in total.items():
                if name not in self.known:
                    matrix[number, column[name]] = factor
        return matrix.tocsr(), right


def attack_on(*days: datetime.date, only: Collection[int] = ()) -> Attack:
    """Return the attack on all that is released of some days, or on some indicators (ids) alone."""
    attack = Attack()
    rows = ReleasedValue.objects.filter(reference_date__in=days).select_related("indicator")
    rows = [row for row in rows if not only or row.indicator_id in only]
    # Counts first, since they are the denominators of rates; what came as a mere rate last.
    people = inhabitants()
    for row in sorted(rows, key=lambda row: (row.indicator.kind != ValueKind.COUNT, is_mere(row))):
        if row.withheld != Withheld.MISSING and row.indicator.kind != ValueKind.MEAN:
            read(attack, row)
            note_what_may_be_nil(attack, row, people)
    for add in (sums_of_areas, sums_of_indicators, sums_of_years, sums_of_conversions):
        attack.sums += list(add(attack))
    return attack


def is_mere(row: ReleasedValue) -> bool:
    return row.numerator is None and row.value is not None


def read(attack: Attack, row: ReleasedValue) -> None:
    """Take note of one released row."""
    name, whole = ("n", row.indicator_id, row.area, row.reference_date), whole_of(row)
    if is_mere(row):
        if whole in attack.known:
            attack.add(name, float(round(row.value * Decimal(attack.known[whole]) / row.indicator.per)))
        return
    attack.add(name, None if row.numerator is None else float(row.numerator))
    if row.indicator.kind == ValueKind.RATE:
        attack.add(whole, None if row.denominator is None else float(row.denominator))
        if row.indicator.unit == "%":
            attack.at_most.append((name, whole))


def note_what_may_be_nil(attack: Attack, row: ReleasedValue, people: Mapping) -> None:
    """Take note of what is withheld though it may be nil: parts of people, and shares of a small area or of an unknown number."""
    name, whole = ("n", row.indicator_id, row.area, row.reference_date), whole_of(row)
    known = [number for day, number in people.get(row.area, ()) if day <= row.reference_date]
    is_small = bool(known) and (known[-1] is None or known[-1] < row.indicator.min_population)
    if row.is_converted or (row.indicator.kind == ValueKind.RATE and (is_small or whole not in attack.known)):
        attack.may_be_nil |= {name, whole} if row.is_converted else {name}


def inhabitants() -> dict[tuple[str, int], list[tuple[datetime.date, Decimal | None]]]:
    """Return how many people live in each area, as it is shown, by the day."""
    found = defaultdict(list)
    for row in ReleasedValue.objects.filter(indicator__code=POPULATION).order_by("reference_date"):
        found[row.area].append((row.reference_date, row.value))
    return found


def whole_of(row: ReleasedValue) -> Name:
    """Return the name of a rate's denominator."""
    linked = row.indicator.denominator_id
    what, indicator = ("n", linked) if linked else ("d", row.indicator_id)
    return what, indicator, row.area, row.reference_date


def sums_of_areas(attack: Attack) -> Iterator[dict[Name, float]]:
    every = [*attack.known, *attack.unknown]
    parts = {day: parts_on(day) for day in {name[3] for name in every}}
    for what, indicator, area, day in every:
        names = [(what, indicator, part, day) for part in parts[day].get(area, ())]
        if names and all(map(attack.has, names)):
            yield {(what, indicator, area, day): -1.0} | dict.fromkeys(names, 1.0)


def sums_of_indicators(attack: Attack) -> Iterator[dict[Name, float]]:
    places = {(area, day) for _what, _indicator, area, day in [*attack.known, *attack.unknown]}
    for terms in terms_by_equation().values():
        for area, day in places:
            names = {
                ("n", indicator, area, day - relativedelta(years=back)): float(factor)
                for indicator, factor, back in terms
            }
            if all(map(attack.has, names)):
                yield names


def sums_of_years(attack: Attack) -> Iterator[dict[Name, float]]:
    """Yield that single years, which nobody is told, make up the numbers that hold several of them."""
    pooled = dict(Indicator.objects.filter(pooling_years__gt=1).values_list("pk", "pooling_years"))
    for name in [*attack.known, *attack.unknown]:
        what, indicator, area, day = name
        if indicator in pooled:
            years = [
                (f"y of {what}", indicator, area, day - relativedelta(years=back)) for back in range(pooled[indicator])
            ]
            for year in years:
                attack.add(year, None)
            attack.may_be_nil.update(years)
            yield {name: -1.0} | dict.fromkeys(years, 1.0)
    # Each single year counts no more people than there are.
    for what, indicator, area, day in list(attack.unknown):
        if what == "y of n" and (whole := ("y of d", indicator, area, day)) in attack.unknown:
            attack.at_most.append(((what, indicator, area, day), whole))


def sums_of_conversions(attack: Attack) -> Iterator[dict[Name, float]]:
    """Yield from which numbers of old districts the one of a new district was reckoned."""
    shares = defaultdict(dict)
    for new, old, weight in CrosswalkShare.objects.values_list("new", "old", "weight"):
        shares["district", new]["district", old] = float(weight)
    converted = ReleasedValue.objects.filter(is_converted=True).exclude(district=None)
    for row in converted:
        for what in ("n", "d"):
            name = (what, row.indicator_id, row.area, row.reference_date)
            names = {
                (what, row.indicator_id, old, row.reference_date): weight for old, weight in shares[row.area].items()
            }
            if names and attack.has(name) and all(map(attack.has, names)):
                yield {name: -1.0} | names


def parts_on(day) -> dict[tuple[str, int], list[tuple[str, int]]]:
    """Return which areas fill which, as everybody can look up."""
    parts = defaultdict(list)
    for pk, parent in District.objects.on(day).values_list("pk", "parent"):
        parts[("district", parent) if parent else ("city", 0)].append(("district", pk))
    for space, district in SocialSpaceMembership.objects.on(day).values_list("social_space", "district"):
        parts["space", space].append(("district", district))
    return parts


def terms_by_equation() -> dict[int, list[tuple[int, int, int]]]:
    terms = defaultdict(list)
    for equation, *term in EquationTerm.objects.values_list("equation", "indicator", "factor", "years_back"):
        terms[equation].append(tuple(term))
    return terms


def too_narrow(
    *days: datetime.date, only: Collection[int] = (), is_strict: bool = True, told: Iterable[Told] = ()
) -> list[str]:
    """Return the withheld numbers of some days that the attacker bounds closer than their indicator's protection allows.

    `told` is what other pages say of the same numbers.
    That a number is nil is no secret, nor is what stands in the open as a count, such as children as a part of all people.
    Of a single year within several it is enough that it is not known to be few.
    """
    attack = attack_on(*days, only=only)
    attack.is_strict = is_strict
    for one in told:
        attack.listen(one)
    indicators = {pk: one for pk, one in Indicator.objects.in_bulk().items() if one.min_cases > 1}
    found = []
    safe = safe_years(attack, indicators) | counted_in_the_open(attack)
    for name in list(attack.unknown):
        what, indicator, area, day = name
        if indicator not in indicators or name in safe or what not in {"n", "y of n"}:
            continue
        limit = indicators[indicator].min_cases - 1e-6
        least, most = attack.bounds(name)
        if most - least < limit and most > 1e-6 and (what == "n" or most < limit):
            found.append(f"{what} {indicators[indicator].code} {area} {day.year}: {least:.1f} to {most:.1f}")
    return found


def counted_in_the_open(attack: Attack) -> set[Name]:
    """Return numbers that are not shown where they are part of a rate, but as a count of the same people."""
    pairs = [tuple(total) for total in attack.sums if len(total) == 2 and sorted(total.values()) == [-1.0, 1.0]]
    same = [(one, other) for one, other in [*pairs, *((other, one) for one, other in pairs)] if one[1] != other[1]]
    return {one for one, other in same if one in attack.unknown and other in attack.known}


def safe_years(attack: Attack, indicators: Mapping[int, Indicator]) -> set[Name]:
    """Return single years that can be more than few, found many at once."""
    safe: set[Name] = set()
    waiting = [name for name in attack.unknown if name[0] == "y of n" and name[1] in indicators]
    while waiting:
        here = set(attack.component(waiting[0]))
        names = [name for name in waiting if name in here and name[1] == waiting[0][1]]
        waiting = [name for name in waiting if name not in set(names)]
        while names and (new := attack.reach(names, indicators[names[0][1]].min_cases)):
            safe |= new
            names = [name for name in names if name not in new]
    return safe
