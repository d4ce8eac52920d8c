"""What several rows or tables must undergo together."""

from monitoring.actions.numbers import rewriting_numbers

__all__ = ["rewriting_numbers"]
