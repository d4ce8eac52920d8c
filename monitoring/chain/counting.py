"""Which offers stand in which cell of the prevention chain, from what the search knows of the offers (offers.models.Reach)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from monitoring.areas import CITY, AreaKey
from monitoring.supply.ages import Age
from monitoring.supply.counting import reach_of
from offers.models import FieldOfAction, Offer, Reach
from offers.search.statements import rows

ALL, HELD = "alle", "hier"  # what people of an area find, or what is held there
LOW, OUTREACH = "niedrigschwellig", "aufsuchend"

# Each offer once, whichever of the areas it is found by; then spread over phases and fields.
FOUND = """
    WITH found AS (
        SELECT DISTINCT r.offer_id, r.ages
        FROM offers_reach r
        WHERE r.area = ANY (%(areas)s) AND r.nearness <= %(farthest)s AND %(today)s BETWEEN r.public_from AND r.public_until
    ), kinds AS (
        SELECT f.offer_id, f.ages, o.prevention_level, o.is_low_threshold AS low, (e.card ->> 'comes_home')::boolean AS outreach
        FROM found f JOIN offers_offer o ON o.id = f.offer_id JOIN offers_entry e ON e.offer_id = f.offer_id
    ), phases AS (
        SELECT first, last, number - 1 AS phase
        FROM unnest(%(firsts)s::int[], %(lasts)s::int[]) WITH ORDINALITY AS p (first, last, number)
    )
"""
BY_FIELD = f"""{FOUND}, fields AS (
        SELECT DISTINCT ot.offer_id, t.field_of_action_id AS field
        FROM offers_offer_topics ot JOIN offers_topic t ON t.id = ot.topic_id
    ), together AS (
        SELECT k.ages, f.field, count(*) AS offers, count(*) FILTER (WHERE k.low) AS low, count(*) FILTER (WHERE k.outreach) AS outreach
        FROM kinds k JOIN fields f USING (offer_id) GROUP BY 1, 2
    )
    SELECT p.phase::int, t.field, sum(t.offers)::int, sum(t.low)::int, sum(t.outreach)::int
    FROM together t JOIN phases p ON t.ages && int4range(p.first, p.last) GROUP BY 1, 2
"""  # noqa: S608 (constants)
BY_LEVEL = f"""{FOUND}, together AS (
        SELECT k.ages, k.prevention_level AS level, count(*) AS offers,
            count(*) FILTER (WHERE k.low) AS low, count(*) FILTER (WHERE k.outreach) AS outreach
        FROM kinds k GROUP BY 1, 2
    )
    SELECT p.phase::int, t.level, sum(t.offers)::int, sum(t.low)::int, sum(t.outreach)::int
    FROM together t JOIN phases p ON t.ages && int4range(p.first, p.last) GROUP BY 1, 2
"""  # noqa: S608 (constants)


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many offers stand in a cell, of which low-threshold and outreach."""

    offers: int = 0
    low: int = 0
    outreach: int = 0


EMPTY = Numbers()
Cells = dict[tuple[str, str | int], Numbers]  # by code of a phase, and id of a field or level of prevention


def by_field(area: AreaKey, phases: Sequence[Age], extent: str) -> Cells:
    """Return the cells of phases and fields of action; an offer of topics of two fields stands in both. One query."""
    return counted(BY_FIELD, area, phases, extent)


def by_field_in(areas: Sequence[AreaKey], phases: Sequence[Age]) -> Cells:
    """Return the same cells of several areas together, each offer once: what is held there, or meant for the people there."""
    reaches = [reach_of(area) for area in areas]
    return spread(BY_FIELD, reaches, Reach.Nearness.REACHES_HERE, phases)


def by_level(area: AreaKey, phases: Sequence[Age], extent: str) -> Cells:
    """Return the cells of phases and levels of prevention; one query."""
    return counted(BY_LEVEL, area, phases, extent)


def counted(statement: str, area: AreaKey, phases: Sequence[Age], extent: str) -> Cells:
    return spread(statement, areas_of(area, extent), farthest(extent), phases)


def spread(statement: str, areas: Sequence[str], nearness: int, phases: Sequence[Age]) -> Cells:
    found = rows(
        statement,
        areas=areas,
        farthest=nearness,
        firsts=[phase.months[0] for phase in phases],
        lasts=[phase.months[1] for phase in phases],
    )
    return {(phases[phase].code, key): Numbers(*numbers) for phase, key, *numbers in found}


def areas_of(area: AreaKey, extent: str) -> list[str]:
    """Return an area, and everywhere, as the search writes them; the city has all offers."""
    if area == CITY:
        return [Reach.ALL]
    return [reach_of(area)] if extent == HELD else [reach_of(area), Reach.EVERYWHERE]


def farthest(extent: str) -> int:
    return Reach.Nearness.HELD_HERE if extent == HELD else Reach.Nearness.EVERYWHERE


@dataclass(frozen=True)
class Cell:
    """One cell: a phase, and a field of action or a level of prevention; of a part of its offers where one is named."""

    phase: Age
    field: FieldOfAction | None
    level: str
    part: str = ""


def offers_of(cell: Cell, area: AreaKey, extent: str) -> QuerySet[Offer]:
    """Return exactly the offers that a cell counts, by title."""
    today = timezone.localdate()
    found = Reach.objects.filter(
        entry=OuterRef("pk"),
        area__in=areas_of(area, extent),
        nearness__lte=farthest(extent),
        public_from__lte=today,
        public_until__gte=today,
        ages__overlap=cell.phase.months,
    )
    return Offer.objects.filter(Exists(found), of_kind(cell)).order_by("title", "pk")


def of_kind(cell: Cell) -> Q:
    """Return the condition that an offer is of the field, the level and the part of a cell."""
    wanted = Q()
    if cell.field:
        through = Offer.topics.through.objects.filter(offer=OuterRef("pk"), topic__field_of_action=cell.field)
        wanted &= Q(Exists(through))
    if cell.level:
        wanted &= Q(prevention_level=cell.level)
    if cell.part == LOW:
        wanted &= Q(is_low_threshold=True)
    if cell.part == OUTREACH:
        wanted &= Q(
            Exists(Offer.access_modes.through.objects.filter(offer=OuterRef("pk"), accessmode__comes_home=True))
        )
    return wanted


def with_place(offers: QuerySet[Offer]) -> QuerySet[Offer]:
    """Fetch with offers what their line in a list says: by whom and where; never more than the district."""
    return offers.select_related("provider", "entry").annotate(place=F("entry__card__district"))
