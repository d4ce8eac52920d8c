"""Which offers answer a search."""

from functools import reduce
from operator import or_

from django.contrib.gis.geos import Point
from django.contrib.gis.measure import D
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from offers.models import Entry, Reach
from offers.search.asking import Asked
from offers.search.criteria import Criteria, Sort
from offers.search.ranking import raw, text_of


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


def with_words(asked: Asked | None, *, relaxed: bool) -> Q:
    """Keep what answers the words, `relaxed` also what answers some of them; nothing where no offer has any of them."""
    if asked is None:
        return Q()
    text = text_of(asked, relaxed=relaxed)
    return Q(document=raw(text)) if text else Q(pk=None)


def matches(criteria: Criteria, *, relaxed: bool = False) -> QuerySet[Entry]:
    """Return the entries that answer the search; `relaxed` lets some of its words be missing."""
    return Entry.objects.filter(
        current(),
        in_areas(criteria),
        in_radius(criteria),
        of_age(criteria),
        with_facets(criteria),
        with_words(criteria.asked, relaxed=relaxed),
    )
