"""How far programmes have come in the districts: for the pages of staff, and for everybody."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.models import ContactPoint, Facility
from network.models.evidence import Proof
from offers.district_map import Shape, drawing
from offers.models import Entry, Programme, ProgrammeStage
from offers.search import Hit
from sozialraum.models import District

Stage = ProgrammeStage.Stage
# On a map: the class of fill, and a letter for those who do not tell colours apart.
FILLS: Final = {Stage.PLANNED: 1, Stage.PILOT: 3, Stage.REGULAR: 5, Stage.ENDED: 0}
LETTERS: Final[dict[Stage, Promise]] = {
    Stage.PLANNED: pgettext_lazy("Buchstabe auf der Karte: geplant", "G"),
    Stage.PILOT: pgettext_lazy("Buchstabe auf der Karte: Pilot", "P"),
    Stage.REGULAR: pgettext_lazy("Buchstabe auf der Karte: Regelbetrieb", "R"),
    Stage.ENDED: pgettext_lazy("Buchstabe auf der Karte: beendet", "B"),
}
PLACES = 30
OFFERS = 12


@dataclass(frozen=True)
class Spot:
    """A district on the map of a programme."""

    shape: Shape
    fill: int
    letter: str
    words: str


@dataclass(frozen=True)
class ProgrammePage:
    """A programme as everybody sees it: where it is since when, in which houses, and whom to ask."""

    programme: Programme
    stages: list[tuple[Stage, list[ProgrammeStage]]]
    districts: int
    places: list[Facility]
    contacts: list[ContactPoint]
    hits: list[Hit]

    @property
    def proofs(self) -> list[Proof]:
        """Return the documents that everybody may read in which the stages were decided, each once, by title."""
        return sorted({proof for _stage, found in self.stages for one in found for proof in one.public_proofs})

    @property
    def running(self) -> int:
        """Return in how many districts the programme is at work."""
        return sum(len(found) for stage, found in self.stages if stage in {Stage.PILOT, Stage.REGULAR})


def current_stages(programme: Programme) -> list[ProgrammeStage]:
    """Return the stages of today in districts of today, by the name of the district."""
    stages = programme.stages.on(timezone.localdate()).filter(district__valid_until=None)
    with_them = stages.select_related("district", "document").defer("district__boundary", "document__search")
    return list(with_them.order_by("district__name"))


def by_stage(stages: Iterable[ProgrammeStage]) -> list[tuple[Stage, list[ProgrammeStage]]]:
    """Return stages under what they are, in the order of a programme's life; what is nowhere is left out."""
    found = [(stage, [one for one in stages if one.stage == stage]) for stage in Stage]
    return [(stage, inside) for stage, inside in found if inside]


@lru_cache(maxsize=32)
def programme_page(version: str, today: datetime.date, code: str) -> ProgrammePage:
    """Return a programme as it is on a day, in a version of the content. Raises Programme.DoesNotExist for what is nowhere."""
    programme = Programme.objects.select_related("network").filter(stages__isnull=False).distinct().get(code=code)
    stages = current_stages(programme)
    held = Entry.objects.filter(offer__programme=programme, public_from__lte=today, public_until__gte=today)
    houses = Facility.objects.public().filter(Q(offers__in=held.values("offer")), address_is_confidential=False)
    contacts = ContactPoint.objects.public().filter(network=programme.network).prefetch_related("districts")
    return ProgrammePage(
        programme,
        by_stage(stages),
        District.objects.for_families().count(),
        list(
            houses.select_related("kind", "district").defer("district__boundary").distinct().order_by("name")[:PLACES]
        ),
        list(contacts.order_by("order", "function")) if programme.network else [],
        [Hit(card, 0) for card in held.order_by("title").values_list("card", flat=True)[:OFFERS]],
    )


def spots(version: str, page: ProgrammePage) -> list[Spot]:
    """Return the districts as the map of a programme shows them."""
    found = {one.district_id: one for _stage, stages in page.stages for one in stages}
    picture = drawing(version)
    return [spot(shape, found.get(shape.pk)) for shape in picture.shapes] if picture else []


def spot(shape: Shape, stage: ProgrammeStage | None) -> Spot:
    if stage is None:
        return Spot(shape, 0, "", f"{shape.name}: {_('nicht vorgesehen')}")
    at = Stage(stage.stage)
    return Spot(shape, FILLS[at], str(LETTERS[at]), f"{shape.name}: {at.label}")


def overview() -> list[tuple[Programme, list[tuple[Stage, int]]]]:
    """Return all programmes, each with in how many districts it is at which stage today."""
    stages = ProgrammeStage.objects.on(timezone.localdate()).filter(district__valid_until=None)
    numbers = Counter(stages.values_list("programme", "stage"))
    programmes = Programme.objects.select_related("network")
    return [(one, [(stage, numbers[one.pk, stage.value]) for stage in Stage]) for one in programmes]
