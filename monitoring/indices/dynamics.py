"""Status and change together: where things stand badly, and where they get worse."""

from collections.abc import Mapping
from dataclasses import dataclass

from monitoring.indices.computing import AreaResult, Outcome
from monitoring.indices.definition import Attention, Grade, Grading, Key, Table
from monitoring.indices.excluding import is_known


def change(now: Table, before: Table) -> Table:
    """Return how values have changed (percentage points, where they are per cent); people are those of now.

    An area or value that is missing at one of the dates has no change.
    """
    return Table(
        {area: differences(known, before.values.get(area, {})) for area, known in now.values.items()}, now.populations
    )


def differences(now: Mapping[str, float | None], before: Mapping[str, float | None]) -> dict[str, float | None]:
    return {code: difference(value, before.get(code)) for code, value in now.items()}


def difference(now: float | None, before: float | None) -> float | None:
    return float(now) - float(before) if is_known(now) and is_known(before) else None


@dataclass(frozen=True)
class Group:
    """Status and change of one area as one word ("4−"); without a change, the status alone."""

    status: Grade
    change: Grade | None

    @property
    def key(self) -> str:
        return self.status.key + (self.change.key if self.change else "")

    @property
    def needs_attention(self) -> bool:
        """Whether the area is one with special attention: by its status alone, or since it gets worse too."""
        worse = self.change is not None and self.change.worsening
        return self.status.attention is Attention.ALWAYS or (self.status.attention is Attention.WORSENING and worse)


def groups(status: Outcome, dynamic: Outcome) -> dict[Key, Group]:
    """Return the group of each area that has a status."""
    return {area: Group(result.grade, grade_of(dynamic.results.get(area))) for area, result in status.results.items()}


def grade_of(result: AreaResult | None) -> Grade | None:
    return result.grade if result else None


@dataclass(frozen=True)
class Cell:
    """One field of the matrix: the areas of a status and a change (None: those without a change)."""

    change: Grade | None
    areas: tuple[Key, ...]


@dataclass(frozen=True)
class Row:
    """The areas of one status, by their change."""

    status: Grade
    cells: tuple[Cell, ...]


def matrix(found: Mapping[Key, Group], status: Grading, dynamic: Grading) -> tuple[Row, ...]:
    """Return all groups, empty ones too; a column for areas without a change where there are any."""
    areas: dict[Group, list[Key]] = {}
    for area, group in found.items():
        areas.setdefault(group, []).append(area)
    changes: list[Grade | None] = list(dynamic.grades)
    if any(group.change is None for group in areas):
        changes.append(None)
    return tuple(
        Row(grade, tuple(Cell(change, tuple(areas.get(Group(grade, change), ()))) for change in changes))
        for grade in status.grades
    )
