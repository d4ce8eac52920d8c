"""Supply and need as tables: all that is known of one age, and all ages at a glance."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from monitoring.areas import Area
from monitoring.figures import NOTHING, Figure, Figures
from monitoring.pictures import Link, Number, Table
from monitoring.pictures.tables import Rows
from monitoring.supply.ages import Age
from monitoring.supply.counting import Sums
from monitoring.supply.gaps import Gap, Gaps
from monitoring.supply.need import Need
from monitoring.supply.situation import HELD, Situation
from monitoring.supply.wording import DECIMALS
from monitoring.templatetags.figures import figure

GAP = "▼"
PER_CENT = 100
Address = Callable[[Area], str]


@dataclass(frozen=True)
class Shown:
    """What tables are made of: the situation, the need, the white spots, the name of the level, and where an area leads."""

    situation: Situation
    need: Need
    gaps: Gaps
    level: str | Promise
    address: Address


def known(value: int | Decimal, *, of: int) -> Figure:
    """Return a number that is known of some offers; no value where it is known of none."""
    return Figure(Decimal(value), withheld="") if of else NOTHING


def share(part: int, whole: int) -> Figure:
    return Figure(Decimal(part * PER_CENT) / whole, withheld="") if whole else NOTHING


def number(value: int) -> Number:
    return Number(Figure(Decimal(value), withheld=""), 0)


def counted_sums(situation: Situation, area: Area, age: Age) -> Sums:
    """Return the sums of the offers that a density counts."""
    found = situation.supply(area, age)
    return found.held if situation.counting == HELD else found.reaching


def header(age: Age, need: Need, level: str | Promise) -> list[str | Promise]:
    return [
        level,
        _("Bedarf: %(name)s") % {"name": f"{need.name} ({need.unit})" if need.unit else need.name},
        _("Kinder: %(age)s") % {"age": age.name},
        _("Angebote dort"),
        _("für dort"),
        _("überall"),
        _("je 100 Kinder"),
        _("niedrigschwellig (%)"),
        _("aufsuchend (%)"),
        _("Plätze"),
        _("Angebote mit Platzzahl"),
        _("Stunden je Woche"),
        _("Angebote mit Wochenzeiten"),
        _("Kinder mit Angebot in 1 km (%)"),
        _("weißer Fleck"),
    ]


NEED_COLUMN, DENSITY_COLUMN = 1, 6  # those that the table is sorted by, beside the name


def of_age(shown: Shown, age: Age, near: Figures) -> Table:
    """Return all that is known of the areas for one age; `near` has the share of children with an offer near them."""
    caption = _("Angebot und Bedarf, %(age)s") % {"age": age.name}
    rows = Rows(shown.situation.areas, partial(row_of, shown, age, near))
    return Table(caption, header(age, shown.need, shown.level), rows)


def row_of(shown: Shown, age: Age, near: Figures, area: Area) -> list:
    """Return what is known of an area."""
    situation, need = shown.situation, shown.need
    supply, sums = situation.supply(area, age), counted_sums(situation, area, age)
    gap = shown.gaps.get((area.key, age.code))
    return [
        Link(area.name, shown.address(area), area.code),
        Number(need.of(area.key), need.decimals),
        Number(situation.living(area, age), 0),
        number(supply.held.offers),
        number(supply.meant.offers),
        number(supply.everywhere.offers),
        Number(situation.density(area, age), DECIMALS),
        Number(share(sums.low, sums.offers), 0),
        Number(share(sums.outreach, sums.offers), 0),
        Number(known(sums.places, of=sums.places_known), 0),
        number(sums.places_known),
        Number(known(sums.hours, of=sums.hours_known), 1),
        number(sums.hours_known),
        Number(near.get(area.key, NOTHING), 0),
        str(gap.kind.short) if gap else "",
    ]


def matrix_file(shown: Shown) -> Table:
    """Return all ages as a file: number, density and white spot of each in columns of their own."""
    situation, need = shown.situation, shown.need
    names = [
        name
        for age in situation.ages
        for name in (
            _("Angebote, %(age)s") % {"age": age.name},
            _("je 100 Kinder, %(age)s") % {"age": age.name},
            _("weißer Fleck, %(age)s") % {"age": age.name},
        )
    ]
    rows = [
        [
            area.name,
            area.code,
            Number(need.of(area.key), need.decimals),
            *(cell for age in situation.ages for cell in cells(shown, area, age)),
        ]
        for area in situation.areas
    ]
    return Table(_("Angebot nach Alter"), [shown.level, _("Schlüssel"), need.name, *names], rows)


def cells(shown: Shown, area: Area, age: Age) -> Sequence:
    gap = shown.gaps.get((area.key, age.code))
    return (
        number(shown.situation.offers(area, age)),
        Number(shown.situation.density(area, age), DECIMALS),
        str(gap.kind.label) if gap else "",
    )


def matrix_html(shown: Shown, areas: Sequence[Area]) -> SafeString:
    """Return some areas and all ages for the page: in each cell how many offers, how many for a hundred children, and a sign.

    Not a template, since a city has hundreds of areas.
    """
    names = [shown.level, *(age.name for age in shown.situation.ages), shown.need.name]
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    body = "".join(line(shown, area) for area in areas)
    first = average_line(shown.situation, shown.need)
    return mark_safe(f"<thead><tr>{heads}</tr></thead><tbody>{first}{body}</tbody>")  # noqa: S308 (names and addresses are escaped)


def line(shown: Shown, area: Area) -> str:
    situation, need = shown.situation, shown.need
    inside = "".join(
        cell(situation.offers(area, age), situation.density(area, age), shown.gaps.get((area.key, age.code)))
        for age in situation.ages
    )
    name = f'<a href="{escape(shown.address(area))}" data-district="{escape(area.code)}">{escape(area.name)}</a>'
    return f'<tr><th scope="row">{name}</th>{inside}{figure(need.of(area.key), need.decimals)}</tr>'


def cell(offers: int, per_hundred: Figure, gap: Gap | None) -> str:
    sign = ""
    if gap:
        sign = f' <abbr class="gap-mark" title="{escape(gap.kind.label)}" aria-label="{escape(gap.kind.label)}">{GAP}</abbr>'
    marked = ' class="is-gap"' if gap else ""
    return (
        f'<td{marked}><span data-value="{offers}">{offers}</span>{sign} {figure(per_hundred, DECIMALS, "small")}</td>'
    )


def average_line(situation: Situation, need: Need) -> str:
    """Return the averages that the areas are compared with."""
    inside = "".join(f"<td>{figure(situation.average(age), DECIMALS, 'small')}</td>" for age in situation.ages)
    average = NOTHING if need.average is None else Figure(need.average, withheld="")
    return f'<tr class="is-chosen"><th scope="row">{escape(_("Schnitt der Stadt"))}</th>{inside}{figure(average, need.decimals)}</tr>'
