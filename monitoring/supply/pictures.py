"""Supply beside need in pictures: need against density, and density on a map."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from monitoring.areas import Area, AreaKey
from monitoring.charts.classes import classes
from monitoring.classing import DEFAULT, METHODS, Classing
from monitoring.figures import Figure
from monitoring.maps import Outline, geojson
from monitoring.pictures import Key, Mark, Picture, Table, spoken
from monitoring.pictures.choropleth import choropleth, legend_of, style_of
from monitoring.pictures.drawing import Pair, scatter
from monitoring.supply.ages import Age
from monitoring.supply.gaps import Gap, Kind
from monitoring.supply.need import Need
from monitoring.supply.situation import Situation
from monitoring.supply.tables import Shown
from monitoring.supply.wording import DECIMALS, counted

PER_HUNDRED = _lazy("je 100")


def density_mark(shown: Shown, area: Area, age: Age) -> Mark:
    return Mark(area.name, shown.situation.density(area, age), DECIMALS, PER_HUNDRED, area.code, shown.address(area))


def source(need: Need, situation: Situation) -> str:
    """Return where the numbers come from, of which day they are, and which offers count."""
    today = timezone.localdate()
    words = {"name": need.name, "day": f"{need.day:%d.%m.%Y}" if need.day else "–", "today": f"{today:%d.%m.%Y}"}
    told = _("Angebote: dieses Portal, %(today)s. Bedarf: %(name)s, %(day)s.") % words
    return f"{told} {counted(situation.counting)}"


def the_scatter(
    shown: Shown, age: Age, chosen: frozenset[AreaKey], table: Table, found: Sequence[Gap]
) -> Picture | None:
    """Return need against density of all areas where both are known; None where that is nowhere."""
    situation, need = shown.situation, shown.need
    marked = chosen | {gap.area.key for gap in found if gap.kind != Kind.BARE}
    pairs = [
        Pair(need_mark(need, area, is_chosen=area.key in marked), density_mark(shown, area, age))
        for area in situation.areas
        if need.of(area.key).value is not None and situation.density(area, age).value is not None
    ]
    if not pairs:
        return None
    average, of_city = need.average, situation.average(age)
    city = None
    if average is not None and of_city.value is not None:
        name = _("Schnitt der Stadt")
        city = Pair(
            Mark(name, Figure(average, withheld=""), need.decimals, need.unit),
            Mark(name, of_city, DECIMALS, PER_HUNDRED),
        )
    legend = [Key(_("ein Gebiet"), "dot"), Key(_("mehr Bedarf, weniger Angebote; oder gewählt"), "dot is-chosen")]
    return Picture(
        name="streuung",
        title=_("Bedarf und Angebot, %(age)s") % {"age": age.name},
        finding=finding_of_scatter(need, age, pairs, found),
        drawing=scatter(pairs, (need.name, _("Angebote je 100 Kinder")), city),
        table=table,
        legend=[*legend, *([Key(_("Schnitt der Stadt"), "city-line")] if city else [])],
        source=source(need, situation),
        has_table_beside=True,
    )


def need_mark(need: Need, area: Area, *, is_chosen: bool) -> Mark:
    return Mark(area.name, need.of(area.key), need.decimals, need.unit, area.code, "", is_chosen)


def finding_of_scatter(need: Need, age: Age, pairs: list[Pair], found: Sequence[Gap]) -> str:
    """Return how many areas lie in the corner of much need and little supply, and the first of them."""
    names = [gap.area.name for gap in found if gap.kind != Kind.BARE]
    words = {"number": len(names), "total": len(pairs), "age": age.name, "first": ", ".join(names[:3])}
    if not names:
        return (
            _(
                "In keinem der %(total)d Gebiete mit Zahlen ist der Bedarf höher und das Angebot (%(age)s) geringer als im Schnitt."
            )
            % words
        )
    return (
        ngettext(
            "In %(number)d von %(total)d Gebieten mit Zahlen ist der Bedarf höher und das Angebot (%(age)s) geringer als im Schnitt: %(first)s.",
            "In %(number)d von %(total)d Gebieten mit Zahlen ist der Bedarf höher und das Angebot (%(age)s) geringer als im Schnitt, am deutlichsten beim Bedarf: %(first)s.",
            len(names),
        )
        % words
    )


def the_map(shown: Shown, age: Age, outline: Outline, level: str, table: Table) -> Picture | None:
    """Return density on a map; None without boundaries."""
    situation = shown.situation
    if not outline.shapes:
        return None
    marks = {area.key: density_mark(shown, area, age) for area in outline.areas}
    found = classing_of([mark.number for mark in marks.values()])
    known = [mark for mark in marks.values() if mark.number.value is not None]
    return Picture(
        name="karte",
        title=_("Angebote je 100 Kinder, %(age)s") % {"age": age.name},
        finding=finding_of_map(situation, age, known, len(marks)),
        drawing=choropleth(outline, marks, style_of(found)),
        table=table,
        legend=legend_of(found, list(marks.values())),
        legend_note=str(METHODS[DEFAULT][1]) if found else "",
        source=source(shown.need, situation),
        has_table_beside=True,
        geojson=partial(as_geojson, situation, age, level),
    )


def classing_of(numbers: list[Figure]) -> Classing | None:
    """Return five classes of about as many areas each; those where nothing is offered are no class but a sign."""
    rounded = [one.rounded(DECIMALS) for one in numbers if one.value]
    found = classes(Counter(filter(None, rounded)), DEFAULT, DECIMALS)
    year = timezone.localdate().year
    return Classing(DEFAULT, found, year, year) if found else None


def finding_of_map(situation: Situation, age: Age, known: list[Mark], total: int) -> str:
    if not known:
        return _("Für dieses Alter gibt es keine Zahl der Kinder, die gezeigt werden kann.")
    known.sort(key=lambda mark: mark.number.value)
    average = situation.average(age)
    first, last = known[0], known[-1]
    words = {
        "low": spoken(first.number, DECIMALS, ""),
        "lowest": first.label,
        "high": spoken(last.number, DECIMALS, PER_HUNDRED),
        "highest": last.label,
    }
    told = _("Von %(low)s (%(lowest)s) bis %(high)s (%(highest)s).") % words
    if average.value is not None:
        told += " " + _("Schnitt der Stadt: %(average)s je 100.") % {"average": average.text(DECIMALS)}
    if len(known) < total:
        gaps = total - len(known)
        told += " " + ngettext("%(number)d Gebiet ist ohne Wert.", "%(number)d Gebiete sind ohne Wert.", gaps) % {
            "number": gaps
        }
    return told


def as_geojson(situation: Situation, age: Age, level: str) -> dict:
    """Return the map for programs that draw maps."""
    properties = {
        area.key: {
            "code": area.code,
            "name": area.name,
            "age": age.code,
            "offers": situation.offers(area, age),
            "per_100_children": plain(situation.density(area, age)),
            "withheld": situation.density(area, age).withheld or None,
        }
        for area in situation.areas
    }
    return geojson(level, timezone.localdate(), properties)


def plain(number: Figure) -> float | None:
    rounded = number.rounded(DECIMALS)
    return None if rounded is None else float(rounded)
