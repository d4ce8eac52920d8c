"""`python -m tests.bench.number_step STEP NUMBERS`: do one step of an import of numbers in the database of DATABASE_URL, and print its cost."""

import json
import random
import resource
import sys
from collections.abc import Iterator
from time import perf_counter

import django

INDICATORS, YEARS = 50, 10
FIRST_YEAR = 2015


def areas_for(numbers: int) -> int:
    """Return how many areas it takes for so many numbers."""
    return max(numbers // (INDICATORS * YEARS), 1)


def cells(numbers: int, *, changed: bool) -> Iterator[tuple[int, int, int, int, int]]:
    """Yield year, area, indicator, numerator and denominator; the same for the same number, but for every other one if `changed`."""
    chance = random.Random(5)  # noqa: S311 (nothing secret)
    for area in range(areas_for(numbers)):
        for indicator in range(INDICATORS):
            denominator = 500 + chance.randrange(4000)
            numerator = denominator * (5 + indicator) // 100
            for year in range(YEARS):
                counted = numerator + chance.randrange(9)
                yield FIRST_YEAR + year, area, indicator, counted + (changed and year % 2), denominator


def long_table(numbers: int, *, changed: bool) -> bytes:
    """Return a row for each number, as a data base gives it out."""
    rows = (
        f"bench-{indicator};{area:04};31.12.{year};{numerator};{denominator}"
        for year, area, indicator, numerator, denominator in cells(numbers, changed=changed)
    )
    return "\n".join(["indicator;area;reference_date;numerator;denominator", *rows]).encode()


def wide_table(numbers: int) -> bytes:
    """Return a row for each area and year, with two columns for each indicator, below titles as an office writes it."""
    parts = [f"bench-{number} {part}" for number in range(INDICATORS) for part in ("Zähler", "Nenner")]
    rows: dict[tuple[int, int], list[str]] = {}
    for year, area, _indicator, numerator, denominator in cells(numbers, changed=False):
        rows.setdefault((year, area), []).extend([f"{numerator:,}".replace(",", "."), str(denominator)])
    lines = [f"{area:04};{year};{';'.join(said)}" for (year, area), said in rows.items()]
    return "\n".join(["Statistikstelle", "", f"Stadtteil;Jahr;{';'.join(parts)}", *lines, "Quelle: Benchmark"]).encode()


def prepare(numbers: int) -> None:
    """Give the city as many districts and indicators as the numbers are about."""
    from django.contrib.gis.geos import MultiPolygon, Polygon  # noqa: PLC0415 (needs the settings)

    from monitoring.models import Indicator, IndicatorField  # noqa: PLC0415 (needs the models)
    from sozialraum.models import AreaLevel, District  # noqa: PLC0415 (the same)

    field, _is_new = IndicatorField.objects.get_or_create(code="bench", defaults={"name": "Benchmark"})
    Indicator.objects.bulk_create(
        Indicator(
            code=f"bench-{number}",
            name=f"Quote {number} des Benchmarks",
            field=field,
            kind="rate",
            question="?",
            numerator_name="Fälle",
            denominator_name="alle",
            per=100,
            unit="%",
            source="Benchmark",
        )
        for number in range(INDICATORS)
    )
    level = AreaLevel.objects.create(code="bench", name="Raum", name_plural="Räume", order=9)
    square = MultiPolygon(Polygon.from_bbox((6.4, 51.1, 6.41, 51.11)), srid=4326)
    District.objects.bulk_create(
        District(level=level, code=f"{number:04}", name=f"Raum {number}", slug=f"raum-{number}", boundary=square)
        for number in range(areas_for(numbers))
    )


def asked(step: str, numbers: int, by):
    """Ask for a step of an import, as a person does, and return the import."""
    from monitoring.imports import steps  # noqa: PLC0415 (needs the models, which only django.setup() loads)
    from monitoring.imports.layout import Layout  # noqa: PLC0415 (the same)
    from monitoring.models import ValueUpload  # noqa: PLC0415 (the same)

    # What a request would start is done here.
    steps.start_worker = lambda: None
    if step.startswith("check"):
        content = wide_table(numbers) if step == "check-wide" else long_table(numbers, changed=step != "check")
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
    numbers_of_actions.release = lambda _changed: 0
    if step == "release":
        work, owner = release, None
    else:
        work, owner = jobs.work_off, asked(step, numbers, by)
    begin = perf_counter()
    work()
    seconds = perf_counter() - begin
    if owner:
        owner.refresh_from_db()
        if owner.problem or owner.is_busy or owner.refused:
            raise SystemExit(f"{owner.state}: {owner.problem} {owner.refused}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(json.dumps({"seconds": seconds, "peak_memory": peak}))  # noqa: T201 (for the process that started this one)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
