"""Which offers answer a search."""

from functools import reduce
from operator import or_

from django.contrib.gis.geos import Point
from django.contrib.gis.measure import D
from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.utils import timezone

from offers.models import Entry, Reach
from offers.search.criteria import Criteria, Sort
from offers.search.textual import HEADING, Title, answers, says

# Words often fit loosely: of what they find no more is counted, put in order and shown, however many offers there are.
MOST_WITH_WORDS = 500
# Words that are about as good as the typed one.
STRONG = 0.65


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


class IsFew(Subquery):
    """Whether a query has fewer than `most` rows; asked once, so that what follows is not looked for where it is not needed."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS found) < %(most)s"
    output_field = BooleanField()


def likeliest(criteria: Criteria, *, relaxed: bool = False) -> QuerySet:
    """Return the keys of the entries that answer a search with words, or of very many more than MOST_WITH_WORDS that do so best.

    A key may come twice.

    First those whose titles say one thing in about the words that were typed, then those whose titles say everything, then all.
    """
    answer = answers(criteria.asked, relaxed=relaxed)
    titled = without_words(criteria).order_by().annotate(heading=Title("document"))
    strong = {word for one in criteria.asked.needed for word, worth in one.ways.words.items() if worth >= STRONG}
    is_one = len(criteria.asked.needed) == 1
    sorts = [titled.filter(says(strong, HEADING), *([] if is_one else [answer]))] if strong else []
    sorts += [
        titled.filter(answers(criteria.asked, HEADING, relaxed=relaxed)),
        matches(criteria, relaxed=relaxed).order_by(),
    ]
    some = [sorts[0].values("pk")[: MOST_WITH_WORDS + 1]]
    for sort in sorts[1:]:
        is_needed = [IsFew(one, most=MOST_WITH_WORDS + 1) for one in some]
        some.append(sort.filter(*is_needed).values("pk")[: MOST_WITH_WORDS + 1])
    return some[0].union(*some[1:], all=True)


def among(keys: list[int]) -> RawSQL:
    """Keep the entries with some keys, given as one value: as many values Django would look at each."""
    return RawSQL("offers_entry.offer_id = ANY (%s)", [keys], output_field=BooleanField())
