"""The terms of many sums as arrays, so that all of them narrow their cells at once."""

import math

import numpy as np  # noqa: TID253 – this module is itself only imported where it is needed

from monitoring.disclosure.pattern import Pattern
from monitoring.disclosure.system import TOLERANCE


class Ties:
    """What is known of some cells, and the terms of their sums in one row: of which cell, in which sum, times what."""

    def __init__(self, pattern: Pattern, cells: list[int], sums: list[int]) -> None:
        place = {number: index for index, number in enumerate(cells)}
        members = [pattern.loose[equation] for equation in sums]
        values = np.array([pattern.system.cells[number].value for number in cells])
        below, above = np.array([pattern.moves(number) for number in cells]).T
        self.low, self.high = values - below, values + above
        self.cells = np.array([place[number] for loose in members for number in loose], dtype=int)
        self.factors = np.array([factor for loose in members for factor in loose.values()])
        self.count = len(sums)
        self.sums = np.repeat(np.arange(self.count), [len(loose) for loose in members])
        self.results = self._added(self.factors * values[self.cells])

    def intervals(self) -> list[tuple[float, float]]:
        """Return between what each cell is known to lie."""
        return list(zip(self.low.tolist(), self.high.tolist(), strict=True))

    def narrow(self) -> bool:
        """Narrow each cell by what the others in its sums leave for it; say whether that changed anything."""
        upright = self.factors > 0
        low, high = self.low[self.cells], self.high[self.cells]
        from_lows = self._left(np.where(upright, low, high) * self.factors, -math.inf)
        from_highs = self._left(np.where(upright, high, low) * self.factors, math.inf)
        least, most = self.low.copy(), self.high.copy()
        np.maximum.at(least, self.cells, np.where(upright, from_highs, from_lows))
        np.minimum.at(most, self.cells, np.where(upright, from_lows, from_highs))
        rises, falls = least > self.low + TOLERANCE, most < self.high - TOLERANCE
        self.low, self.high = np.where(rises, least, self.low), np.where(falls, most, self.high)
        return bool(rises.any() or falls.any())

    def _left(self, parts: np.ndarray, far: float) -> np.ndarray:
        """Return what the other parts of a sum leave for each cell; infinite parts are all of them `far`."""
        endless = np.isinf(parts)
        finite = np.where(endless, 0.0, parts)
        others = np.where(self._added(endless) - endless > 0, far, self._added(finite) - finite)
        return (self.results - others) / self.factors

    def _added(self, parts: np.ndarray) -> np.ndarray:
        """Return for each term what all terms of its sum come to."""
        return np.bincount(self.sums, weights=parts, minlength=self.count)[self.sums]
