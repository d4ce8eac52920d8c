"""Whose changes are kept. Numbers come as files: what each says of its origin stands beside it."""

from kit.history import track
from monitoring.models.comments import DistrictComment
from monitoring.models.index_parts import IndexClass, IndexExclusion, IndexPart
from monitoring.models.indicators import Equation, EquationTerm, Indicator, IndicatorField, SeriesBreak
from monitoring.models.indices import CompositeIndex

track(IndicatorField)
track(Indicator)
track(Equation)
track(EquationTerm)
track(SeriesBreak)
track(DistrictComment)
track(CompositeIndex)
track(IndexPart, owner="index")
track(IndexClass, owner="index")
track(IndexExclusion, owner="index")
