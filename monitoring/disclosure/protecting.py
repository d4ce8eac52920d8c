"""The choice of what to withhold."""

from collections.abc import Hashable, Iterable

from monitoring.disclosure import programs, tidying
from monitoring.disclosure.cells import Cell, Equation
from monitoring.disclosure.circuits import Path, Search
from monitoring.disclosure.pattern import Pattern
from monitoring.disclosure.proving import are_proved
from monitoring.disclosure.system import System


def protect(cells: Iterable[Cell], equations: Iterable[Equation]) -> frozenset[Hashable]:
    """Return the keys of the cells to withhold.

    Whoever knows all cells that are shown, all equations and the floors can derive for every cell that is withheld, and
    for every sensitive one that is latent, no interval narrower than its width. The same input gives the same answer.
    """
    system = System(cells, equations)
    pattern = Pattern(system)
    waiting = pattern.targets()
    chosen: list[int] = []
    for target in waiting:  # grows while it runs: what is withheld for others has to be safe, too
        new = _secure(pattern, target)
        waiting.extend(new)
        chosen.extend(new)
    tidying.show_again(pattern, chosen)
    return frozenset(cell.key for number, cell in enumerate(system.cells) if pattern.withheld[number])


def _secure(pattern: Pattern, target: int) -> list[int]:
    """Withhold what it takes for one number to be safe; return what that was."""
    if target in pattern.proofs:
        return []
    circuit = Search(pattern, target).run()
    if circuit and circuit.cost <= programs.DEAR:
        return _secure_by_circuit(pattern, circuit)
    return [] if are_proved(pattern, [target]) else _secure_dearly(pattern, target, circuit)


def _secure_dearly(pattern: Pattern, target: int, circuit: Path | None) -> list[int]:
    """Withhold what a linear program finds, unless the circuit that was found costs no more."""
    chosen = programs.cheapest(pattern, target)
    if circuit and (chosen is None or pattern.cost(chosen) >= circuit.cost):
        return _secure_by_circuit(pattern, circuit)
    return _secure_by_program(pattern, target, chosen or [])


def _secure_by_circuit(pattern: Pattern, circuit: Path) -> list[int]:
    for number in circuit.new:
        pattern.withhold(number)
    pattern.prove_circuit(circuit.cells, circuit.up + circuit.down)
    return list(circuit.new)


def _secure_by_program(pattern: Pattern, target: int, new: list[int]) -> list[int]:
    for number in new:
        pattern.withhold(number)
    if are_proved(pattern, [target]):
        return new
    rest = _everything_around(pattern, target)
    for number in rest:
        pattern.withhold(number)
    pattern.prove(target, [*new, *rest])
    return new + rest


def _everything_around(pattern: Pattern, target: int) -> list[int]:
    """Return all that stands in a sum with a number: where sums contradict each other, nothing less helps."""
    system = pattern.system
    around = {n for equation, _ in system.sums[target] for n, _ in system.members[equation]}
    return sorted(n for n in around if pattern.may_be_withheld(n))
