"""What is: indicators, the numbers of areas as they came, and what of them may be seen."""

from monitoring.models import history
from monitoring.models.comments import DistrictComment
from monitoring.models.crosswalks import Crosswalk, CrosswalkShare
from monitoring.models.index_parts import IndexClass, IndexExclusion, IndexPart
from monitoring.models.indicators import Equation, EquationTerm, Indicator, IndicatorField, SeriesBreak
from monitoring.models.indices import CompositeIndex
from monitoring.models.needs import NeedForAction
from monitoring.models.outcomes import OutcomeMetric, OutcomeRecord, OutcomeTarget, SuccessReport
from monitoring.models.releases import ReleasedValue
from monitoring.models.replaced import ReplacedValue
from monitoring.models.saved_views import MonitoringView
from monitoring.models.uploads import ValueUpload, ValueUploadFile, ValueUploadRow
from monitoring.models.values import IndicatorValue, ValueImport
from monitoring.models.walking import WalkingReach

__all__ = [
    "CompositeIndex",
    "Crosswalk",
    "CrosswalkShare",
    "DistrictComment",
    "Equation",
    "EquationTerm",
    "IndexClass",
    "IndexExclusion",
    "IndexPart",
    "Indicator",
    "IndicatorField",
    "IndicatorValue",
    "MonitoringView",
    "NeedForAction",
    "OutcomeMetric",
    "OutcomeRecord",
    "OutcomeTarget",
    "ReleasedValue",
    "ReplacedValue",
    "SeriesBreak",
    "SuccessReport",
    "ValueImport",
    "ValueUpload",
    "ValueUploadFile",
    "ValueUploadRow",
    "WalkingReach",
    "history",
]
