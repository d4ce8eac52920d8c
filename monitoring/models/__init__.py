"""What is: indicators, the numbers of areas as they came, and what of them may be seen."""

from monitoring.models import history
from monitoring.models.index_parts import IndexClass, IndexExclusion, IndexPart
from monitoring.models.indicators import Equation, EquationTerm, Indicator, IndicatorField, SeriesBreak
from monitoring.models.indices import CompositeIndex
from monitoring.models.releases import ReleasedValue
from monitoring.models.saved_views import MonitoringView
from monitoring.models.values import IndicatorValue, ValueImport

__all__ = [
    "CompositeIndex",
    "Equation",
    "EquationTerm",
    "IndexClass",
    "IndexExclusion",
    "IndexPart",
    "Indicator",
    "IndicatorField",
    "IndicatorValue",
    "MonitoringView",
    "ReleasedValue",
    "SeriesBreak",
    "ValueImport",
    "history",
]
