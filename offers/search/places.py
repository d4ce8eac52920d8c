"""Where the hits of a search take place, for a map that a script draws."""

from dataclasses import dataclass, field

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.fields import ArrayField
from django.db.models import Count, F, FloatField, Func, QuerySet, TextField, Transform
from django.db.models.fields.json import KT

from offers.models import Entry

# More places than these are drawn as the middle of a cell of the map's grid (degrees, about one kilometre).
MOST_PLACES = 800
CELL = 0.012
LISTED = 5


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map: degrees, its name, how many offers, and the first few of them (slug, title)."""

    latitude: float
    longitude: float
    count: int
    name: str = ""
    offers: list[tuple[str, str]] = field(default_factory=list)


class Degrees(Func):
    """A coordinate of a geography: `axis` is X (longitude) or Y (latitude)."""

    template = "ST_%(axis)s(%(expressions)s::geometry)"
    output_field = FloatField()


class FirstFew(Func):
    """The first values of a group, by title."""

    template = f"(%(expressions)s)[1:{LISTED}]"
    output_field = ArrayField(TextField())

    def __init__(self, expression: F | Transform) -> None:
        super().__init__(ArrayAgg(expression, order_by=["title", "pk"]))


def spots(entries: QuerySet[Entry]) -> list[Spot]:
    """Return the places of all entries that have one; where they are too many, cells of a grid with their counts."""
    located = entries.exclude(point=None).order_by()
    places = located.annotate(longitude=Degrees("point", axis="X"), latitude=Degrees("point", axis="Y"))
    rows = list(detailed(places).order_by("name", "latitude", "longitude")[: MOST_PLACES + 1])
    if len(rows) > MOST_PLACES:
        return [Spot(latitude, longitude, count) for latitude, longitude, count in gridded(places)]
    return [
        Spot(latitude, longitude, count, name, list(zip(slugs, titles, strict=True)))
        for latitude, longitude, name, count, slugs, titles in rows
    ]


def detailed(places: QuerySet[Entry]) -> QuerySet:
    """Return one row per place, with its first offers."""
    grouped = places.annotate(name=KT("card__facility")).values("latitude", "longitude", "name")
    few = grouped.annotate(count=Count("*"), slugs=FirstFew(KT("card__slug")), titles=FirstFew(F("title")))
    return few.values_list("latitude", "longitude", "name", "count", "slugs", "titles")


def gridded(places: QuerySet[Entry]) -> QuerySet:
    """Return one row per cell of the grid."""
    cells = places.annotate(row=cell("latitude"), column=cell("longitude")).values("row", "column")
    return cells.annotate(count=Count("*")).values_list("row", "column", "count")


def cell(coordinate: str) -> Func:
    """Return the middle of the cell in which a coordinate lies."""
    return Func(
        F(coordinate), template=f"((FLOOR(%(expressions)s / {CELL}) + 0.5) * {CELL})", output_field=FloatField()
    )
