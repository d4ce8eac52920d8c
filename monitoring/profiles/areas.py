"""The area that a profile is about: a district of any level or a social space, with what stands at its head."""

import datetime
from dataclasses import dataclass
from functools import lru_cache

from django.contrib.gis.db.models.functions import Intersection
from django.db.models import FloatField, Func, Q
from django.utils.functional import Promise

from monitoring.areas import SPACES, Area
from network.models import Facility, LeadAssignment
from offers.surroundings import current_districts, facilities
from sozialraum.models import District, SocialSpace, SocialSpaceMembership

KEPT = 64
SQUARE_KILOMETRE = 1_000_000
# How large an area is, on the ellipsoid.
METRES = Func("boundary", template="ST_Area(%(expressions)s::geography)", output_field=FloatField())
SLIVER = 0.03  # of the area of a closed district


@dataclass(frozen=True, eq=False)
class Profiled:
    """An area with its place in the city, one for each version of the content. `level` is the code of its level, `parts` are the districts within it.

    `space` is the social space that a district belongs to, as (name, slug); `team` the one that looks after it; `leads` say
    who leads which network there.
    """

    area: Area
    level: str
    level_name: str | Promise
    parent: District | None
    space: tuple[str, str] | None
    team: str
    leads: list[LeadAssignment]
    parts: list[District]
    facilities: list[Facility]
    square_kilometres: float
    is_schematic: bool

    @property
    def is_space(self) -> bool:
        return self.level == SPACES


@lru_cache(maxsize=KEPT)
def profiled_district(version: str, today: datetime.date, slug: str) -> Profiled:
    """Return a current district of any level as it is today, in a version of the content. Raises District.DoesNotExist."""
    found = current_districts().select_related("level", "parent__level").annotate(metres=METRES)
    district = found.get(slug=slug)
    is_coarse = not district.level.shown_to_families
    return Profiled(
        area=Area.of_district(district),
        level=district.level.code,
        level_name=district.level.name,
        parent=district.parent,
        space=(district.space_name, district.space_slug) if district.space_slug else None,
        team=district.space_team or "",
        leads=leads_of(district.space_slug, today) if district.space_slug else [],
        parts=list(district.children.current().order_by("name")) if is_coarse else [],
        facilities=facilities(Q(district=district) | Q(district__parent=district)),
        square_kilometres=district.metres / SQUARE_KILOMETRE,
        is_schematic=district.is_schematic,
    )


@lru_cache(maxsize=KEPT)
def profiled_space(version: str, today: datetime.date, slug: str) -> Profiled:
    """Return a social space as it is today, in a version of the content. Raises SocialSpace.DoesNotExist."""
    space = SocialSpace.objects.get(slug=slug)
    held = SocialSpaceMembership.objects.on(today).filter(social_space=space)
    parts = list(
        District.objects.current().filter(pk__in=held.values("district")).annotate(metres=METRES).order_by("name")
    )
    return Profiled(
        area=Area.of_space(space),
        level=SPACES,
        level_name=SocialSpace._meta.verbose_name,
        parent=None,
        space=None,
        team=space.team_name,
        leads=leads_of(space.slug, today),
        parts=parts,
        facilities=facilities(Q(district__in=parts)),
        square_kilometres=sum(one.metres for one in parts) / SQUARE_KILOMETRE,
        is_schematic=any(one.is_schematic for one in parts),
    )


def leads_of(space: str, day: datetime.date) -> list[LeadAssignment]:
    """Return who leads which network in a social space (its slug) on a day."""
    there = LeadAssignment.objects.on(day).filter(social_space__slug=space)
    return list(there.select_related("network", "partner").order_by("network__name"))


@dataclass(frozen=True)
class Closed:
    """A district that a reform has closed, and the districts that have its ground today."""

    name: str
    until: datetime.date
    today: list[District]


def closed_district(slug: str) -> Closed | None:
    """Return the district that had an address until a reform closed it; None where there never was one."""
    gone = District.objects.exclude(valid_until=None).filter(slug=slug).order_by("-valid_until").first()
    if gone is None:
        return None
    # Neighbours' boundaries seldom match to the metre, so a sliver is no ground.
    shared = Func(Intersection("boundary", gone.boundary), function="ST_Area", output_field=FloatField())
    there = District.objects.current().filter(level=gone.level_id, boundary__intersects=gone.boundary)
    today = there.annotate(shared=shared).filter(shared__gt=gone.boundary.area * SLIVER).order_by("name")
    return Closed(gone.name, gone.valid_until, list(today))
