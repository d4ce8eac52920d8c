"""Numbers in the markup: what may be read, what a program finds, and what is said where there is none."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from monitoring.choices import ValueStatus, Withheld
from monitoring.figures import CONVERTED, NIL, SIGNS, Figure

register = template.Library()
MEANINGS = {
    "p": ValueStatus.PROVISIONAL.label,
    "s": ValueStatus.ESTIMATED.label,
    CONVERTED: _("auf neue Grenzen umgerechnet"),
}


@register.simple_tag
def figure(number: Figure, decimals: int, tag: str = "td") -> SafeString:
    """Return a figure as a cell of a table, or as another element: its text, and `data-value` or `data-withheld`."""
    sign, word = number.text(decimals), number.word()
    if not word and not number.marks():
        # What stands in nearly all cells, of which a page has thousands; there is nothing in it to escape.
        return mark_safe(f'<{tag} data-value="{number.data(decimals)}">{sign}</{tag}>')  # noqa: S308
    text = format_html('<abbr title="{}" aria-label="{}">{}</abbr>', word, word, sign) if word else sign
    marks = format_html_join(
        "", ' <abbr class="mark" title="{}">{}</abbr>', ((MEANINGS[mark], mark) for mark in number.marks())
    )
    withheld = format_html(' data-withheld="{}"', number.withheld) if number.withheld else ""
    return format_html('<{} data-value="{}"{}>{}{}</{}>', tag, number.data(decimals), withheld, text, marks, tag)


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
