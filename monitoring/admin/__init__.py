"""The administration of the monitoring, for operators."""

from monitoring.admin import indices

__all__ = ["indices"]
