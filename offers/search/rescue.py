"""No offer answers: what else would help."""

from dataclasses import dataclass, replace

from django.db.models import CharField, Count, QuerySet, Value
from django.db.models.functions import Cast, Concat

from offers.models import Entry, Reach
from offers.search.applied import Applied, applied
from offers.search.choices import Choice, Choices
from offers.search.criteria import Criteria
from offers.search.matching import matches
from offers.search.tallies import TOTAL, tallied
from sozialraum.models import District


@dataclass(frozen=True)
class Rescue:
    """Ways on from an empty result; every count is above zero."""

    loosened: list[tuple[Applied, int]]
    neighbours: list[tuple[Choice, int]]
    everywhere: int
    at_home: int


def rescue(criteria: Criteria, choices: Choices) -> Rescue:
    """Return what one filter less, the neighbouring districts, and the offers found everywhere would give."""
    plain = Criteria(steps=criteria.steps[:1])
    everywhere = tallied(replace(plain, places=(NOWHERE,)))
    return Rescue(
        loosened=loosened(criteria),
        neighbours=neighbours(criteria, choices),
        everywhere=everywhere.get(TOTAL, 0),
        at_home=everywhere.get("zugang=zuhause", 0),
    )


# A place that holds nothing, so that only what is found everywhere is counted.
NOWHERE = Choice("stadtteil", "", "", "", areas=("nowhere",))


def loosened(criteria: Criteria) -> list[tuple[Applied, int]]:
    """Return the filters whose removal finds something, with how much, the most plentiful first; one query."""
    filters = applied(criteria)
    rows = [numbered(matches(one.without), index) for index, one in enumerate(filters)]
    if not rows:
        return []
    numbers = dict(rows[0].union(*rows[1:], all=True) if rows[1:] else rows[0])
    found = [(one, numbers[index]) for index, one in enumerate(filters) if numbers.get(index)]
    return sorted(found, key=lambda pair: -pair[1])


def numbered(entries: QuerySet[Entry], index: int) -> QuerySet:
    """Return the single row (index, how many entries); no row when there are none."""
    rows = entries.order_by().annotate(index=Value(index)).values("index")
    return rows.annotate(number=Count("*")).values_list("index", "number")


def neighbours(criteria: Criteria, choices: Choices) -> list[tuple[Choice, int]]:
    """Return the districts beside the chosen ones, with what the same search finds there, the most plentiful first; one query."""
    chosen = [int(area.partition(":")[2]) for area in criteria.areas if area.startswith("district:")]
    if not chosen:
        return []
    area = Concat(Value("district:"), Cast("pk", CharField()))
    beside = District.objects.beside(chosen).order_by().annotate(area=area).values("area")
    rows = Reach.objects.filter(area__in=beside, entry__in=matches(criteria.anywhere))
    numbers = dict(rows.order_by().values("area").annotate(number=Count("*")).values_list("area", "number"))
    named = [choice for choice in choices.by_name["stadtteil"] if choice.areas[0] in numbers]
    return sorted(((choice, numbers[choice.areas[0]]) for choice in named), key=lambda pair: -pair[1])
