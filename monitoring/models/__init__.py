"""What is: indicators, the numbers of areas as they came, and what of them may be seen."""

from monitoring.models import history
from monitoring.models.indicators import Equation, EquationTerm, Indicator, IndicatorField, SeriesBreak
from monitoring.models.releases import ReleasedValue
from monitoring.models.values import IndicatorValue, ValueImport

__all__ = [
    "Equation",
    "EquationTerm",
    "Indicator",
    "IndicatorField",
    "IndicatorValue",
    "ReleasedValue",
    "SeriesBreak",
    "ValueImport",
    "history",
]
