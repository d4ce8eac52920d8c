"""The portal's search.

What is asked (criteria), which offers answer (matching), how many (counting), in what order (listing), and what to say
when none does (rescue).

Everything here reads the search's copy of the offers (offers.models.entries), never the offers themselves.
"""

from offers.search.applied import Applied, applied
from offers.search.choices import Choice, Choices, load_choices
from offers.search.criteria import Criteria, Sort
from offers.search.listing import Attempt, Result, answer, attempt_at, search
from offers.search.plain import Hit
from offers.search.rescue import Rescue, rescue

__all__ = [
    "Applied",
    "Attempt",
    "Choice",
    "Choices",
    "Criteria",
    "Hit",
    "Rescue",
    "Result",
    "Sort",
    "answer",
    "applied",
    "attempt_at",
    "load_choices",
    "rescue",
    "search",
]
