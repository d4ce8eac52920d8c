"""What may be seen of the numbers: the one place that decides it.

`release` reads the raw numbers, sums them for larger areas, finds what must be withheld so that nothing secret can be
computed from all that is shown, and writes the released values. Everything else reads those.
"""

from monitoring.releasing.release import release
from monitoring.releasing.touched import Change

__all__ = ["Change", "release"]
