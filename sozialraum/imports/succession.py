"""What becomes of everything that points at a district when a reform closes it.

Whatever lives today moves to the heirs: children, social spaces, street sections, postcodes, and the records of other
apps, which this module does not know by name but finds through the model. What belongs to a time of its own, such as a
figure of last year, keeps the district of that time: its foreign key says related_name="+".
"""

import datetime
from collections.abc import Collection, Iterator

from django.contrib.gis.db.models import GeometryField
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.fields.related import ForeignKey, ManyToManyField
from django.db.models.functions import Cast

from sozialraum.models import AreaLevel, District, SocialSpaceMembership, StreetSection

POINT = "point"
Heirs = dict[int, list[int]]


def heirs_of(closed: District, successors: Collection[District]) -> list[District]:
    """Return who takes over from `closed`, the main heir first: the same code, else those on the same ground."""
    if same := [district for district in successors if district.code == closed.code]:
        return same
    middle = closed.boundary.point_on_surface
    around = [district for district in successors if district.boundary.covers(middle)]
    within = [district for district in successors if closed.boundary.covers(district.boundary.point_on_surface)]
    return list(dict.fromkeys([*around, *within]))


def pass_on(heirs: Heirs, day: datetime.date) -> None:
    """Let everything of today that points at a closed district (the keys) point at its heirs, from `day` on."""
    for closed, new in heirs.items():
        District.objects.current().filter(parent=closed).update(parent=new[0])
        _pass_on_memberships(closed, new, day)
        for field in foreign_keys_to_districts():
            field.model._default_manager.filter(**{field.name: closed}).update(**{field.name: new[0]})
        for field in _many_to_many():
            _pass_on_links(field, closed, new)


def settle(level: AreaLevel, districts: Collection[int]) -> None:
    """Give everything with a point in one of `districts` the current district of `level` in which the point lies.

    At the level for families, so does what has a point and no district yet.
    """
    for field in foreign_keys_to_districts():
        if POINT in {other.name for other in field.model._meta.get_fields()}:
            placed = field.model._default_manager.filter(**{f"{POINT}__isnull": False})
            _settle(placed.filter(**{f"{field.name}__in": districts}), field.name, level)
            if level.shown_to_families:
                _settle(placed.filter(**{field.name: None}), field.name, level)


def foreign_keys_to_districts() -> Iterator[ForeignKey]:
    """Yield the foreign keys by which records other than areas and their memberships say where they are today."""
    own = {District, SocialSpaceMembership}
    for relation in District._meta.get_fields():
        if relation.one_to_many and relation.auto_created and relation.related_model not in own:
            yield relation.field


def moved_sections(heirs: Heirs) -> int:
    """Return how many street sections a person should look at: their district follows the code, not the boundary."""
    return StreetSection.objects.filter(district__in=heirs).count()


def left_behind(closed: Collection[int]) -> dict[str, int]:
    """Return how many records of each kind still point at closed districts, by the plural of their name."""
    counts = {}
    for field in foreign_keys_to_districts():
        number = field.model._default_manager.filter(**{f"{field.name}__in": closed}).count()
        counts[str(field.model._meta.verbose_name_plural)] = number
    return {name: number for name, number in counts.items() if number}


def _many_to_many() -> Iterator[ManyToManyField]:
    for relation in District._meta.get_fields():
        if relation.many_to_many and relation.auto_created and relation.through._meta.auto_created:
            yield relation.field


def _pass_on_memberships(closed: int, new: list[int], day: datetime.date) -> None:
    memberships = SocialSpaceMembership.objects
    for membership in memberships.filter(district=closed).exclude(valid_until__lte=day):
        start = max(membership.valid_from, day)
        # Where two districts become one, the first of them brings its social space.
        taken = set(
            memberships.filter(district__in=new).exclude(valid_until__lte=start).values_list("district", flat=True)
        )
        memberships.bulk_create(
            SocialSpaceMembership(
                social_space_id=membership.social_space_id,
                district_id=heir,
                valid_from=start,
                valid_until=membership.valid_until,
            )
            for heir in new
            if heir not in taken
        )
        if membership.valid_from < day:
            membership.valid_until = day
            membership.save()
        else:
            membership.delete()


def _pass_on_links(field: ManyToManyField, closed: int, new: list[int]) -> None:
    through, here, there = field.remote_field.through, field.m2m_field_name(), field.m2m_reverse_field_name()
    links = through.objects.filter(**{there: closed})
    owners = links.values_list(here, flat=True)
    through.objects.bulk_create(
        [through(**{f"{here}_id": owner, f"{there}_id": heir}) for owner in owners for heir in new],
        ignore_conflicts=True,
    )
    links.delete()


def _settle(records: QuerySet, field: str, level: AreaLevel) -> None:
    around = District.objects.current().filter(
        level=level, boundary__covers=Cast(OuterRef(POINT), GeometryField(srid=4326))
    )
    found = records.annotate(around=Subquery(around.order_by("code").values("pk")[:1]))
    found.filter(around__isnull=False).update(**{field: F("around")})
