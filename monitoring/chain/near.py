"""What is near an empty cell: the same in areas beside, in phases before and after, and what else there is here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from monitoring.areas import CITY, Area
from monitoring.chain.counting import Cell, by_field, by_level, farthest, of_kind
from monitoring.chain.matrices import cell_address
from monitoring.chain.state import LEVELS, State
from monitoring.supply.counting import reach_of
from offers.models import Offer, Reach, Topic
from sozialraum.models import District


@dataclass(frozen=True)
class Way:
    """Somewhere near: its name, how many offers it has, and the way to them."""

    name: str
    number: int
    url: str


@dataclass(frozen=True)
class Nearby:
    """All ways from an empty cell; the names of what is missing."""

    missing: Sequence[str]
    areas: Sequence[Way]
    phases: Sequence[Way]
    columns: Sequence[Way]


def nearby(state: State, cell: Cell) -> Nearby:
    """Return what is near a cell."""
    topics = list(Topic.objects.filter(field_of_action=cell.field).values_list("name", flat=True)) if cell.field else []
    return Nearby(topics, areas_near(state, cell), phases_near(state, cell), columns_near(state, cell))


def areas_near(state: State, cell: Cell) -> list[Way]:
    """Return the areas beside that have such offers of their own, and the city; the city itself has none beside it."""
    if state.is_city:
        return []
    beside = {reach_of(area.key): area for area in neighbours(state)}
    today = timezone.localdate()
    offers = Offer.objects.filter(of_kind(cell), pk=OuterRef("entry_id"))
    rows = Reach.objects.filter(
        Exists(offers),
        area__in=[*beside, Reach.ALL],
        nearness__lte=min(farthest(state.extent), Reach.Nearness.REACHES_HERE),
        public_from__lte=today,
        public_until__gte=today,
        ages__overlap=cell.phase.months,
    )
    counts = dict(rows.order_by().values("area").annotate(number=Count("*")).values_list("area", "number"))
    found = [(area, counts[reach]) for reach, area in beside.items() if reach in counts]
    ways = [way_to(replace(state, area=area), cell, area.name, number) for area, number in found]
    if counts.get(Reach.ALL):
        city = Area(CITY, "city", "", "")
        ways.append(way_to(replace(state, area=city), cell, "", counts[Reach.ALL]))
    return ways


def neighbours(state: State) -> list[Area]:
    """Return the areas that share a border; of a social space all others."""
    kind, pk = state.area.key
    if kind == "space":
        return [area for area in set(state.there.by_name.values()) if area.key[0] == "space" and area.key[1] != pk]
    return [Area.of_district(one) for one in District.objects.beside([pk]).defer("boundary")]


def way_to(state: State, cell: Cell, name: str, number: int) -> Way:
    parameter, code = column_of(cell)
    more = {"nur": cell.part} if cell.part else {}
    return Way(name, number, cell_address(state, cell.phase, parameter, code, **more))


def column_of(cell: Cell) -> tuple[str, str]:
    return ("handlungsfeld", cell.field.code) if cell.field else ("praevention", cell.level)


def phases_near(state: State, cell: Cell) -> list[Way]:
    """Return the phases before and after with such offers in the same area."""
    place = state.phases.index(cell.phase)
    beside = [*state.phases[max(place - 1, 0) : place], *state.phases[place + 1 : place + 2]]
    counts = cells_of(state, cell, beside)
    key = cell.field.pk if cell.field else cell.level
    ways = [(phase, counts.get((phase.code, key))) for phase in beside]
    parameter, code = column_of(cell)
    return [
        Way(phase.name, numbers.offers, cell_address(state, phase, parameter, code))
        for phase, numbers in ways
        if numbers
    ]


def cells_of(state: State, cell: Cell, phases: Sequence) -> dict:
    count = by_field if cell.field else by_level
    return count(state.area.key, phases, state.extent)


def columns_near(state: State, cell: Cell) -> list[Way]:
    """Return the other fields of action, or levels of prevention, that have offers for the same phase here."""
    counts = cells_of(state, cell, [cell.phase])
    if cell.field:
        others = [(one.pk, "handlungsfeld", one.code, one.name) for one in state.fields if one != cell.field]
    else:
        others = [(code, "praevention", code, str(name)) for code, name in LEVELS.items() if code != cell.level]
    return [
        Way(name, counts[cell.phase.code, key].offers, cell_address(state, cell.phase, parameter, code))
        for key, parameter, code, name in others
        if (cell.phase.code, key) in counts
    ]


def chain_address(state: State) -> str:
    """Return the address of the chain that a cell belongs to."""
    return state.address(reverse("monitoring_chain"))
