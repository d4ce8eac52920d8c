"""Linear programs, for what single sums and circuits cannot decide: is a number safe, and what is cheapest for it.

Both look for two points that an attacker has to reckon with, one where the number is high and one where it is low. Each
point is written as what it differs from the true numbers, so every sum of differences has to be nought.
"""

from collections.abc import Iterable
from itertools import chain

from monitoring.disclosure.pattern import Pattern
from monitoring.disclosure.system import TOLERANCE

SMALL, LARGE = 300, 4000  # cells; the wider view is taken only where the narrow one shows no way, or a dear one
DEAR = 6.0  # what may be withheld for one number without a look at other ways


def spreads(pattern: Pattern, target: int, cells: list[int], sums: list[int]) -> dict[int, float]:
    """Return two points for a number of a component of uncertain cells: what moves between them or from the truth.

    The number itself is as far apart in them as it can be, up to its width; each other cell that moves comes with how
    far apart it is in the same two points.
    """
    need, count, place = pattern.system.cells[target].width, len(cells), cells.index(target)
    bounds = [(-below, above) for below, above in map(pattern.moves, cells)]
    bounds[place] = (max(-need, bounds[place][0]), min(need, bounds[place][1]))  # farther is no matter
    costs = [0.0] * (2 * count)
    costs[place], costs[count + place] = -1.0, 1.0
    moves = _solve(costs, _twice(_matrix(pattern, cells, sums)), bounds * 2) or [0.0] * (2 * count)
    pairs = zip(cells, moves[:count], moves[count:], strict=True)
    return {n: high - low for n, high, low in pairs if n == target or max(abs(high), abs(low)) > TOLERANCE}


def cheapest(pattern: Pattern, target: int) -> list[int] | None:
    """Return which cells to withhold so that one number is safe, or None where nothing helps."""
    ways = []
    for most in (SMALL, LARGE):
        chosen = _cheapest_of(pattern, target, _around(pattern, target, most))
        if chosen is None:
            continue
        ways.append((pattern.cost(chosen), chosen))
        if ways[-1][0] <= DEAR:
            break
    return min(ways)[1] if ways else None


def _cheapest_of(pattern: Pattern, target: int, cells: list[int]) -> list[int] | None:
    from scipy.sparse import coo_array, hstack

    system = pattern.system
    sums = sorted({equation for n in cells for equation, _ in system.sums[n]})
    matrix = _matrix(pattern, cells, sums)
    count, place = len(cells), cells.index(target)
    # Rises and falls of the high point, then those of the low point.
    rooms = [pattern.room_if_withheld(n) if pattern.may_be_withheld(n) else pattern.moves(n) for n in cells]
    falls, rises = zip(*rooms, strict=True)
    costs = [0.0 if pattern.is_free(n) else system.cells[n].cost for n in cells]
    apart = coo_array(([1.0, -1.0, -1.0, 1.0], ([0] * 4, [place + k * count for k in range(4)])), (1, 4 * count))
    bounds = [(0, room) for room in chain(rises, falls, rises, falls)]
    moves = _solve(costs * 4, _twice(hstack([matrix, -matrix])), bounds, apart=(-apart, -system.cells[target].width))
    if moves is None:
        return None
    chosen = []
    for place, number in enumerate(cells):
        rise, fall, other_rise, other_fall = moves[place::count]
        below, above = pattern.below[number] + TOLERANCE, pattern.above[number] + TOLERANCE
        if not pattern.is_free(number) and (max(rise, other_rise) > above or max(fall, other_fall) > below):
            chosen.append(number)
    return chosen


def _around(pattern: Pattern, target: int, most: int) -> list[int]:
    """Return the nearest cells that are uncertain or could be withheld."""
    cells, waiting, seen = {target: None}, [target], set()
    for number in waiting:
        for equation, _coefficient in pattern.system.sums[number]:
            if equation in seen or len(cells) > most:
                continue
            seen.add(equation)
            found = [n for n, _ in pattern.system.members[equation] if n not in cells]
            found = [n for n in found if pattern.is_uncertain(n) or pattern.may_be_withheld(n)]
            cells.update(dict.fromkeys(found))
            waiting.extend(found)
    return list(cells)


def _matrix(pattern: Pattern, cells: list[int], sums: Iterable[int]):
    from scipy.sparse import csr_array

    column = {number: place for place, number in enumerate(cells)}
    rows = [[(column[n], a) for n, a in pattern.system.members[equation] if n in column] for equation in sums]
    entries = [(a, row, place) for row, members in enumerate(rows) for place, a in members]
    values, lines, places = zip(*entries, strict=True) if entries else ((), (), ())
    return csr_array((values, (lines, places)), shape=(len(rows), len(cells)))


def _twice(matrix):
    from scipy.sparse import block_diag

    return block_diag([matrix, matrix], format="csr")


def _solve(costs: list[float], matrix, bounds: list[tuple], apart: tuple | None = None) -> list[float] | None:
    """Return the cheapest moves under which no sum changes; `apart` says how far two points have to lie apart."""
    from scipy.optimize import linprog

    above = {"A_ub": apart[0], "b_ub": [apart[1]]} if apart else {}
    result = linprog(costs, A_eq=matrix, b_eq=[0.0] * matrix.shape[0], bounds=bounds, method="highs", **above)
    return list(result.x) if result.success else None
