"""A map whose areas are filled by the class of their number."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from monitoring.areas import AreaKey
from monitoring.choices import Withheld
from monitoring.classing import Classing
from monitoring.figures import NIL, SIGNS, written
from monitoring.maps import Outline, Shape
from monitoring.pictures.marks import Mark, with_unit
from monitoring.pictures.picture import Drawing, Key

# More areas than this are too small for a number in each.
READABLE = 60


def choropleth(outline: Outline, marks: Mapping[AreaKey, Mark], style: Callable[[Mark], str]) -> Drawing:
    """Return the map of areas as links, each with its number.

    `marks` has one for each area of the outline, `style` returns the class of style of a mark.
    """
    return Drawing("map", outline.width, outline.height, partial(map_body, outline, marks, style))


def map_body(outline: Outline, marks: Mapping[AreaKey, Mark], style: Callable[[Mark], str]) -> SafeString:
    """Return what stands inside of a map; not a template, since a city has hundreds of areas."""
    areas = "\n".join(drawn(shape, marks[shape.area.key], style) for shape in outline.shapes)
    texts = ""
    if len(outline.shapes) <= READABLE:
        texts = "".join(
            f'<text x="{shape.x}" y="{shape.y}" dy="8">{escape(marks[shape.area.key].sign)}</text>'
            for shape in outline.shapes
        )
    return mark_safe(f'{areas}<g aria-hidden="true">{texts}</g>')  # noqa: S308 (names and addresses are escaped)


def drawn(shape: Shape, mark: Mark, style: Callable[[Mark], str]) -> str:
    current = ' aria-current="true"' if mark.is_chosen else ""
    return (
        f'<a href="{escape(mark.url)}"{mark.data}{current}><title>{escape(mark.spoken)}</title>'
        f'<path class="{style(mark)}" d="{shape.path}"/></a>'
    )


def style_of(classing: Classing | None) -> Callable[[Mark], str]:
    """Return what gives a mark its class of style: the class of its number, or why there is none."""

    def style(mark: Mark) -> str:
        value = mark.rounded
        if value is None or classing is None:
            return mark.number.withheld or Withheld.MISSING
        return classing.style(value)

    return style


def legend_of(classing: Classing | None, marks: Iterable[Mark]) -> list[Key]:
    """Return the legend of a map: each class with its limits and how many areas are in it, then the ways to have no number.

    Classes are told even where no area is in them, since they are the same in all years; other signs only where they occur.
    """
    marks = list(marks)
    counts = Counter(map(style_of(classing), marks))
    keys = []
    if classing and marks:
        texts = spans(classing, marks[0].decimals, marks[0].unit)
        keys = [Key(text, style, counts[style]) for text, style in zip(texts, classing.styles(), strict=True)]
    if counts["nil"]:
        keys.append(Key(f"{NIL} {_('genau null')}", "nil", counts["nil"]))
    return keys + [Key(f"{SIGNS[why]} {why.label}", why.value, counts[why]) for why in Withheld if counts[why]]


def spans(classing: Classing, decimals: int, unit: str) -> list[str]:
    """Return the limits of each class in words."""
    texts = [(written(low, decimals), written(high, decimals)) for low, high in classing.classes.spans()]
    below = [_("%(low)s bis unter %(high)s") % {"low": low, "high": high} for low, high in texts[:-1]]
    low, high = texts[-1]
    last = low if low == high else _("%(low)s bis %(high)s") % {"low": low, "high": high}
    return [with_unit(text, unit) for text in (*below, last)]
