"""The table of one age: sorted, page by page."""

from collections.abc import Sequence
from dataclasses import replace

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from monitoring.areas import Area
from monitoring.pictures import Table
from monitoring.pictures.addresses import changed
from monitoring.pictures.tables import Rows
from monitoring.supply.ages import Age
from monitoring.supply.state import State
from monitoring.supply.tables import DENSITY_COLUMN, NEED_COLUMN, Shown

PER_PAGE = 100
COLUMNS = {"name": 0, "bedarf": NEED_COLUMN, "dichte": DENSITY_COLUMN}


def listed(request: HttpRequest, shown: Shown, state: State, whole: Table) -> tuple[Table, Page]:
    """Return a page of the table of all areas, with links by which it is sorted; the chosen areas are marked."""
    sort = state.sort
    page = Paginator(in_order(shown, state.age, sort), PER_PAGE).get_page(request.GET.get("seite"))
    areas, chosen = list(page), {area.key for area in state.chosen}
    marked = frozenset(place for place, area in enumerate(areas) if area.key in chosen)
    sorts = ["" for _name in whole.header]
    for name, place in COLUMNS.items():
        sorts[place] = changed(request, sort=f"-{name}" if sort == name else name, seite="") + "#tabelle"
    place = COLUMNS[sort.removeprefix("-")]
    sorted_by = f"-{place}" if sort.startswith("-") else str(place)
    rows = Rows(areas, whole.rows.make)
    return replace(whole, rows=rows, highlighted=marked, sorts=sorts, sorted_by=sorted_by), page


def in_order(shown: Shown, age: Age, sort: str) -> Sequence[Area]:
    """Return the areas by name or by a number; those without one stand last either way."""
    areas, falls = shown.situation.areas, sort.startswith("-")
    if sort.removeprefix("-") == "name":
        return areas[::-1] if falls else areas
    is_need = sort.removeprefix("-") == "bedarf"
    figures = [shown.need.of(area.key) if is_need else shown.situation.density(area, age) for area in areas]
    numbers = {area: figure.value for area, figure in zip(areas, figures, strict=True)}
    known = [area for area in areas if numbers[area] is not None]
    known.sort(key=numbers.__getitem__, reverse=falls)
    return known + [area for area in areas if numbers[area] is None]
