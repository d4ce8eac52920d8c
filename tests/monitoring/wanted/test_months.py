"""Which months may be asked for."""

import datetime

import pytest

from monitoring.wanted.months import spans


def asked(day: str) -> list[str]:
    return [span.value for span in spans(datetime.date.fromisoformat(day))]


def test_every_span_begins_in_january_and_ends_with_a_month_that_is_over():
    assert asked("2026-03-31")[:2] == ["2026-02", "2026-01"]
    assert asked("2026-03-31")[2:14] == [f"2025-{month:02}" for month in range(12, 0, -1)]


def test_a_year_of_which_months_are_deleted_already_is_over():
    assert {value[:4] for value in asked("2026-11-26")} == {"2026", "2025", "2024"}


@pytest.mark.parametrize("day", ["2026-01-01", "2026-01-31"])
def test_in_january_the_year_before_is_asked_for(day):
    assert asked(day)[0] == "2025-12"


@pytest.mark.parametrize(
    ("place", "label"), [(0, "Januar bis Februar 2026"), (1, "Januar 2026"), (2, "Januar bis Dezember 2025")]
)
def test_a_span_reads_as_people_say_it(place, label):
    assert spans(datetime.date(2026, 3, 1))[place].label == label
