"""Where a row takes place: its coordinate, and the district that coordinate, file or street name; in bulk."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.gis.db.models import Extent
from django.contrib.gis.geos import Point
from django.db import connection
from django.utils.translation import gettext as _

from kit.importing import RefusedError, Report
from kit.importing_tables import Row
from kit.importing_values import decimal
from sozialraum.imports.naming import district_words
from sozialraum.models import District
from sozialraum.streets import look_up, sections_by_key

COORDINATE = ("latitude", "longitude")
# What else can tell where to look for an offer, so that a broken coordinate need not sink the row.
OTHER_PLACES = ("district", "facility", "street", "catchment")
# A city's offers lie within it or not far from it (degrees, about 30 km); what lies farther was mistyped.
NEAR = 0.4
FARTHEST_LATITUDE = 90
# Digits behind the point, that is a centimetre. Spreadsheets change the last digits of long numbers when they save them.
PRECISION = 7

# The levels' order decides between nested districts, the code on a common border.
DISTRICTS_AT = """
    SELECT asked.line, here.id
    FROM unnest(%s::int[], %s::float[], %s::float[]) AS asked (line, longitude, latitude)
    CROSS JOIN LATERAL (
        SELECT d.id
        FROM sozialraum_district d JOIN sozialraum_arealevel l ON l.id = d.level_id
        WHERE d.valid_until IS NULL AND l.shown_to_families
            AND ST_Covers(d.boundary, ST_SetSRID(ST_MakePoint(asked.longitude, asked.latitude), 4326))
        ORDER BY l."order" DESC, d.code
        LIMIT 1
    ) here
"""


@dataclass(frozen=True)
class Spot:
    """Where a row takes place, as far as it can be told."""

    point: Point | None = None
    district_id: int | None = None


class Ground:
    """The districts as files see them: by name, by coordinate, by street."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.words = district_words()
        districts = District.objects.current().values_list("pk", "name", "parent")
        self.names = {pk: name for pk, name, _parent in districts}
        self.parents = {pk: parent for pk, _name, parent in districts}
        self.extent = District.objects.current().aggregate(extent=Extent("boundary"))["extent"]

    def spots(self, rows: Sequence[Row]) -> dict[int, Spot]:
        """Return the spot of each row by its line; rows with a coordinate that sinks them are refused and missing.

        Two queries, however many rows there are.
        """
        points = self._each(rows, self.point_of)
        placed = [row for row in rows if row.line in points]
        at_point = districts_at({line: point for line, point in points.items() if point})
        by_street = self._by_street(row for row in placed if not points[row.line])

        def spot_of(row: Row) -> Spot:
            point = points[row.line]
            return Spot(point, self._district(row, point, at_point.get(row.line), by_street.get(row.line)))

        return self._each(placed, spot_of)

    def _each(self, rows: Iterable[Row], work: Callable[[Row], Any]) -> dict[int, Any]:
        """Return what `work` makes of each row, by its line, without the rows that it refuses."""
        made = {}
        for row in rows:
            try:
                made[row.line] = work(row)
            except RefusedError as refusal:
                self.report.refuse(row.line, str(refusal))
        return made

    def point_of(self, row: Row) -> Point | None:
        """Return the coordinate of a row, latitude and longitude put in their places; None where there is none.

        A broken coordinate is left out where the row says in another way where it takes place, else it is refused.
        """
        texts = [row[column] for column in COORDINATE]
        if not any(texts):
            return None
        latitude, longitude = (_degrees(text) for text in texts)
        if self._is_near(latitude, longitude):
            return Point(longitude, latitude, srid=4326)
        if self.extent and self._is_near(longitude, latitude):
            self.report.repair(row.line, _("Breite und Länge waren vertauscht"))
            return Point(latitude, longitude, srid=4326)
        problem = _("die Koordinate %s liegt nicht in der Nähe der Stadt oder ist nicht lesbar") % " / ".join(texts)
        if not any(row[column] for column in OTHER_PLACES):
            raise RefusedError(problem)
        self.report.repair(row.line, _("%s und bleibt weg") % problem)
        return None

    def _is_near(self, latitude: float | None, longitude: float | None) -> bool:
        if not latitude or not longitude:
            return False
        if not self.extent:
            return abs(latitude) <= FARTHEST_LATITUDE and abs(longitude) <= 2 * FARTHEST_LATITUDE
        west, south, east, north = self.extent
        return west - NEAR <= longitude <= east + NEAR and south - NEAR <= latitude <= north + NEAR

    def _by_street(self, rows: Iterable[Row]) -> dict[int, int]:
        """Return the district of each row whose address leads to just one."""
        texts = {row.line: f"{row['street']}, {row['postcode']}" for row in rows if row["street"]}
        sections = sections_by_key(texts.values()) if texts else {}
        lookups = {line: look_up(text, sections) for line, text in texts.items()}
        return {line: found.district.pk for line, found in lookups.items() if found.district}

    def _district(self, row: Row, point: Point | None, at_point: int | None, by_street: int | None) -> int | None:
        named = self.words.find(row["district"])
        if row["district"] and named is None:
            problem = _("den Stadtteil „%s“ gibt es nicht") % row["district"]
            if not (point or by_street or row["facility"] or row["catchment"]):
                raise RefusedError(problem)
            self.report.note(row.line, problem)
        if point and at_point is None:
            self.report.note(row.line, _("die Koordinate liegt außerhalb aller Stadtteile"))
        if at_point and named and named not in self._upward(at_point):
            message = _("die Koordinate liegt in %(here)s, die Datei nennt %(named)s; es gilt %(here)s")
            self.report.note(row.line, message % {"here": self.names[at_point], "named": self.names[named]})
        return at_point or named or by_street

    def _upward(self, district: int | None) -> list[int]:
        """Return a district and all that it lies in."""
        chain = []
        while district in self.parents and district not in chain:
            chain.append(district)
            district = self.parents[district]
        return chain


def _degrees(text: str) -> float | None:
    number = decimal(text.rstrip("°NEO "))
    return None if number is None else round(number, PRECISION)


def districts_at(points: dict[int, Point]) -> dict[int, int]:
    """Return the district for families at each point, by the keys of `points`; none outside of all. One query."""
    if not points:
        return {}
    columns = [list(points), [point.x for point in points.values()], [point.y for point in points.values()]]
    with connection.cursor() as cursor:
        cursor.execute(DISTRICTS_AT, columns)
        return dict(cursor.fetchall())
