"""The benchmark's own reckoning: what it asks for, what it makes of the answers, how the table reads."""

from random import Random
from urllib.parse import parse_qsl

import pytest

from tests.bench import imports, report, staff, supply
from tests.bench.addresses import (
    DASHBOARD,
    DASHBOARD_CHOSEN,
    METHODS,
    PAGES,
    PLACE_AGE,
    START,
    UNCHANGED,
    Numbers,
    Variety,
    numbers_rotation,
    rotation,
    shuffled,
)
from tests.bench.client import UnexpectedAnswerError, message, parsed, passes
from tests.bench.databases import libpq, of_areas, of_size
from tests.bench.figures import Floors, Measured, Sample, percentile
from tests.bench.import_step import table
from tests.bench.imports import Step
from tests.bench.number_step import LAST_YEAR, long_table, wide_table

VARIETY = Variety(
    districts=[f"district-{n}" for n in range(44)],
    steps=[f"step-{n}" for n in range(9)],
    offers=[f"offer-{n}" for n in range(24)],
)


def page(name: str = PLACE_AGE, cost: float = 10, floors: tuple[float, float, float] = (1, 2, 7)) -> Measured:
    """Return a page that was measured in three rounds of four answers."""
    samples = [Sample([8 * cost] * 4, 4 * cost) for _ in range(3)]
    return Measured(
        name, queries=6, samples=samples, floors=[Floors(*floors)] * 3, plain_bytes=64_000, gzip_bytes=9_000
    )


def pages(cost: float = 10, unchanged: float = 1) -> list[Measured]:
    return [page(cost=cost), page(UNCHANGED, cost=unchanged, floors=(0.6, 0.4, 0))]


# What is asked for


def test_the_same_seed_asks_for_the_same_addresses():
    assert rotation(VARIETY, seed=5) == rotation(VARIETY, seed=5)


def test_another_seed_asks_for_other_addresses():
    assert rotation(VARIETY, seed=5)[PLACE_AGE] != rotation(VARIETY, seed=6)[PLACE_AGE]


def test_every_page_is_asked_for_as_often_as_the_others():
    assert {name: len(found) for name, found in rotation(VARIETY, number=24).items()} == dict.fromkeys(PAGES, 24)


def test_the_list_is_asked_for_in_24_different_districts_and_at_all_ages():
    asked = [address.removeprefix("/angebote/?").split("&") for address in rotation(VARIETY, number=24)[PLACE_AGE]]
    assert len({district for district, _age in asked}) == 24
    assert {age for _district, age in asked} == {f"alter=step-{n}" for n in range(9)}


def test_an_unchanged_list_is_the_list_with_district_and_age():
    asked = rotation(VARIETY)
    assert asked[UNCHANGED] == asked[PLACE_AGE]


def test_the_start_page_has_one_address():
    assert set(rotation(VARIETY)[START]) == {"/"}


def test_values_come_round_equally_often():
    chance = Random(1)  # noqa: S311 (nothing secret)
    found = shuffled(chance, ["a", "b", "c"], 9)
    assert sorted(found) == ["a", "a", "a", "b", "b", "b", "c", "c", "c"]


# What comes back


def test_an_answer_is_whole_when_its_body_is():
    data = b'HTTP/1.1 200 OK\r\nETag: W/"x1"\r\ncontent-length: 5\r\n\r\nhell'
    assert parsed(data) is None
    answer = parsed(data + b"o")
    assert (answer.status, answer.body, answer.etag) == (200, b"hello", 'W/"x1"')


def test_an_unchanged_page_has_no_body_to_wait_for():
    assert parsed(b"HTTP/1.1 304 Not Modified\r\nServer: gunicorn\r\n\r\n").status == 304


