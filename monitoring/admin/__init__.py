"""The administration of the monitoring, for operators."""

from monitoring.admin import indicators, indices

__all__ = ["indicators", "indices"]
