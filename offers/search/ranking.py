"""How well an offer answers what was asked."""

import datetime
from collections import defaultdict

from django.contrib.postgres.search import SearchRank
from django.db.models import Case, Expression, F, FloatField, Func, Q, Value, When
from django.utils import timezone

from offers.models import Reach
from offers.search.asking import Concept
from offers.search.criteria import Criteria
from offers.search.textual import quoted, raw, together
from offers.search.widening import LOOSE

# What a word is worth in the title; in type, topics and summary; for whom, by whom, where; in the description.
FIELDS = {"A": 1.0, "B": 0.5, "C": 0.25, "D": 0.12}
# What several words are worth that all stand in the title; in title, type, topics and summary; anywhere.
FIELDS_APART = {"A": 1.0, "AB": 0.6, "ABC": 0.3, "ABCD": 0.15}
# Levels closer to each other than this are one, since each is looked for anew.
CLOSE = 0.04
# Of what a full answer is worth, what it counts that all words are said once more somewhere.
REPEATED = 0.15
COVERAGE = 1.2
WEIGHTS = [0.1, 0.2, 0.5, 1.0]
# Beside the words: nearness where a place is asked for, an age that is just the one asked for (half at WIDE months), dates, freshness.
NEAR = {Reach.Nearness.HELD_HERE.value: 0.3, Reach.Nearness.REACHES_HERE.value: 0.1}
AGE, WIDE = 0.5, 36
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
    asked = criteria.asked
    total: Expression = Value(0.0, FLAT)
    for concept in asked.concepts:
        total = total + worth_of(concept, relaxed=relaxed)
    words = {word for concept in asked.concepts for word in concept.ways.words}
    if words:
        total = total + SearchRank(F("document"), raw(quoted(words)), weights=WEIGHTS) * Value(
            len(words) * REPEATED, FLAT
        )
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
        months = Func(F("ages"), template="(upper(%(expressions)s) - lower(%(expressions)s))", output_field=FLAT)
        total = total + Value(AGE, FLAT) / (Value(1.0, FLAT) + months / Value(WIDE, FLAT))
    return total


def worth_of(concept: Concept, *, relaxed: bool) -> Expression:
    """Return what an entry is worth for one concept; where not all of them are found, each counts that is there."""
    there = COVERAGE if relaxed else 0
    ways = [
        When(Q(document=raw(query)), then=Value(concept.importance * (worth + there), FLAT))
        for worth, query in levels(concept, relaxed=relaxed)
    ]
    return Case(*ways, default=Value(0.0, FLAT), output_field=FLAT)
