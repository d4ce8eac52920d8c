"""Key figures of the whole city: the latest number, how it went, and its line."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from monitoring import figures
from monitoring.areas import CITY
from monitoring.catalogue import cuts_of
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


def key_figures(version: str, indicators: Sequence[Indicator]) -> list[KeyFigure]:
    """Return those of some indicators that are key values, for the whole city; one query."""
    wanted = [indicator for indicator in indicators if indicator.is_key_value]
    found = figures.series(wanted, [CITY])
    cuts = cuts_of(version, wanted)
    return [
        key_figure(indicator, found.get((indicator.pk, CITY), {}), cuts.get(indicator.pk, [])) for indicator in wanted
    ]


def key_figure(
    indicator: Indicator, numbers: dict[datetime.date, figures.Figure], cuts: Sequence[datetime.date]
) -> KeyFigure:
    """Return one of them; `numbers` are in the order of time."""
    day = next(reversed(numbers), None)
    latest = numbers[day] if day else NOTHING
    return KeyFigure(
        indicator,
        Mark(indicator.name, latest, indicator.decimals, indicator.unit),
        day,
        told(trend(numbers, cuts, indicator.decimals), indicator),
        sparkline(numbers, cuts),
        reverse("monitoring_indicator", args=[indicator.code]),
    )
