"""Intervals from one sum at a time, beside those of a linear program over all sums at once; and what one proof proves."""

import math
import random

import pytest

from monitoring.disclosure import Cell, total
from monitoring.disclosure.pattern import Pattern
from monitoring.disclosure.propagation import is_forest, propagate
from monitoring.disclosure.proving import are_proved
from monitoring.disclosure.system import System
from tests.monitoring.disclosure.attack import Attacker
from tests.monitoring.disclosure.cities import City


def pattern_of(cells: list[Cell], sums: list) -> Pattern:
    """Return a pattern in which what is sensitive is withheld."""
    return Pattern(System(cells, sums))


def intervals(pattern: Pattern, start: str) -> dict[str, tuple[float, float]]:
    cells, sums = pattern.component(pattern.system.index[start])
    found = propagate(pattern, cells, sums)
    return {pattern.system.cells[number].key: interval for number, interval in found.items()}


def hidden(key: str, value: float, **how) -> Cell:
    return Cell(key, value, sensitive=True, **how)


def random_city(seed: int) -> City:
    chance = random.Random(seed)  # noqa: S311 – invents numbers, keeps no secret
    city = City(chance, districts=chance.randint(4, 12), boroughs=3, spaces=3)
    city.add("count", [chance.randint(0, 6) for _ in range(city.districts)])
    return city


def test_a_sum_bounds_each_part_by_the_least_of_the_others():
    pattern = pattern_of([hidden("a", 2), hidden("b", 3), Cell("city", 5)], [total("city", ["a", "b"])])
    assert intervals(pattern, "a") == {"a": (1, 4), "b": (1, 4)}


def test_what_one_sum_says_goes_on_to_the_next():
    cells = [hidden("a", 1), hidden("b", 2), hidden("c", 9), Cell("north", 3), Cell("south", 11)]
    pattern = pattern_of(cells, [total("north", ["a", "b"]), total("south", ["b", "c"])])
    assert intervals(pattern, "c") == {"a": (1, 2), "b": (1, 2), "c": (9, 10)}


def test_two_endless_cells_leave_each_other_endless():
    pattern = pattern_of([hidden("a", 2), hidden("city", 9), Cell("b", 7)], [total("city", ["a", "b"])])
    assert intervals(pattern, "a") == {"a": (1, math.inf), "city": (8, math.inf)}


def test_a_number_that_stands_in_no_sum_keeps_its_range():
    assert intervals(pattern_of([hidden("a", 2)], []), "a") == {"a": (1, math.inf)}


def test_a_difference_bounds_from_the_other_side():
    cells = [hidden("this year", 4), hidden("last year", 3), Cell("growth", 1, floor=-math.inf)]
    pattern = pattern_of(cells, [total("this year", ["last year", "growth"])])
    assert intervals(pattern, "this year") == {"this year": (2, math.inf), "last year": (1, math.inf)}


@pytest.mark.parametrize("seed", range(12))
def test_no_interval_is_narrower_than_what_all_sums_say_and_without_a_circle_none_is_wider(seed):
    city = random_city(seed)
    pattern = pattern_of(city.cells, city.equations)
    attacker = Attacker(city.cells, city.equations, {cell.key for cell in city.cells if cell.sensitive})
    for start in pattern.targets():
        cells, sums = pattern.component(start)
        low, high = propagate(pattern, cells, sums)[start]
        least, most = attacker.interval(pattern.system.cells[start].key)
        assert low <= least + 1e-6
        assert high >= most - 1e-6
        if is_forest(pattern, cells, sums):
            assert (low, high) == pytest.approx((least, most), abs=1e-6)


def test_one_proof_serves_every_number_that_it_shows_to_be_uncertain():
    cells = [*(hidden(key, 2) for key in "abcd"), Cell("city", 8)]
    pattern = pattern_of(cells, [total("city", ["a", "b", "c", "d"])])
    assert are_proved(pattern, [0])
    assert sorted(pattern.proofs) == [0, 1, 2, 3]


def test_a_proof_of_one_number_leaves_those_without_that_it_does_not_reach():
    cells = [*(hidden(key, 3) for key in "abcd"), Cell("north", 6), Cell("south", 6)]
    pattern = pattern_of(cells, [total("north", ["a", "b"]), total("south", ["c", "d"])])
    assert are_proved(pattern, [0])
    assert sorted(pattern.proofs) == [0, 1]


def test_a_number_that_is_too_narrow_is_not_proved_by_a_neighbour_that_is_wide():
    cells = [hidden("a", 2, width=9), hidden("b", 2), Cell("city", 4)]
    pattern = pattern_of(cells, [total("city", ["a", "b"])])
    assert not are_proved(pattern, [0])
    assert pattern.proofs == {}


def test_in_a_net_two_points_prove_all_that_moves_between_them():
    values = {"a": 5, "b": 5, "c": 5, "d": 5, "north": 10, "south": 10, "left": 10, "right": 10}
    cells = [Cell(key, value, sensitive=len(key) == 1) for key, value in values.items()]
    borders = {"north": "ab", "south": "cd", "left": "ac", "right": "bd"}
    pattern = pattern_of(cells, [total(whole, list(parts)) for whole, parts in borders.items()])
    assert not is_forest(pattern, *pattern.component(0))
    assert are_proved(pattern, [0])
    assert sorted(pattern.proofs) == [0, 1, 2, 3]
