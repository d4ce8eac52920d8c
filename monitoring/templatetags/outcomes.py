"""Outcomes in the markup."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from monitoring.outcomes.results import Result
from monitoring.outcomes.tables import overview
from monitoring.pictures.tables import cell

register = template.Library()


@register.simple_tag
def overview_cells(found: Result) -> SafeString:
    """Return the cells of a metric's line but for its name, which leads somewhere."""
    return mark_safe("".join(map(cell, overview(found)[1:])))  # noqa: S308 (each cell is escaped)
