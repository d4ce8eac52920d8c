"""Times as people write them, one to a line: said, understood, and with the next dates that follow from them.

A line is cut into tokens (`tokens`), stretches of them are recognised (`clocks`, `days`, `rules`, put to use by `recognising`),
what was recognised is sorted by what belongs together (`sorting`) and becomes series (`building`), known ones first (`stored`).
Each step refuses with a sentence for the reader (`refusals`); nothing is skipped that was not understood.
"""

from offers.spoken_times.previews import preview
from offers.spoken_times.saying import say, say_all
from offers.spoken_times.understanding import understand

__all__ = ["preview", "say", "say_all", "understand"]
