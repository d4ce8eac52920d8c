"""Which offers answer a search."""

from functools import reduce
from operator import or_
from typing import ClassVar

from django.contrib.gis.geos import Point
from django.contrib.gis.measure import D
from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from kit.text import words
from offers.models import Entry, Reach
from offers.search.criteria import Criteria, Sort
from offers.search.days import of_the_day


class OfferQuery(SearchQuery):
    """A family's words as a German text query."""

    SEARCH_TYPES: ClassVar = {"plain": "offers_query"}


class SimilarQuery(SearchQuery):
    """The same for words that may be misspelt: any of the offers' own words that is spelt almost like one of them fits."""

    SEARCH_TYPES: ClassVar = {"plain": "offers_similar_query"}
    # Looked up once and not for each offer.
    template = "(SELECT %(function)s(%(expressions)s))"


def current() -> Q:
    """Keep what is public today."""
    today = timezone.localdate()
    return Q(public_from__lte=today, public_until__gte=today)


def in_areas(criteria: Criteria) -> Q:
    """Keep what is held in, or reaches, one of the places; what is found everywhere always fits."""
    if not criteria.areas or criteria.radius_km:
        return Q()
    areas = [*criteria.areas, Reach.EVERYWHERE]
    return Q(Exists(Reach.objects.filter(entry=OuterRef("pk"), area__in=areas)))


def in_radius(criteria: Criteria) -> Q:
    """Keep what takes place within the radius of a chosen place; without a known place nothing fits."""
    if not criteria.radius_km:
        return Q()
    near = D(km=criteria.radius_km)
    return reduce(or_, (Q(point__dwithin=(origin, near)) for origin in origins(criteria)), Q(pk=None))


def origins(criteria: Criteria) -> list[Point]:
    """Return the points from which distances of this search are measured: the middles of its places."""
    return [Point(*place.origin, srid=4326) for place in criteria.places if place.origin]


def nearest_origin(criteria: Criteria) -> Point | None:
    """Return the point from which the nearest are told, when the search asks for distances; else None."""
    wants_distance = criteria.radius_km or criteria.sort is Sort.NEAREST
    return next(iter(origins(criteria)), None) if wants_distance else None


def of_age(criteria: Criteria) -> Q:
    """Keep what is for at least one of the ages."""
    return reduce(or_, (Q(ages__overlap=ages) for ages in criteria.ages), Q())


def with_facets(criteria: Criteria) -> Q:
    """Keep what has one of the wanted values of every parameter."""
    return Q(*(Q(facets__overlap=facets) for facets in criteria.facet_groups.values()))


def text_query(text: str, *, forgiving: bool = False) -> SearchQuery | None:
    """Return the query for a text, `forgiving` that words are misspelt; None for a text without a word."""
    asked = " ".join(words(text))
    kind = SimilarQuery if forgiving else OfferQuery
    return kind(asked) if asked else None


def with_words(text: str, *, forgiving: bool) -> Q:
    """Keep what has every word of the text, in any of its forms."""
    query = text_query(text, forgiving=forgiving)
    return Q(document=query) if query else Q()


def matches(criteria: Criteria, *, forgiving: bool = False) -> QuerySet[Entry]:
    """Return the entries that answer the search; `forgiving` lets words be misspelt."""
    return Entry.objects.filter(
        current(),
        in_areas(criteria),
        in_radius(criteria),
        of_age(criteria),
        with_facets(criteria),
        of_the_day(criteria),
        with_words(criteria.text, forgiving=forgiving),
    )
