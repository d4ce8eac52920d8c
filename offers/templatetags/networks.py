"""What pages of the networks show."""

from django import template

from network.models import CoordinationMandate, Network
from offers.wording import describe_ages

register = template.Library()


@register.filter
def ages_of(record: Network | CoordinationMandate) -> str:
    """Return for whom a network or a coordination is there."""
    return describe_ages((record.youngest_months, record.oldest_months))
