"""The table for people, and the verdict on the aims."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.bench.addresses import DASHBOARD, PLACE_AGE, UNCHANGED
from tests.bench.figures import GROWTH, MOST, Measured, percentile
from tests.bench.figures import UNCHANGED as AS_OFTEN

WIDTH = 120
DASHBOARD_MOST = 40  # milliseconds


@dataclass(frozen=True)
class Column:
    """A column of the table: its two lines of heading, its width, and how a cell of it reads."""

    above: str
    heading: str
    width: int
    cell: Callable[[Measured], str]


def milliseconds(value: float) -> str:
    """Return a time as precise as it is meant; "-" for none."""
    if value != value:  # noqa: PLR0124 (nan)
        return "-"
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def amount(value: int | None, unit: int) -> str:
    """Return bytes in units of `unit` bytes; "-" for none."""
    return f"{value / unit:.1f}" if value else "-"


COLUMNS = (
    Column("", "req/s", 6, lambda one: f"{one.rate:.1f}"),
    Column("loaded:", "median", 8, lambda one: milliseconds(percentile(one.durations, 50))),
    Column("", "95 %", 7, lambda one: milliseconds(percentile(one.durations, 95))),
    Column("", "alone", 7, lambda one: milliseconds(percentile(one.alone, 50))),
    Column("", "cold", 7, lambda one: milliseconds(percentile(one.cold, 50))),
    Column("que-", "ries", 5, lambda one: str(one.queries)),
    Column("", "kB", 6, lambda one: amount(one.plain_bytes, 1000)),
    Column("", "gzip", 6, lambda one: amount(one.gzip_bytes, 1000)),
    Column("peak", "MB", 6, lambda one: amount(one.peak_memory, 1_000_000)),
    Column("", "cost", 7, lambda one: milliseconds(one.cost)),
    Column("floors:", "empty", 8, lambda one: milliseconds(one.floor.empty)),
    Column("", "SQL", 6, lambda one: milliseconds(one.floor.sql)),
    Column("", "templ.", 7, lambda one: milliseconds(one.floor.template)),
    Column("", "ratio", 6, lambda one: f"{one.ratio:.2f}" + ("*" if one.ratio > MOST else " ")),
)
FIRST = 28


def row(first: str, cells: Sequence[str]) -> str:
    """Return a line of the table."""
    parts = [cell.rjust(column.width) for cell, column in zip(cells, COLUMNS, strict=True)]
    return (first.ljust(FIRST)[:FIRST] + "".join(parts)).rstrip()


def table(size: int, pages: Sequence[Measured], what: str = "offers") -> list[str]:
    """Return the lines for a city of so many offers, or areas."""
    lines = [
        row(f"{size:,} {what}", [column.above for column in COLUMNS]),
        row("", [column.heading for column in COLUMNS]),
        "-" * WIDTH,
    ]
    lines += [row(one.page, [column.cell(one) for column in COLUMNS]) for one in pages]
    return lines + [
        f"The template of {one.page!r} asks the database again: {one.template_queries} times."
        for one in pages
        if one.template_queries
    ]


@dataclass(frozen=True)
class Verdict:
    """An aim: whether it is met (None where it was not measured), and by what."""

    is_met: bool | None
    aim: str
    found: str

    def __str__(self) -> str:
        word = {True: "met", False: "MISSED", None: "unknown"}[self.is_met]
        return f"{word:8}{self.aim}: {self.found}"


def verdicts(results: dict[int, Sequence[Measured]]) -> list[Verdict]:
    """Return the verdict on each aim, over all sizes that were measured."""
    return [near_its_floors(results), growing_slowly(results), cheap_unchanged(results)]


def quick_dashboard(results: dict[int, Sequence[Measured]]) -> Verdict:
    """Return whether nobody who is alone waits long for the dashboard of the largest city, and what it costs there."""
    aim = f"{DASHBOARD} of the largest city <= {DASHBOARD_MOST} ms alone and <= {MOST} x the sum of its floors"
    if not results:
        return Verdict(None, aim, "not measured")
    most = max(results)
    page = named(results[most], DASHBOARD)
    waits = percentile(page.alone, 50)
    found = f"{milliseconds(waits)} ms, {page.ratio:.2f} x at {most:,} areas"
    return Verdict(waits <= DASHBOARD_MOST and page.ratio <= MOST, aim, found)


def near_its_floors(results: dict[int, Sequence[Measured]]) -> Verdict:
    ratios = {f"{one.page} at {offers:,}": one.ratio for offers, pages in results.items() for one in pages}
    worst = max(ratios, key=ratios.__getitem__)
    over = sum(ratio > MOST for ratio in ratios.values())
    found = f"{over} of {len(ratios)} above; the worst {ratios[worst]:.2f} ({worst})"
    return Verdict(not over, f"every page <= {MOST} x the sum of its floors", found)


def growing_slowly(results: dict[int, Sequence[Measured]]) -> Verdict:
    small, large = min(results), max(results)
    aim = f"{PLACE_AGE} at {large:,} <= {GROWTH} x its cost at {small:,}"
    if small == large:
        return Verdict(None, aim, "one size only")
    growth = named(results[large], PLACE_AGE).cost / named(results[small], PLACE_AGE).cost
    return Verdict(growth <= GROWTH, aim, f"{growth:.2f} x")


def cheap_unchanged(results: dict[int, Sequence[Measured]]) -> Verdict:
    times = {offers: named(pages, UNCHANGED).rate / named(pages, PLACE_AGE).rate for offers, pages in results.items()}
    found = ", ".join(f"{one:.1f} x at {offers:,}" for offers, one in times.items())
    return Verdict(min(times.values()) >= AS_OFTEN, f"304 >= {AS_OFTEN} x as often as {PLACE_AGE} is rendered", found)


def named(pages: Sequence[Measured], page: str) -> Measured:
    return next(one for one in pages if one.page == page)
