"""What a file says about areas, and what has to be done so that the database says the same."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from django.contrib.gis.geos import MultiPolygon
from django.utils.translation import gettext as _

from kit.importing import RefusedError, Report
from sozialraum.imports.geodata import Feature, boundary_of
from sozialraum.models import District

# About a metre: surveyors measure corners anew without anybody moving a boundary, and each program rounds differently.
SAME_GROUND = 1e-5


class Step(Enum):
    CREATE = "create"
    KEEP = "keep"
    AMEND = "amend"  # in its place: its name, what it belongs to, a boundary that was only drawn or is of today
    REPLACE = "replace"  # close the old one and open a new one: the boundary was reformed


@dataclass(frozen=True)
class Area:
    """An area as the file has it. `parent` is None where the file does not say to what it belongs."""

    number: int
    code: str
    name: str
    boundary: MultiPolygon
    parent: int | None = None


def read_areas(features: Iterable[Feature], parents: Mapping[str, int], report: Report) -> list[Area]:
    """Return the areas that can be taken; the report refuses the others and tells what was repaired.

    `parents` are the ids of the areas to which one can belong, by their codes.
    """
    areas: dict[str, Area] = {}
    for feature in features:
        try:
            area = _read(feature, parents, report)
            _refuse_twin(area, areas)
        except RefusedError as refusal:
            report.refuse(feature.number, str(refusal))
        else:
            areas[area.code] = area
    return list(areas.values())


def _read(feature: Feature, parents: Mapping[str, int], report: Report) -> Area:
    code, name = _text(feature, "code"), _text(feature, "name")
    parent = feature.values.get("parent", "")
    if parent and parent not in parents:
        raise RefusedError(_("%(code)s gehört zu „%(parent)s“, das es nicht gibt") % {"code": code, "parent": parent})
    boundary, reason = boundary_of(feature.shape)
    if reason:
        report.repair(
            feature.number, _("Grenze von %(code)s repariert (%(reason)s)") % {"code": code, "reason": reason}
        )
    return Area(feature.number, code, name, boundary, parents.get(parent))


def _refuse_twin(area: Area, others: Mapping[str, Area]) -> None:
    if area.code in others:
        message = _("der Schlüssel %(code)s steht schon bei Objekt %(number)s")
        raise RefusedError(message % {"code": area.code, "number": others[area.code].number})


def _text(feature: Feature, field: str) -> str:
    text, longest = feature.values[field], District._meta.get_field(field).max_length
    label = {"code": _("der Schlüssel"), "name": _("der Name")}[field]
    if not text:
        raise RefusedError(_("%s fehlt") % label)
    if len(text) > longest:
        raise RefusedError(_("%(label)s ist länger als %(longest)s Zeichen") % {"label": label, "longest": longest})
    return text


def decide(area: Area, saved: District | None, day: datetime.date) -> Step:
    """Return what to do on `day` about an area, given the current district of its code.

    Raises RefusedError where the district began after `day`: the past cannot be reformed.
    """
    if saved is None:
        return Step.CREATE
    if same_ground(area.boundary, saved.boundary):
        is_known = area.name == saved.name and area.parent in {None, saved.parent_id}
        return Step.KEEP if is_known else Step.AMEND
    if saved.is_schematic or saved.valid_from == day:
        return Step.AMEND
    if saved.valid_from > day:
        message = _("das Gebiet %(code)s gilt erst seit %(day)s, die neue Grenze kann nicht früher gelten")
        raise RefusedError(message % {"code": area.code, "day": saved.valid_from.strftime("%d.%m.%Y")})
    return Step.REPLACE


def same_ground(one: MultiPolygon, other: MultiPolygon) -> bool:
    """Return whether no point of one area lies farther than about a metre outside of the other."""
    if one.equals_exact(other, SAME_GROUND / 1000):
        return True
    return one.buffer(SAME_GROUND).covers(other) and other.buffer(SAME_GROUND).covers(one)
