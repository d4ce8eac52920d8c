"""What a booklet tells, read from the register with the same few questions for a village and for a large city."""

import datetime
from functools import reduce
from operator import or_
from typing import Final, NamedTuple

from django.contrib.gis.db.models.functions import Centroid, Distance
from django.contrib.gis.geos import Point
from django.db.models import BooleanField, Case, Exists, F, FloatField, OuterRef, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from network.models import ContactPoint, Facility
from offers.at_work import Lead, leads, told_leads
from offers.models import LifePhase, Offer, Reach
from offers.search.statements import rows
from offers.surroundings import FIRST_KINDS, nearest_first
from sozialraum.ages import CONCEPTION, OLDEST
from sozialraum.models import District, SocialSpace, SocialSpaceMembership

# More would make a booklet that nobody carries home; what is left out is counted, with the way to all of it.
MOST_HERE: Final = 40  # offers of the social space in one phase
MOST_OF_CITY: Final = 8  # offers for the whole city in one phase
MOST_HOUSES: Final = 40  # houses of one chapter within the social space
# The nearest in the rest of the city, by the chapter; offices answer for all of it.
MOST_ELSEWHERE: Final = {"centres": 3, "midwives": 6, "practices": 6, "offices": 12}
MOST_CONTACTS: Final = 24
EVERY_AGE: Final = (CONCEPTION, OLDEST)
OF_PHASE = """
    SELECT s.place, {is_here} AS is_here, r.offer_id, r.total
    FROM unnest(%(lowers)s::int[], %(uppers)s::int[]) WITH ORDINALITY AS s(youngest, oldest, place)
    CROSS JOIN LATERAL (
        SELECT r.offer_id, r.nearness, r.title, count(*) OVER () AS total
        FROM offers_reach r
        WHERE r.area = {area} AND r.public_from <= %(today)s AND r.public_until >= %(today)s AND {only}
            AND r.ages && int4range(s.youngest, s.oldest)
            AND (r.ages @> int4range(%(youngest)s, %(oldest)s))
                = (s.youngest = %(youngest)s AND s.oldest = %(oldest)s)
        ORDER BY r.nearness, r.title, r.offer_id LIMIT {most}
    ) r
"""
HERE = "r.nearness <= %(reaching)s"
NOT_HERE = (
    "NOT EXISTS (SELECT FROM offers_reach o WHERE o.offer_id = r.offer_id AND o.area = %(area)s"
    " AND o.nearness <= %(reaching)s)"
)
OF_PHASES: Final = " UNION ALL ".join(
    (
        OF_PHASE.format(is_here="true", area="%(area)s", only=HERE, most=MOST_HERE),
        OF_PHASE.format(is_here="false", area="%(everywhere)s", only=NOT_HERE, most=MOST_OF_CITY),
    )
)


class Found(NamedTuple):
    """The offers of one phase: those of the social space and those for the whole city (by id), and how many there are."""

    here: list[int]
    of_city: list[int]
    all_here: int
    all_of_city: int


def space_of(slug: str, today: datetime.date) -> tuple[SocialSpace, list[Lead]]:
    """Return a social space and who leads there. Raises SocialSpace.DoesNotExist."""
    space = SocialSpace.objects.annotate(led=leads(today, social_space=OuterRef("pk"))).get(slug=slug)
    return space, told_leads(space.led)


def districts_of(space: SocialSpace, today: datetime.date) -> list[District]:
    """Return the districts of a social space, each with its middle."""
    held = SocialSpaceMembership.objects.on(today).filter(social_space=space)
    found = District.objects.current().filter(pk__in=held.values("district"))
    return list(found.annotate(middle=Centroid("boundary")).defer("boundary").order_by("name"))


def middle_of(districts: list[District]) -> Point | None:
    """Return the middle of some districts; None where there are none."""
    if not districts:
        return None
    xs, ys = zip(*((one.middle.x, one.middle.y) for one in districts), strict=True)
    return Point(sum(xs) / len(xs), sum(ys) / len(ys), srid=4326)


