"""After the choice: what was withheld for others' sake and turns out not to be needed is shown again."""

from monitoring.disclosure.circuits import Search
from monitoring.disclosure.pattern import Pattern
from monitoring.disclosure.proving import are_proved

# So many cells times so many numbers to prove for each unit of cost: linear programs are slow and save few cells.
EFFORT_PER_COST = 1000


def show_again(pattern: Pattern, chosen: list[int]) -> None:
    """Show as many of the chosen cells again as possible, the costliest first."""
    cells = pattern.system.cells
    for number in sorted(set(chosen), key=lambda n: (-cells[n].cost, -cells[n].value, n)):
        _try_to_show(pattern, number)


def _try_to_show(pattern: Pattern, number: int) -> None:
    pattern.show(number)
    supported = [target for target in sorted(pattern.supports.get(number, ())) if target != number]
    most = EFFORT_PER_COST * pattern.system.cells[number].cost
    if not _leaves_one_alone(pattern, number) and _are_safe(pattern, supported, most):
        pattern.forget(number)
    else:
        pattern.withhold(number)  # with it, the old proofs hold; those found without it hold all the more


def _leaves_one_alone(pattern: Pattern, number: int) -> bool:
    """Say whether a sum is left with one unknown number, the commonest reason for a cell to stay withheld."""
    rests = [pattern.loose[equation] for equation, _ in pattern.system.sums[number]]
    return any(len(rest) == 1 and next(iter(rest)) in pattern.proofs for rest in rests)


def _are_safe(pattern: Pattern, targets: list[int], most: float) -> bool:
    rest = []
    for target in targets:
        if circuit := Search(pattern, target, only_withheld=True).run():
            pattern.prove(target, circuit.cells)
            continue
        rest.append(target)
        if len(rest) * len(pattern.component(target)[0]) > most:
            return False
    return are_proved(pattern, rest)
