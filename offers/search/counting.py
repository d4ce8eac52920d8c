"""How many offers answer a search, and how many would with one value more beside it."""

from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db.models import Count, F, Func, QuerySet, TextField, Value

from offers.models import Entry, Reach
from offers.search.criteria import Criteria
from offers.search.matching import among, answering
from offers.search.statements import rows
from offers.search.tallies import TOTAL


@dataclass(frozen=True, slots=True)
class StepCounts:
    """Numbers of offers by age step ("" for any age): of an area with what reaches it, and of what is found everywhere."""

    here: dict[str, int]
    everywhere: dict[str, int]


# What the database keeps, where it holds for today; else its offers, counted now.
STEPS = """
    SELECT area, step, count, bound FROM offers_tally JOIN offers_refresh ON day = %(today)s
    WHERE area = ANY (%(areas)s) AND facet = ''
    UNION ALL
    SELECT area, step, count(*), count(*) FILTER (WHERE NOT is_everywhere)
    FROM offers_reach r JOIN offers_step s ON s.ages && r.ages
    WHERE area = ANY (%(areas)s) AND %(today)s BETWEEN public_from AND public_until
        AND NOT EXISTS (SELECT FROM offers_refresh WHERE day = %(today)s)
    GROUP BY area, step
"""


def counts_by_step(area: str) -> StepCounts:
    """Return the numbers of an area; what is found everywhere counts under `everywhere` alone."""
    areas = [area, Reach.EVERYWHERE]
    here, everywhere = {}, {}
    for found, step, count, bound in rows(STEPS, areas=areas):
        if found == area:
            here[step] = bound
        else:
            everywhere[step] = count
    return StepCounts(here, everywhere)


def countable(criteria: Criteria) -> Func:
    """Return the facets of an entry, and TOTAL, one row each, as they count under the search's time filters."""
    facets: F | Func = F("facets")
    strings = ArrayField(TextField())
    weekdays, parts = criteria.values("wochentag"), criteria.values("tageszeit")
    if weekdays or parts:
        chosen = [Value(values, output_field=strings) for values in (weekdays, parts)]
        facets = Func(facets, *chosen, function="offers_countable", output_field=strings)
    with_total = Func(facets, Value(TOTAL), function="array_append", output_field=strings)
    return Func(with_total, function="unnest", output_field=TextField())


def grouped(criteria: Criteria, entries: QuerySet[Entry], parameter: str = "") -> QuerySet:
    """Return rows (parameter, facet, number): how many of `entries` have each facet, and TOTAL."""
    rows = (
        entries.order_by().annotate(facet=countable(criteria), parameter=Value(parameter)).values("parameter", "facet")
    )
    return rows.annotate(number=Count("*")).values_list("parameter", "facet", "number")


def counted(criteria: Criteria, keys: list[int] | None = None, *, relaxed: bool = False) -> dict[str, int]:
    """Return the counts of any search with one query, `relaxed` or not; `keys` are those of its entries, where they are known.

    Beside a value of a parameter that is set stands what that value would give as an alternative: the count without the
    parameter.
    """
    freed = {name: criteria.without_facet(name) for name in criteria.facet_groups}
    others = [grouped(one, answering(one, relaxed=relaxed), name) for name, one in freed.items()]
    entries = answering(criteria, relaxed=relaxed) if keys is None else Entry.objects.filter(among(keys))
    found = grouped(criteria, entries)
    found = found.union(*others, all=True) if others else found
    return {
        facet: number
        for parameter, facet, number in found
        if parameter == (name if (name := facet.partition("=")[0]) in freed else "")
    }
