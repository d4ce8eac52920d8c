"""Whose changes are kept. Numbers come as files: what each says of its origin stands beside it."""

from kit.history import track
from monitoring.models.indicators import Equation, EquationTerm, Indicator, IndicatorField, SeriesBreak

track(IndicatorField)
track(Indicator)
track(Equation)
track(EquationTerm)
track(SeriesBreak)
