"""The function that decides what may be seen, and writes it down."""

import datetime
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from django.db import connection, transaction

from monitoring.disclosure import protect
from monitoring.models import Indicator, IndicatorValue, ReleasedValue
from monitoring.releasing.deciding import decide
from monitoring.releasing.ground import Grounds
from monitoring.releasing.groups import Terms, all_equations, groups_of
from monitoring.releasing.puzzle import Puzzle
from monitoring.releasing.reading import Facts, Populations, all_shares, numbers_of
from monitoring.releasing.touched import Change, Days, Touched, days_together

POPULATION = "pop_total"  # the indicator that counts the inhabitants
LOCK = "SELECT pg_advisory_xact_lock(hashtext('monitoring_release'))"
COLUMNS = (
    "indicator_id",
    "district_id",
    "social_space_id",
    "reference_date",
    "numerator",
    "denominator",
    "value",
    "withheld",
    "status",
    "is_converted",
    "is_summed",
)
COPY = f"COPY monitoring_releasedvalue ({', '.join(COLUMNS)}) FROM STDIN"
Row = tuple[object, ...]


@transaction.atomic
def release(changed: Iterable[Change] | None = None) -> int:
    """Decide anew what may be seen of all numbers, or of those that are tied to what `changed` (indicators and days).

    Return how many released values that makes. All is one transaction: readers see the old numbers or the new ones.
    One pattern is made for everybody, as if all indicators were public: who sees fewer of them can compute no more.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
    indicators, terms, grounds = list(Indicator.objects.all()), all_equations(), Grounds()
    counted = [indicator for indicator in indicators if indicator.code == POPULATION]
    populations, shares = Populations(numbers_of(counted, grounds)), all_shares()
    touched = None if changed is None else Touched(changed, counted, populations)
    written = 0
    for group in groups_of(indicators, terms):
        for days in days_together(days_of(group), group, terms):
            if touched is None or touched.meets(group, days):
                facts = Facts(numbers_of(group, grounds, days), grounds, populations, shares)
                written += write(group, days, released(group, days, terms, facts))
    return written


def days_of(group: list[Indicator]) -> set[datetime.date]:
    """Return the days for which a group of indicators has numbers, or had some when it was decided last."""
    found = (model.objects.filter(indicator__in=group).order_by() for model in (IndicatorValue, ReleasedValue))
    return {day for rows in found for day in rows.values_list("reference_date", flat=True).distinct()}


def released(group: list[Indicator], days: Days, terms: list[Terms], facts: Facts) -> Iterator[Row]:
    """Yield the released rows of a group of indicators on days that are weighed together."""
    puzzle = Puzzle(group, terms, facts)
    puzzle.set_up(days)
    hidden = protect(puzzle.cells.values(), puzzle.equations)
    for indicator in group:
        for day in days:
            yield from rows_of(indicator, day, puzzle, hidden)


def rows_of(indicator: Indicator, day: datetime.date, puzzle: Puzzle, hidden: AbstractSet) -> Iterator[Row]:
    """Yield the released rows of an indicator at a day."""
    for area, count in puzzle.facts.numbers.get((indicator.pk, day), {}).items():
        shown, (kind, pk) = decide(indicator, area, day, puzzle, hidden), area
        yield (
            indicator.pk,
            pk if kind == "district" else None,
            pk if kind == "space" else None,
            day,
            shown.numerator,
            shown.denominator,
            None if shown.value is None else round(shown.value, 8),
            shown.withheld,
            count.status,
            count.is_converted,
            count.is_summed,
        )


def write(group: list[Indicator], days: Days, rows: Iterable[Row]) -> int:
    """Put the released rows of a group on some days in the place of its old ones; return how many there are.

    Where they say the same, nothing is written: each writing makes readers fetch their pages anew.
    """
    old, new = ReleasedValue.objects.filter(indicator__in=group, reference_date__in=days).order_by(), set(rows)
    if set(old.values_list(*COLUMNS)) == new:
        return len(new)
    old.delete()
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for row in new:
            copy.write_row(row)
    return len(new)
