"""Numbers in the markup: what may be read, what a program finds, and what is said where there is none."""

from decimal import Decimal

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from monitoring.choices import ValueStatus, Withheld
from monitoring.figures import CONVERTED, NIL, SIGNS, Figure
from offers.wording.memory import remembered

register = template.Library()
MEANINGS = {
    "p": ValueStatus.PROVISIONAL.label,
    "s": ValueStatus.ESTIMATED.label,
    CONVERTED: _("auf neue Grenzen umgerechnet"),
}


@register.simple_tag
def figure(number: Figure, decimals: int, tag: str = "td") -> SafeString:
    """Return a figure as a cell of a table, or as another element: its text, and `data-value` or `data-withheld`."""
    # A page has thousands of cells; in a number there is nothing to escape, and signs are few.
    marks = marked(number.marks()) if number.marks() else ""
    if number.value is None:
        return SafeString(f"<{tag} {without_number(str(number.withheld))}{marks}</{tag}>")
    text = number.text(decimals) if number.value else nil()
    return SafeString(f'<{tag} data-value="{number.data(decimals)}">{text}{marks}</{tag}>')


@remembered
def without_number(withheld: str) -> SafeString:
    """Return the attributes and the content of an element that says why there is no number."""
    return format_html('data-value="" data-withheld="{}">{}', withheld, sign(withheld))


@remembered
def nil() -> SafeString:
    """Return the sign for exactly nil, with its word."""
    word = Figure(Decimal(0), withheld="").word()
    return format_html('<abbr title="{}" aria-label="{}">{}</abbr>', word, word, NIL)


@remembered
def marked(marks: str) -> SafeString:
    """Return what stands beside a number that is not final, or was carried over a reform."""
    return format_html_join("", ' <abbr class="mark" title="{}">{}</abbr>', ((MEANINGS[one], one) for one in marks))


@register.inclusion_tag("monitoring/legend.html")
def legend_of_signs() -> dict[str, object]:
    """Return what the signs in tables mean."""
    signs = [(NIL, _("genau null")), *((SIGNS[reason], reason.label) for reason in Withheld), *MEANINGS.items()]
    return {"signs": signs}


@register.simple_tag
def sign(withheld: str) -> SafeString:
    """Return the sign for why there is no number, with the word for those who do not see it."""
    why = Withheld(withheld)
    return format_html('<abbr title="{}" aria-label="{}">{}</abbr>', why.label, why.label, SIGNS[why])
