"""What was looked for in vain, as bars."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring.figures import Figure
from monitoring.pictures import Mark, Picture, Table
from monitoring.pictures.drawing import bars
from monitoring.wanted.counting import Side
from monitoring.wanted.months import Span
from monitoring.wanted.rounding import STEP, Parts

MOST_BARS = 15


def the_bars(side: Side, parts: Parts, span: Span, about: str) -> Picture | None:
    """Return what was looked for most; None where nothing reaches the first step."""
    named = [(name_of(side, pk), number) for pk, number in parts.shown.items()]
    rows = sorted(named, key=lambda row: (-row[1], row[0]))
    if not rows:
        return None
    marks = [Mark(name, Figure(Decimal(number), withheld=""), 0) for name, number in rows[:MOST_BARS]]
    title = _("Suchen ohne Treffer nach %(side)s, %(span)s") % {"side": side.label, "span": span.label}
    return Picture(
        name=side.name,
        title=f"{title}{about}",
        finding=finding(rows, parts),
        drawing=bars(marks),
        table=table_of(side, rows, parts, str(title)),
        legend_note=_("Abgerundet auf Vielfache von %(step)d: Wo 10 steht, waren es 10 bis 14.") % {"step": STEP},
    )


def name_of(side: Side, pk: int | None) -> str:
    """Return the name of a value; of a district that a reform has closed meanwhile only that it was one."""
    record = next((one for one in side.records if one.pk == pk), None)
    if record:
        return record.name
    return str(side.unnamed) if pk is None else _("früheres Gebiet")


def finding(rows: list[tuple[str, int]], parts: Parts) -> str:
    """Return what was looked for most, and of how many values there is nothing to tell."""
    name, number = rows[0]
    first = _("Am häufigsten ohne Treffer: %(name)s, mindestens %(number)d-mal.") % {"name": name, "number": number}
    left = parts.values - len(rows)
    if not left:
        return first
    rest = ngettext("%(left)d weiterer Wert: unter %(step)d.", "%(left)d weitere Werte: unter %(step)d.", left)
    return f"{first} {rest % {'left': left, 'step': STEP}}"


def table_of(side: Side, rows: list[tuple[str, int]], parts: Parts, title: str) -> Table:
    """Return all numbers; what has fewer than STEP, nought among it, is one line."""
    lines: list[list[object]] = [[name, number] for name, number in rows]
    left = parts.values - len(rows)
    if left:
        lines.append([_("alle übrigen (%(left)d)") % {"left": left}, _("unter %(step)d") % {"step": STEP}])
    return Table(title, [str(side.label), _("Suchen ohne Treffer, mindestens")], lines)
