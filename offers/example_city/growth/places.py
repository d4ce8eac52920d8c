"""Where generated records lie: districts, more often where much is already, and points in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.gis.geos import Point
from django.contrib.gis.geos.prepared import PreparedGeometry
from django.db.models import Count, Q

from offers.example_city.growth.chance import Chance, Weighted
from sozialraum.models import District

# The slugs of generated partners and facilities end in their number.
GENERATED_SLUG = r"-b\d+$"


@dataclass(frozen=True)
class Area:
    """A district as the growth needs it; `boundary` is prepared for many questions."""

    id: int
    name: str
    boundary: PreparedGeometry
    extent: tuple[float, float, float, float]
    borough_id: int | None
    space_id: int | None
    postcodes: Sequence[str]
    neighbours: Sequence[int]

    def point(self, chance: Chance) -> str:
        """Return a point in the district as EWKT, to about a metre."""
        west, south, east, north = self.extent
        while True:
            x = round(west + chance.draw() * (east - west), 5)
            y = round(south + chance.draw() * (north - south), 5)
            if self.boundary.contains(Point(x, y, srid=4326)):
                return f"SRID=4326;POINT({x} {y})"


def read_areas() -> Weighted:
    """Return the current districts of families, by code, weighted by the readable facilities that they have."""
    readable = Count("facilities", filter=~Q(facilities__slug__regex=GENERATED_SLUG))
    districts = District.objects.for_families().order_by("code").annotate(facility_count=readable)
    districts = list(districts.prefetch_related("postcodes", "social_space_memberships"))
    return Weighted(
        [_area(district) for district in districts], [1 + district.facility_count for district in districts]
    )


def _area(district: District) -> Area:
    spaces = [row.social_space_id for row in district.social_space_memberships.all() if row.valid_until is None]
    return Area(
        id=district.pk,
        name=district.name,
        boundary=district.boundary.prepared,
        extent=district.boundary.extent,
        borough_id=district.parent_id,
        space_id=next(iter(spaces), None),
        postcodes=sorted(postcode.code for postcode in district.postcodes.all()),
        neighbours=list(District.objects.beside([district.pk]).order_by("code").values_list("pk", flat=True)),
    )
