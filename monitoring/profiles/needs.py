"""What the indices say of one area: for those who plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language

from monitoring.areas import AreaKey
from monitoring.computed import wording
from monitoring.computed.results import Pair, newest
from monitoring.indices.computing import AreaResult
from monitoring.models import CompositeIndex, IndexPart


@dataclass(frozen=True)
class Need:
    """An index of an area's level in its newest year; without a result, `why` says why the area stays out."""

    index: CompositeIndex
    year: int
    days: str
    result: AreaResult | None
    number: int
    change: str
    needs_attention: bool
    why: str
    parts: Sequence[tuple[IndexPart, float]]
    moved_without: Sequence[str]

    @property
    def value(self) -> str:
        return wording.decimal(self.result.index)

    @property
    def scores(self) -> list[tuple[str, str, str]]:
        """Return how far each part lies from the mean of the areas: its name, as text, as plain number."""
        return [(part.indicator.name, wording.decimal(score), f"{score:.5f}") for part, score in self.parts]


def needs(version: str, level: str, area: AreaKey) -> tuple[Need, ...]:
    """Return what each index over the areas of a level (its code) says of one of them, as of a version of the content.

    Computed from released values alone; indices that lack something, or have no numbers yet, are left out.
    """
    return needs_in(get_language(), version, level, area)


@lru_cache(maxsize=256)
def needs_in(_language: str, version: str, level: str, area: AreaKey) -> tuple[Need, ...]:
    return tuple(
        need(pair, area) for pair in newest(version, level) if pair.status.outcome and area in pair.status.areas
    )


def need(pair: Pair, area: AreaKey) -> Need:
    """Return what an index says of an area that it is about."""
    found, outcome = pair.status, pair.status.outcome
    result = outcome.results.get(area)
    group = pair.groups.get(area)
    parts = found.index.parts.all()
    return Need(
        index=found.index,
        year=found.year,
        days=wording.days(found),
        result=result,
        number=len(outcome.results),
        change=group.change.label if group and group.change else "",
        needs_attention=bool(group and group.needs_attention),
        why="" if result else wording.reasons(found, area),
        parts=[(part, result.scores[part.indicator.code]) for part in parts] if result else [],
        moved_without=[part.indicator.name for part in parts if area in (found.moves[part.indicator.code] or {})],
    )
