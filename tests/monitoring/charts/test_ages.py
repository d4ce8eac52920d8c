"""Bands of age that follow each other."""

from dataclasses import dataclass

import pytest

from monitoring.charts.ages import age_bands


@dataclass(frozen=True)
class Band:
    age_from_months: int
    age_to_months: int


def bands(*spans: tuple[int, int]) -> list[tuple[int, int]]:
    return [(one.age_from_months, one.age_to_months) for one in age_bands(Band(*span) for span in spans)]


@pytest.mark.parametrize(
    ("spans", "chain"),
    [
        ([], []),
        ([(0, 36)], [(0, 36)]),
        # Single years rather than all of them together.
        ([(0, 36), (0, 12), (12, 24), (24, 36), (36, 72), (0, 72)], [(0, 12), (12, 24), (24, 36), (36, 72)]),
        # One year is missing: the wider band reaches further than the years before the gap.
        ([(0, 36), (0, 12), (24, 36), (36, 72)], [(0, 36), (36, 72)]),
        # Nothing begins where the first one ends.
        ([(0, 12), (24, 36)], [(0, 12)]),
        ([(0, 24), (12, 36)], [(0, 24)]),
    ],
)
def test_the_chain_reaches_furthest_with_most_bands(spans, chain):
    assert bands(*spans) == chain
