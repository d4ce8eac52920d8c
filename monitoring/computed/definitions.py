"""An index as the database keeps it, made into what `monitoring.indices` computes with."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from monitoring.choices import IndexLimits
from monitoring.indices.definition import (
    Aggregation,
    Attention,
    Definition,
    Grade,
    Grading,
    Limits,
    Part,
    Standardisation,
)
from monitoring.models import CompositeIndex, IndexClass


def shortcomings(index: CompositeIndex) -> Iterator[Promise]:
    """Yield what an index still lacks before it can be computed, as sentences."""
    limits = [one.upper for one in index.classes.all()]
    if not index.parts.all():
        yield _("Es ist noch kein Indikator gewählt.")
    if not limits:
        yield _("Es gibt noch keine Klassen.")
    elif limits[-1] is not None:
        yield _("Es fehlt die oberste Klasse, die nach oben offen ist.")
    if index.limits == IndexLimits.QUANTILES and any(not 0 < limit < 1 for limit in limits if limit is not None):
        yield _("Die Klassengrenzen sind Anteile, also größer als 0 und kleiner als 1.")


def definition_of(index: CompositeIndex, year: int) -> Definition:
    """Return the definition of an index without shortcomings, fetched `for_computing()`, as it holds in a year."""
    return Definition(
        parts=tuple(Part(part.indicator.code, part.sign, float(part.weight)) for part in index.parts.all()),
        grading=grading_of(index),
        standardisation=Standardisation(index.method),
        aggregation=Aggregation(index.summing),
        minimum_population=index.min_population,
        outliers={one.area: one.reason for one in index.exclusions.all() if one.holds_in(year)},
    )


def grading_of(index: CompositeIndex) -> Grading:
    return Grading(Limits(index.limits), tuple(grade_of(one) for one in index.classes.all()))


def grade_of(one: IndexClass) -> Grade:
    upper = None if one.upper is None else float(one.upper)
    return Grade(one.key, one.label, upper, Attention(one.attention), one.is_worsening)
