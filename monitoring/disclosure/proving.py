"""Whether what is withheld already is enough, where no single circuit shows it."""

from collections.abc import Iterable

from monitoring.disclosure import programs
from monitoring.disclosure.pattern import Pattern
from monitoring.disclosure.propagation import Interval, is_forest, propagate, width


def are_proved(pattern: Pattern, targets: list[int]) -> bool:
    """Say whether all of some numbers are safe, and remember the proofs, with those of others that come along."""
    components = []
    while targets:
        cells, sums = pattern.component(targets[0])
        here = sorted(set(targets) & set(cells))
        intervals = propagate(pattern, cells, sums)
        if not all(pattern.is_wide(target, width(intervals[target])) for target in here):
            return False
        components.append((here, sums, intervals))
        targets = [target for target in targets if target not in here]
    return all(_are_proved_together(pattern, *component) for component in components)


def _are_proved_together(pattern: Pattern, targets: list[int], sums: list[int], intervals: dict[int, Interval]) -> bool:
    cells = list(intervals)
    if is_forest(pattern, cells, sums):
        spreads = {number: width(interval) for number, interval in intervals.items()}
        _prove_the_wide(pattern, targets, spreads, cells)
        return True
    found: set[int] = set()
    for target in targets:
        if target in found:
            continue
        spreads = programs.spreads(pattern, target, cells, sums)
        if not pattern.is_wide(target, spreads[target]):
            return False
        found |= _prove_the_wide(pattern, set(targets) - found, spreads, list(spreads))
    return True


def _prove_the_wide(pattern: Pattern, targets: Iterable[int], spreads: dict[int, float], cells: list[int]) -> set[int]:
    """Remember what two points, in which cells lie so far apart, prove: of the targets, and of all that have no proof yet."""
    waiting = {number for number in spreads if pattern.must_be_safe(number) and number not in pattern.proofs}
    wide = {number for number in waiting.union(targets) if pattern.is_wide(number, abs(spreads.get(number, 0.0)))}
    for number in sorted(wide):
        pattern.prove(number, cells)
    return wide
