"""Whether what is withheld already is enough, where no single circuit shows it."""

import math

from monitoring.disclosure import programs
from monitoring.disclosure.pattern import Pattern
from monitoring.disclosure.propagation import is_forest, propagate, width


def are_proved(pattern: Pattern, targets: list[int], most: float = math.inf) -> bool:
    """Say whether all of some numbers are safe, and remember the proofs; what `most` cells cannot show is not safe."""
    components = []
    while targets:
        cells, sums = pattern.component(targets[0])
        here = sorted(set(targets) & set(cells))
        if len(cells) > most:
            return False
        intervals = propagate(pattern, cells, sums)
        if not all(pattern.is_wide(target, width(intervals[target])) for target in here):
            return False
        components.append((here, cells, sums))
        targets = [target for target in targets if target not in here]
    return all(_are_proved_together(pattern, *component) for component in components)


def _are_proved_together(pattern: Pattern, targets: list[int], cells: list[int], sums: list[int]) -> bool:
    if is_forest(pattern, cells, sums):
        for target in targets:
            pattern.prove(target, cells)
        return True
    found: set[int] = set()
    for target in targets:
        if target in found:
            continue
        spreads = programs.spreads(pattern, target, cells, sums)
        if not pattern.is_wide(target, spreads[target]):
            return False
        wide = [n for n in targets if n not in found and pattern.is_wide(n, abs(spreads.get(n, 0.0)))]
        for number in wide:
            pattern.prove(number, spreads)
        found.update(wide)
    return True
