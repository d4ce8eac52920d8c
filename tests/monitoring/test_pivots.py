"""The three sides of the free table: which make the rows, which the columns, and in which order the rows stand."""

from itertools import permutations

import pytest

from monitoring.areas import Area, areas_of
from monitoring.pivoting.axes import AREAS, INDICATORS, NAMES, YEARS, Pivot, axes_of
from monitoring.pivoting.cells import cells_of, figure_of, in_order, table_of
from sozialraum.pages import content_version
from tests.monitoring.factories import CountFactory, RateFactory
from tests.monitoring.small_city import LAST

TURNED = list(permutations(NAMES, 2))
PLACES = [Area(("district", pk), f"10{pk}", name, name.lower(), ("city", 0)) for pk, name in ((1, "Hehn"), (2, "Holt"))]
SHARE, COUNT = RateFactory.build(pk=1, name="Armut"), CountFactory.build(pk=2, name="Kinder", unit="Kinder")


def pivot(rows: str = AREAS, columns: str = INDICATORS, *, areas=PLACES, indicators=(SHARE,), years=(2025,)) -> Pivot:
    return Pivot.of(axes_of(areas, indicators, years), rows, columns)


@pytest.mark.parametrize(("rows", "columns"), TURNED)
def test_any_side_makes_rows_or_columns_and_the_third_is_the_one_left(rows, columns):
    found = pivot(rows, columns)
    assert (found.rows.name, found.columns.name, {found.third.name}) == (rows, columns, set(NAMES) - {rows, columns})


@pytest.mark.parametrize(("side", "columns"), [(AREAS, INDICATORS), (INDICATORS, AREAS), (YEARS, AREAS)])
def test_no_side_stands_across_itself(side, columns):
    assert pivot(side, side).columns.name == columns


def test_a_third_side_of_one_entry_needs_no_column():
    found = pivot()
    assert (found.has_third, found.header(), found.size) == (False, ["Gebiet", "Armut (%)"], 2)


def test_a_third_side_of_several_entries_stands_within_the_rows():
    found = pivot(years=(2024, 2025))
    assert (found.has_third, found.header(), found.size) == (True, ["Gebiet", "Jahr", "Armut (%)"], 4)
    assert [(row.label, third.label) for row, third in found.heads()] == [
        ("Hehn", "2024"),
        ("Hehn", "2025"),
        ("Holt", "2024"),
        ("Holt", "2025"),
    ]


@pytest.mark.parametrize("empty", ["areas", "indicators", "years"])
def test_a_table_without_anything_on_a_side_has_no_cell(empty):
    found = pivot(**{empty: ()})
    assert found.size * len(found.columns.items) == 0


def test_a_cell_is_about_one_entry_of_each_side():
    found = pivot(YEARS, AREAS, indicators=(SHARE, COUNT))
    keys = [found.key(head, column) for head in found.heads() for column in found.columns.items]
    assert keys == [
        {YEARS: 2025, INDICATORS: indicator, AREAS: ("district", area)} for indicator in (1, 2) for area in (1, 2)
    ]


def test_headings_say_the_unit_and_years_are_plain():
    found = pivot(AREAS, INDICATORS, indicators=(SHARE, COUNT))
    assert found.header() == ["Gebiet", "Armut (%)", "Kinder (Kinder)"]
    assert pivot(AREAS, YEARS, years=(2024, 2025)).header() == ["Gebiet", "2024", "2025"]


@pytest.mark.parametrize(
    ("place", "falling", "order"),
    [
        (0, False, [("Hehn", "2024"), ("Hehn", "2025"), ("Holt", "2024"), ("Holt", "2025")]),
        (0, True, [("Holt", "2024"), ("Holt", "2025"), ("Hehn", "2024"), ("Hehn", "2025")]),
        (1, False, [("Hehn", "2024"), ("Holt", "2024"), ("Hehn", "2025"), ("Holt", "2025")]),
        (1, True, [("Hehn", "2025"), ("Holt", "2025"), ("Hehn", "2024"), ("Holt", "2024")]),
    ],
)
def test_rows_are_sorted_by_either_of_their_names_and_otherwise_stay_as_they_were(place, falling, order):
    rows = in_order(pivot(years=(2024, 2025)), place, falling=falling)
    assert [(row.label, third.label) for row, third in rows] == order


# With numbers of the small city


@pytest.fixture
def of_city(small):
    """Return a way to lay out the table of the small city."""
    areas = areas_of(content_version(), "stadtteil", LAST)

    def laid_out(rows: str = AREAS, columns: str = INDICATORS, years=(2025,), indicators=None) -> Pivot:
        return pivot(rows, columns, areas=areas, indicators=indicators or (small.share, small.count), years=years)

    return laid_out


def named(rows) -> list[str]:
    return [row.label for row, _third in rows]


@pytest.mark.parametrize(
    ("place", "falling", "names"),
    [
        (1, False, ["Venn", "Holt", "Hehn"]),
        (1, True, ["Holt", "Venn", "Hehn"]),
        (2, False, ["Holt", "Venn", "Hehn"]),
        (2, True, ["Venn", "Holt", "Hehn"]),
    ],
)
def test_rows_without_a_number_stand_last_whichever_way_it_is_sorted(of_city, place, falling, names):
    assert named(in_order(of_city(), place, falling=falling)) == names


def test_where_no_row_has_a_number_the_order_of_names_stays(of_city):
    assert named(in_order(of_city(years=(1999,)), 1, falling=True)) == ["Hehn", "Holt", "Venn"]


def test_a_table_reads_its_cells_at_once(of_city, small, django_assert_num_queries):
    laid_out = of_city(years=(2024, 2025))
    with django_assert_num_queries(1):
        table = table_of(laid_out, laid_out.heads(), [small.share, small.count], "Zahlen")
    assert [[str(cell) for cell in line] for line in table.lines()] == [
        ["Hehn", "2024", "•", "…"],
        ["Hehn", "2025", "•", "…"],
        ["Holt", "2024", "20.0", "…"],
        ["Holt", "2025", "24.0", "0"],
        ["Venn", "2024", "10.0", "…"],
        ["Venn", "2025", "12.0", "500"],
    ]


@pytest.mark.parametrize(("rows", "columns"), TURNED)
def test_however_the_table_is_turned_its_numbers_are_the_same(of_city, rows, columns):
    turned = of_city(rows, columns, years=(2024, 2025))
    cells = cells_of(turned, turned.heads(), turned.columns.items)
    known = [figure_of(turned, cells, head, column).value for head in turned.heads() for column in turned.columns.items]
    assert sorted(value for value in known if value is not None) == [0, 10, 12, 20, 24, 500]


def test_only_what_is_shown_is_read(of_city, small):
    laid_out = of_city()
    found = cells_of(laid_out, laid_out.heads()[:1], laid_out.columns.items[:1])
    assert list(found) == [(small.share.pk, ("district", small.hehn.pk), 2025)]


def test_no_rows_are_a_table_of_headings(of_city, small):
    table = table_of(of_city(), [], [small.share, small.count], "Zahlen")
    assert (list(table.header), list(table.rows)) == (["Gebiet", "Kinder in Armut (%)", "Kinder (Kinder)"], [])
