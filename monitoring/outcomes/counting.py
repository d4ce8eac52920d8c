"""What was counted, summed by area and by offer or programme; nothing in here may be shown as it is."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from monitoring.areas import CITY, AreaKey
from monitoring.models import OutcomeMetric, OutcomeRecord

Subject = tuple[str, int]  # ("offer" or "programme", id)
Counts = tuple[int, ...]  # from the widest to the narrowest
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Counted:
    """What was counted of a metric in a year: of each offer or programme in each area."""

    metric: OutcomeMetric
    year: int
    parts: Mapping[tuple[AreaKey, Subject], Counts]

    @property
    def areas(self) -> dict[AreaKey, Counts]:
        """Return the sums of each area in which something was counted; "the city" is what names no area."""
        return summed((area, counts) for (area, _subject), counts in self.parts.items())

    @property
    def subjects(self) -> dict[Subject, Counts]:
        """Return the sums of each offer and programme."""
        return summed((subject, counts) for (_area, subject), counts in self.parts.items())

    @property
    def total(self) -> Counts | None:
        """Return the sum of all; None where nothing was counted."""
        return summed((CITY, counts) for counts in self.parts.values()).get(CITY)


def counted(metrics: Iterable[OutcomeMetric], year: int) -> dict[int, Counted]:
    """Return what was counted of metrics in a year by their ids, the months added up; one query."""
    known = {metric.pk: metric for metric in metrics}
    parts: dict[int, list[tuple[tuple[AreaKey, Subject], Counts]]] = {pk: [] for pk in known}
    for one in OutcomeRecord.objects.in_year(year).filter(metric__in=known).order_by():
        parts[one.metric_id].append(((one.area, subject_of(one)), tuple(one.numbers)))
    return {pk: Counted(metric, year, summed(parts[pk])) for pk, metric in known.items()}


def subject_of(record: OutcomeRecord) -> Subject:
    """Return for what something was counted."""
    return ("offer", record.offer_id) if record.offer_id else ("programme", record.programme_id)


def summed(pairs: Iterable[tuple[K, Counts]]) -> dict[K, Counts]:
    """Add up the counts of each key, step by step."""
    found: dict[K, Counts] = {}
    for key, counts in pairs:
        found[key] = tuple(map(sum, zip(found[key], counts, strict=True))) if key in found else counts
    return found
