"""Which share of the children of a district lives within walking distance of an offer.

Nobody knows here where children live, and nobody should. So they are assumed to be spread evenly over their district: points of
a hexagonal grid stand for them, about POINTS in each district, and the share of points with an offer for the age within
a kilometre as the crow flies is taken for the share of children. Offers whose place is confidential are no point to go
to, nor are those that come home or have no place.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.utils import timezone

from monitoring.areas import Area, AreaKey
from monitoring.figures import NOTHING, Figure, Figures
from monitoring.models import WalkingReach
from monitoring.supply.ages import DIVISIONS, Age, Months, indicators_of_age
from sozialraum.pages import content_version

METRES = 1000
POINTS = 100
PER_CENT = 100

# A hexagon of side s has the area 3√3/2 s², so a district of area A holds about POINTS of side √(A / POINTS / 2.598). All
# in degrees: within a district they stretch everywhere alike. Where no middle lies within, a point inside stands for all.
# Places are those of the search's copy, which holds none that is confidential. Only the finest areas: in larger ones children
# are not spread evenly.
RECKON = """
    WITH districts AS (
        SELECT id, boundary, sqrt(ST_Area(boundary) / %(points)s / 2.598) AS side
        FROM sozialraum_district d
        WHERE (valid_until IS NULL OR valid_until > %(today)s)
            AND NOT EXISTS (SELECT FROM sozialraum_district below WHERE below.parent_id = d.id)
    ), spread AS (
        SELECT d.id, middle FROM districts d, ST_HexagonGrid(d.side, d.boundary) AS hexagon, ST_Centroid(hexagon.geom) AS middle
        WHERE ST_Covers(d.boundary, middle)
    ), everywhere AS (
        SELECT id, middle::geography AS middle FROM spread
        UNION ALL
        SELECT id, ST_PointOnSurface(boundary)::geography FROM districts WHERE id NOT IN (SELECT id FROM spread)
    ), ages AS (
        SELECT DISTINCT int4range(first, last) AS ages FROM unnest(%(firsts)s::int[], %(lasts)s::int[]) AS a (first, last)
    )
    INSERT INTO monitoring_walkingreach (district_id, ages, points, near, day)
    SELECT p.id, a.ages, count(*), count(*) FILTER (WHERE EXISTS (
        SELECT FROM offers_entry e
        WHERE ST_DWithin(e.point, p.middle, %(metres)s) AND e.ages && a.ages
            AND %(today)s BETWEEN e.public_from AND e.public_until
            AND (e.card ->> 'comes_home')::boolean IS NOT TRUE AND (e.card ->> 'remote')::boolean IS NOT TRUE
    )), %(today)s
    FROM everywhere p CROSS JOIN ages a GROUP BY p.id, a.ages
"""


@transaction.atomic
def reckon_walking_reach() -> int:
    """Reckon all shares anew, for today's offers and all ages that pages know; return how many."""
    indicators = indicators_of_age(content_version())
    months = {age.months for _label, make in DIVISIONS.values() for age in make(indicators)}
    with connection.cursor() as cursor:
        # Two at once would both write the same rows.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('walking_reach'))")
        WalkingReach.objects.all().delete()
        cursor.execute(RECKON, parameters(months))
        return cursor.rowcount


def parameters(months: Iterable[Months]) -> dict[str, object]:
    spans = sorted(months)
    return {
        "firsts": [first for first, _last in spans],
        "lasts": [last for _first, last in spans],
        "today": timezone.localdate(),
        "points": POINTS,
        "metres": METRES,
    }


def shares(age: Age) -> tuple[Figures, datetime.date | None]:
    """Return for each district the share of its children near an offer for an age, in per cent, and the day; one query."""
    rows = list(
        WalkingReach.objects.filter(ages=NumericRange(*age.months)).values_list("district", "near", "points", "day")
    )
    found = {
        ("district", district): Figure(Decimal(near * PER_CENT) / points, withheld="")
        for district, near, points, _day in rows
    }
    return found, min((day for *_numbers, day in rows), default=None)


def of_all(areas: Sequence[Area], found: Figures, living: Mapping[AreaKey, Figure]) -> Figure:
    """Return the share of all children of some districts: each district counts by its children.

    Districts whose children may not be seen are left out, so that the sum tells nothing of them.
    """
    pairs = [(found.get(area.key, NOTHING).value, living.get(area.key, NOTHING).value) for area in areas]
    known = [(share, children) for share, children in pairs if share is not None and children is not None]
    total = sum((children for _share, children in known), Decimal(0))
    if not total:
        return NOTHING
    return Figure(sum((share * children for share, children in known), Decimal(0)) / total, withheld="")
