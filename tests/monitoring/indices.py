"""Small indices to try the rules on."""

from monitoring.indices.definition import (
    Aggregation,
    Definition,
    Grade,
    Grading,
    Limits,
    Part,
    Standardisation,
    Table,
)

THREE = Grading(Limits.SD, (Grade("a", "günstig", -1), Grade("b", "mittel", 1), Grade("c", "ungünstig")))


def index(*parts: Part | str, grading: Grading = THREE, **rules) -> Definition:
    """Return an index over parts; a code alone counts as high = unfavourable, with weight 1."""
    named = tuple(part if isinstance(part, Part) else Part(part) for part in parts or ("x",))
    return Definition(named, grading, **rules)


def one(*values: float | None, **people) -> Table:
    """Return a table of one indicator "x" over areas A, B, C …; people by name of the area."""
    return Table({chr(ord("A") + i): {"x": value} for i, value in enumerate(values)}, people)


def table(**areas: tuple[float | None, float | None]) -> Table:
    """Return a table of two indicators "x" and "y"."""
    return Table({area: dict(zip("xy", pair, strict=True)) for area, pair in areas.items()})


def indices(outcome) -> dict[str, float]:
    return {area: round(result.index, 9) for area, result in outcome.results.items()}


def grades(outcome) -> dict[str, str]:
    return {area: result.grade.key for area, result in outcome.results.items()}


def by_limits(kind: Limits, *limits: float) -> Grading:
    """Return classes called 0, 1, 2 … between limits."""
    return Grading(kind, tuple(Grade(str(i), "", limit) for i, limit in enumerate((*limits, None))))


RANK, MIN_MAX, FIXED = Standardisation.RANK, Standardisation.MIN_MAX, Standardisation.FIXED
MEAN = Aggregation.MEAN
