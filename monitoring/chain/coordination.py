"""Who answers for which part of the prevention chain: mandates of coordination, laid beside the phases of life."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from monitoring.supply.ages import Age
from network.models import CoordinationMandate


@dataclass(frozen=True)
class Responsibility:
    """A phase of life, who coordinates the work with its families, and whether somebody does so for all of its months."""

    phase: Age
    mandates: list[CoordinationMandate]
    is_whole: bool


def responsibilities(phases: Sequence[Age]) -> list[Responsibility]:
    """Return who answers for each phase today, as everybody may read it; one query.

    A mandate for a part of a phase stands there too; with the ages that it names, nobody takes it for the whole.
    """
    mandates = list(CoordinationMandate.objects.on(timezone.localdate()).for_public()) if phases else []
    found = []
    for phase in phases:
        youngest, oldest = phase.months
        here = [one for one in mandates if one.youngest_months < oldest and one.oldest_months > youngest]
        found.append(Responsibility(phase, here, is_covered(phase, here)))
    return found


def is_covered(phase: Age, mandates: Sequence[CoordinationMandate]) -> bool:
    """Return whether mandates, the youngest ages first, leave no month of a phase without anybody."""
    reached, last = phase.months
    for one in mandates:
        if one.youngest_months > reached:
            return False
        reached = max(reached, one.oldest_months)
    return reached >= last
