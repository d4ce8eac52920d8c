"""What else has to be withheld, on examples that one can follow by hand."""

import pytest

from monitoring.disclosure import Cell, Equation, protect, total
from tests.monitoring.disclosure.attack import Attacker


def cells(values: dict[str, float], **options) -> list[Cell]:
    """Return cells; those of one or two cases are sensitive, and what has a name and no letter, a sum, costs more."""
    return [
        Cell(key, value, sensitive=0 < value < 3, cost=1 + value / 1000 if len(key) == 1 else 100, **options)
        for key, value in values.items()
    ]


def test_nothing_is_withheld_where_nothing_is_sensitive():
    assert protect(cells({"a": 0, "b": 3, "city": 3}), [total("city", ["a", "b"])]) == frozenset()


def test_the_next_smallest_that_is_not_nil_goes_with_a_sensitive_one():
    values = {"a": 2, "b": 0, "c": 9, "d": 40, "city": 51}
    assert protect(cells(values), [total("city", ["a", "b", "c", "d"])]) == {"a", "c"}


def test_two_sensitive_ones_that_are_too_few_together_need_a_third():
    values = {"a": 1, "b": 1, "c": 9, "city": 11}
    assert protect(cells(values), [total("city", ["a", "b", "c"])]) == {"a", "b", "c"}


def test_a_small_neighbour_that_leaves_too_narrow_an_interval_is_not_enough():
    """Two and three are five, and each of them is one at least: from one to four is wide enough, three and one are not."""
    assert protect(cells({"a": 2, "b": 3, "c": 50, "city": 55}), [total("city", ["a", "b", "c"])]) == {"a", "b"}
    assert protect(cells({"a": 1, "b": 3, "c": 50, "city": 54}), [total("city", ["a", "b", "c"])]) == {"a", "c"}


def test_a_sum_goes_only_where_nothing_finer_helps():
    assert protect(cells({"a": 2, "b": 0, "city": 2}), [total("city", ["a", "b"])]) == {"a", "city"}


def test_every_level_is_kept_from_giving_away_the_one_below():
    values = {"a": 2, "b": 50, "c": 60, "d": 70, "north": 52, "south": 130, "city": 182}
    sums = [total("north", ["a", "b"]), total("south", ["c", "d"]), total("city", ["north", "south"])]
    assert protect(cells(values), sums) == {"a", "b"}


def test_a_social_space_across_the_boroughs_needs_a_square():
    """What is withheld must balance in both boroughs and in both spaces."""
    values = {"a": 2, "b": 20, "c": 30, "d": 40, "north": 22, "south": 70, "left": 32, "right": 60}
    sums = [
        total("north", ["a", "b"]),
        total("south", ["c", "d"]),
        total("left", ["a", "c"]),
        total("right", ["b", "d"]),
    ]
    assert protect(cells(values), sums) == {"a", "b", "c", "d"}


def test_a_space_that_is_a_borough_less_one_district_gives_that_district_away_no_more():
    values = {"a": 2, "b": 20, "c": 30, "north": 52, "space": 50}
    sums = [total("north", ["a", "b", "c"]), total("space", ["b", "c"])]
    assert protect(cells(values), sums) == {"a", "north"}


def test_what_is_not_counted_is_kept_as_well():
    """398 of 400: two are not, and nobody shows these two, but whoever sees the others can tell."""
    found = protect(
        [
            Cell("counted", 398, cost=1),
            Cell("all", 400, cost=5),
            Cell("others", 2, sensitive=True, published=False, floor=0),
        ],
        [total("all", ["counted", "others"])],
    )
    assert found == {"counted"}


def test_a_number_and_what_it_is_out_of_hide_together_in_a_district():
    """The denominator ties nothing: it is shown, and how many are counted is anything up to it."""
    rest = Cell("rest", 398, published=False, floor=0)
    given = [Cell("a", 2, sensitive=True), Cell("of", 400, cost=5), rest, Cell("b", 10), Cell("city", 12, cost=50)]
    assert protect(given, [total("of", ["a", "rest"]), total("city", ["a", "b"])]) == {"a", "b"}


def test_a_single_year_inside_a_sum_of_years_is_kept():
    """Year three comes out as the difference of two sums of three years, once the years before it are known to be nil."""
    given = [
        Cell("y1", 0, published=False, floor=0),
        Cell("y2", 5, published=False, floor=0),
        Cell("y3", 1, sensitive=True, published=False, floor=0),
        Cell("1", 0),
        Cell("1-2", 5),
        Cell("1-3", 6),
    ]
    sums = [Equation((("1", -1), ("y1", 1))), total("1-2", ["y1", "y2"]), total("1-3", ["y1", "y2", "y3"])]
    withheld = protect(given, sums)
    assert len(withheld) == 1
    assert Attacker(given, sums, withheld).exposed() == {}


def test_a_difference_may_be_negative():
    free = Cell("change", -48, floor=-1000)
    given = [Cell("before", 50), Cell("after", 2, sensitive=True), free]
    assert len(protect(given, [Equation((("after", 1), ("before", -1), ("change", -1)))])) == 2


def test_two_columns_that_are_one_go_together():
    given = [Cell("a", 2, sensitive=True), Cell("same", 2, cost=9)]
    assert protect(given, [Equation((("a", 1), ("same", -1)))]) == {"a", "same"}


def test_rounding_can_be_protection_enough():
    """The five that is shown may be three to seven: who takes it from the total, which is rounded too, learns little."""
    values = {"a": 2, "b": 15, "c": 20, "city": 37}
    assert protect(cells(values, rounding=5), [total("city", ["a", "b", "c"])]) == {"a"}


def test_numbers_that_contradict_each_other_give_nothing_away():
    given = [Cell("a", 2, sensitive=True), Cell("one", 5, floor=5), Cell("two", 6, floor=6)]
    sums = [Equation((("a", 1), ("one", -1))), Equation((("a", 1), ("two", -1)))]
    assert protect(given, sums) == {"a", "one", "two"}


def test_the_same_numbers_give_the_same_answer():
    values = {"a": 1, "b": 5, "c": 5, "d": 5, "city": 16}
    found = {protect(cells(values), [total("city", ["a", "b", "c", "d"])]) for _ in range(3)}
    assert len(found) == 1


def test_nothing_is_hidden_below_what_everybody_reckons_with():
    with pytest.raises(ValueError, match="floor"):
        Cell("a", 0, sensitive=True)


def test_each_cell_has_its_own_key():
    with pytest.raises(ValueError, match="one key"):
        protect([Cell("a", 3), Cell("a", 4)], [])


def test_a_number_that_nothing_can_protect_takes_no_nil_with_it():
    """Whatever is withheld, one is known from the other: the rest of the city is left alone."""
    given = [Cell("a", 2, sensitive=True, floor=2), Cell("limit", 0, floor=1), Cell("b", 40), Cell("c", 60)]
    sums = [Equation((("a", 1), ("limit", 1))), Equation((("limit", 1), ("b", 1), ("c", -1)))]
    assert protect(given, sums) == {"a"}