def houses(districts: list[District]) -> list[Facility]:
    """Return the public houses of some districts, and of the kinds with a chapter of their own the nearest elsewhere.

    `is_here` tells the ones from the others. Confidential houses are left out: nobody should guess where they are.
    """
    middle = middle_of(districts)
    is_here = Case(When(district__in=districts, then=True), default=False, output_field=BooleanField())
    metres = Distance("point", middle) if middle else Value(None, output_field=FloatField())
    first = Case(
        *[When(kind__code=code, then=Value(place)) for place, code in enumerate(FIRST_KINDS)],
        default=Value(len(FIRST_KINDS)),
    )
    order = [
        F("is_here").desc(),
        first.asc(),
        F("kind__order").asc(),
        F("metres").asc(nulls_last=True),
        F("name").asc(),
    ]
    number = Window(
        RowNumber(),
        partition_by=[F("is_here"), F("kind__booklet_part")],
        order_by=[F("kind__order").asc(), F("metres").asc(nulls_last=True), F("name").asc(), F("pk").asc()],
    )
    known = Facility.objects.public().filter(address_is_confidential=False)
    wanted = known.filter(Q(district__in=districts) | ~Q(kind__booklet_part="")).annotate(
        is_here=is_here, metres=metres
    )
    listed = wanted.annotate(number=number).filter(
        reduce(
            or_,
            (Q(is_here=False, kind__booklet_part=part, number__lte=most) for part, most in MOST_ELSEWHERE.items()),
            Q(is_here=True, number__lte=MOST_HOUSES),
        )
    )
    return list(listed.select_related("kind", "district").defer("district__boundary").order_by(*order, "pk"))


def contacts(space: SocialSpace, districts: list[District]) -> list[ContactPoint]:
    """Return whom families call: the team first, then who is there for one of the districts, then who is there for more."""
    of_space = ContactPoint.social_spaces.through.objects.filter(contactpoint=OuterRef("pk"), socialspace=space)
    of_district = ContactPoint.districts.through.objects.filter(contactpoint=OuterRef("pk"), district__in=districts)
    points = ContactPoint.objects.public().filter(Exists(of_space) | Exists(of_district))
    return nearest_first(points.annotate(is_named=Exists(of_district)), "-is_named")[:MOST_CONTACTS]


def phases() -> list[LifePhase]:
    """Return the phases of life that are shown, in their order."""
    return list(LifePhase.objects.filter(is_active=True).order_by("order", "pk"))


def found_in(space: SocialSpace, spans: list[tuple[int, int]]) -> list[Found]:
    """Return the offers of each span of ages, and last those for every age, which stand in no other."""
    wanted = [*spans, EVERY_AGE]
    answer = rows(
        OF_PHASES,
        lowers=[lower for lower, _upper in wanted],
        uppers=[upper for _lower, upper in wanted],
        youngest=CONCEPTION,
        oldest=OLDEST,
        area=f"space:{space.pk}",
        everywhere=Reach.EVERYWHERE,
        reaching=Reach.Nearness.REACHES_HERE,
    )
    by_span: dict[tuple[int, bool], list[tuple[int, int]]] = {}
    for place, is_here, offer, total in answer:
        by_span.setdefault((place, is_here), []).append((offer, total))
    return [
        told(by_span.get((place, True), []), by_span.get((place, False), [])) for place in range(1, len(wanted) + 1)
    ]


def told(here: list[tuple[int, int]], of_city: list[tuple[int, int]]) -> Found:
    """Return what was found in one span; each row says how many there are of its sort."""
    totals = [found[0][1] if found else 0 for found in (here, of_city)]
    return Found([offer for offer, _total in here], [offer for offer, _total in of_city], *totals)


def offers_by_id(found: list[Found], today: datetime.date) -> dict[int, Offer]:
    """Return the offers that were found, with all that a booklet tells of them."""
    wanted = {pk for one in found for pk in (*one.here, *one.of_city)}
    listed = for_booklet(Offer.objects.public_on(today).filter(pk__in=wanted))
    return {offer.pk: offer for offer in listed}


def for_booklet(offers: QuerySet[Offer]) -> QuerySet[Offer]:
    """Fetch what a booklet tells of each offer."""
    return (
        offers.select_related("facility__district", "district", "cost", "registration", "provider")
        .defer("district__boundary", "facility__district__boundary", "description")
        .prefetch_related("schedules", "languages")
    )
