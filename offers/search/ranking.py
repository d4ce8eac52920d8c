"""Text queries of what was asked, and how well an offer answers it."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Case, Expression, F, FloatField, Q, Value, When

from offers.search.asking import Asked, Concept
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
FLAT = FloatField()


def quoted(words: Iterable[str], where: str = "") -> str:
    label = f":{where}" if where else ""
    return " | ".join(f"'{word}'{label}" for word in sorted(words))


def raw(text: str) -> SearchQuery:
    return SearchQuery(text, search_type="raw", config="german")


def together(parts: tuple[frozenset[str], ...], where: str = "") -> str:
    return "(" + " & ".join(f"({quoted(part, where)})" for part in parts) + ")"


def one_of(concept: Concept, *, relaxed: bool = False) -> str:
    """Return the text query for any way of a concept."""
    words = set(concept.ways.words) | (concept.ways.loose if relaxed else frozenset())
    ways = [quoted(words)] if words else []
    ways += [together(parts) for _, parts in concept.ways.apart]
    return f"({' | '.join(ways)})"


def text_of(asked: Asked, *, relaxed: bool = False) -> str:
    """Return the text query that an offer has to answer; `relaxed` that it answers a part of the question."""
    return (" | " if relaxed else " & ").join(one_of(one, relaxed=relaxed) for one in asked.needed)


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


def fit(asked: Asked, *, relaxed: bool = False) -> Expression:
    """Return how well an entry's text answers, 0 and more."""
    total: Expression = Value(0.0, FLAT)
    for concept in asked.concepts:
        total = total + worth_of(concept, relaxed=relaxed)
    words = {word for concept in asked.concepts for word in concept.ways.words}
    if words:
        total = total + SearchRank(F("document"), raw(quoted(words)), weights=WEIGHTS) * Value(len(words) * REPEATED, FLAT)
    return total


def worth_of(concept: Concept, *, relaxed: bool) -> Expression:
    """Return what an entry is worth for one concept; where not all of them are found, each counts that is there."""
    there = COVERAGE if relaxed else 0
    ways = [
        When(Q(document=raw(query)), then=Value(concept.importance * (worth + there), FLAT))
        for worth, query in levels(concept, relaxed=relaxed)
    ]
    return Case(*ways, default=Value(0.0, FLAT), output_field=FLAT)
