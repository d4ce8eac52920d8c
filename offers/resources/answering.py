"""All that helps, put together: offers by how near they are, functions, houses."""

from dataclasses import dataclass, field
from typing import Final

from django.contrib.gis.db.models.functions import Distance
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.models import ContactPoint, Facility
from network.social_spaces import points_in
from offers.resources.finding import Ring, internal, public_everywhere, public_near
from offers.resources.need import Ground, Need
from offers.resources.telling import Resource, fetch
from offers.surroundings import FAMILY_OFFICE, FIRST_KINDS, facilities

MOST: Final = 40  # of one nearness; who finds more asks more closely
MOST_HOUSES: Final = 15
HEADINGS: Final[dict[Ring, Promise]] = {
    Ring.HERE: _("Hier"),
    Ring.FOR_HERE: _("Für Familien von hier"),
    Ring.BESIDE: _("Gleich nebenan"),
    Ring.EVERYWHERE: _("In der ganzen Stadt, zu Hause oder aus der Ferne"),
}


@dataclass(frozen=True)
class Group:
    """What is equally near; `total` counts those that are not shown, too."""

    heading: Promise
    resources: list[Resource]
    total: int


@dataclass(frozen=True)
class Answer:
    """All that helps."""

    groups: list[Group]
    contacts: list[ContactPoint]
    houses: list[Facility]
    houses_beside: list[Facility]
    family_offices: list[Facility] = field(default_factory=list)

    @property
    def house_lists(self) -> list[tuple[Promise, list[Facility]]]:
        """Return the lists of houses that are not empty, under their headings."""
        lists = [(_("Häuser für Familien"), self.houses), (_("Offene Häuser nebenan"), self.houses_beside)]
        return [one for one in lists if one[1]]

    @property
    def total(self) -> int:
        """Return how many offers help."""
        return sum(group.total for group in self.groups)


def resources(need: Need) -> Answer:
    """Return all that helps with a need; the number of questions to the database does not depend on how much that is."""
    ground = Ground.of(need)
    found = [*public_near(need, ground), *internal(need, ground)]
    found += public_everywhere(need, {one.pk for one in found})
    rings = {ring: sorted((one for one in found if one.ring is ring), key=lambda one: one.order) for ring in Ring}
    told = fetch(need, [one for inside in rings.values() for one in inside[:MOST]])
    groups = [
        Group(HEADINGS[ring], [told[one.pk] for one in inside[:MOST] if one.pk in told], len(inside))
        for ring, inside in rings.items()
        if inside
    ]
    return Answer(groups, contacts(need), *houses(ground), family_offices(ground))


def contacts(need: Need) -> list[ContactPoint]:
    """Return the functions that answer in an area, those for professionals alone among them."""
    if need.space:
        return list(points_in(need.space))
    points = ContactPoint.objects.for_district(need.district).select_related("unit", "network", "partner__parent")
    return list(points.order_by("unit__order", "order", "function"))


def houses(ground: Ground) -> tuple[list[Facility], list[Facility]]:
    """Return the houses of an area, and those beside it in which every family is welcome."""
    here = facilities(Q(district__in=ground.districts))
    open_ones = Q(is_open_for_all=True) | Q(kind__code__in=FIRST_KINDS)
    return here[:MOST_HOUSES], facilities(open_ones & Q(district__in=ground.beside))[:MOST_HOUSES]


def family_offices(ground: Ground) -> list[Facility]:
    """Return the offices that help with every question, the nearest first."""
    found = Facility.objects.public().filter(kind__code=FAMILY_OFFICE, address_is_confidential=False)
    if ground.middle:
        found = found.annotate(metres=Distance("point", ground.middle)).order_by("metres", "name")
    return list(found.select_related("district").defer("district__boundary")[:1])
