"""What a class hangs on: which areas change theirs when one indicator is left out."""

from dataclasses import dataclass

from monitoring.indices.combining import UnusableBaseError, combine, scale_of_index
from monitoring.indices.computing import Outcome, base_scale
from monitoring.indices.definition import Definition, Grade, Key, Table, Values
from monitoring.indices.grading import graded


@dataclass(frozen=True)
class Move:
    """From which class to which an area moves."""

    before: Grade
    after: Grade


def robustness(
    table: Table, definition: Definition, found: Outcome, base: Table | None = None
) -> dict[str, dict[Key, Move] | None]:
    """Return, for each part, the areas that change class without it; None where nothing would be left to measure with.

    `found` is what `compute` said. The areas compared stay the same: one that is out for want of a value stays out, also
    where it is the left-out indicator that has none.
    """
    if len(definition.parts) == 1:
        return dict.fromkeys(definition.codes)
    values = {area: table.values[area] for area in found.results}
    return {code: moves(values, definition.without(code), found, base) for code in definition.codes}


def moves(values: Values, definition: Definition, found: Outcome, base: Table | None) -> dict[Key, Move] | None:
    if not values:
        return {}
    try:
        combined = combine(values, definition, base_scale(base, definition))
    except UnusableBaseError:
        return None
    after, _spans = graded(definition.grading, combined.indices, scale_of_index(definition, combined.scale))
    before = {area: result.grade for area, result in found.results.items()}
    return {area: Move(before[area], grade) for area, grade in after.items() if grade is not before[area]}
