"""Which numbers have to be withheld so that none that must not be known can be computed from the others.

Pure: cells and linear equations in, keys out. `primary` says what must not be shown for its own sake, `protect` what
else has to go for that to hold.
"""

from monitoring.disclosure.cells import Cell, Equation, total
from monitoring.disclosure.protecting import protect

__all__ = ["Cell", "Equation", "protect", "total"]
