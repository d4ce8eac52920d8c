"""Key figures of the whole city: the latest number, how it went, and its line."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import get_language

from monitoring import figures
from monitoring.areas import CITY
from monitoring.catalogue import catalogue, cuts_of
from monitoring.choices import Audience
from monitoring.figures import NOTHING
from monitoring.models import Indicator
from monitoring.pictures import Drawing, Mark
from monitoring.pictures.drawing import sparkline
from monitoring.trends import told, trend


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """The city's latest number of an indicator, with its trend in a sentence and as a line."""

    indicator: Indicator
    mark: Mark
    day: datetime.date | None
    trend: str
    drawing: Drawing
    url: str


def key_figures(version: str, audience: Audience) -> tuple[KeyFigure, ...]:
    """Return the key values of the whole city that an audience may see, as of a version of the content."""
    return key_figures_in(get_language(), version, audience)


@lru_cache(maxsize=2 * len(Audience))
def key_figures_in(_language: str, version: str, audience: Audience) -> tuple[KeyFigure, ...]:
    wanted = [indicator for indicator in catalogue(version, audience) if indicator.is_key_value]
    found = figures.series(wanted, [CITY])
    cuts = cuts_of(wanted)
    return tuple(key_figure(one, found.get((one.pk, CITY), {}), cuts.get(one.pk, [])) for one in wanted)


def key_figure(
    indicator: Indicator, numbers: dict[datetime.date, figures.Figure], cuts: Sequence[datetime.date]
) -> KeyFigure:
    """Return one of them; `numbers` are in the order of time."""
    day = next(reversed(numbers), None)
    latest = numbers[day] if day else NOTHING
    drawn = sparkline(numbers, cuts)
    return KeyFigure(
        indicator,
        Mark(indicator.name, latest, indicator.decimals, indicator.unit),
        day,
        told(trend(numbers, cuts, indicator.decimals), indicator),
        replace(drawn, body=drawn.body()),
        reverse("monitoring_indicator", args=[indicator.code]),
    )
