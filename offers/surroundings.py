"""What an area holds beside its offers: houses, people to ask, and what lies next to it.

It changes with the content and the day alone, so each process keeps it for the areas that it showed last.
"""

import datetime
from functools import lru_cache
from typing import NamedTuple

from django.contrib.gis.db.models.functions import Distance
from django.db.models import Case, Count, Exists, F, FilteredRelation, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from network.models import ContactPoint, Facility
from network.social_spaces import held_now
from offers.at_work import Arrival, AtWork, Lead, leads, stages, steps, told_leads, told_stages, told_steps
from sozialraum.models import District, SocialSpace, SocialSpaceMembership

FACILITIES = 30
FAMILY_CENTRE = "familienzentrum"
FAMILY_OFFICE = "familienbuero"
# Houses in which every family is welcome, from the one that most begin with.
FIRST_KINDS = (FAMILY_CENTRE, FAMILY_OFFICE, "familiengrundschulzentrum", "stadtteiltreff")

AREAS_KEPT = 64


class AroundDistrict(NamedTuple):
    """A district with what its page shows of it; `family_centres` are those within, or else the nearest one."""

    district: District
    facilities: list[Facility]
    family_centres: list[Facility]
    contacts: list[ContactPoint]
    neighbours: list[District]
    programmes: list[AtWork]


class AroundSpace(NamedTuple):
    """A social space with what its page shows of it."""

    space: SocialSpace
    districts: list[District]
    facilities: list[Facility]
    contacts: list[ContactPoint]
    leads: list[Lead]
    arrivals: list[Arrival]
    programmes: list[AtWork]


@lru_cache(maxsize=AREAS_KEPT)
def around_district(version: str, today: datetime.date, slug: str) -> AroundDistrict:
    """Return a current district as it is on a day, in a version of the content. Raises District.DoesNotExist."""
    district = current_districts().annotate(at_work=stages(today, district=OuterRef("pk"))).get(slug=slug)
    houses, centres = houses_of(district)
    programmes = told_stages(district.at_work)
    return AroundDistrict(district, houses, centres, contacts_of_district(district), neighbours(district), programmes)


@lru_cache(maxsize=AREAS_KEPT)
def around_space(version: str, today: datetime.date, slug: str) -> AroundSpace:
    """Return a social space as it is on a day, in a version of the content. Raises SocialSpace.DoesNotExist."""
    held = SocialSpaceMembership.objects.on(today)
    inside = held.filter(social_space=OuterRef(OuterRef("pk"))).values("district")
    space = SocialSpace.objects.annotate(
        led=leads(today, social_space=OuterRef("pk")),
        done=steps(social_space=OuterRef("pk")),
        at_work=stages(today, district__in=inside),
    ).get(slug=slug)
    there = held.filter(social_space=space).values("district")
    districts = list(District.objects.current().filter(pk__in=there).order_by("name"))
    houses = facilities(Q(district__in=districts))
    led, arrivals, programmes = told_leads(space.led), told_steps(space.done), told_stages(space.at_work)
    return AroundSpace(space, districts, houses, contacts_of_space(space), led, arrivals, programmes)


def current_districts() -> QuerySet[District]:
    """Return the current districts with their parent and, as `space_name` and so on, their current social space."""
    now_in = FilteredRelation(
        "social_space_memberships", condition=held_now("social_space_memberships", timezone.localdate())
    )
    return (
        District.objects.current()
        .select_related("level", "parent")
        .annotate(
            membership=now_in,
            space_name=F("membership__social_space__name"),
            space_slug=F("membership__social_space__slug"),
            space_team=F("membership__social_space__team_name"),
        )
    )


def successor_of(slug: str) -> District | None:
    """Return the current district that took the code of a closed one with this slug, None where there is none."""
    closed = District.objects.filter(slug=slug, level=OuterRef("level"), code=OuterRef("code"))
    return District.objects.current().filter(Exists(closed)).order_by("level__order").last()


def neighbours(district: District) -> list[District]:
    """Return the districts within an area of a coarser level, or those beside one that people live in."""
    if district.level.shown_to_families:
        return list(District.objects.beside([district.pk]))
    return list(district.children.current().order_by("name"))


def facilities(where: Q) -> list[Facility]:
    """Return the public facilities of an area, the open houses for families first; confidential ones are left out."""
    first = Case(
        *[When(kind__code=code, then=Value(place)) for place, code in enumerate(FIRST_KINDS)],
        default=Value(len(FIRST_KINDS)),
        output_field=IntegerField(),
    )
    listed = Facility.objects.public().filter(where, address_is_confidential=False).select_related("kind", "district")
    return list(listed.order_by(first, "kind__order", "name")[:FACILITIES])


def houses_of(district: District) -> tuple[list[Facility], list[Facility]]:
    """Return the houses of a district, and its family centres: those among them, or else the one that is nearest."""
    here = Q(district=district) | Q(district__parent=district)
    found = facilities(here | Q(pk__in=nearest_family_centre(district)))
    houses = [
        house for house in found if house.district and district.pk in {house.district_id, house.district.parent_id}
    ]
    centres = [house for house in houses if house.kind.code == FAMILY_CENTRE]
    return houses, centres or [house for house in found if house not in houses]


def nearest_family_centre(district: District) -> QuerySet[Facility]:
    """Return the public family centre that is nearest to the middle of a district."""
    known = Facility.objects.public().filter(
        kind__code=FAMILY_CENTRE, address_is_confidential=False, point__isnull=False
    )
    metres = Distance("point", district.boundary.point_on_surface)
    return known.annotate(metres=metres).order_by("metres", "name").values("pk")[:1]


def contacts_of_district(district: District) -> list[ContactPoint]:
    """Return who answers for a district: who is named for it first, who answers for ever more social spaces later."""
    named = ContactPoint.districts.through.objects.filter(contactpoint=OuterRef("pk"), district=district)
    points = ContactPoint.objects.public().for_district(district).annotate(is_named=Exists(named))
    return nearest_first(points, "-is_named")


def contacts_of_space(space: SocialSpace) -> list[ContactPoint]:
    """Return who answers for a social space, who answers for it alone first."""
    return nearest_first(space.contact_points.public())


def nearest_first(points: QuerySet[ContactPoint], *before: str) -> list[ContactPoint]:
    """Return contact points with their network: the team's first, then the nearer the fewer social spaces one answers for."""
    spaces = ContactPoint.social_spaces.through.objects.filter(contactpoint=OuterRef("pk"))
    number = spaces.order_by().values("contactpoint").annotate(number=Count("*")).values("number")
    return list(
        points.annotate(spaces=number, is_first=Coalesce("unit__answers_first", Value(False)))
        .select_related("network", "unit")
        .order_by("-is_first", *before, "spaces", "unit__order", "order", "function")
    )
