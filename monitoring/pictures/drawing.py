"""Numbers drawn: bars, series, distributions and pairs, each as the inside of an SVG."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from html import escape

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from monitoring.charts.bars import Bars
from monitoring.charts.bars import bars as reckon_bars
from monitoring.charts.lines import Line, day_scale, line, ordinal
from monitoring.charts.scales import Scale, scale
from monitoring.charts.scatters import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH
from monitoring.charts.scatters import scatter as reckon_scatter
from monitoring.charts.strips import piled, snapped
from monitoring.figures import Figure, written
from monitoring.models import SeriesBreak
from monitoring.pictures.marks import Mark
from monitoring.pictures.picture import Drawing

DOT = 12  # units across
STRIP_ROOM = 60  # below the dots: axis and numbers
STRIP_LEAST = 110
SPARK_WIDTH, SPARK_HEIGHT, SPARK_RIM = 120, 36, 5


def tick_texts(axis: Scale) -> list[tuple[int, str]]:
    """Return the places of an axis' ticks with their numbers as Germans write them."""
    return [(place, written(value, axis.decimals)) for place, value in axis.marked()]


def bars(marks: Sequence[Mark], *, beside: Sequence[Figure] = ()) -> Drawing:
    """Return horizontal bars; `beside` are other numbers, such as the city's, drawn as a line across each bar."""
    found: Bars = reckon_bars([mark.number.value for mark in marks], [figure.value for figure in beside])
    rows = list(zip(marks, found.bars, strict=True))
    body = partial(render_to_string, "monitoring/charts/bars.html", {"rows": rows, "nought": found.nought})
    return Drawing("bars", WIDTH, found.height, body)


@dataclass(frozen=True, slots=True)
class Series:
    """A named series of figures by day; `decimals` and `unit` say how they are written."""

    name: str
    figures: Mapping[datetime.date, Figure]
    decimals: int = 1
    unit: str = ""

    def points(self) -> list[tuple[datetime.date, Decimal | None]]:
        return [(day, figure.value) for day, figure in sorted(self.figures.items())]


def series(many: Sequence[Series], breaks: Sequence[SeriesBreak] = (), *, nought: bool = True) -> Drawing:
    """Return up to six series of one indicator as lines over time.

    Each has a colour, a dash and a shape of its own. Where a number is withheld or missing the line has a gap with the
    sign of the reason; at a break of the series it ends, and a line across says so.
    """
    days = sorted({day for one in many for day in one.figures})
    values = scale(
        (value for one in many for _day, value in one.points() if value is not None), BOTTOM, TOP, nought=nought
    )
    across = day_scale(days, LEFT + 20, RIGHT - 20)
    cuts = [one.day for one in breaks if days and days[0] < one.day <= days[-1]]
    context = {
        "lines": [(number, *drawn(one, across, values, cuts)) for number, one in enumerate(many, 1)],
        "ticks": tick_texts(values),
        "years": years(days, across),
        "breaks": [halfway(day, days, across) for day in cuts],
        "left": LEFT,
        "right": RIGHT,
        "top": TOP,
        "bottom": BOTTOM,
    }
    return Drawing("series", WIDTH, HEIGHT, partial(render_to_string, "monitoring/charts/series.html", context))


def halfway(cut: datetime.date, days: Sequence[datetime.date], across: Scale) -> int:
    """Return the place of a break: between the last number before it and the first one after it."""
    before, after = max(day for day in days if day < cut), min(day for day in days if day >= cut)
    return (across.place(ordinal(before)) + across.place(ordinal(after))) // 2


def drawn(one: Series, across: Scale, values: Scale, cuts: Sequence[datetime.date]) -> tuple[str, list]:
    """Return the path of a series, and each of its places with its mark."""
    found: Line = line(one.points(), across, values, cuts)
    marks = [
        (place, Mark(f"{one.name} {place.day.year}", one.figures[place.day], one.decimals, one.unit))
        for place in found.places
    ]
    return found.path, marks


def years(days: Sequence[datetime.date], across: Scale) -> list[tuple[int, int, bool]]:
    """Return the place of each day with its year, and whether a narrow screen has room for it."""
    return [(across.place(ordinal(day)), day.year, (len(days) - number) % 2 == 1) for number, day in enumerate(days)]


