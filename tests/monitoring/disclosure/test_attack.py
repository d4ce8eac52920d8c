"""Proof by attack: no number that is withheld in any city can be bounded more closely than its protection allows."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.disclosure import Cell, protect, total
from tests.monitoring.disclosure.attack import Attacker
from tests.monitoring.disclosure.cities import BANDS, City, cell


def city_of_bands(seed: int, rounding: int = 0) -> City:
    """Invent a city with children by age, of whom some are counted twice: by language and by poverty."""
    chance = random.Random(seed)  # noqa: S311 – invents numbers, keeps no secret
    districts = chance.randint(4, 24)
    city = City(chance, districts, chance.randint(1, 4), chance.randint(1, 5), nested=chance.random() < 0.5)
    most = chance.choice([30, 100, 300])
    bands = [
        city.add(
            name, [chance.choice([0, 2, *[chance.randint(0, most)] * 8]) for _ in range(districts)], rounding=rounding
        )
        for name in BANDS
    ]
    children = {area: sum(band[area] for band in bands) for area in bands[0]}
    city.cells += [cell("u18", area, value) for area, value in children.items()]
    city.tie("u18")
    city.equations += [total(("u18", area), [(name, area) for name in BANDS]) for area in children]
    for name, width in (("poverty", 3), ("language", 10)):
        counts = [chance.randint(0, int(children[f"d{number}"])) for number in range(districts)]
        city.add_rate(name, "u18", counts, children, width)
    return city


def hidden_sums_are_large_enough(city: City, withheld: frozenset) -> bool:
    """Check the rule that every sum hides none or two, and that all that it hides together is enough."""
    cells = {one.key: one for one in city.cells}
    for equation in city.equations:
        hidden = [(cells[key], factor) for key, factor in equation.terms if key in withheld or not cells[key].published]
        kept = [one for one, _ in hidden if one.key in withheld or one.sensitive]
        if kept and len(hidden) < 2:
            return False
        one_sign = len({factor > 0 for _, factor in hidden}) == 1
        if kept and one_sign and sum(one.value for one, _ in hidden) < max(one.width for one in kept):
            return False
    return True


@pytest.mark.parametrize("seed", range(6))
def test_no_city_gives_a_withheld_number_away(seed):
    city = city_of_bands(seed)
    withheld = protect(city.cells, city.equations)
    assert {one.key for one in city.cells if one.published and one.sensitive} <= withheld
    assert Attacker(city.cells, city.equations, withheld).exposed() == {}
    assert hidden_sums_are_large_enough(city, withheld)


@pytest.mark.parametrize("seed", [17, 52])
def test_no_city_that_rounds_gives_a_withheld_number_away(seed):
    city = city_of_bands(seed, rounding=5)
    withheld = protect(city.cells, city.equations)
    assert Attacker(city.cells, city.equations, withheld).exposed() == {}


def test_the_attacker_finds_what_is_not_protected():
    city = city_of_bands(0)
    primary = {one.key for one in city.cells if one.published and one.sensitive}
    assert Attacker(city.cells, city.equations, primary).exposed() != {}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=2, max_size=12), st.integers(1, 4), st.integers(1, 4), st.integers(0, 99))
def test_no_numbers_at_all_give_a_withheld_one_away(counts, boroughs, spaces, seed):
    chance = random.Random(seed)  # noqa: S311 – invents numbers, keeps no secret
    city = City(chance, len(counts), min(boroughs, len(counts)), min(spaces, len(counts)))
    city.add("count", counts)
    withheld = protect(city.cells, city.equations)
    assert Attacker(city.cells, city.equations, withheld).exposed() == {}
    assert all(one.value > 0 for one in city.cells if one.key in withheld)


def large_city(districts: int, rates: int) -> City:
    """Invent the numbers of one year in a city like Berlin: one of twenty is too small to be shown."""
    chance = random.Random(1)  # noqa: S311 – invents numbers, keeps no secret
    city = City(chance, districts, 12, 40, nested=True)
    children = [chance.randint(40, 900) for _ in range(districts)]
    out_of = city.add("children", children)
    for number in range(rates):
        counts = [
            chance.choice([1, 2]) if chance.random() < 0.05 else 3 + int((count - 3) * chance.betavariate(2, 12))
            for count in children
        ]
        city.add_rate(f"rate {number}", "children", counts, out_of)
    return city


def test_a_large_city_loses_little_more_than_it_must():
    city = large_city(districts=542, rates=5)
    shown = [one for one in city.cells if one.published]
    primary = sum(one.sensitive for one in shown)
    withheld = protect(city.cells, city.equations)
    assert primary / len(shown) > 0.03
    assert len(withheld) < 2 * primary
    assert {key[1][0] for key in withheld} == {"d"}  # districts only: no sum of any larger area


def test_attackers_of_a_single_number_learn_its_width_at_least():
    given_cells = [Cell("a", 2, sensitive=True, width=7), Cell("b", 6), Cell("c", 90), Cell("city", 98, cost=50)]
    sums = [total("city", ["a", "b", "c"])]
    withheld = protect(given_cells, sums)
    low, high = Attacker(given_cells, sums, withheld).interval("a")
    assert high - low >= 7
