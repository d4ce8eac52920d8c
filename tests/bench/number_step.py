"""`python -m tests.bench.number_step STEP NUMBERS`: do one step of an import of numbers in the database of DATABASE_URL, and print its cost."""

import json
import os
import random
import resource
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter, process_time

import django

INDICATORS, COUNTS, YEARS = 50, 5, 10
PER_BOROUGH, FEW = 50, 30
FIRST_YEAR = 2015
LAST_YEAR = FIRST_YEAR + YEARS - 1


def areas_for(numbers: int) -> int:
    """Return how many areas it takes for so many numbers."""
    return max(numbers // (INDICATORS * YEARS), 1)


def cells(numbers: int, *, changed: bool) -> Iterator[tuple[int, int, int, int, int | None]]:
    """Yield year, area, indicator, numerator and denominator; the same for the same number, but for every other one if `changed`.

    The first indicators count people and have no denominator, the others are shares of one of them. Some of them are secret: one
    share of thirty is of one or two people.
    """
    chance = random.Random(5)  # noqa: S311 (nothing secret)
    for area in range(areas_for(numbers)):
        people = [300 + chance.randrange(4000) for _count in range(COUNTS)]
        for year in range(YEARS):
            people = [number + chance.randrange(-9, 10) for number in people]
            for indicator in range(COUNTS):
                yield FIRST_YEAR + year, area, indicator, people[indicator] + (changed and year % 2), None
            for indicator in range(COUNTS, INDICATORS):
                counted = people[indicator % COUNTS] * (5 + indicator) // 100 + chance.randrange(9)
                if not chance.randrange(FEW):
                    counted = chance.randrange(1, 3)
                denominator = people[indicator % COUNTS] + (changed and year % 2)
                yield FIRST_YEAR + year, area, indicator, counted, denominator


def long_table(numbers: int, *, changed: bool, since: int = FIRST_YEAR) -> bytes:
    """Return a row for each number since a year, as a data base gives it out."""
    rows = (
        f"bench-{indicator};{area:04};31.12.{year};{numerator};{denominator or ''}"
        for year, area, indicator, numerator, denominator in cells(numbers, changed=changed)
        if year >= since
    )
    return "\n".join(["indicator;area;reference_date;numerator;denominator", *rows]).encode()


def wide_table(numbers: int) -> bytes:
    """Return a row for each area and year, with two columns for each share, below titles as an office writes it."""
    parts = [f"bench-{number} Zähler" for number in range(COUNTS)]
    parts += [f"bench-{number} {part}" for number in range(COUNTS, INDICATORS) for part in ("Zähler", "Nenner")]
    rows: dict[tuple[int, int], list[str]] = {}
    for year, area, _indicator, *said in cells(numbers, changed=False):
        written = [f"{number:,}".replace(",", ".") for number in said if number is not None]
        rows.setdefault((year, area), []).extend(written)
    lines = [f"{area:04};{year};{';'.join(said)}" for (year, area), said in rows.items()]
    return "\n".join(["Statistikstelle", "", f"Stadtteil;Jahr;{';'.join(parts)}", *lines, "Quelle: Benchmark"]).encode()


def prepare(numbers: int) -> None:
    """Give the city as many districts and indicators as the numbers are about, with boroughs that they add up to."""
    from monitoring.models import Indicator, IndicatorField  # noqa: PLC0415 (needs the models)

    field, _is_new = IndicatorField.objects.get_or_create(code="bench", defaults={"name": "Benchmark"})
    shared = {"field": field, "question": "?", "source": "Benchmark", "numerator_name": "Fälle"}
    counts = Indicator.objects.bulk_create(
        Indicator(
            code=f"bench-{number}", name=f"Anzahl {number} des Benchmarks", kind="count", unit="Menschen", **shared
        )
        for number in range(COUNTS)
    )
    Indicator.objects.bulk_create(
        Indicator(
            code=f"bench-{number}",
            name=f"Quote {number} des Benchmarks",
            kind="rate",
            denominator_name="alle",
            denominator=counts[number % COUNTS],
            per=100,
            unit="%",
            **shared,
        )
        for number in range(COUNTS, INDICATORS)
    )
    boroughs = districts("bench-bezirk", -(-areas_for(numbers) // PER_BOROUGH))
    districts("bench", areas_for(numbers), boroughs)


def districts(code: str, number: int, above: Sequence[object] = ()) -> list[object]:
    """Make a level of districts, the same number in each of those above them."""
    from django.contrib.gis.geos import MultiPolygon, Polygon  # noqa: PLC0415 (needs the settings)

    from sozialraum.models import AreaLevel, District  # noqa: PLC0415 (needs the models)

    level = AreaLevel.objects.create(code=code, name=code, name_plural=code, order=9 if above else 8)
    square = MultiPolygon(Polygon.from_bbox((6.4, 51.1, 6.41, 51.11)), srid=4326)
    return District.objects.bulk_create(
        District(
            level=level,
            code=f"{place:04}" if above else f"b{place:04}",
            name=f"{code} {place}",
            slug=f"{code}-{place}",
            boundary=square,
            parent=above[place // PER_BOROUGH] if above else None,
        )
        for place in range(number)
    )


def asked(step: str, numbers: int, by):
    """Ask for a step of an import, as a person does, and return the import."""
    from monitoring.imports import steps  # noqa: PLC0415 (needs the models, which only django.setup() loads)
    from monitoring.imports.layout import Layout  # noqa: PLC0415 (the same)
    from monitoring.models import ValueUpload  # noqa: PLC0415 (the same)

    # What a request would start is done here.
    steps.start_worker = lambda: None
    if step.startswith("check"):
        since = LAST_YEAR if step == "check-year" else FIRST_YEAR
        content = (
            wide_table(numbers) if step == "check-wide" else long_table(numbers, changed=step != "check", since=since)
        )
        owner = steps.take_in(source=step, file_name="bench.csv", content=content, by=by)
        steps.choose(owner, Layout.of(owner.layout | {"level": "bench"}), by=by)
        return owner
    owner = ValueUpload.objects.latest("pk")
    _asked = steps.undo(owner, by=by) if step == "undo" else steps.apply(owner, by=by)
    return owner


def main(step: str, numbers: int) -> None:
    django.setup()
    from monitoring.actions import numbers as numbers_of_actions  # noqa: PLC0415 (needs the models)
    from monitoring.imports import jobs  # noqa: PLC0415 (the same)
    from monitoring.releasing import release  # noqa: PLC0415 (the same)
    from network.models import User  # noqa: PLC0415 (the same)

    by, is_new = User.objects.get_or_create(email="bench@example.org", is_superuser=True, is_staff=True)
    if is_new:
        prepare(numbers)
    # What may be seen of the numbers is decided in the same transaction; here it is a step of its own, to be seen apart.
    if step != "apply-year":
        numbers_of_actions.release = lambda _changed: 0
    if step == "release":
        work, owner = release, None
    else:
        work, owner = jobs.work_off, asked(step, numbers, by)
    begin, begin_working, begin_database = perf_counter(), process_time(), database_seconds()
    work()
    seconds, working = perf_counter() - begin, process_time() - begin_working
    database = database_seconds() - begin_database
    if owner:
        owner.refresh_from_db()
        if owner.problem or owner.is_busy or owner.refused:
            raise SystemExit(f"{owner.state}: {owner.problem} {owner.refused}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    figures = {"seconds": seconds, "peak_memory": peak, "working": working, "database": database}
    print(json.dumps(figures))  # noqa: T201 (for the process that started this one)


def database_seconds() -> float:
    """Return how long the processes of the database that serve us have worked; nought where they are on another machine."""
    from django.db import connection  # noqa: PLC0415 (needs the settings)

    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        return sum(worked(pid) for (pid,) in cursor.fetchall())


def worked(pid: int) -> float:
    """Return for how many seconds a process of PostgreSQL has worked; nought for what is none, or cannot be asked."""
    try:
        name, _bracket, rest = Path(f"/proc/{pid}/stat").read_text().rpartition(")")
    except OSError:
        return 0.0
    own, of_system = map(int, rest.split()[11:13])
    return (own + of_system) / os.sysconf("SC_CLK_TCK") if "postgres" in name else 0.0


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
