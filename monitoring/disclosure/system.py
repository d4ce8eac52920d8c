"""Cells and equations under numbers, for what searches through them."""

import math
from collections.abc import Iterable

from monitoring.disclosure.cells import Cell, Equation

TOLERANCE = 1e-9


class System:
    """All cells and sums. `sums[cell]` and `members[sum]` hold pairs of index and coefficient."""

    def __init__(self, cells: Iterable[Cell], equations: Iterable[Equation]) -> None:
        self.cells = list(cells)
        self.index = {cell.key: number for number, cell in enumerate(self.cells)}
        if len(self.index) < len(self.cells):
            raise ValueError("two cells have one key")
        self.members: list[list[tuple[int, float]]] = []
        self.sums: list[list[tuple[int, float]]] = [[] for _ in self.cells]
        for equation in equations:
            self._add(equation)
        self.slack = [self._slack(members) for members in self.members]
        self.cheapest = [min(self._prices(members), default=0.0) for members in self.members]

    def _add(self, equation: Equation) -> None:
        coefficients: dict[int, float] = {}
        for key, coefficient in equation.terms:
            number = self.index[key]
            coefficients[number] = coefficients.get(number, 0.0) + coefficient
        members = [(number, coefficient) for number, coefficient in coefficients.items() if coefficient]
        for number, coefficient in members:
            self.sums[number].append((len(self.members), coefficient))
        self.members.append(members)

    def _slack(self, members: list[tuple[int, float]]) -> tuple[int, float] | None:
        """Return the member that stands in this sum alone and is never shown: it takes up what the others leave."""
        for number, coefficient in members:
            cell = self.cells[number]
            if not cell.published and not cell.sensitive and len(self.sums[number]) == 1:
                return number, coefficient
        return None

    def _prices(self, members: list[tuple[int, float]]) -> list[float]:
        cells = (self.cells[number] for number, _ in members)
        return [cell.cost for cell in cells if cell.published and cell.value >= cell.floor]

    def shown_between(self, number: int) -> tuple[float, float]:
        """Return between which values a cell is known to lie when it is shown."""
        cell = self.cells[number]
        if not cell.rounding:
            return cell.value, cell.value
        shown = rounded(cell.value, cell.rounding)
        least = shown - cell.rounding / 2
        return (max(0.0, least) if cell.floor >= 0 else least), shown + cell.rounding / 2


def rounded(value: float, base: float) -> float:
    """Return the multiple of `base` that is nearest; the half goes away from nought."""
    return math.copysign(math.floor(abs(value) / base + 0.5) * base, value)
