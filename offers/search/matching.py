"""Which offers answer a search."""

from functools import reduce
from operator import or_

from django.contrib.gis.geos import Point
from django.contrib.gis.measure import D
from django.db import connection
from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from offers.models import Entry, Reach
from offers.search.criteria import Criteria, Sort
from offers.search.days import of_the_day
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
    return Q(areas__overlap=[*criteria.areas, Reach.EVERYWHERE])


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
        current(),
        in_areas(criteria),
        in_radius(criteria),
        of_age(criteria),
        with_facets(criteria),
        of_the_day(criteria),
    )


def likeliest(criteria: Criteria, *, relaxed: bool = False) -> tuple[str, list]:
    """Return a statement, with its values, for the keys of the entries that answer a search with words, some of them twice.

    Of very many it finds more than MOST_WITH_WORDS that answer best: those whose titles say what was asked, in about the words
    that were typed, and all others only where these are few.
    """
    answer = answers(criteria.asked, relaxed=relaxed)
    entries = without_words(criteria).order_by()
    titled = entries.annotate(heading=Title("document"))
    strong = {word for one in criteria.asked.needed for word, worth in one.ways.words.items() if worth >= STRONG}
    sorts = [titled.filter(answers(criteria.asked, HEADING, relaxed=relaxed)), entries.filter(answer)]
    if strong and len(criteria.asked.needed) == 1:
        sorts.insert(0, titled.filter(says(strong, HEADING)))
    elif strong:
        sorts.insert(1, titled.filter(says(strong, HEADING), answer))
    return one_after_another([sort.values("pk")[: MOST_WITH_WORDS + 1] for sort in sorts], enough=MOST_WITH_WORDS)


def one_after_another(queries: list[QuerySet], *, enough: int) -> tuple[str, list]:
    """Return a statement for the keys that some queries find; one is asked only where none before it has found more than `enough`.

    Written out in SQL, which can remember what a part has found; of alternatives in one condition the planner would look through
    all offers.
    """
    parts, values = [], []
    for number, query in enumerate(queries):
        statement, own = query.query.sql_with_params()
        few = [f"(SELECT count(*) FROM part{one}) <= {enough}" for one in range(number)]  # noqa: S608 (numbers of ours)
        only = " AND ".join(few) or "true"
        once = f"SELECT * FROM ({statement}) found WHERE {only}"  # noqa: S608 (the values stand apart)
        parts.append(f"part{number} (offer_id) AS MATERIALIZED ({once})")
        values += own
    keys = " UNION ALL ".join(f"SELECT offer_id FROM part{number}" for number in range(len(queries)))  # noqa: S608 (the same)
    return f"WITH {', '.join(parts)} {keys}", values


def keys_of(criteria: Criteria, *, relaxed: bool = False) -> list[int]:
    """Return the keys of the entries that answer a search with words, each once; of very many the likeliest."""
    with connection.cursor() as cursor:
        cursor.execute(*likeliest(criteria, relaxed=relaxed))
        return list(dict.fromkeys(key for (key,) in cursor.fetchall()))


def among(keys: list[int]) -> RawSQL:
    """Keep the entries with some keys, given as one value: as many values Django would look at each."""
    return RawSQL("offers_entry.offer_id = ANY (%s)", [keys], output_field=BooleanField())


def answering(criteria: Criteria, *, relaxed: bool = False) -> QuerySet[Entry]:
    """Return the entries that answer a search; of one with words not many more than are shown."""
    if not criteria.asked:
        return matches(criteria)
    statement, values = likeliest(criteria, relaxed=relaxed)
    return Entry.objects.filter(RawSQL(f"offers_entry.offer_id IN ({statement})", values, output_field=BooleanField()))  # noqa: S611
