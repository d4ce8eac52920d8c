"""What is stored as numbers and rules, in words that families use."""

from offers.wording.ages import describe_age, describe_ages
from offers.wording.fit import describe_fit
from offers.wording.freshness import Freshness, describe_freshness, describe_overdue
from offers.wording.news import describe_closure, describe_free
from offers.wording.times import describe_clock, describe_day, describe_next, describe_times

__all__ = [
    "Freshness",
    "describe_age",
    "describe_ages",
    "describe_clock",
    "describe_closure",
    "describe_day",
    "describe_fit",
    "describe_free",
    "describe_freshness",
    "describe_next",
    "describe_overdue",
    "describe_times",
]
