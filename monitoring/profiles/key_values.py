"""The key values of an area beside those of the area above it and of the whole city."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from monitoring.areas import CITY, AreaKey
from monitoring.charts.classes import Classes
from monitoring.choices import ValueKind
from monitoring.figures import MINUS, NIL, NOTHING, Figure
from monitoring.models import Indicator
from monitoring.pictures import Drawing
from monitoring.pictures.drawing import sparkline
from monitoring.profiles.classes import class_of
from monitoring.trends import Trend, told, trend

# By indicator and area the figures of all days, as `monitoring.figures.series` returns them.
Numbers = Mapping[tuple[int, AreaKey], Mapping[datetime.date, Figure]]
PLUS = "+"


@dataclass(frozen=True)
class KeyValue:
    """One key value of an area at its latest day; `above` is None where nothing but the city lies above the area."""

    indicator: Indicator
    day: datetime.date | None
    own: Figure
    above: Figure | None
    city: Figure
    difference: str
    difference_data: str
    since: str
    told: str
    drawing: Drawing | None
    grade: tuple[int, int, str] | None

    @property
    def withheld(self) -> str:
        """Return why there is no difference; nothing where there is one."""
        return self.own.withheld or self.city.withheld


@dataclass(frozen=True)
class Frame:
    """What all key values of an area share: whose numbers they stand beside, and the classes where they are told."""

    area: AreaKey
    above: AreaKey | None
    numbers: Numbers
    breaks: Mapping[int, Sequence[datetime.date]]
    classes: Mapping[int, Classes]


def key_values(indicators: Sequence[Indicator], frame: Frame) -> list[KeyValue]:
    """Return the key values of an area; those without any row about the area or the city are left out."""
    known = [one for one in indicators if frame.numbers.get((one.pk, frame.area)) or frame.numbers.get((one.pk, CITY))]
    return [key_value(one, frame) for one in known]


def key_value(indicator: Indicator, frame: Frame) -> KeyValue:
    """Return one of them. The others' numbers are those of the same day, so that they compare."""
    series = frame.numbers.get((indicator.pk, frame.area), {})
    cuts = frame.breaks.get(indicator.pk, ())
    day = max(series, default=None) or max(frame.numbers.get((indicator.pk, CITY), {}), default=None)
    own = series.get(day, NOTHING)
    city = frame.numbers.get((indicator.pk, CITY), {}).get(day, NOTHING)
    above = frame.numbers.get((indicator.pk, frame.above), {}).get(day, NOTHING) if frame.above else None
    text, data = compared(indicator, own, city)
    found = trend(series, cuts, indicator.decimals)
    return KeyValue(
        indicator=indicator,
        day=day,
        own=own,
        above=above,
        city=city,
        difference=text,
        difference_data=data,
        since=since(found, day, indicator.decimals),
        told=told(found, indicator),
        drawing=sparkline(series, cuts) if any(figure.value is not None for figure in series.values()) else None,
        grade=class_of(frame.classes, indicator, own),
    )


def compared(indicator: Indicator, own: Figure, city: Figure) -> tuple[str, str]:
    """Return how a number stands to the city's, as text and as plain number: of counts the share, else the difference.

    Both empty where one of them is not known.
    """
    if own.value is None or city.value is None:
        return "", ""
    if indicator.kind == ValueKind.COUNT:
        return share_of(own.value, city.value)
    change = own.rounded(indicator.decimals) - city.rounded(indicator.decimals)
    return signed(change, indicator.decimals), f"{change.normalize():f}"


def share_of(own: Decimal, city: Decimal) -> tuple[str, str]:
    """Return which share of a number of the city is an area's, as text and as plain number; empty where the city has none."""
    if not city:
        return "", ""
    share = Figure(own * 100 / city, withheld="")
    text = _("%(share)s %% der Stadt") % {"share": share.text(1)} if share.value else NIL
    return text, share.data(1)


def since(found: Trend | None, day: datetime.date | None, decimals: int) -> str:
    """Return in short by how much a number changed, and since when; nothing where too few numbers compare.

    Where the number of the latest `day` is not known, it says until when the change was.
    """
    if found is None:
        return ""
    words = {
        "change": signed(found.change, decimals),
        "year": found.first_day.year,
        "last": found.last_day.year,
    }
    if found.last_day != day:
        return _("%(change)s von %(year)d bis %(last)d") % words
    return _("%(change)s seit %(year)d") % words


def signed(change: Decimal, decimals: int) -> str:
    """Return a difference with its sign, in the unit that its row names."""
    if not change:
        return f"±{number_format(0)}"
    number = number_format(abs(change), decimals, force_grouping=True)
    return f"{PLUS if change > 0 else MINUS}{number}"
