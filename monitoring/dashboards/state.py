"""Which indicator, day, level, method and areas an address asks for."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from monitoring import figures
from monitoring.areas import Area, Level, levels
from monitoring.choices import Audience
from monitoring.choosing import Choosing, Control, Option
from monitoring.classing import DEFAULT, METHODS, can_be_mapped
from monitoring.figures import Figures
from monitoring.maps import Outline, outline
from monitoring.models import Indicator
from sozialraum.pages import version_of

MOST_AREAS = 5  # beside the city, so that six lines tell apart
SORTS = {
    "name": _("Name"),
    "-name": _("Name, rückwärts"),
    "wert": _("Wert, aufsteigend"),
    "-wert": _("Wert, absteigend"),
}
# Whoever is not planning gets no order by value: a list of best and worst helps no district.
PUBLIC_SORTS = ("name", "-name")


@dataclass(frozen=True)
class State:
    """One indicator as it is asked for; `day` is None where there is no number of it at all."""

    indicator: Indicator
    days: Sequence[datetime.date]
    day: datetime.date | None
    levels: Sequence[Level]
    level: Level
    method: str
    figures: Figures
    outline: Outline
    chosen: Sequence[Area]
    sort: str
    words: str
    version: str
    audience: Audience

    @property
    def is_mapped(self) -> bool:
        """Return whether a map of classes is shown."""
        return can_be_mapped(self.indicator) and bool(self.outline.shapes)

    @property
    def has_values(self) -> bool:
        """Return whether there is a row about any area of the level, if only to say that it is withheld."""
        return any(area.key in self.figures for area in self.outline.areas)

    @property
    def is_internal(self) -> bool:
        return self.audience is Audience.INTERNAL


def state_of(request: HttpRequest, indicator: Indicator, choosing: Choosing) -> State:
    """Return what an address asks of an indicator; what it does not say is the latest day and the finest level."""
    version = version_of(request)
    days = days_of(version, indicator.pk)
    day = choosing.one("jahr", _("Jahr"), by_name(days), days[0] if days else None)
    found = figures_at(version, indicator.pk, day) if day else {}
    divisions = levels(version)
    level, areas = level_of(choosing, divisions, found, (version, day or timezone.localdate()))
    by_slug = {name: area for area in areas.areas for name in (area.code, area.slug)}
    sorts = SORTS if request.audience is Audience.INTERNAL else dict.fromkeys(PUBLIC_SORTS)
    return State(
        indicator=indicator,
        days=days,
        day=day,
        levels=divisions,
        level=level,
        method=choosing.one("methode", _("Klassen"), {name: name for name in METHODS}, DEFAULT),
        figures=found,
        outline=areas,
        chosen=choosing.several("gebiet", _("Gebiet"), by_slug, MOST_AREAS),
        sort=choosing.one("sort", _("Sortierung"), {name: name for name in sorts}, "name"),
        words=choosing.text("q"),
        version=version,
        audience=request.audience,
    )


@lru_cache(maxsize=256)
def days_of(version: str, indicator: int) -> list[datetime.date]:
    """Return the days for which an indicator (its id) has figures, as of a version of the content; read only."""
    return figures.days_of(Indicator(pk=indicator))


@lru_cache(maxsize=32)
def figures_at(version: str, indicator: int, day: datetime.date) -> Figures:
    """Return the figures of an indicator (its id) at a day, as of a version of the content; read only.

    The version changes with every released figure, in one transaction with it: no process shows what was withheld since.
    """
    return figures.at(Indicator(pk=indicator), day)


def level_of(
    choosing: Choosing, divisions: Sequence[Level], found: Figures, as_of: tuple[str, datetime.date]
) -> tuple[Level, Outline]:
    """Return the level that is asked for, or else the finest one with numbers, and its areas."""
    version, day = as_of
    asked = choosing.one("ebene", _("Ebene"), {level.code: level for level in divisions}, None)
    candidates = [asked] if asked else divisions
    # One after the other: mostly the finest has numbers, and the others need not be drawn.
    drawn = ((level, outline(version, level.code, day)) for level in candidates)
    with_numbers = (one for one in drawn if any(area.key in found for area in one[1].areas))
    return next(with_numbers, None) or (candidates[0], outline(version, candidates[0].code, day))


def by_name(days: Sequence[datetime.date]) -> dict[str, datetime.date]:
    """Return days by how addresses name them: by the year, or by the date where a year has several."""
    years = [day.year for day in days]
    return {str(day.year) if years.count(day.year) == 1 else day.isoformat(): day for day in days}


def name_of(day: datetime.date | None, days: Sequence[datetime.date]) -> str:
    """Return how addresses name a day; nothing for none."""
    return next((name for name, one in by_name(days).items() if one == day), "")


def controls_of(state: State, indicators: Sequence[Indicator] = ()) -> list[Control]:
    """Return the lists to choose from; without indicators, the page is about one of them."""
    chosen = [
        Control("jahr", _("Jahr"), year_options(state.days), name_of(state.day, state.days), is_short=True),
        Control("ebene", _("Gebiete"), [Option(one.code, one.name_plural) for one in state.levels], state.level.code),
    ]
    if can_be_mapped(state.indicator):
        methods = [Option(name, label) for name, (label, _sentence) in METHODS.items()]
        chosen.append(Control("methode", _("Klassen der Karte"), methods, state.method))
    if not indicators:
        return chosen
    options = [Option(one.code, one.name, one.field.name) for one in indicators]
    return [Control("indikator", _("Indikator"), options, state.indicator.code), *chosen]


def year_options(days: Sequence[datetime.date]) -> list[Option]:
    """Return the days to choose from, the latest first."""
    names: Mapping[str, datetime.date] = by_name(days)
    return [Option(name, name if len(name) == 4 else f"{day:%d.%m.%Y}") for name, day in names.items()]  # noqa: PLR2004 (a year)
