"""Which district has which kind of house, how low its thresholds are, and how far the programmes have come there."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Q
from django.utils import timezone

from network.models import Facility, FacilityKind
from offers.models import Offer, Programme, ProgrammeStage
from sozialraum.models import District

# Houses that a city wants in every district, as far as it knows these kinds.
KINDS: Final = ("familienbuero", "familienzentrum", "familiengrundschulzentrum", "grundschule")


@dataclass(frozen=True)
class Cell:
    """The houses of one kind in one district."""

    number: int = 0
    sealed: int = 0
    low: int = 0  # with an offer for which nobody has to overcome much


@dataclass(frozen=True)
class Row:
    """A district: its houses by kind, its low-threshold offers, its programmes."""

    district: District
    cells: list[Cell]
    low_offers: int
    stages: list[ProgrammeStage | None]


@dataclass(frozen=True)
class Total:
    """One kind of house in the whole city: in how many districts, and how many houses there are."""

    kind: FacilityKind
    districts: int
    number: int
    sealed: int
    low: int


@dataclass(frozen=True)
class Coverage:
    """The table of all districts."""

    kinds: list[FacilityKind]
    programmes: list[Programme]
    rows: list[Row]

    @property
    def totals(self) -> list[Total]:
        """Return each kind's sums over all districts."""
        return [self.total(kind, [row.cells[place] for row in self.rows]) for place, kind in enumerate(self.kinds)]

    @staticmethod
    def total(kind: FacilityKind, cells: list[Cell]) -> Total:
        there = [cell for cell in cells if cell.number]
        sums = (sum(getattr(cell, name) for cell in there) for name in ("number", "sealed", "low"))
        return Total(kind, len(there), *sums)

    @property
    def reached(self) -> list[tuple[Programme, int]]:
        """Return in how many districts each programme is at work."""
        working = {ProgrammeStage.Stage.PILOT, ProgrammeStage.Stage.REGULAR}
        return [
            (programme, sum(bool(row.stages[place] and row.stages[place].stage in working) for row in self.rows))
            for place, programme in enumerate(self.programmes)
        ]


def coverage() -> Coverage:
    """Return which districts have what today; seven queries, however many districts there are."""
    today = timezone.localdate()
    kinds = sorted(FacilityKind.objects.filter(code__in=KINDS), key=lambda kind: KINDS.index(kind.code))
    programmes = list(Programme.objects.filter(stages__isnull=False).distinct())
    districts = District.objects.for_families().defer("boundary", "parent__boundary")
    stages = {
        (one.district_id, one.programme_id): one
        for one in ProgrammeStage.objects.on(today).filter(district__in=districts)
    }
    cells, low = houses(today), low_offers(today)
    rows = [
        Row(
            district,
            [cells[district.pk, kind.pk] for kind in kinds],
            low.get(district.pk, 0),
            [stages.get((district.pk, programme.pk)) for programme in programmes],
        )
        for district in districts
    ]
    return Coverage(kinds, programmes, rows)


def houses(today) -> dict[tuple[int, int], Cell]:
    """Return the public houses by district and kind."""
    low = Q(offers__is_low_threshold=True, offers__in=Offer.objects.public_on(today))
    rows = (
        Facility.objects.public()
        .filter(kind__code__in=KINDS)
        .values("district", "kind")
        .annotate(
            number=Count("pk", distinct=True),
            sealed=Count("pk", filter=Q(seal_valid_until__gte=today), distinct=True),
            low=Count("pk", filter=low, distinct=True),
        )
        .order_by()
    )
    found: dict[tuple[int, int], Cell] = defaultdict(Cell)
    found |= {(row["district"], row["kind"]): Cell(row["number"], row["sealed"], row["low"]) for row in rows}
    return found


def low_offers(today) -> dict[int, int]:
    """Return how many public low-threshold offers are held in each district."""
    found: dict[int, int] = defaultdict(int)
    offers = Offer.objects.public_on(today).filter(is_low_threshold=True)
    for own, of_house in offers.values_list("district", "facility__district"):
        found[own or of_house] += 1
    return found
