"""How many children of an age live in an area, as far as it may be seen."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db.models import Max, Q

from monitoring.choices import ValueStatus, Withheld
from monitoring.figures import NOTHING, Figure, Figures, read
from monitoring.models import ReleasedValue
from monitoring.supply.ages import Age

# The strongest reason first: what is secret in one part is secret in the sum.
REASONS = (Withheld.CONFIDENTIAL, Withheld.FEW, Withheld.MISSING)
STANDINGS = (ValueStatus.ESTIMATED, ValueStatus.PROVISIONAL)


def children(ages: Iterable[Age]) -> dict[str, Figures]:
    """Return by the code of each age the latest numbers of children in all areas; two queries."""
    ages = list(ages)
    counts = {one.pk for age in ages for one in age.counts}
    rows = ReleasedValue.objects.filter(indicator__in=counts)
    newest = dict(
        rows.order_by().values("indicator").annotate(day=Max("reference_date")).values_list("indicator", "day")
    )
    wanted = Q(pk=None)
    for day in set(newest.values()):
        wanted |= Q(reference_date=day, indicator__in=[one for one, latest in newest.items() if latest == day])
    found: dict[int, Figures] = {}
    for (indicator, area, _day), figure in read(rows.filter(wanted)):
        found.setdefault(indicator, {})[area] = figure
    return {age.code: of_parts(age, newest, found) for age in ages}


def of_parts(age: Age, newest: dict, found: dict[int, Figures]) -> Figures:
    """Return the numbers of an age by area; numbers of different days are no sum."""
    parts = [one.pk for one in age.counts]
    if not parts or len({newest.get(part) for part in parts}) > 1:
        return {}
    areas = {area for part in parts for area in found.get(part, {})}
    return {area: summed([found.get(part, {}).get(area, NOTHING) for part in parts]) for area in areas}


def summed(parts: Sequence[Figure]) -> Figure:
    """Return the sum of numbers, as sure as the least sure of them; where one may not be seen, why."""
    withheld = next((why for why in REASONS if any(part.withheld == why for part in parts)), "")
    if withheld:
        return Figure(withheld=withheld)
    status = next((one for one in STANDINGS if any(part.status == one for part in parts)), ValueStatus.FINAL)
    value = sum((part.value for part in parts), Decimal(0))
    return Figure(value, withheld="", status=status, is_converted=any(part.is_converted for part in parts))
