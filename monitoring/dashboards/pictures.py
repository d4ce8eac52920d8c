"""The pictures of an indicator in the city: its map, how its values are spread, and how they went."""

import datetime
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from monitoring import figures
from monitoring.areas import CITY, Area
from monitoring.catalogue import catalogue
from monitoring.choices import Audience
from monitoring.classing import METHODS, Classing, classing
from monitoring.dashboards import findings
from monitoring.dashboards.addresses import choosing_address
from monitoring.dashboards.state import State, figures_at, name_of
from monitoring.figures import NOTHING
from monitoring.maps import geojson, outline
from monitoring.models import Indicator, SeriesBreak
from monitoring.pictures import Key, Link, Mark, Number, Picture, Table
from monitoring.pictures.choropleth import choropleth, legend_of, style_of
from monitoring.pictures.drawing import Series, series, strip
from monitoring.pictures.marks import mark_of
from monitoring.pictures.tables import Rows, counted
from monitoring.trends import told, trend


def marks_of(request: HttpRequest, state: State) -> list[Mark]:
    """Return the number of each area of the level as a mark that leads to the page with that area chosen."""
    chosen = {area.key for area in state.chosen}
    address = choosing_address(request, state)
    written = marks_at(get_language(), state.version, state.indicator.pk, state.day, state.level.code)
    return [
        mark.leading_to(address(area), is_chosen=area.key in chosen)
        for area, mark in zip(state.outline.areas, written, strict=True)
    ]


@lru_cache(maxsize=16)
def marks_at(_language: str, version: str, indicator: int, day: datetime.date | None, level: str) -> tuple[Mark, ...]:
    """Return the number of each area of a level as a mark, as of a version of the content: written once for all pages."""
    found = figures_at(version, indicator, day) if day else {}
    known = next(one for one in catalogue(version, Audience.INTERNAL) if one.pk == indicator)
    areas = outline(version, level, day or timezone.localdate()).areas
    return tuple(mark_of(known, area.name, found.get(area.key, NOTHING), code=area.code).written() for area in areas)


def source_of(indicator: Indicator, state: State) -> str:
    """Return where the numbers come from and of which day they are."""
    words = {
        "source": indicator.source,
        "day": f"{state.day:%d.%m.%Y}" if state.day else "",
        "licence": indicator.licence,
    }
    text = _("Quelle: %(source)s. Stand: %(day)s.") % words
    return f"{text} {_('Lizenz: %(licence)s.') % words}" if indicator.licence else text


def the_map(state: State, marks: Sequence[Mark], table: Table, city: str) -> Picture:
    """Return the choropleth of an indicator that is a rate or a measure."""
    indicator = state.indicator
    found = classing(state.version, indicator.pk, indicator.decimals, state.level.code, state.method)
    by_area = {area.key: mark for area, mark in zip(state.outline.areas, marks, strict=True)}
    return Picture(
        name="karte",
        title=f"{indicator.name}, {name_of(state.day, state.days)}",
        finding=findings.of_map(state, marks, city),
        drawing=choropleth(state.outline, by_area, style_of(found)),
        table=table,
        legend=legend_of(found, marks),
        legend_note=note_of(found, state),
        source=source_of(indicator, state),
        has_table_beside=True,
        geojson=partial(as_geojson, state, marks, found),
    )


def note_of(found: Classing | None, state: State) -> str:
    """Return by which method the classes were made, of how many values, and that they hold in all years."""
    notes = [_("Die Grenzen sind schematisch gezeichnet.")] if state.outline.is_schematic else []
    if found:
        _name, sentence = METHODS[found.method]
        made = _(
            "Gebildet aus %(count)d Werten der Jahre %(first)d bis %(last)d; die Grenzen sind in allen Jahren gleich."
        )
        words = {"count": found.classes.count, "first": found.first_year, "last": found.last_year}
        notes = [str(sentence), made % words, *notes]
    return " ".join(notes)


def as_geojson(state: State, marks: Sequence[Mark], found: Classing | None) -> dict:
    """Return the map for programs that draw maps: each area with its number, or why there is none."""
    style = style_of(found)
    properties = {
        area.key: {
            "code": area.code,
            "name": area.name,
            "indicator": state.indicator.code,
            "reference_date": state.day.isoformat() if state.day else None,
            "value": float(mark.number.rounded(mark.decimals)) if mark.number.value is not None else None,
            "unit": state.indicator.unit,
            "withheld": mark.number.withheld or None,
            "class": style(mark),
        }
        for area, mark in zip(state.outline.areas, marks, strict=True)
    }
    return geojson(state.level.code, state.day, properties)


