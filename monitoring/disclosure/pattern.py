"""Which cells are withheld so far, how far each of them could move, and what proves that it is safe."""

import math
from collections.abc import Iterable

from monitoring.disclosure.system import TOLERANCE, System


class Pattern:
    """What is withheld, and for each number that must be protected the withheld cells that protect it.

    A proof stays true while more is withheld: whoever sees less can bound no number closer.
    """

    def __init__(self, system: System) -> None:
        self.system = system
        self.withheld = [cell.sensitive and cell.published for cell in system.cells]
        self.below = [0.0] * len(system.cells)  # how far the value may fall or rise in an attacker's eyes
        self.above = [0.0] * len(system.cells)
        # The members of each sum that an attacker does not read off the page.
        self.loose: list[dict[int, float]] = [{} for _ in system.members]
        self.proofs: dict[int, frozenset[int]] = {}
        self.supports: dict[int, set[int]] = {}
        for number in range(len(system.cells)):
            self._measure(number)

    def _measure(self, number: int) -> None:
        cell = self.system.cells[number]
        if self.withheld[number] or not cell.published:
            self.below[number], self.above[number] = self.room_if_withheld(number)
        elif cell.rounding:
            least, most = self.system.shown_between(number)
            if cell.value >= cell.floor:  # counted on only as far as it also holds once the cell is withheld
                least = max(least, cell.floor)
            self.below[number], self.above[number] = cell.value - least, most - cell.value
        else:
            self.below[number] = self.above[number] = 0.0
        uncertain = self.is_uncertain(number)
        for equation, coefficient in self.system.sums[number]:
            if uncertain:
                self.loose[equation][number] = coefficient
            else:
                self.loose[equation].pop(number, None)

    def room_if_withheld(self, number: int) -> tuple[float, float]:
        """Return how far a value may fall or rise in an attacker's eyes while it is not shown."""
        cell = self.system.cells[number]
        return max(0.0, cell.value - cell.floor), math.inf

    def withhold(self, number: int) -> None:
        """Withhold a cell."""
        self.withheld[number] = True
        self._measure(number)

    def show(self, number: int) -> None:
        """Show a cell again; the caller answers for the proofs that rest on it."""
        self.withheld[number] = False
        self._measure(number)

    def is_uncertain(self, number: int) -> bool:
        """Say whether an attacker does not read the exact value off the page."""
        return self.below[number] > 0 or self.above[number] > 0

    def is_free(self, number: int) -> bool:
        """Say whether a cell is not shown at all."""
        return self.withheld[number] or not self.system.cells[number].published

    def may_be_withheld(self, number: int) -> bool:
        """Say whether a cell that is shown could be withheld: nil never is."""
        cell = self.system.cells[number]
        return cell.published and not self.withheld[number] and cell.value >= cell.floor

    def must_be_safe(self, number: int) -> bool:
        """Say whether nobody may bound a cell too closely."""
        return self.withheld[number] or self.system.cells[number].sensitive

    def cost(self, numbers: Iterable[int]) -> float:
        """Return how much readers lose if some cells are withheld."""
        return sum(self.system.cells[number].cost for number in numbers)

    def targets(self) -> list[int]:
        """Return what must be protected, the widest protection first."""
        cells = self.system.cells
        found = [number for number in range(len(cells)) if self.must_be_safe(number)]
        return sorted(found, key=lambda number: (-cells[number].width, -cells[number].value, number))

    def prove(self, number: int, cells: Iterable[int]) -> None:
        """Remember that those of these cells that are withheld together keep a number uncertain enough."""
        for cell in self.proofs.get(number, ()):
            self.supports[cell].discard(number)
        self.proofs[number] = frozenset(cell for cell in cells if self.withheld[cell])
        for cell in self.proofs[number]:
            self.supports.setdefault(cell, set()).add(number)

    def prove_circuit(self, cells: Iterable[int], width: float) -> None:
        """Remember a circuit as the proof of every number on it that has none yet and for which it is wide enough."""
        for number in cells:
            if self.must_be_safe(number) and number not in self.proofs and self.is_wide(number, width):
                self.prove(number, cells)

    def forget(self, number: int) -> None:
        """Drop the proof of a cell that is shown again."""
        for cell in self.proofs.pop(number, ()):
            self.supports[cell].discard(number)

    def component(self, start: int) -> tuple[list[int], list[int]]:
        """Return the uncertain cells that are tied to one by sums, and these sums, without what is a mere range."""
        cells, sums, waiting = {start: None}, {}, [start]
        while waiting:
            for equation, _coefficient in self.system.sums[waiting.pop()]:
                if equation in sums or self._rest(equation) is not None:
                    continue
                sums[equation] = None
                found = [number for number in self.loose[equation] if number not in cells]
                cells.update(dict.fromkeys(found))
                waiting.extend(found)
        return list(cells), list(sums)

    def _rest(self, equation: int) -> tuple[int, float] | None:
        """Return the latent rest of a sum in which but one other cell is uncertain: it only limits that one."""
        return self.system.slack[equation] if len(self.loose[equation]) == 2 else None  # noqa: PLR2004 – the two

    def moves(self, number: int) -> tuple[float, float]:
        """Return how far a cell can fall and rise, as far as its own sign and rests tell."""
        below, above = self.below[number], self.above[number]
        for equation, coefficient in self.system.sums[number]:
            if (rest := self._rest(equation)) is None or rest[0] == number:
                continue
            ratio = abs(rest[1] / coefficient)
            fall, rise = self.below[rest[0]] * ratio, self.above[rest[0]] * ratio
            if rest[1] * coefficient > 0:
                fall, rise = rise, fall
            below, above = min(below, fall), min(above, rise)
        return below, above

    def is_wide(self, number: int, width: float) -> bool:
        """Say whether an interval of this width protects a cell."""
        return width >= self.system.cells[number].width - TOLERANCE
