"""The choices of the search's form, written in one go: some 150 of them stand on every result page."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from offers.forms import Option

register = template.Library()

OPTION = (
    '<div class="option"><input type="checkbox" name="{name}" value="{value}" id="id_{name}_{value}"{checked}> '
    '<label for="id_{name}_{value}"><bdi>{label}</bdi>{count}</label></div>'
)
CHECKED = mark_safe(" checked")


@register.simple_tag
def checkboxes(options: Iterable[Option]) -> SafeString:
    """Return a box to tick for each option, with the number of offers that it would give where one is known."""
    boxes = format_html_join("\n", OPTION, (inputs(option) for option in options))
    return format_html('<div class="options">{}</div>', boxes)


def inputs(option: Option) -> dict:
    count = "" if option.count is None else format_html(' <span class="meta">({})</span>', option.count)
    checked = CHECKED if option.is_chosen else ""
    return {"name": option.name, "value": option.value, "label": option.label, "count": count, "checked": checked}
