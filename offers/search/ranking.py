"""How well an offer answers what was asked."""

import datetime
from collections import defaultdict

from django.db.models import Case, Expression, F, FloatField, Func, Value, When
from django.db.models.expressions import RawSQL
from django.utils import timezone

from offers.models import Reach
from offers.search.asking import Asked, Concept
from offers.search.criteria import Criteria
from offers.search.textual import quoted, together
from offers.search.widening import LOOSE

# What a word is worth in the title; in type, topics and summary; for whom, by whom, where; in the description.
FIELDS = {"A": 1.0, "B": 0.5, "C": 0.25, "D": 0.12}
# What several words are worth that all stand in the title; in title, type, topics and summary; anywhere.
FIELDS_APART = {"A": 1.0, "AB": 0.75, "ABC": 0.35, "ABCD": 0.15}
# Levels closer to each other than this are one, since each is looked for anew.
CLOSE = 0.04
# Of what a full answer is worth, what it counts that all words are said once more somewhere.
REPEATED = 0.15
COVERAGE = 1.2
# Beside the words: nearness where a place is asked for, ages that are just those asked for (half at WIDE months more or less), dates, freshness.
NEAR = {Reach.Nearness.HELD_HERE.value: 0.3, Reach.Nearness.REACHES_HERE.value: 0.1}
AGE, WIDE = 0.5, 36
MISFIT = (
    "(upper(%(expressions)s) - lower(%(expressions)s) + %(high)s - %(low)s"
    " - 2 * greatest(0, least(upper(%(expressions)s), %(high)s) - greatest(lower(%(expressions)s), %(low)s)))"
)
DATES, FRESH = 0.03, 0.02
WITH_DATES = [
    "wochentag=mo",
    "wochentag=di",
    "wochentag=mi",
    "wochentag=do",
    "wochentag=fr",
    "wochentag=sa",
    "wochentag=so",
]
# What nobody has confirmed in time counts less.
OVERDUE = 0.75
FLAT = FloatField()
WAY = " WHEN offers_entry.document @@ to_tsquery('german', %s) THEN %s::float"
# That all words are said once more somewhere; a word in the title counts ten times as much as in the description.
AGAIN = "ts_rank('{0.1, 0.2, 0.5, 1}', offers_entry.document, to_tsquery('german', %s)) * %s::float"


def levels(concept: Concept, *, relaxed: bool = False) -> list[tuple[float, str]]:
    """Return text queries with what an offer is worth that answers them, the best first: as good as the best way in the best place."""
    found: dict[float, list[str]] = defaultdict(list)
    of_weight: dict[float, set[str]] = defaultdict(set)
    for word, weight in concept.ways.words.items():
        of_weight[weight].add(word)
    if relaxed and concept.ways.loose:
        of_weight[LOOSE] |= concept.ways.loose
    for weight, words in of_weight.items():
        for where, worth in FIELDS.items():
            found[rounded(weight * worth)].append(quoted(words, where))
    for weight, parts in concept.ways.apart:
        for where, worth in FIELDS_APART.items():
            found[rounded(weight * worth)].append(together(parts, where))
    return [(worth, " | ".join(queries)) for worth, queries in sorted(found.items(), reverse=True)]


def rounded(worth: float) -> float:
    return max(CLOSE, round(worth / CLOSE) * CLOSE)


def fit(criteria: Criteria, *, relaxed: bool = False) -> Expression:
    """Return how well an entry answers a search with words, 0 and more: what it says, how near, for whom, when, how fresh."""
    total = said(criteria.asked, relaxed=relaxed)
    overdue = Case(When(due_on__lt=timezone.localdate(), then=Value(OVERDUE, FLAT)), default=Value(1.0, FLAT))
    return (total + beside(criteria)) * overdue


def beside(criteria: Criteria) -> Expression:
    """Return what counts beside the words: an offer held where it is asked for, meant for just that age, with dates, lately confirmed."""
    total: Expression = Case(
        When(facets__overlap=WITH_DATES, then=Value(DATES, FLAT)), default=Value(0.0, FLAT), output_field=FLAT
    )
    month_ago = timezone.localdate() - datetime.timedelta(days=90)
    total = total + Case(When(confirmed_at__gte=month_ago, then=Value(FRESH, FLAT)), default=Value(0.0, FLAT))
    if criteria.areas:
        total = total + Case(
            *(When(nearness=nearness, then=Value(worth, FLAT)) for nearness, worth in NEAR.items()),
            default=Value(0.0, FLAT),
            output_field=FLAT,
        )
    if criteria.ages:
        total = total + Value(AGE, FLAT) / (Value(1.0, FLAT) + misfit(criteria) / Value(WIDE, FLAT))
    return total


def misfit(criteria: Criteria) -> Func:
    """Return for how many months either an entry is and nobody has asked, or was asked and it is not."""
    low, high = min(ages[0] for ages in criteria.ages), max(ages[1] for ages in criteria.ages)
    return Func(F("ages"), template=MISFIT, low=int(low), high=int(high), output_field=FLAT)


def said(asked: Asked, *, relaxed: bool) -> RawSQL:
    """Return how well an entry says what was asked, `relaxed` with each thing counting that is there at all.

    Written out in SQL: building it of a hundred expressions took the ORM longer than answering it takes the database.
    """
    parts, values = ["0.0"], []
    for concept in asked.concepts:
        there = COVERAGE if relaxed else 0
        ways = [(query, concept.importance * (worth + there)) for worth, query in levels(concept, relaxed=relaxed)]
        # What only loose words would answer says nothing where each word must be there.
        parts += [f"CASE {WAY * len(ways)} ELSE 0 END"] * bool(ways)
        values += [value for way in ways for value in way]
    words = {word for concept in asked.concepts for word in concept.ways.words}
    if words:
        parts.append(AGAIN)
        values += [quoted(words), len(words) * REPEATED]
    # Nothing typed is in the text itself.
    return RawSQL(f"({' + '.join(parts)})", values, output_field=FLAT)  # noqa: S611
