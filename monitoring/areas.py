"""The areas that numbers are shown for: the city, the districts of each level, the social spaces."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from django.utils.functional import Promise

from sozialraum.models import AreaLevel, District, Municipality, SocialSpace

AreaKey = tuple[str, int]
CITY: AreaKey = ("city", 0)
SPACES = "sozialraum"  # the level of the social spaces in addresses; the others are called by their code


@dataclass(frozen=True, slots=True)
class Area:
    """An area as pages name it; `key` is what its rows of numbers carry."""

    key: AreaKey
    code: str
    name: str
    slug: str
    parent: AreaKey | None = None

    @classmethod
    def of_district(cls, district: District) -> Self:
        """Return a district of any level as an area; its parent is the district above it, or else the city."""
        above = ("district", district.parent_id) if district.parent_id else CITY
        return cls(("district", district.pk), district.code, district.name, district.slug, above)

    @classmethod
    def of_space(cls, space: SocialSpace) -> Self:
        """Return a social space as an area."""
        return cls(("space", space.pk), space.code, space.name, space.slug, CITY)


@dataclass(frozen=True, slots=True)
class Level:
    """A division of the city that numbers can be shown for."""

    code: str
    name: str | Promise
    name_plural: str | Promise


def city_of(municipality: Municipality) -> Area:
    """Return the whole city as an area."""
    return Area(CITY, "city", municipality.name, "stadt")


@lru_cache(maxsize=2)
def levels(version: str) -> tuple[Level, ...]:
    """Return the levels from the finest to the coarsest, and the social spaces at the end, as of a version of the content."""
    found = [Level(one.code, one.name, one.name_plural) for one in AreaLevel.objects.order_by("-order")]
    names = SocialSpace._meta
    return (*found, Level(SPACES, names.verbose_name, names.verbose_name_plural))


@lru_cache(maxsize=24)
def areas_of(version: str, level: str, day: datetime.date) -> tuple[Area, ...]:
    """Return the areas of a level (its code) as they were on a day, by name, as of a version of the content.

    Numbers belong to the boundaries of their time, so a page of last year's numbers asks for the districts of that year.
    """
    lives = areas_of_all_times(version, level)
    return tuple(area for area, start, end in lives if start <= day and (end is None or day < end))


@lru_cache(maxsize=8)
def areas_of_all_times(version: str, level: str) -> tuple[tuple[Area, datetime.date, datetime.date | None], ...]:
    """Return all areas that a level (its code) ever had by name, each with the half-open span in which it held; one query."""
    if level == SPACES:
        spaces = sorted(map(Area.of_space, SocialSpace.objects.all()), key=lambda area: area.name)
        return tuple((area, datetime.date.min, None) for area in spaces)
    districts = District.objects.filter(level__code=level).defer("boundary").order_by("name", "valid_from")
    return tuple((Area.of_district(one), one.valid_from, one.valid_until) for one in districts)


def keys_of(areas: Sequence[Area]) -> list[AreaKey]:
    """Return the keys of areas."""
    return [area.key for area in areas]
