"""An attacker: sets up all that is shown as linear equations and bounds what is not, with nothing but the released rows.

Knows the areas, the equations between indicators and the rules; does not know the code that chose what to withhold.
"""

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog  # noqa: TID253 — only the attack's own tests load this module
from scipy.sparse import lil_array  # noqa: TID253 — the same

from monitoring.choices import ValueKind, Withheld
from monitoring.models import EquationTerm, Indicator, ReleasedValue
from sozialraum.models import District, SocialSpaceMembership

Name = tuple[str, int, tuple[str, int]]  # "n" or "d", indicator, area


@dataclass
class Attack:
    """What an attacker knows of one day: numbers that are shown, and sums over numbers that are not."""

    known: dict[Name, float] = field(default_factory=dict)
    unknown: dict[Name, int] = field(default_factory=dict)
    sums: list[dict[Name, float]] = field(default_factory=list)
    at_most: list[tuple[Name, Name]] = field(default_factory=list)

    def add(self, name: Name, value: float | None) -> None:
        """Take note of a number, or that it is not shown."""
        if value is not None:
            self.known[name] = value
        elif name not in self.known:
            self.unknown.setdefault(name, len(self.unknown))

    def has(self, name: Name) -> bool:
        return name in self.known or name in self.unknown

    def matrix(self) -> tuple[lil_array, np.ndarray]:
        """Return the sums as equations of what is unknown."""
        rows = [total for total in self.sums if any(name not in self.known for name in total)]
        matrix, right = lil_array((len(rows), len(self.unknown))), np.zeros(len(rows))
        for number, total in enumerate(rows):
            for name, factor in total.items():
                if name in self.known:
                    right[number] -= factor * self.known[name]
                else:
                    matrix[number, self.unknown[name]] = factor
        return matrix.tocsr(), right

    def bounds(self, name: Name) -> tuple[float, float]:
        """Return between which values an unknown number must lie.

        Nil is always shown, so it is one at least, but for what is not shown because its denominator is not.
        """
        matrix, right = self.matrix()
        under_unknown = {part for part, whole in self.at_most if whole in self.unknown}
        limits = [(0.0 if name in under_unknown else 1.0, None) for name in self.unknown]
        above, most = self.inequalities()
        found = []
        for sign in (1.0, -1.0):
            costs = np.zeros(len(self.unknown))
            costs[self.unknown[name]] = sign
            result = linprog(costs, A_eq=matrix, b_eq=right, A_ub=above, b_ub=most, bounds=limits, method="highs")
            found.append(sign * result.fun if result.status == 0 else -sign * np.inf)
        return found[0], found[1]

    def inequalities(self) -> tuple[lil_array | None, np.ndarray | None]:
        """Return that nobody counts more people than there are."""
        rows = [pair for pair in self.at_most if any(name in self.unknown for name in pair)]
        if not rows:
            return None, None
        matrix, right = lil_array((len(rows), len(self.unknown))), np.zeros(len(rows))
        for number, pair in enumerate(rows):
            for name, factor in zip(pair, (1.0, -1.0), strict=True):
                if name in self.known:
                    right[number] -= factor * self.known[name]
                else:
                    matrix[number, self.unknown[name]] += factor
        return matrix.tocsr(), right


def attack_on(day) -> Attack:
    """Return the attack on all that is released of a day."""
    attack, rows = Attack(), list(ReleasedValue.objects.filter(reference_date=day).select_related("indicator"))
    counts = {row.indicator_id for row in rows if row.indicator.kind == ValueKind.COUNT}
    parts = parts_on(day)
    for row in sorted(rows, key=lambda row: row.indicator_id not in counts):
        if row.withheld != Withheld.MISSING and not (row.numerator is None and row.value is not None):
            read(attack, row)
    for what, indicator, area in [*attack.known, *attack.unknown]:
        names = [(what, indicator, part) for part in parts.get(area, ())]
        if names and all(map(attack.has, names)):
            attack.sums.append({(what, indicator, area): -1.0} | dict.fromkeys(names, 1.0))
    for terms in terms_by_equation().values():
        for area in {name[2] for name in [*attack.known, *attack.unknown]}:
            names = {("n", indicator, area): float(factor) for indicator, factor in terms}
            if all(map(attack.has, names)):
                attack.sums.append(names)
    return attack


def read(attack: Attack, row: ReleasedValue) -> None:
    """Take note of one released row."""
    number = None if row.numerator is None else float(row.numerator)
    attack.add(("n", row.indicator_id, row.area), number)
    if row.indicator.kind != ValueKind.RATE:
        return
    linked = row.indicator.denominator_id
    whole = ("n", linked, row.area) if linked else ("d", row.indicator_id, row.area)
    attack.add(whole, None if row.denominator is None else float(row.denominator))
    if row.indicator.unit == "%":
        attack.at_most.append((("n", row.indicator_id, row.area), whole))


def parts_on(day) -> dict[tuple[str, int], list[tuple[str, int]]]:
    """Return which areas fill which, as everybody can look up."""
    parts = defaultdict(list)
    for pk, parent in District.objects.on(day).values_list("pk", "parent"):
        parts[("district", parent) if parent else ("city", 0)].append(("district", pk))
    for space, district in SocialSpaceMembership.objects.on(day).values_list("social_space", "district"):
        parts["space", space].append(("district", district))
    return parts


def terms_by_equation() -> dict[int, list[tuple[int, int]]]:
    terms = defaultdict(list)
    for equation, indicator, factor in EquationTerm.objects.values_list("equation", "indicator", "factor"):
        terms[equation].append((indicator, factor))
    return terms


def too_narrow(day) -> list[str]:
    """Return the withheld numbers of a day that the attacker bounds closer than their indicator's protection allows."""
    attack = attack_on(day)
    indicators = Indicator.objects.in_bulk()
    found = []
    for name in list(attack.unknown):
        what, indicator, area = name
        if what == "n" and indicators[indicator].min_cases > 1:
            least, most = attack.bounds(name)
            if most - least < indicators[indicator].min_cases - 1e-6:
                found.append(f"{indicators[indicator].code} {area}: {least:.1f} to {most:.1f}")
    return found
