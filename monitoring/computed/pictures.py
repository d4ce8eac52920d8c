"""The distribution of an index as a picture with its sentence, legend, table and files."""

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from monitoring.computed.dots import Dots, dots_of, fill
from monitoring.computed.results import Pair
from monitoring.computed.tables import Line
from monitoring.computed.wording import days, finding
from monitoring.indices.grading import Span
from monitoring.pictures import Drawing, Key, Picture, Table

NAME = "verteilung"


def distribution(pair: Pair, lines: Sequence[Line]) -> Picture:
    """Return the picture of all areas that have an index (at least one)."""
    spans = pair.status.outcome.spans
    found = dots_of(lines, spans)
    body = render_to_string("monitoring/indices/dots.html", {"found": found, "circles": circles(found)})
    index, year = pair.status.index, str(pair.status.year)
    if index.base_year:
        year = _("%(year)s, verglichen mit %(base)s") % {"year": year, "base": index.base_year}
    return Picture(
        name=NAME,
        title=_("%(name)s: Verteilung der Gebiete %(year)s") % {"name": index.name, "year": year},
        finding=finding(pair),
        drawing=Drawing("index", found.width, found.height, body),
        table=Table(
            _("Wie viele Gebiete in jedem Abschnitt liegen"),
            [_("Index von … bis unter …"), _("Gebiete")],
            [[_("%(start)s bis %(end)s") % {"start": one.start, "end": one.end}, one.n] for one in found.bins],
        ),
        legend=keys(spans),
        source=_("Stand der Zahlen: %s") % days(pair.status),
    )


def circles(found: Dots) -> SafeString:
    """Return the dots; not a template, since a city has hundreds of areas."""
    drawn = (
        f'<circle class="dot step-{one.step}" cx="{one.x}" cy="{one.y}" r="{found.radius}"'
        f' data-district="{escape(one.code)}" data-value="{one.data}"><title>{escape(one.text)}</title></circle>'
        for one in found.dots
    )
    return mark_safe("".join(drawn))  # noqa: S308 (escaped just here)


def keys(spans: Sequence[Span]) -> list[Key]:
    return [
        Key(f"{span.grade.key} {span.grade.label}", f"dot step-{fill(place, len(spans))}", span.n)
        for place, span in enumerate(spans)
    ]
