"""A city of as many areas as one likes, with numbers of many indicators and years, written by the database itself."""

from django.db import connection

from monitoring.models import Indicator
from tests.monitoring.factories import CountFactory, IndicatorFieldFactory, RateFactory
from tests.sozialraum.factories import BoroughLevelFactory, DistrictLevelFactory

INDICATORS, YEARS, LAST_YEAR = 50, 10, 2025
ACROSS = 25  # areas side by side
PER_BOROUGH = 50

# Round areas of 40 points: about as many as the boundaries of a district have.
AREAS = """
INSERT INTO sozialraum_district (level_id, parent_id, code, name, slug, is_schematic, valid_from, boundary)
SELECT %(level)s, parents.id, %(prefix)s || n, %(name)s || n, %(prefix)s || 'gebiet-' || n, false, '1900-01-01',
       ST_Multi(ST_Buffer(ST_SetSRID(ST_MakePoint(6.3 + (n %% %(across)s) * 0.006, 51.1 + (n / %(across)s) * 0.004), 4326),
                          %(radius)s, 'quad_segs=10'))
FROM generate_series(0, %(number)s - 1) n
LEFT JOIN sozialraum_district parents
  ON parents.level_id = %(parents)s AND parents.code = 'B' || n / %(per_borough)s
"""

# Every 37th number is withheld, every 41st is missing; shares lie between 2 and 40 per cent.
NUMBERS = """
INSERT INTO monitoring_releasedvalue
  (indicator_id, district_id, reference_date, numerator, denominator, value, withheld, status, is_converted, is_summed)
SELECT cell.indicator, cell.district, make_date(cell.year, 12, 31),
       CASE WHEN why = '' THEN number END, CASE WHEN why = '' AND NOT is_count THEN 1000 END,
       CASE WHEN why = '' THEN CASE WHEN is_count THEN number ELSE number / 10.0 END END,
       why, 'final', false, cell.district IS NULL
FROM (
  SELECT i.id AS indicator, d.id AS district, year, i.kind = 'count' AS is_count,
         20 + (coalesce(d.id, 0) * 7 + i.id * 13 + year * 3) %% 380 AS number,
         CASE WHEN d.id %% 37 = i.id %% 37 THEN 'confidential' WHEN d.id %% 41 = i.id %% 41 THEN 'missing' ELSE '' END AS why
  FROM monitoring_indicator i
  CROSS JOIN generate_series(%(first_year)s, %(last_year)s) year
  CROSS JOIN (SELECT id FROM sozialraum_district UNION ALL SELECT NULL) d
) cell
"""


def build(areas: int, *, indicators: int = INDICATORS, years: int = YEARS) -> None:
    """Fill the database with areas, boroughs above them, and a number of every indicator in every year for each of them."""
    make_indicators(indicators)
    district, borough = DistrictLevelFactory(), BoroughLevelFactory()
    boroughs = -(-areas // PER_BOROUGH)
    shared = {"across": ACROSS, "per_borough": PER_BOROUGH}
    above = {"level": borough.pk, "parents": None, "prefix": "B", "name": "Bezirk ", "radius": 0.01, "number": boroughs}
    below = {
        "level": district.pk,
        "parents": borough.pk,
        "prefix": "",
        "name": "Stadtteil ",
        "radius": 0.0028,
        "number": areas,
    }
    with connection.cursor() as cursor:
        cursor.execute(AREAS, shared | above)
        cursor.execute(AREAS, shared | below)
        cursor.execute(NUMBERS, {"first_year": LAST_YEAR - years + 1, "last_year": LAST_YEAR})
        cursor.execute("ANALYZE monitoring_releasedvalue")


def make_indicators(number: int) -> None:
    """Make so many indicators in five fields, all public, every fourth a count, each fifth a key value."""
    for place in range(number):
        field = IndicatorFieldFactory(code=f"feld-{place % 5}", name=f"Feld {place % 5}", order=place % 5)
        kind = CountFactory if place % 4 == 0 else RateFactory
        kind(
            code=f"indikator-{place}",
            name=f"Indikator {place}",
            field=field,
            is_public=True,
            is_key_value=place % 5 == 1,
            order=place,
        )


def first_rate() -> Indicator:
    """Return the indicator that the dashboard shows first."""
    return Indicator.objects.filter(kind="rate", is_key_value=True).order_by("field__order", "order")[0]
