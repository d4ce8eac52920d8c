"""Which outcomes must be withheld: by the same engine, and the same thresholds, as the numbers of the monitoring.

Shown are the sums of areas, of offers and programmes, and of all. What was counted of one offer in one area is never shown, but it
stands in all these sums; so do those who are not counted, whom anybody computes from x of y, and the numbers that others are
measured by, which everybody knows unless they are withheld themselves.
"""

import math
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field

from monitoring.areas import CITY, AreaKey
from monitoring.disclosure import Cell, Equation, protect, total
from monitoring.disclosure.cells import LEAST_WITHHELD
from monitoring.disclosure.primary import Counted as Judged
from monitoring.disclosure.primary import Limits, is_few, is_of_a_small_area, leaves_few
from monitoring.outcomes.counting import Counted, Counts
from monitoring.outcomes.reference import NOTHING, Reference

What = tuple[str, Hashable]  # ("area" or "subject", which), or ("total", "")
TOTAL: What = ("total", "")
# What readers lose with a withheld number.
COSTS = {"total": 400.0, "subject": 12.0, "area": 1.0}


@dataclass
class Puzzle:
    """All that is known of a metric in a year, as cells and sums."""

    counted: Counted
    reference: Reference = NOTHING
    people: Mapping[AreaKey, float] = field(default_factory=dict)
    cells: dict[Hashable, Cell] = field(default_factory=dict)
    equations: list[Equation] = field(default_factory=list)

    def solved(self) -> frozenset[Hashable]:
        """Return the keys of the numbers to withhold: (what, step) each."""
        if self.counted.total is None or not self.counted.metric.counts_people:
            return frozenset()
        self.add_reference()
        for what, counts in self.sums():
            self.add(what, counts, is_shown=True)
        for (area, subject), counts in self.counted.parts.items():
            self.add(("part", (area, subject)), counts, is_shown=False)
        self.equations += self.sums_of_parts()
        return protect(self.cells.values(), self.equations)

    def sums(self) -> Iterator[tuple[What, Counts]]:
        """Yield what is shown."""
        yield TOTAL, self.counted.total
        yield from ((("area", area), counts) for area, counts in self.counted.areas.items())
        yield from ((("subject", subject), counts) for subject, counts in self.counted.subjects.items())

    def add(self, what: What, counts: Counts, *, is_shown: bool) -> None:
        """Add the steps of one funnel, and those who are lost between two of them."""
        wholes = [self.whole_of(what), *counts[:-1]]
        for step, (count, whole) in enumerate(zip(counts, wholes, strict=True)):
            key = (what, step)
            self.cells[key] = Cell(
                key,
                float(count),
                sensitive=self.is_sensitive(what, count, whole),
                width=float(self.limits.min_cases),
                published=is_shown,
                cost=COSTS.get(what[0], 1.0),
                # Nobody is told that nothing was counted of an offer in an area.
                floor=LEAST_WITHHELD if is_shown else 0.0,
            )
            if whole is not None and whole >= count:
                above = (what, step - 1) if step else ("reference", what[1] if what != TOTAL else CITY)
                self.add_rest(key, above, float(whole - count))

    def add_rest(self, key: Hashable, above: Hashable, left: float) -> None:
        rest = (key, "rest")
        self.cells[rest] = Cell(rest, left, published=False, floor=0.0)
        self.equations.append(total(above, [key, rest]))

    def whole_of(self, what: What) -> float | None:
        """Return by what the first step is measured; None where by nothing, or where that is not known."""
        kind, which = what
        if kind == "total":
            return self.reference.known.get(CITY)
        # What names no area is some of what was counted in the city, and not measured by all of it.
        return self.reference.known.get(which) if kind == "area" and which != CITY else None

    def is_sensitive(self, what: What, count: int, whole: float | None) -> bool:
        """Return whether a number must not be known for its own sake; nil is no secret."""
        if not count:
            return False
        people = self.people.get(what[1]) if what[0] == "area" else None
        judged = Judged(float(count), None if whole is None else float(whole), people)
        if is_few(judged.numerator, self.limits) or leaves_few(judged, self.limits):
            return True
        return whole is not None and is_of_a_small_area(judged, self.limits)

    @property
    def limits(self) -> Limits:
        return Limits(min_cases=self.counted.metric.min_cases)

    def add_reference(self) -> None:
        """Add by what numbers are measured: what everybody sees of it is fixed, what is withheld there stays so here."""
        known, shown = self.reference.known, self.reference.shown
        for area, number in known.items():
            key = ("reference", area)
            self.cells[key] = (
                Cell(key, shown[area], floor=math.inf) if area in shown else self.withheld_reference(key, number)
            )
        for area, parts in self.reference.ground.items():
            if area in known and all(part in known for part in parts):
                self.equations.append(total(("reference", area), [("reference", part) for part in parts]))

    def withheld_reference(self, key: Hashable, number: float) -> Cell:
        """Return what is withheld already: it must not be learnt from what is shown here, and is known to be one at least."""
        floor = LEAST_WITHHELD if number >= LEAST_WITHHELD else 0.0
        width = self.reference.width
        return Cell(key, number, sensitive=bool(floor), width=width, published=False, floor=floor)

    def sums_of_parts(self) -> Iterator[Equation]:
        """Yield that parts add up to areas and to offers, and these to the total, step by step."""
        parts, areas, subjects = self.counted.parts, self.counted.areas, self.counted.subjects
        for step in range(len(self.counted.total)):
            yield total((TOTAL, step), [(("area", area), step) for area in areas])
            yield total((TOTAL, step), [(("subject", subject), step) for subject in subjects])
            for area in areas:
                yield total((("area", area), step), [(("part", key), step) for key in parts if key[0] == area])
            for subject in subjects:
                yield total((("subject", subject), step), [(("part", key), step) for key in parts if key[1] == subject])
