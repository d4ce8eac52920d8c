"""Areas of all levels to choose from, as addresses name them."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils import timezone

from monitoring.areas import SPACES, Area, areas_of, levels
from monitoring.choosing import Option


@dataclass(frozen=True, slots=True)
class AreaChoice:
    """All current areas: by each name that an address may give them, and as options of a list."""

    by_name: Mapping[str, Area]
    options: tuple[Option, ...]
    levels: Mapping[str, Sequence[Area]]

    def of_level(self, code: str) -> Sequence[Area]:
        """Return the areas of a level by name."""
        return self.levels[code]


def area_choice(version: str) -> AreaChoice:
    """Return the areas of today, as of a version of the content."""
    return choice_on(version, timezone.localdate())


@lru_cache(maxsize=2)
def choice_on(version: str, day: datetime.date) -> AreaChoice:
    by_name: dict[str, Area] = {}
    options = []
    by_level = {level: areas_of(version, level.code, day) for level in levels(version)}
    for level, areas in by_level.items():
        for area in areas:
            # Slugs of social spaces are often those of a district too, and codes of all levels begin with 1.
            token = token_of(area)
            by_name[token] = area
            by_name.setdefault(area.code, area)
            options.append(Option(token, area.name, level.name_plural))
    return AreaChoice(by_name, tuple(options), {level.code: areas for level, areas in by_level.items()})


def token_of(area: Area) -> str:
    """Return how addresses name an area: a district by its slug, a social space by "sozialraum:" and its slug."""
    kind, _pk = area.key
    return f"{SPACES}:{area.slug}" if kind == "space" else area.slug
