"""How much the children of an area need: an index of the monitoring, or a single indicator that is unfavourable where it is high."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from monitoring import figures
from monitoring.areas import CITY, Area, AreaKey
from monitoring.catalogue import catalogue
from monitoring.choices import Audience, Direction, ValueKind
from monitoring.choosing import Option
from monitoring.computed.results import computed, load, loaded
from monitoring.figures import NOTHING, Figure, Figures
from monitoring.models import CompositeIndex, Indicator

USUAL = "child_poverty_u15"
OF_INDEX = "index:"
INDEX_DECIMALS = 2


@dataclass(frozen=True)
class Need:
    """One measure of need: by area, and the value from which on it is above the average of the city."""

    code: str
    name: str | Promise
    unit: str = ""
    decimals: int = 1
    average: Decimal | None = None
    figures: Figures = field(default_factory=dict)
    day: datetime.date | None = None
    url: str = ""
    is_index: bool = False

    def of(self, area: AreaKey) -> Figure:
        return self.figures.get(area, NOTHING)

    def is_high(self, area: AreaKey) -> bool:
        """Return whether an area is known to need more than the average."""
        value = self.of(area).value
        return value is not None and self.average is not None and value > self.average


NO_NEED = Need("", _("Bedarf"))


@dataclass(frozen=True)
class Measures:
    """All that need can be measured by."""

    indices: Sequence[CompositeIndex]
    indicators: Sequence[Indicator]

    @property
    def options(self) -> list[Option]:
        """Return them to choose from, indices first."""
        found = [Option(OF_INDEX + one.code, one.name, str(_("Indizes"))) for one in self.indices]
        return found + [Option(one.code, one.name, one.field.name) for one in self.indicators]

    @property
    def usual(self) -> str:
        """Return what stands for need where nobody chose: the first index, else children in poverty, else anything."""
        known = [one.value for one in self.options]
        if self.indices or USUAL not in known:
            return next(iter(known), "")
        return USUAL

    def measured(self, code: str, areas: Sequence[Area], version: str) -> Need:
        """Return the latest values of a measure (its value in `options`) in some areas."""
        if code.startswith(OF_INDEX):
            index = next(one for one in self.indices if OF_INDEX + one.code == code)
            return by_index(index, areas, version)
        indicator = next((one for one in self.indicators if one.code == code), None)
        return by_indicator(indicator) if indicator else NO_NEED


def measures(version: str) -> Measures:
    """Return what need can be measured by: indices of a state, and rates whose high values are unfavourable."""
    indices = [one.index for one in loaded(version).values()]
    rates = [one for one in catalogue(version, Audience.INTERNAL) if one.kind == ValueKind.RATE]
    return Measures(
        [one for one in indices if one.change_years is None and one.change_of_id is None],
        [one for one in rates if one.direction == Direction.UNFAVOURABLE],
    )


def by_indicator(indicator: Indicator) -> Need:
    """Return an indicator as need; the average is the city's value, which comes of summed counts."""
    days = figures.days_of(indicator)
    found = figures.at(indicator, days[0]) if days else {}
    return Need(
        code=indicator.code,
        name=indicator.name,
        unit=indicator.unit,
        decimals=indicator.decimals,
        average=found.get(CITY, NOTHING).value,
        figures=found,
        day=days[0] if days else None,
        url=reverse("monitoring_indicator", args=[indicator.code]),
    )


def by_index(index: CompositeIndex, areas: Sequence[Area], version: str) -> Need:
    """Return an index as need; the average is that of the areas it compares, whatever its method makes of it."""
    there = load(version, index.code)
    year = next(iter(there.years), None) if there else None
    pair = computed(version, index.code, year) if year else None
    results = pair.status.outcome.results if pair and pair.status.outcome else {}
    found = {
        area.key: Figure(Decimal(str(round(results[area.key].index, 5))), withheld="")
        for area in areas
        if area.key in results
    }
    return Need(
        code=OF_INDEX + index.code,
        name=index.name,
        decimals=INDEX_DECIMALS,
        average=sum((one.value for one in found.values()), Decimal(0)) / len(found) if found else None,
        figures=found,
        day=datetime.date(year, 12, 31) if year else None,
        url=reverse("monitoring_index", args=[index.code]),
        is_index=True,
    )
