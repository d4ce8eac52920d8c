"""The command: fill, serve, measure, and print. Exits with 0 whatever the figures are: a benchmark is no test."""

import asyncio
import json
import os
import signal
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from config import cluster
from tests.bench import databases, imports, machine, report, staff, supply
from tests.bench.addresses import DASHBOARD, DASHBOARD_CHOSEN
from tests.bench.figures import Measured
from tests.bench.measuring import Bench, measure
from tests.bench.servers import FLOORS, PORTAL, serving

SIZES = (1_000, 10_000, 100_000, 1_000_000)
AREAS = (44, 542)
SECONDS = 6.0


def main() -> None:
    options = arguments()
    # Ended from outside, it takes its servers with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("The benchmark was ended."))
    url = os.environ.get("DATABASE_URL") or cluster.ensure_running()
    facts = machine.facts(url)
    show(*facts, "")
    results: dict[int, list[Measured]] = {}
    of_staff: dict[int, list[staff.Staff]] = {}
    for offers in options.sizes:
        results[offers], of_staff[offers] = of_size(url, offers, options)
        show(*report.table(offers, results[offers]), "", *staff.table(offers, of_staff[offers]), "")
    of_areas = {areas: of_city(url, areas, options) for areas in options.areas}
    for areas, pages in of_areas.items():
        show(*report.table(areas, pages, "areas"), "")
    steps = of_import(url, options, options.rows, imports.measure_imports)
    if steps:
        show(*imports.table(steps), "")
    numbers = of_import(url, options, options.numbers, imports.measure_numbers)
    if numbers:
        show(*imports.table(numbers, imports.OF_NUMBERS, "numbers"), "")
    of_supply = supply.measure(databases.ready(url, options.sizes[0], fresh=False), say)
    show(*supply.table(of_supply), "")
    verdicts = [str(one) for one in (*report.verdicts(results), report.quick_dashboard(of_areas))]
    show(
        "Times in milliseconds; cost: of the whole machine for one answer; * above the aim. See docs/benchmark.md.",
        *verdicts,
    )
    if options.json:
        sizes = {offers: [one.as_dict() for one in pages] for offers, pages in results.items()}
        lists = {offers: [str(one) for one in pages] for offers, pages in of_staff.items()}
        dashboards = {areas: [one.as_dict() for one in pages] for areas, pages in of_areas.items()}
        imported = [one.as_dict() for one in steps]
        counted = [one.as_dict() for one in numbers]
        text = json.dumps(
            {
                "machine": facts,
                "sizes": sizes,
                "staff": lists,
                "areas": dashboards,
                "import": imported,
                "numbers": counted,
                "supply": of_supply,
                "aims": verdicts,
            },
            indent=1,
            ensure_ascii=False,
        )
        options.json.write_text(text + "\n")


def arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--sizes", type=sizes, default=SIZES, metavar="N,N", help="numbers of offers (1000,10000,100000,1000000)"
    )
    parser.add_argument(
        "--areas", type=sizes, default=AREAS, metavar="N,N", help="areas of cities made for their numbers (44,542)"
    )
    parser.add_argument("--seconds", type=float, default=SECONDS, help="time for each page and each floor (6)")
    parser.add_argument(
        "--rows", type=int, default=imports.ROWS, metavar="N", help="rows of the imported file (20000); 0 leaves it out"
    )
    parser.add_argument(
        "--numbers",
        type=int,
        default=imports.NUMBERS,
        metavar="N",
        help="numbers imported for the monitoring (271000); 0 leaves it out",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to FILE")
    parser.add_argument("--fresh", action="store_true", help="build the cities anew, though they are there already")
    return parser.parse_args()


def sizes(text: str) -> list[int]:
    """Return the sizes in "1000,10000", from the smallest."""
    return sorted({int(number) for number in text.split(",")})


def of_city(url: str, areas: int, options: Namespace) -> list[Measured]:
    """Build a city of areas with ten years of numbers, if need be, and measure the pages of the monitoring."""

    def say(line: str) -> None:
        print(f"  {areas:,} areas: {line} ...", file=sys.stderr, flush=True)  # noqa: T201 (talks to the person at the terminal)

    say("building the city, if it is not there yet")
    target = databases.ready_areas(url, areas, fresh=options.fresh)
    with serving(PORTAL, target) as portal, serving(FLOORS, target) as floors:
        pages = (DASHBOARD, DASHBOARD_CHOSEN)
        return asyncio.run(measure(Bench(portal, floors, target, options.seconds, say, pages)))


def of_size(url: str, offers: int, options: Namespace) -> tuple[list[Measured], list[staff.Staff]]:
    """Build the city of one size, if need be, and measure its pages, those of staff last."""

    def tell(line: str) -> None:
        say(f"{offers:,}: {line}")

    begin = monotonic()
    tell("building the city, if it is not there yet (a million takes many minutes)")
    target = databases.ready(url, offers, fresh=options.fresh)
    tell(f"there after {monotonic() - begin:.0f} s")
    with serving(PORTAL, target) as portal, serving(FLOORS, target) as floors:
        pages = asyncio.run(measure(Bench(portal, floors, target, options.seconds, tell)))
        tell("the list of staff")
        return pages, asyncio.run(staff.measure(portal, target, options.seconds))


def of_import(
    url: str, options: Namespace, rows: int, measured: Callable[..., list[imports.Step]]
) -> list[imports.Step]:
    """Measure the import of a file into the smallest city."""
    if not rows:
        return []
    return measured(databases.ready(url, options.sizes[0], fresh=False), rows, say)


def say(line: str) -> None:
    print(f"  {line} ...", file=sys.stderr, flush=True)  # noqa: T201 (talks to the person at the terminal)


def show(*lines: str) -> None:
    print(*lines, sep="\n", flush=True)  # noqa: T201 (talks to the person at the terminal)


if __name__ == "__main__":
    main()