def table_of(state: State, marks: Sequence[Mark]) -> Table:
    """Return the numbers of the areas; for rates with what they come from, where that may be seen."""
    indicator = state.indicator
    year = name_of(state.day, state.days)
    header = [state.level.name, f"{indicator.name} {year} ({indicator.unit})"]
    if indicator.denominator_name:
        header += [indicator.numerator_name, indicator.denominator_name]
    caption = f"{indicator.name}, {year}, {state.level.name_plural}"
    return Table(caption, header, rows_of(state, marks))


def rows_of(state: State, marks: Sequence[Mark]) -> Rows:
    """Return the rows of the table, each made when it is needed: the page shows some, only files have all."""
    is_rate = bool(state.indicator.denominator_name)
    return Rows(
        marks,
        lambda mark: [
            Link(mark.label, mark.url),
            Number(mark.number, mark.decimals),
            *(counted(mark.number) if is_rate else ()),
        ],
    )


def the_strip(state: State, marks: Sequence[Mark], table: Table, city: str) -> Picture:
    """Return how the values are spread. For the public the dots have no names: it is no table of ranks."""
    indicator = state.indicator
    shown = marks if state.is_internal else [mark if mark.is_chosen else mark.nameless for mark in marks]
    of_city = Mark(city, state.figures.get(CITY, NOTHING), indicator.decimals, indicator.unit)
    legend = [Key(_("ein Gebiet"), "dot"), Key(f"{city}: {of_city.text}", "city-line")]
    if state.chosen:
        legend.append(Key(_("gewähltes Gebiet"), "dot is-chosen"))
    return Picture(
        name="verteilung",
        title=_("Verteilung: %(name)s, %(year)s") % {"name": indicator.name, "year": name_of(state.day, state.days)},
        finding=findings.of_strip(state, marks),
        drawing=strip(shown, of_city),
        table=table,
        legend=legend,
        source=source_of(indicator, state),
        has_table_beside=True,
    )


def the_series(state: State, city: Area, breaks: Sequence[SeriesBreak]) -> Picture:
    """Return how the city's number went, and those of the chosen areas."""
    indicator = state.indicator
    areas = [city, *state.chosen]
    found = figures.series([indicator], [area.key for area in areas])
    by_area = [(area, found.get((indicator.pk, area.key), {})) for area in areas]
    cuts = [one.day for one in breaks]
    lines = [Series(area.name, numbers, indicator.decimals, indicator.unit) for area, numbers in by_area]
    sentences = [
        f"{area.name}: {told(trend(numbers, cuts, indicator.decimals), indicator)}" for area, numbers in by_area
    ]
    days = sorted({day for _area, numbers in by_area for day in numbers})
    rows = [
        [f"{day:%d.%m.%Y}", *(Number(numbers.get(day, NOTHING), indicator.decimals) for _area, numbers in by_area)]
        for day in days
    ]
    return Picture(
        name="zeitreihe",
        title=_("Zeitreihe: %(name)s") % {"name": indicator.name},
        finding=" ".join(sentences),
        drawing=series(lines, breaks),
        table=Table(
            _("Zeitreihe: %(name)s") % {"name": indicator.name}, [_("Stichtag"), *(a.name for a in areas)], rows
        ),
        legend=legend_of_series(areas, breaks),
        legend_note=" ".join(told_breaks(breaks)),
        source=source_of(indicator, state),
    )


def legend_of_series(areas: Sequence[Area], breaks: Sequence[SeriesBreak]) -> list[Key]:
    """Return the legend of a chart of series: one line for each area, and the line of a break."""
    keys = [Key(area.name, line=number) for number, area in enumerate(areas, 1)]
    return [*keys, Key(_("Bruch in der Zeitreihe"), "series-break")] if breaks else keys


def told_breaks(breaks: Iterable[SeriesBreak]) -> list[str]:
    """Return why numbers before and after a day do not compare."""
    return [
        _("Bruch ab %(day)s: %(reason)s.") % {"day": f"{one.day:%d.%m.%Y}", "reason": one.reason.rstrip(".")}
        for one in breaks
    ]
