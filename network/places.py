"""Where something is, as far as everybody may know; the one answer for page, list, map and export."""

from dataclasses import dataclass

from django.contrib.gis.geos import Point

from sozialraum.models import District


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place as the public sees it. Of a confidential one there is a district and nothing else to be found."""

    name: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    district: District | None = None
    point: Point | None = None
    is_confidential: bool = False

    @property
    def lines(self) -> list[str]:
        """Return the lines of the postal address, as many as are known."""
        return [line for line in (self.street, f"{self.postcode} {self.city}".strip()) if line]


def district_at(point: Point) -> District | None:
    """Return the district in which people at `point` (any SRID) say they live, or None outside of all.

    Of nested districts it is the finest; on a border, which belongs to both sides, the one whose code comes first.
    """
    return District.objects.for_families().containing(point).order_by("-level__order", "code").first()
