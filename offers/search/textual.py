"""Text queries of what was asked.

Each is an alternative of words, joined by the database and not by the text query: of "(a | b) & (c | d)" in one text query the index
looks at every offer that has any of them, of two it joins two lists. (20,000 hits: 125 ms and 3.)
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import Func, Q

from offers.search.asking import Asked, Concept

Parts = tuple[frozenset[str], ...]
DOCUMENT, HEADING = "document", "heading"


class Title(Func):
    """The part of an entry's text that is its title; there is an index of it."""

    template = "ts_filter(%(expressions)s, '{a}')"
    output_field = SearchVectorField()


def quoted(words: Iterable[str], where: str = "") -> str:
    """Return the text query for any of some words, `where` as labels of an entry's text ("AB": title, type, topics, summary)."""
    label = f":{where}" if where else ""
    return " | ".join(f"'{word}'{label}" for word in sorted(words))


def together(parts: Parts, where: str = "") -> str:
    """Return the text query for a word of each of some parts."""
    return "(" + " & ".join(f"({quoted(part, where)})" for part in parts) + ")"


def raw(text: str) -> SearchQuery:
    return SearchQuery(text, search_type="raw", config="german")


def says(words: Iterable[str], column: str = DOCUMENT) -> Q:
    """Keep entries that say one of some words."""
    return Q(**{column: raw(quoted(words))})


def answers(asked: Asked, column: str = DOCUMENT, *, relaxed: bool = False) -> Q:
    """Keep entries that answer everything that is needed, `relaxed` some of it; nothing where no offer has any of it."""
    if asked.is_free:
        # Whatever the filters let through answers; where it is many, what says a word in its title comes first.
        said_once = [said(one, column) for one in asked.concepts if one.ways.is_known] if column == HEADING else []
        return reduce(or_, said_once, Q())
    concepts = [one for one in asked.needed if relaxed or one.ways.is_known]
    return (
        reduce(or_ if relaxed else and_, (said(one, column, relaxed=relaxed) for one in concepts))
        if concepts
        else Q(pk=None)
    )


def answers_directly(asked: Asked) -> Q:
    """Keep entries that say everything that is needed, each thing in a single word."""
    several = [one.ways.words for one in asked.needed if one.ways.is_known]
    return reduce(and_, map(says, several)) if several and all(several) else Q(pk=None)


def said(concept: Concept, column: str = DOCUMENT, *, relaxed: bool = False) -> Q:
    """Keep entries that say a thing in any way."""
    words = set(concept.ways.words) | (concept.ways.loose if relaxed else frozenset())
    ways = [says(words, column)] if words else []
    widest = wide([parts for _, parts in concept.ways.apart], words)
    ways += [reduce(and_, (says(part, column) for part in parts)) for parts in widest]
    return reduce(or_, ways)


def wide(several: Sequence[Parts], words: Iterable[str]) -> list[Parts]:
    """Return those of several compounds said apart that no other one includes, and that single `words` do not include."""
    kept: list[Parts] = []
    for parts in sorted(set(several), key=lambda one: (len(one), -sum(map(len, one)), sorted(map(sorted, one)))):
        if not any(includes(other, parts) for other in [*kept, (frozenset(words),)]):
            kept.append(parts)
    return kept


def includes(wider: Parts, parts: Parts) -> bool:
    """Return whether whatever has a word of each of `parts` has one of each of `wider`."""
    return all(any(part <= other for part in parts) for other in wider)
