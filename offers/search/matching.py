"""Which offers answer a search."""

from functools import reduce
from operator import or_

from django.contrib.gis.geos import Point
from django.contrib.gis.measure import D
from django.db import connection
from django.db.models import BooleanField, F, Field, Func, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.utils import timezone

from offers.models import Entry, Reach
from offers.search.asking import Asked
from offers.search.criteria import Criteria, Sort
from offers.search.days import of_the_day
from offers.search.textual import HEADING, Title, answers, answers_directly, says

# Words often fit loosely: of what they find no more is counted, put in order and shown, however many offers there are.
MOST_WITH_WORDS = 500
# Nor of what is asked of the times themselves, as long as its order is ours.
MOST_BY_DAY = 2000
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


def most_of(criteria: Criteria) -> int | None:
    """Return how many answers of a search are looked at and put in order; None where all are."""
    if criteria.asked:
        return MOST_WITH_WORDS
    return MOST_BY_DAY if criteria.is_by_day and criteria.sort is Sort.RELEVANCE else None


def first_keys(criteria: Criteria, *, relaxed: bool = False) -> tuple[str, list]:
    """Return a statement, with its values, for the keys of the entries that answer a search, some of them twice.

    Of more than `most_of()` the search it finds a few more than that, those that stand first in the list or hardly behind them.
    """
    most = most_of(criteria)
    entries = without_words(criteria).order_by()
    if not criteria.asked:
        return one_after_another(upto(most, nearest_and_fresh(criteria, entries)), enough=most)
    if criteria.places or criteria.ages or criteria.facets:
        return directly_or_all(upto(most, narrowed(criteria, entries, relaxed=relaxed)), enough=most)
    return one_after_another(upto(most, likeliest(criteria, entries, relaxed=relaxed)), enough=most)


def upto(most: int, sorts: list[QuerySet[Entry]]) -> list[QuerySet]:
    """Return the queries for the keys of each sort, and for no more than what shows that there are more than `most`."""
    return [sort.values("pk")[: most + 1] for sort in sorts]


def nearest_and_fresh(criteria: Criteria, entries: QuerySet[Entry]) -> list[QuerySet[Entry]]:
    """Return those of some entries that are bound to the places of a search, all that are confirmed in time, all."""
    fresh = entries.filter(due_on__gte=timezone.localdate())
    bound = [fresh.filter(areas__overlap=criteria.areas)] if criteria.areas and not criteria.radius_km else []
    return [*bound, fresh, entries]


def likeliest(criteria: Criteria, entries: QuerySet[Entry], *, relaxed: bool = False) -> list[QuerySet[Entry]]:
    """Return those of some entries that answer the words of a search, those that answer best first.

    They are those whose titles say what was asked, in about the words that were typed; the last are all.
    """
    answer = answers(criteria.asked, relaxed=relaxed)
    titled = entries.annotate(heading=Title("document"))
    strong = strong_words(criteria.asked)
    sorts = [titled.filter(answers(criteria.asked, HEADING, relaxed=relaxed)), entries.filter(answer)]
    if strong and len(criteria.asked.needed) == 1:
        sorts.insert(0, titled.filter(says(strong, HEADING)))
    elif strong:
        sorts.insert(1, titled.filter(says(strong, HEADING), answer))
    return sorts


def narrowed(criteria: Criteria, entries: QuerySet[Entry], *, relaxed: bool = False) -> list[QuerySet[Entry]]:
    """Return those of some entries that say the words of a search directly, those of them that say one in the title, all that answer.

    Where a place, an age or another filter narrows a search, few answer, and the index is asked twice. Other ways to say a thing,
    of which there are dozens, it is then asked for only where they are needed to have all; they stand behind in the list anyway.
    """
    directly = entries.filter(answers_directly(criteria.asked))
    strong = strong_words(criteria.asked)
    titled = directly.annotate(heading=Title("document")).filter(says(strong, HEADING) if strong else Q(pk=None))
    return [directly, titled, entries.filter(answers(criteria.asked, relaxed=relaxed))]


def strong_words(asked: Asked) -> set[str]:
    return {word for one in asked.needed for word, worth in one.ways.words.items() if worth >= STRONG}


def one_after_another(queries: list[QuerySet], *, enough: int) -> tuple[str, list]:
    """Return a statement for the keys that some queries find; one is asked only where none before it has found more than `enough`."""
    few = [f"{number_in(part)} <= {enough}" for part in range(len(queries))]
    return joined([(query, " AND ".join(few[:part]) or "true") for part, query in enumerate(queries)])


def directly_or_all(sorts: list[QuerySet], *, enough: int) -> tuple[str, list]:
    """Return a statement for the keys that the sorts of `narrowed` find: all, or of too many the direct ones, those in titles too."""
    directly, titled, every = sorts
    too_many = f"{number_in(0)} > {enough}"
    return joined([(directly, "true"), (titled, too_many), (every, f"NOT {too_many}")])


def number_in(part: int) -> str:
    return f"(SELECT count(*) FROM part{part})"  # noqa: S608 (a number of ours)


def joined(parts: list[tuple[QuerySet, str]]) -> tuple[str, list]:
    """Return a statement for the keys that some queries find, each asked on a condition in SQL about the parts before it.

    Written out in SQL, which can remember what a part has found; of alternatives in one condition the planner would look through
    all offers.
    """
    written, values = [], []
    for number, (query, only) in enumerate(parts):
        statement, own = query.query.sql_with_params()
        once = f"SELECT * FROM ({statement}) found WHERE {only}"  # noqa: S608 (the values stand apart)
        written.append(f"part{number} (offer_id) AS MATERIALIZED ({once})")
        values += own
    keys = " UNION ALL ".join(f"SELECT offer_id FROM part{number}" for number in range(len(parts)))  # noqa: S608 (the same)
    return f"WITH {', '.join(written)} {keys}", values


def keys_of(criteria: Criteria, *, relaxed: bool = False) -> list[int]:
    """Return the keys of the entries that answer a search, each once; of very many the first (see `first_keys`)."""
    with connection.cursor() as cursor:
        cursor.execute(*first_keys(criteria, relaxed=relaxed))
        return list(dict.fromkeys(key for (key,) in cursor.fetchall()))


def among(keys: list[int]) -> Func:
    """Keep the entries with some keys, given as one value: as many values Django would look at each."""
    one_value = Value(keys, output_field=Field())
    return Func(F("pk"), one_value, template="(%(expressions)s))", arg_joiner=" = ANY (", output_field=BooleanField())


def answering(criteria: Criteria, *, relaxed: bool = False) -> QuerySet[Entry]:
    """Return the entries that answer a search; of one that is not looked through not many more than are shown."""
    if not most_of(criteria):
        return matches(criteria)
    statement, values = first_keys(criteria, relaxed=relaxed)
    return Entry.objects.filter(RawSQL(f"offers_entry.offer_id IN ({statement})", values, output_field=BooleanField()))  # noqa: S611
