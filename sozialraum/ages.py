"""Ages in months: half-open ranges, pregnancy below zero."""

from typing import Final

CONCEPTION: Final = -9
BIRTH: Final = 0
# The first month that no range may include: people of 27 years and 0 months are the oldest that an offer names.
OLDEST: Final = 325
