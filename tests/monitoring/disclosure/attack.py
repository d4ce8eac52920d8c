"""An attacker who shares no line with what protects: one linear program for each end of each interval."""

from collections.abc import Collection, Hashable, Iterable

import numpy  # noqa: TID253 – a test may be slow to start
from scipy.optimize import linprog  # noqa: TID253 – the same
from scipy.sparse import lil_array  # noqa: TID253 – the same

from monitoring.disclosure import Cell, Equation

ROUNDING_OF_THE_SOLVER = 1e-6


class Attacker:
    """Knows every cell that is shown, every equation, and that what is withheld reaches its floor."""

    def __init__(self, cells: Iterable[Cell], equations: Iterable[Equation], withheld: Collection[Hashable]) -> None:
        self.cells = list(cells)
        self.column = {cell.key: number for number, cell in enumerate(self.cells)}
        self.withheld = frozenset(withheld)
        equations = list(equations)
        matrix = lil_array((len(equations), len(self.cells)))
        for row, equation in enumerate(equations):
            for key, coefficient in equation.terms:
                matrix[row, self.column[key]] += coefficient
        self.matrix = matrix.tocsr()
        self.sums = self.matrix @ numpy.array([cell.value for cell in self.cells], dtype=float)
        self.bounds = [self._bounds(cell) for cell in self.cells]

    def _bounds(self, cell: Cell) -> tuple[float, float | None]:
        if cell.key in self.withheld or not cell.published:
            return min(cell.floor, cell.value), None
        if not cell.rounding:
            return cell.value, cell.value
        shown = numpy.floor(cell.value / cell.rounding + 0.5) * cell.rounding
        return max(0, shown - cell.rounding / 2), shown + cell.rounding / 2

    def interval(self, key: Hashable) -> tuple[float, float]:
        """Return the least and the greatest value that a cell can have."""
        cost = numpy.zeros(len(self.cells))
        ends = []
        for sign in (1, -1):
            cost[self.column[key]] = sign
            found = linprog(cost, A_eq=self.matrix, b_eq=self.sums, bounds=self.bounds, method="highs")
            assert found.status in {0, 3}, found.message
            ends.append(found.x[self.column[key]] if found.status == 0 else -sign * numpy.inf)
        return ends[0], ends[1]

    def exposed(self) -> dict[Hashable, tuple[float, float]]:
        """Return what must not be learnt and can be bounded too closely, with its interval."""
        found = {}
        for cell in self.cells:
            if cell.key in self.withheld or (cell.sensitive and not cell.published):
                low, high = self.interval(cell.key)
                if high - low < cell.width - ROUNDING_OF_THE_SOLVER:
                    found[cell.key] = (low, high)
        return found
