"""Whose changes are kept. Numbers come as files: what each says of its origin stands beside it."""

from kit.history import track, track_links
from monitoring.models.comments import DistrictComment
from monitoring.models.index_parts import IndexClass, IndexExclusion, IndexPart
from monitoring.models.indicators import Equation, EquationTerm, Indicator, IndicatorField, SeriesBreak
from monitoring.models.indices import CompositeIndex
from monitoring.models.needs import NeedForAction
from monitoring.models.outcomes import OutcomeMetric, OutcomeRecord, OutcomeTarget, SuccessReport

track(IndicatorField)
track(Indicator)
track(Equation)
track(EquationTerm)
track(SeriesBreak)
track(DistrictComment)
track(NeedForAction)
track(CompositeIndex)
track(IndexPart, owner="index")
track(IndexClass, owner="index")
track(IndexExclusion, owner="index")
track(OutcomeMetric)
track_links(OutcomeMetric, "offer_types")
track(OutcomeTarget, owner="metric")
track(OutcomeRecord)
track(SuccessReport)
