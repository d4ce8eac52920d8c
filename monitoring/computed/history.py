"""How the class of each area moved over the years: an index measures areas by one another, so a class tells of its year alone."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from monitoring.areas import Area, AreaKey
from monitoring.computed.results import KEPT, Loaded, compute_all, load
from monitoring.indices.definition import Grade

MOST_YEARS = 12  # more columns nobody reads


@dataclass(frozen=True)
class Stay:
    """The class of an area in a year, None where it had none, and how many classes it moved since the year before that is shown."""

    grade: Grade | None
    moved: int = 0


@dataclass(frozen=True)
class Path:
    """One area with its class in each year."""

    area: Area
    stays: Sequence[Stay]

    @property
    def known(self) -> list[Grade]:
        return [stay.grade for stay in self.stays if stay.grade]

    @property
    def has_moved(self) -> bool:
        """Return whether the class ever changed, also where it came back."""
        return len(set(self.known)) > 1


@dataclass(frozen=True)
class History:
    """All areas of the newest year with their classes through the years, the oldest first."""

    years: Sequence[int]
    grades: Sequence[Grade]
    paths: Sequence[Path]

    @cached_property
    def ways(self) -> Counter[tuple[Grade, Grade]]:
        """Count from which class of the first year to which one of the last year areas went, where they had both."""
        ends = [(path.stays[0].grade, path.stays[-1].grade) for path in self.paths]
        return Counter((first, last) for first, last in ends if first and last)

    @property
    def stayed(self) -> int:
        return sum(number for (first, last), number in self.ways.items() if first == last)

    @property
    def worsened(self) -> int:
        """Return how many areas end in a less favourable class: classes run from the most favourable one on."""
        return sum(number for (first, last), number in self.ways.items() if self.steps(first, last) > 0)

    @property
    def improved(self) -> int:
        return sum(number for (first, last), number in self.ways.items() if self.steps(first, last) < 0)

    def steps(self, first: Grade, last: Grade) -> int:
        return self.grades.index(last) - self.grades.index(first)


@lru_cache(maxsize=KEPT)
def history(version: str, code: str) -> History | None:
    """Return how areas moved through the classes of an index; None where it cannot be computed for two years at least."""
    loaded = load(version, code)
    years = sorted(loaded.years)[-MOST_YEARS:] if loaded else []
    return history_of(loaded, years) if len(years) > 1 else None


def history_of(loaded: Loaded, years: Sequence[int]) -> History | None:
    found = dict(zip(years, compute_all(loaded, [(loaded.index, year) for year in years]), strict=True))
    if any(one.outcome is None for one in found.values()):
        return None
    grades = found[years[-1]].definition.grading.grades
    areas = sorted(found[years[-1]].areas.values(), key=lambda area: area.name)
    classes = [{key: result.grade for key, result in found[year].outcome.results.items()} for year in years]
    return History(years, grades, [Path(area, stays(area.key, classes, grades)) for area in areas])


def stays(area: AreaKey, classes: Iterable[dict[AreaKey, Grade]], grades: Sequence[Grade]) -> list[Stay]:
    found: list[Stay] = []
    before: Grade | None = None
    for year in classes:
        grade = year.get(area)
        found.append(Stay(grade, grades.index(grade) - grades.index(before) if grade and before else 0))
        before = grade or before
    return found
