"""Ages in months: half-open ranges, pregnancy below zero; the same as those of the municipality and of networks."""

from sozialraum.ages import BIRTH, CONCEPTION, OLDEST

__all__ = ["BIRTH", "CONCEPTION", "OLDEST"]
