"""Which free table an address asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from monitoring.area_choice import AreaChoice, area_choice
from monitoring.areas import Area, Level, levels
from monitoring.catalogue import catalogue
from monitoring.choices import Audience
from monitoring.choosing import Choosing
from monitoring.models import Indicator, ReleasedValue
from monitoring.pivoting.axes import AREAS, INDICATORS, NAMES, Pivot, axes_of
from sozialraum.pages import version_of

MOST_CHOSEN = 1000


@dataclass(frozen=True)
class Asked:
    """A free table, what it was chosen from, and by which column it is sorted (from 0, labels included)."""

    pivot: Pivot
    there: AreaChoice
    levels: Sequence[Level]
    level: Level
    areas: Sequence[Area]
    indicators: Sequence[Indicator]
    shown: Sequence[Indicator]
    years: Sequence[int]
    shown_years: Sequence[int]
    sort: int
    is_falling: bool
    sortable: int

    @property
    def sorted_by(self) -> str:
        """Return the column with a minus where it falls, as addresses name it."""
        return f"-{self.sort}" if self.is_falling else str(self.sort)


def asked_of(request: HttpRequest, choosing: Choosing) -> Asked:
    """Return the table of an address; what it does not say are the key values of all areas in the last year."""
    version = version_of(request)
    indicators = catalogue(version, request.audience)
    by_code = {one.code: one for one in indicators}
    key_values = [one for one in indicators if one.is_key_value] or indicators[:1]
    shown = choosing.several("indikator", _("Indikator"), by_code, MOST_CHOSEN) or key_values
    years = years_there(version)
    by_year = {str(year): year for year in years}
    shown_years = sorted(choosing.several("jahr", _("Jahr"), by_year, MOST_CHOSEN)) or list(years[:1])
    there, divisions = area_choice(version), levels(version)
    level = choosing.one("ebene", _("Ebene"), {one.code: one for one in divisions}, divisions[0])
    areas = choosing.several("gebiet", _("Gebiet"), there.by_name, MOST_CHOSEN)
    sides = {name: name for name in NAMES}
    pivot = Pivot.of(
        axes_of(areas or there.of_level(level.code), shown, shown_years),
        choosing.one("zeilen", _("Zeilen"), sides, AREAS),
        choosing.one("spalten", _("Spalten"), sides, INDICATORS),
    )
    sortable = sortable_columns(pivot, request.audience)
    signed = {f"{sign}{place}": (place, bool(sign)) for place in range(sortable) for sign in ("", "-")}
    sort, is_falling = choosing.one("sort", _("Sortierung"), signed, (0, False))
    return Asked(
        pivot, there, divisions, level, areas, indicators, shown, years, shown_years, sort, is_falling, sortable
    )


def sortable_columns(pivot: Pivot, audience: Audience) -> int:
    """Return by how many of the first columns the table may be sorted: for the public by no number, so that none ranks."""
    if audience is Audience.INTERNAL and pivot.size:
        return len(pivot.header())
    return len(pivot.header()) - len(pivot.columns.items)


@lru_cache(maxsize=1)
def years_there(version: str) -> tuple[int, ...]:
    """Return the years of which there is any number, the latest first, as of a version of the content."""
    days = ReleasedValue.objects.order_by().values_list("reference_date", flat=True).distinct()
    return tuple(sorted({day.year for day in days}, reverse=True))
