"""Districts of one level from a file, and the reform of their boundaries."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from kit.german import free_slug, slug
from kit.importing import RefusedError, Report
from sozialraum.imports.areas import Area, Step, decide, read_areas
from sozialraum.imports.geodata import Feature
from sozialraum.imports.succession import heirs_of, left_behind, moved_sections, pass_on, settle
from sozialraum.models import AreaLevel, District

LONGEST_SLUG = 120


@dataclass(frozen=True)
class Reform:
    """How districts come and go: the level, the day, and whether those that the file lacks are to be closed."""

    level: AreaLevel
    # None: today, or ever since for the first import of a level.
    day: datetime.date | None = None
    close_missing: bool = False


@dataclass
class Plan:
    """What to write, by what is to be done; an amended or replaced district stands beside its area."""

    new: list[Area] = field(default_factory=list)
    amended: list[tuple[Area, District]] = field(default_factory=list)
    replaced: list[tuple[Area, District]] = field(default_factory=list)
    closed: list[District] = field(default_factory=list)


def import_districts(features: Iterable[Feature], reform: Reform, today: datetime.date, report: Report) -> None:
    """Make the districts of a level what `features` (with the values code, name, and parent or not) say."""
    current = District.objects.current().filter(level=reform.level)
    saved = {district.code: district for district in current.order_by("code")}
    opening = reform.day or (today if saved else District._meta.get_field("valid_from").default)
    features = list(features)
    areas = read_areas(features, parents_above(reform.level), report)
    plan = make_plan(areas, saved, opening, report)
    named = {feature.values["code"] for feature in features}
    missing = [district for code, district in saved.items() if code not in named]
    plan.closed = _gone(missing, plan, reform, report)
    _write(plan, reform.level, opening, report)


def parents_above(level: AreaLevel) -> dict[str, int]:
    """Return the ids of the current districts of coarser levels by their codes; the finer level wins."""
    above = District.objects.current().filter(level__order__lt=level.order).order_by("level__order")
    return dict(above.values_list("code", "pk"))


def make_plan(areas: Iterable[Area], saved: dict[str, District], day: datetime.date, report: Report) -> Plan:
    """Return what has to be done so that `saved` becomes `areas`; needs no database. The report counts."""
    plan = Plan()
    for area in areas:
        district = saved.get(area.code)
        try:
            step = decide(area, district, day)
        except RefusedError as refusal:
            report.refuse(area.number, str(refusal))
            continue
        if step is Step.CREATE:
            plan.new.append(area)
            report.created += 1
        elif step is Step.KEEP:
            report.unchanged += 1
        else:
            (plan.amended if step is Step.AMEND else plan.replaced).append((area, district))
            report.changed += 1
    return plan


def _gone(missing: list[District], plan: Plan, reform: Reform, report: Report) -> list[District]:
    """Return the districts to close: those whose ground the file gives to a new one, or all missing on request."""
    grounds = [area.boundary for area in [*plan.new, *(area for area, _old in plan.replaced)]]
    gone, staying = [], []
    for district in missing:
        middle = district.boundary.point_on_surface
        is_taken = any(ground.covers(middle) for ground in grounds)
        (gone if is_taken or reform.close_missing else staying).append(district)
    if staying:
        names = ", ".join(f"{district.name} ({district.code})" for district in staying)
        report.note(0, _("nicht in der Datei und weiter gültig (--close-missing schließt sie): %s") % names)
    return gone


def _write(plan: Plan, level: AreaLevel, day: datetime.date, report: Report) -> None:
    closing = [*(old for _area, old in plan.replaced), *plan.closed]
    _close(closing, day, report)
    _amend(plan.amended)
    opened = _open(plan, level, day)
    successors = [*opened, *District.objects.current().filter(level=level).exclude(pk__in=[new.pk for new in opened])]
    heirs = {old.pk: [heir.pk for heir in found] for old in closing if (found := heirs_of(old, successors))}
    if number := moved_sections(heirs):
        report.note(0, _("%s Straßenabschnitte folgen ihrem Schlüssel; bitte nach der neuen Grenze prüfen") % number)
    pass_on(heirs, day)
    settle(level, [*(new.pk for new in opened), *(old.pk for _area, old in plan.amended)])
    for name, number in left_behind([old.pk for old in closing]).items():
        report.note(
            0, _("%(number)s %(name)s zeigen noch auf ein geschlossenes Gebiet") % {"number": number, "name": name}
        )


def _close(districts: list[District], day: datetime.date, report: Report) -> None:
    for district in districts:
        if district.valid_from >= day:
            message = _("%(name)s (%(code)s) gilt erst seit %(day)s und lässt sich nicht zu diesem Tag schließen")
            words = {"name": district.name, "code": district.code, "day": district.valid_from.strftime("%d.%m.%Y")}
            report.refuse(0, message % words)
        else:
            report.note(0, _("%(name)s (%(code)s) geschlossen") % {"name": district.name, "code": district.code})
    ended = [district.pk for district in districts if district.valid_from < day]
    District.objects.filter(pk__in=ended).update(valid_until=day)


def _amend(amended: list[tuple[Area, District]]) -> None:
    for area, district in amended:
        district.name, district.boundary, district.is_schematic = area.name, area.boundary, False
        district.parent_id = area.parent or district.parent_id
    fields = ["name", "boundary", "is_schematic", "parent"]
    District.objects.bulk_update([district for _area, district in amended], fields, batch_size=200)


def _open(plan: Plan, level: AreaLevel, day: datetime.date) -> list[District]:
    taken = set(District.objects.current().values_list("slug", flat=True))
    opened = [
        District(
            level=level,
            code=area.code,
            name=area.name,
            boundary=area.boundary,
            parent_id=area.parent or (old and old.parent_id),
            # Whoever kept the address of the old district shall find the new one.
            slug=free_slug(
                old.slug if old else slug(area.name, f"gebiet-{area.number}", LONGEST_SLUG), taken, LONGEST_SLUG
            ),
            valid_from=day,
        )
        for area, old in [*plan.replaced, *((area, None) for area in plan.new)]
    ]
    return District.objects.bulk_create(opened, batch_size=200)
