"""All areas of a level to choose a profile from: on a map, by the area above them, by a part of their name."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.german import spell_out
from kit.text import words
from monitoring.area_choice import area_choice
from monitoring.areas import Area, Level, levels
from monitoring.choosing import Choosing, Control, Option
from monitoring.maps import Outline, outline


@dataclass(frozen=True, slots=True)
class Entry:
    """An area and the address of its profile."""

    area: Area
    url: str


@dataclass(frozen=True)
class Listing:
    """The areas of a level that were asked for, under the name of the area above them (empty where there is none).

    `shapes` has of each area on the map its code, name, path and address.
    """

    level: Level
    words: str
    sections: Sequence[tuple[str, Sequence[Entry]]]
    outline: Outline
    shapes: Sequence[tuple[str, str, str, str]]
    found: int
    total: int
    controls: Sequence[Control]


def profile_url(area: Area, suffix: str = "") -> str:
    """Return the address of an area's profile."""
    kind, _pk = area.key
    name = "monitoring_space" if kind == "space" else "monitoring_district"
    return reverse(name, args=[area.slug]) + suffix


def listing(version: str, choosing: Choosing, suffix: str) -> Listing:
    """Return the areas that an address asks for, by default those in which people say they live: the finest ones."""
    divisions = {level.code: level for level in levels(version)}
    level = choosing.one("ebene", _("Gebiete"), divisions, next(iter(divisions.values())))
    asked = choosing.text("q")
    drawn = outline(version, level.code, timezone.localdate())
    entries = {area.key: Entry(area, profile_url(area, suffix)) for area in drawn.areas}
    found = [entry for entry in entries.values() if matches(entry.area, asked)]
    return Listing(
        level=level,
        words=asked,
        sections=sections(found, names_of(version)),
        outline=drawn,
        shapes=[(shape.area.code, shape.area.name, shape.path, entries[shape.area.key].url) for shape in drawn.shapes],
        found=len(found),
        total=len(entries),
        controls=[
            Control("ebene", _("Gebiete"), [Option(o.code, o.name_plural) for o in divisions.values()], level.code)
        ],
    )


def matches(area: Area, text: str) -> bool:
    """Return whether every word occurs in the name of an area, however it is spelt."""
    name = spell_out(area.name)
    return all(spell_out(word) in name for word in words(text))


def names_of(version: str) -> dict[tuple[str, int], str]:
    """Return the names of all current areas by their keys."""
    return {area.key: area.name for areas in area_choice(version).levels.values() for area in areas}


def sections(entries: Sequence[Entry], names: dict[tuple[str, int], str]) -> list[tuple[str, list[Entry]]]:
    """Return areas under the name of the area above them, those without one first."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(names.get(entry.area.parent, ""), []).append(entry)
    return sorted(found.items())