def test_half_a_head_is_no_answer():
    assert parsed(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n") is None


def test_an_answer_of_unknown_length_is_refused():
    with pytest.raises(UnexpectedAnswerError, match="no Content-Length"):
        parsed(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")


def test_a_request_carries_the_validator():
    expected = b'GET /a?b=1 HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nAccept-Language: de\r\nIf-None-Match: W/"x"\r\n\r\n'
    assert message("/a?b=1", gzip=False, etag='W/"x"') == expected


def test_a_loop_without_time_is_one_whole_pass():
    assert list(passes([b"a", b"b", b"c"], enough=0, latest=0)) == [b"a", b"b", b"c"]


def test_a_loop_that_is_much_too_slow_ends_within_a_pass():
    assert list(passes([b"a", b"b", b"c"], enough=0, latest=1)) == [b"a"]


# What is reckoned


@pytest.mark.parametrize(("share", "expected"), [(50, 50), (95, 95), (100, 100), (1, 1)])
def test_a_percentile_is_the_value_that_so_many_do_not_exceed(share: int, expected: int):
    assert percentile(list(range(100, 0, -1)), share) == expected


def test_a_percentile_of_few_values_is_one_of_them():
    assert [percentile([3, 1, 2], share) for share in (50, 95)] == [2, 3]


def test_the_way_through_the_server_counts_once_in_the_floors():
    assert Floors.of(empty=1, sql=3, template=6).total == 1 + 2 + 5


def test_a_floor_is_never_below_nothing():
    assert Floors.of(empty=1, sql=0.9, template=None) == Floors(1, 0, 0)


def test_the_cost_is_that_of_the_median_round():
    found = page(cost=10)
    found.samples[1] = Sample([500] * 4, 4000)
    assert (found.cost, found.rate, found.ratio) == (10, 100, 1)


def test_a_database_of_its_own_on_the_same_server():
    url = "postgis://portal:secret@%2Ftmp%2Frun/portal?sslmode=disable"
    assert of_size(url, 1000) == "postgis://portal:secret@%2Ftmp%2Frun/portal_bench_1000?sslmode=disable"
    assert libpq(url) == "postgresql://portal:secret@%2Ftmp%2Frun/portal?sslmode=disable"


# How it reads


def test_the_table_fits_into_120_columns_and_its_columns_align():
    big = page("list: text + district + age", cost=98_765.4, floors=(12_345.6, 9999.9, 54_321.1))
    big.plain_bytes, big.gzip_bytes, big.peak_memory = 1_234_567, 234_567, 1_234_567_890
    lines = report.table(1_000_000, [page(), big])
    assert max(map(len, lines)) <= 120
    assert lines[3].split() == ["list:", "district", "+", "age", "100.0", "80.0", "80.0", "-", "-", "6", "64.0", "9.0", "-", "10.0", "1.00", "2.00", "7.00", "1.00"]  # fmt: skip
    assert lines[1].index("req/s") + len("req/s") == lines[3].index("100.0") + len("100.0")


def test_a_page_above_the_aim_is_marked():
    assert report.table(1000, [page(cost=15.1)])[3].endswith("1.51*")
    assert report.table(1000, [page(cost=15)])[3].endswith("1.50")


def test_a_template_that_asks_the_database_is_named():
    found = page()
    found.template_queries = 2
    assert report.table(1000, [found])[-1] == "The template of 'list: district + age' asks the database again: 2 times."


def test_aims_that_are_met():
    found = report.verdicts({1000: pages(), 1_000_000: pages(cost=12)})
    assert [str(one) for one in found] == [
        "met     every page <= 1.5 x the sum of its floors: 0 of 4 above; the worst 1.20 (list: district + age at 1,000,000)",
        "met     list: district + age at 1,000,000 <= 2 x its cost at 1,000: 1.20 x",
        "met     304 >= 10 x as often as list: district + age is rendered: 10.0 x at 1,000, 12.0 x at 1,000,000",
    ]


def test_aims_that_are_missed():
    found = report.verdicts({1000: pages(), 1_000_000: pages(cost=21, unchanged=3)})
    assert [one.is_met for one in found] == [False, False, False]


def test_growth_is_unknown_from_one_size():
    assert [one.is_met for one in report.verdicts({1000: pages()})] == [True, None, True]


def test_the_figures_of_a_page_for_other_programs():
    found = page().as_dict()
    assert found == {
        "page": PLACE_AGE,
        "requests_per_second": 100,
        "median_ms": 80,
        "p95_ms": 80,
        "alone_ms": None,
        "cold_ms": None,
        "queries": 6,
        "queries_of_template": 0,
        "bytes": 64_000,
        "bytes_gzip": 9_000,
        "peak_memory_bytes": None,
        "cost_ms": 10,
        "floors_ms": {"empty": 1, "sql": 2, "template": 7},
        "ratio": 1,
        "requests": 12,
    }


# The dashboard


NUMBERS = Numbers(indicators=["armut", "kita"], years=[2024, 2025], areas=["venn", "holt", "hehn", "rheydt"])


def test_the_dashboard_is_asked_for_by_indicator_year_and_method_with_and_without_areas():
    asked = numbers_rotation(NUMBERS)
    assert {page: len(addresses) for page, addresses in asked.items()} == {DASHBOARD: 24, DASHBOARD_CHOSEN: 24}
    parts = [dict(parse_qsl(address.partition("?")[2])) for address in asked[DASHBOARD]]
    assert {(one["indikator"], one["methode"]) for one in parts} == {
        (code, method) for code in NUMBERS.indicators for method in METHODS
    }
    assert {address.count("gebiet=") for address in asked[DASHBOARD_CHOSEN]} == {3}
    assert asked == numbers_rotation(NUMBERS)


def test_cities_of_numbers_have_databases_of_their_own():
    url = "postgresql://portal@/portal"
    assert of_areas(url, 542) == "postgresql://portal@/portal_bench_areas_542"


def test_a_table_says_what_its_size_counts():
    assert report.table(542, [page(DASHBOARD)], "areas")[0].startswith("542 areas")


@pytest.mark.parametrize(
    ("results", "is_met"),
    [
        ({}, None),
        ({44: 99.0, 542: 30.0}, True),
        ({44: 9.0, 542: 41.0}, False),
    ],
)
def test_the_dashboard_of_the_largest_city_is_quick(results, is_met):
    measured = {areas: [page(DASHBOARD)] for areas in results}
    for areas, waits in results.items():
        measured[areas][0].alone = [waits]
    assert report.quick_dashboard(measured).is_met is is_met


# The list of staff


def test_staff_ask_for_the_list_by_word_by_provider_and_far_back():
    asked = staff.rotation(["caritas", "kita"])
    first = {page: addresses[0] for page, addresses in asked.items() if page in {"staff: list", "staff: page 100"}}
    assert first == {"staff: list": "/verwaltung/angebote/", "staff: page 100": "/verwaltung/angebote/?seite=100"}
    assert {page: len(addresses) for page, addresses in asked.items()} == dict.fromkeys(asked, 8)
    assert set(asked["staff: provider"]) == {
        "/verwaltung/angebote/?anbieter=caritas",
        "/verwaltung/angebote/?anbieter=kita",
    }


def test_a_session_travels_as_a_cookie():
    assert b"\r\nCookie: sessionid=x\r\n" in message("/verwaltung/", cookie="sessionid=x")
    assert b"Cookie" not in message("/verwaltung/")


def test_a_row_of_staff_says_how_long_eight_wait_and_how_long_one():
    row = staff.Staff("staff: list", busy=Sample([80, 100, 120, 400], 200), alone=Sample([20, 30, 40], 90))
    assert str(row) == "| staff: list | 20.0 | 110 | 400 | 30 |"


# The import


def test_the_table_of_the_import_aligns():
    steps = [Step("check", 20_000, 40, 123_000_000, 31.5, 7.25), Step("undo", 20_000, 8, 99_000_000, 2)]
    assert imports.table(steps) == [
        "import of 20,000 rows                     rows/s   seconds   own CPU  database   peak MB",
        "dry run, all rows new                        500      40.0      31.5       7.2     123.0",
        "take the second file back                   2500       8.0       2.0         –      99.0",
    ]
    assert steps[0].as_dict() == {
        "name": "check", "rows": 20_000, "seconds": 40, "peak_memory": 123_000_000, "working": 31.5,
        "database": 7.25, "rows_per_second": 500.0,
    }  # fmt: skip


def test_the_imported_file_is_the_same_each_time_and_half_of_it_can_be_new():
    first, second = (table(10, changed=changed).splitlines() for changed in (False, True))
    assert (table(10, changed=False).splitlines(), sum(map(str.__ne__, map(str, first), map(str, second)))) == (
        first,
        5,
    )


def test_the_file_of_numbers_is_the_same_each_time_and_half_of_them_can_be_new():
    first, second = (long_table(1000, changed=changed).splitlines() for changed in (False, True))
    assert long_table(1000, changed=False).splitlines() == first
    assert (len(first) - 1, sum(one != other for one, other in zip(first, second, strict=True))) == (1000, 500)


def test_a_file_of_one_year_holds_that_year_of_the_whole_one():
    whole = long_table(1000, changed=True).splitlines()
    assert set(long_table(1000, changed=True, since=LAST_YEAR).splitlines()[1:]) == {
        line for line in whole if b"31.12.2024" in line
    }


def test_the_wide_file_says_the_same_numbers_as_the_long_one():
    long = {tuple(line.split(";")) for line in long_table(500, changed=False).decode().splitlines()[1:]}
    _title, _blank, header, *rows, _source = wide_table(500).decode().splitlines()
    columns = [tuple(name.rsplit(" ", 1)) for name in header.split(";")[2:]]
    said = set()
    for row in rows:
        area, year, *cells = row.replace(".", "").split(";")
        known = dict(zip(columns, cells, strict=True))
        said |= {
            (code, area, f"31.12.{year}", counted, known.get((code, "Nenner"), ""))
            for (code, part), counted in known.items()
            if part == "Zähler"
        }
    assert said == long


def test_the_table_of_numbers_names_its_own_steps():
    lines = imports.table([Step("release", 271_000, 20, 99_000_000, 19)], imports.OF_NUMBERS, "numbers")
    assert [line[:34].rstrip() for line in lines] == ["import of 271,000 numbers", "decide what of it may be seen"]


# The monitoring


def test_the_table_of_many_districts_sets_both_cities_side_by_side():
    assert supply.table({44: {"matrix": 91.4, "chain": 20}, 542: {"matrix": 238.6, "chain": 21.2}}) == [
        "| supply and need, ms alone | 44 districts | 542 districts |",
        "|---|---|---|",
        "| matrix | 91 | 239 |",
        "| chain | 20 | 21 |",
    ]
