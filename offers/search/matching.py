"""Which offers answer a search."""

from functools import reduce
from operator import or_

from django.contrib.gis.geos import Point
from django.contrib.gis.measure import D
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from offers.models import Entry, Reach
from offers.search.criteria import Criteria, Sort
from offers.search.textual import HEADING, Title, answers, says

# Of very many offers so many are looked at, and those words count as said in the title that are about as good as the typed one.
LOOKED_AT, STRONG = 500, 0.65


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


def matches(criteria: Criteria, *, relaxed: bool = False) -> QuerySet[Entry]:
    """Return the entries that answer the search; `relaxed` lets some of its words be missing."""
    entries = without_words(criteria)
    return entries.filter(answers(criteria.asked, relaxed=relaxed)) if criteria.asked else entries


def without_words(criteria: Criteria) -> QuerySet[Entry]:
    """Return the entries that answer a search apart from its words."""
    return Entry.objects.filter(
        current(), in_areas(criteria), in_radius(criteria), of_age(criteria), with_facets(criteria)
    )


def likeliest(criteria: Criteria, *, relaxed: bool = False) -> QuerySet[Entry]:
    """Return entries among very many that answer: those whose titles do, and some more; no more than LOOKED_AT of each sort.

    Titles that say everything, titles that say one thing in about the words that were typed, and any.
    """
    found = matches(criteria, relaxed=relaxed).order_by()
    titled = without_words(criteria).order_by().annotate(heading=Title("document"))
    sorts = [titled.filter(answers(criteria.asked, HEADING, relaxed=relaxed))]
    strong = {word for one in criteria.asked.needed for word, worth in one.ways.words.items() if worth >= STRONG}
    if strong and len(criteria.asked.needed) > 1:
        sorts.append(titled.filter(says(strong, HEADING), answers(criteria.asked, relaxed=relaxed)))
    elif strong:
        sorts.append(titled.filter(says(strong, HEADING)))
    # As one list: of several the planner would look through all offers.
    some = [sort.values("pk")[:LOOKED_AT] for sort in (*sorts, found)]
    return Entry.objects.filter(pk__in=some[0].union(*some[1:]))
