"""Circuits: cells that can rise and fall together by the same amount without any sum changing.

A number on a circuit of withheld cells stays as uncertain as the cell on it that can move least, and the true numbers
themselves are the witness: no linear program is needed to believe it. The search takes the cheapest circuit first.
"""

import heapq
import math
from collections.abc import Iterator
from dataclasses import dataclass

from monitoring.disclosure.pattern import Pattern
from monitoring.disclosure.system import TOLERANCE

# After so many steps a linear program is quicker: the number hangs in a dense net.
PATIENCE, SHORT_PATIENCE = 400, 40
LONGEST = 12


@dataclass(slots=True)
class Path:
    """Part of a circuit: its cells, the sums that are off and by how much, how far it can move up and down."""

    cost: float
    cells: tuple[int, ...]
    new: tuple[int, ...]
    open: tuple[tuple[int, float], ...]
    up: float
    down: float
    need: float


class Search:
    """The search for the cheapest circuit through one cell that must be protected."""

    def __init__(self, pattern: Pattern, target: int, *, only_withheld: bool = False) -> None:
        self.pattern, self.system, self.target = pattern, pattern.system, target
        self.only_withheld = only_withheld
        self.heap: list[tuple[float, int, int, Path]] = []
        self.seen: dict[tuple[tuple[int, float], ...], float] = {}
        self.serial = 0

    def run(self) -> Path | None:
        """Return the cheapest closed circuit that was found, or None."""
        need = self.system.cells[self.target].width - TOLERANCE
        self._step(Path(0.0, (), (), (), math.inf, math.inf, need), self.target, 1.0)
        for _ in range(SHORT_PATIENCE if self.only_withheld else PATIENCE):
            if not self.heap:
                return None
            path = heapq.heappop(self.heap)[-1]
            if not path.open:
                return path
            if len(path.cells) < LONGEST:
                self._extend(path)
        return None

    def _extend(self, path: Path) -> None:
        """Go on with each cell that puts right the sum with the fewest members."""
        equation, excess = min(path.open, key=lambda pair: (len(self.system.members[pair[0]]), pair[0]))
        loose = self.pattern.loose[equation].items()
        for number, coefficient in loose if self.only_withheld else self.system.members[equation]:
            direction = -excess / coefficient
            if abs(direction) == 1 and number not in path.cells:
                self._step(path, number, direction)

    def _step(self, path: Path, number: int, direction: float) -> None:
        best = self.seen.get((), math.inf)
        for below, above, price, need in self._rooms(number):
            if path.cost + price >= best:
                return
            rise, fall = (above, below) if direction > 0 else (below, above)
            up, down = min(path.up, rise), min(path.down, fall)
            if up + down < max(path.need, need):
                continue
            new = (*path.new, number) if price else path.new
            cells = (*path.cells, number)
            self._push(Path(path.cost + price, cells, new, path.open, up, down, max(path.need, need)), direction)
            return

    def _rooms(self, number: int) -> Iterator[tuple[float, float, float, float]]:
        """Return how far a cell can fall and rise, at which price and need: as it is, or else once it is withheld."""
        pattern = self.pattern
        if pattern.is_uncertain(number):
            yield pattern.below[number], pattern.above[number], 0.0, 0.0
        if not self.only_withheld and pattern.may_be_withheld(number):
            cell = self.system.cells[number]
            yield *pattern.room_if_withheld(number), cell.cost, cell.width - TOLERANCE

    def _push(self, path: Path, direction: float) -> None:
        """Note what the last cell of a path puts right or wrong, and remember the path if it is worth it."""
        open_sums = dict(path.open)
        for equation, coefficient in self.system.sums[path.cells[-1]]:
            excess = open_sums.pop(equation, 0.0) + coefficient * direction
            if excess and not self._absorb(path, equation, excess):
                open_sums[equation] = excess
        path.open = tuple(sorted(open_sums.items()))
        if path.cost < self.seen.get(path.open, math.inf):
            self.seen[path.open] = path.cost
            self.serial += 1
            least = path.cost + max((self._least(equation) for equation, _ in path.open), default=0.0)
            heapq.heappush(self.heap, (least, -len(path.cells), self.serial, path))

    def _least(self, equation: int) -> float:
        """Return a bound of what it costs to put a sum right: nothing if another withheld cell stands in it."""
        loose = len(self.pattern.loose[equation]) - (self.system.slack[equation] is not None)
        return 0.0 if loose > 1 else self.system.cheapest[equation]

    def _absorb(self, path: Path, equation: int, excess: float) -> bool:
        """Let the latent rest of a sum, if it has one, take up what the sum is off; say whether it can."""
        if (slack := self.system.slack[equation]) is None or slack[0] in path.cells:
            return False
        number, coefficient = slack
        move = -excess / coefficient
        rise, fall = self.pattern.above[number], self.pattern.below[number]
        if move < 0:
            rise, fall = fall, rise
        up, down = min(path.up, rise / abs(move)), min(path.down, fall / abs(move))
        if up + down < path.need:
            return False
        path.up, path.down = up, down
        return True