def sparkline(figures: Mapping[datetime.date, Figure], cuts: Sequence[datetime.date] = ()) -> Drawing:
    """Return a series as a tiny line without axes, the last number as a dot; what it says stands beside it in words."""
    points = [(day, figure.value) for day, figure in sorted(figures.items())]
    values = scale((value for _day, value in points if value is not None), SPARK_HEIGHT - SPARK_RIM, SPARK_RIM)
    across = day_scale((day for day, _value in points), SPARK_RIM, SPARK_WIDTH - SPARK_RIM)
    found = line(points, across, values, cuts)
    last = next((place for place in reversed(found.places) if place.y is not None), None)
    body = partial(render_to_string, "monitoring/charts/sparkline.html", {"path": found.path, "last": last})
    return Drawing("sparkline", SPARK_WIDTH, SPARK_HEIGHT, body)


def strip(marks: Sequence[Mark], city: Mark | None = None) -> Drawing:
    """Return a distribution: a dot for each area on one axis, piled where they meet, and a line for the city.

    Areas without a number are not drawn; the picture's sentence says how many there are.
    """
    known = sorted((mark for mark in marks if mark.number.value is not None), key=lambda mark: mark.number.value)
    values = [mark.number.value for mark in known]
    beside = [city.number.value] if city and city.number.value is not None else []
    axis = scale([*values, *beside], LEFT // 2, RIGHT)
    places = [snapped(axis.place(value), DOT) for value in values]
    heights = piled([axis.place(value) for value in values], DOT)
    base = max((max(heights, default=0) + 2) * DOT, STRIP_LEAST)
    context = {
        "dots": partial(dots, list(zip(places, heights, known, strict=True)), base),
        "ticks": tick_texts(axis),
        "base": base,
        "city": (axis.place(beside[0]), city) if beside else None,
        "end": RIGHT,
    }
    body = partial(render_to_string, "monitoring/charts/strip.html", context)
    return Drawing("strip", WIDTH, base + STRIP_ROOM, body)


def dots(placed: Sequence[tuple[int, int, Mark]], base: int) -> SafeString:
    """Return the dots of a strip, each at its place and so many dots above the axis."""
    return mark_safe("".join(dot(x, base - DOT // 2 - DOT * height, mark) for x, height, mark in placed))  # noqa: S308 (escaped)


def dot(x: int, y: int, mark: Mark) -> str:
    """Return a number as a dot; not a template, since a city has hundreds of areas. What has no name is not named."""
    chosen = " is-chosen" if mark.is_chosen else ""
    title = f"<title>{escape(mark.spoken)}</title>" if mark.label else ""
    return f'<circle class="dot{chosen}" cx="{x}" cy="{y}" r="{DOT // 2 - 1}"{mark.data}>{title}</circle>'


@dataclass(frozen=True, slots=True)
class Pair:
    """An area with two numbers; both are known."""

    across: Mark
    up: Mark

    @property
    def spoken(self) -> str:
        return f"{self.across.spoken}; {self.up.text}"


def scatter(pairs: Sequence[Pair], names: tuple[str, str], city: Pair | None = None) -> Drawing:
    """Return a dot for each pair of numbers; `names` are those of the axes, the city's numbers are lines across."""
    all_pairs = [*pairs, city] if city else list(pairs)
    found = reckon_scatter([(pair.across.number.value, pair.up.number.value) for pair in all_pairs])
    context = {
        "dots": partial(pairs_of_dots, list(zip(found.places, pairs, strict=False))),
        "across": tick_texts(found.across),
        "up": tick_texts(found.up),
        "names": names,
        "city": found.places[-1] if city else None,
        "left": LEFT,
        "right": RIGHT,
        "top": TOP,
        "bottom": BOTTOM,
    }
    return Drawing("scatter", WIDTH, HEIGHT + 40, partial(render_to_string, "monitoring/charts/scatter.html", context))


def pairs_of_dots(placed: Sequence[tuple[tuple[int, int], Pair]]) -> SafeString:
    """Return the dots of a scatter; not a template, since a city has hundreds of areas."""
    return mark_safe("".join(dot_of_pair(x, y, pair) for (x, y), pair in placed))  # noqa: S308 (escaped)


def dot_of_pair(x: int, y: int, pair: Pair) -> str:
    chosen = " is-chosen" if pair.across.is_chosen else ""
    title = f"<title>{escape(pair.spoken)}</title>"
    return f'<circle class="dot dot-free{chosen}" cx="{x}" cy="{y}" r="7"{pair.across.data}>{title}</circle>'
