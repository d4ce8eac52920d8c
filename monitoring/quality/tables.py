"""The state of the data as tables."""

import datetime
from collections.abc import Sequence
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring.figures import NOTHING, Figure
from monitoring.pictures import Link, Number, Table
from monitoring.quality.indicators import PER_CENT, Standing
from monitoring.quality.offers import Row


def of_indicators(found: Sequence[Standing], today: datetime.date, level: str) -> Table:
    """Return a line for each indicator."""
    header = [
        _("Indikator"),
        _("letzter Stichtag"),
        _("üblicher Abstand"),
        _("Stand"),
        _("vorläufig oder geschätzt"),
        _("fehlt (Gebiete)"),
        _("zurückgehalten (Gebiete)"),
        _("zurückgehalten (%)"),
    ]
    rows = [line(one, today) for one in found]
    return Table(_("Datenlage der Indikatoren, %(level)s") % {"level": level}, header, rows)


def line(one: Standing, today: datetime.date) -> list[object]:
    name = Link(one.indicator.name, reverse("monitoring_indicator", args=[one.indicator.code]))
    day = f"{one.day:%d.%m.%Y}" if one.day else _("noch keine Zahl")
    if not one.is_of_level:
        return [name, day, rhythm(one), state(one, today), *[Number(NOTHING, 0)] * 4]
    with_rows = one.counts[""] + one.withheld
    share = Figure(Decimal(PER_CENT * one.withheld) / with_rows, withheld="") if with_rows else NOTHING
    numbers = [count(one.provisional), count(one.missing), count(one.withheld), Number(share, 1)]
    return [name, day, rhythm(one), state(one, today), *numbers]


def count(number: int) -> Number:
    return Number(Figure(Decimal(number), withheld=""), 0)


def rhythm(one: Standing) -> str:
    """Return how often there usually is a number."""
    if one.months is None:
        return _("noch nicht bekannt") if one.day else ""
    return ngettext("jeden Monat", "alle %(number)d Monate", one.months) % {"number": one.months}


def state(one: Standing, today: datetime.date) -> str:
    """Return what is to be said of an indicator in a word."""
    if one.day is None:
        return _("ohne Zahlen")
    if one.is_late(today):
        return _("überfällig")
    return _("aktuell") if one.is_of_level else _("aktuell, nicht auf dieser Ebene")


def of_offers(rows: Sequence[Row]) -> Table:
    """Return a line for each district, the first for all; each number leads to its list."""
    header = [_("Stadtteil"), _("überfällig oder nie bestätigt"), _("nicht mehr in der Suche")]
    lines = [
        [row.district.name if row.district else _("alle"), *(Link(str(one.number), one.url) for one in row.late)]
        for row in rows
    ]
    return Table(_("Angebote, die niemand rechtzeitig bestätigt hat"), header, lines)
