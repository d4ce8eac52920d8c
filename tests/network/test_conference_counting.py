"""How many groups run, and which quarters they met in, counted from rows."""

import datetime

import pytest
from django.utils import timezone

from network.conference_counting import Mark, by_borough, is_expected, marks_of, overdue_groups, to_be_done
from network.models import ConferenceGroup, GroupPeriod
from network.quarters import Quarter
from tests.network.conferences import ConferenceFactory, ConferenceGroupFactory, GroupPeriodFactory
from tests.sozialraum.factories import BoroughFactory

DAY = datetime.date(2026, 5, 20)
NOW = datetime.datetime(2026, 5, 20, 12, tzinfo=datetime.UTC)
SECOND = Quarter(2026, 2)


def date(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("day", "quarter", "last"),
    [
        ("2026-01-01", Quarter(2026, 1), "2026-03-31"),
        ("2026-06-30", Quarter(2026, 2), "2026-06-30"),
        ("2026-12-31", Quarter(2026, 4), "2026-12-31"),
        ("2028-02-29", Quarter(2028, 1), "2028-03-31"),
    ],
)
def test_a_day_lies_in_its_quarter(day, quarter, last):
    assert (Quarter.of(date(day)), quarter.last) == (quarter, date(last))


def test_quarters_follow_one_another_over_the_turn_of_a_year():
    fourth = Quarter(2025, 4)
    assert (fourth.after(1), fourth.after(-4), fourth.after(5)) == (
        Quarter(2026, 1),
        Quarter(2024, 4),
        Quarter(2027, 1),
    )
    assert (str(fourth), fourth.short) == ("4. Quartal 2025", "4/25")


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ([], False),
        ([("2026-01-01", None)], True),
        ([("2026-05-16", None)], True),
        ([("2026-05-17", None)], False),
        ([("2020-01-01", "2026-05-17")], True),
        ([("2020-01-01", "2026-05-16")], False),
        ([("2020-01-01", "2026-04-20"), ("2026-06-01", None)], True),
    ],
)
def test_a_group_is_to_meet_in_a_quarter_of_which_it_ran_half(periods, expected):
    rows = [GroupPeriod(valid_from=date(start), valid_until=date(end) if end else None) for start, end in periods]
    assert is_expected(rows, SECOND) is expected


@pytest.mark.django_db
def test_a_group_is_planned_then_runs_then_rests_then_runs_again():
    group = ConferenceGroupFactory()
    GroupPeriodFactory(group=group, valid_from=date("2025-01-01"), valid_until=date("2025-07-01"))
    GroupPeriodFactory(group=group, valid_from=date("2026-01-01"))
    days = ("2024-12-31", "2025-01-01", "2025-06-30", "2025-07-01", "2026-01-01")
    found = [ConferenceGroup.objects.with_status(date(day)).get().status for day in days]
    assert found == ["planned", "running", "running", "resting", "running"]


@pytest.mark.django_db
def test_boroughs_say_how_many_of_their_groups_run(django_assert_num_queries):
    north, south = BoroughFactory(code="1", name="Nord"), BoroughFactory(code="3", name="Süd")
    BoroughFactory(code="2", name="Ost")
    running = ConferenceGroupFactory.create_batch(2, borough=north)
    ConferenceGroupFactory.create_batch(3, borough=north)
    resting = ConferenceGroupFactory(borough=south)
    for group in running:
        GroupPeriodFactory(group=group)
    GroupPeriodFactory(group=running[0], valid_from=date("2020-01-01"), valid_until=date("2021-01-01"))
    GroupPeriodFactory(group=resting, valid_until=date("2026-01-01"))
    with django_assert_num_queries(1):
        found = [(one.borough.name, one.running, one.total) for one in by_borough(DAY)]
    assert found == [("Nord", 2, 5), ("Süd", 0, 1)]


def at(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(f"{text}T10:00+00:00")


@pytest.mark.django_db
def test_each_quarter_says_what_became_of_it(django_assert_num_queries):
    group, idle = ConferenceGroupFactory(), ConferenceGroupFactory()
    GroupPeriodFactory(group=group, valid_from=date("2025-04-01"))
    for quarter, day, state in (
        ("2025-04-01", "2025-05-05", "held"),
        ("2025-10-01", "2026-01-12", "closed"),
        ("2026-01-01", "2026-03-03", "planned"),
    ):
        closed = {"minutes": "Ja.", "closed_at": timezone.now()} if state == "closed" else {}
        ConferenceFactory(group=group, quarter=date(quarter), starts_at=at(day), state=state, **closed)
    ConferenceFactory(
        group=group,
        quarter=date("2025-07-01"),
        starts_at=at("2025-08-01"),
        state="cancelled",
        cancelled_reason="Grippe",
    )
    quarters = [Quarter(2026, 3).after(steps) for steps in range(-6, 1)]
    with django_assert_num_queries(2):
        found = marks_of([group, idle], quarters, NOW, DAY)
    assert [one.mark for one in found[group.pk]] == [
        Mark.IDLE,
        Mark.HELD,
        Mark.MISSED,
        Mark.HELD,
        Mark.OPEN,
        Mark.DUE,
        Mark.DUE,
    ]
    assert {one.mark for one in found[idle.pk]} == {Mark.IDLE}


@pytest.mark.django_db
def test_a_running_group_without_a_date_is_overdue_once_half_of_the_quarter_is_over():
    late, dated, called_off, resting, new = ConferenceGroupFactory.create_batch(5)
    for group in (late, dated, called_off):
        GroupPeriodFactory(group=group)
    GroupPeriodFactory(group=resting, valid_until=date("2026-04-15"))
    GroupPeriodFactory(group=new, valid_from=date("2026-05-18"))
    ConferenceFactory(group=dated, quarter=SECOND.first, starts_at=at("2026-06-20"))
    ConferenceFactory(
        group=called_off, quarter=SECOND.first, starts_at=at("2026-04-20"), state="cancelled", cancelled_reason="Grippe"
    )
    groups = ConferenceGroup.objects.order_by("pk")
    assert list(overdue_groups(groups, SECOND.middle - datetime.timedelta(days=1))) == []
    assert list(overdue_groups(groups, DAY)) == [late, called_off]


@pytest.mark.django_db
def test_what_is_to_be_done_is_counted_at_once(django_assert_num_queries):
    late, met = ConferenceGroupFactory.create_batch(2)
    for group in (late, met):
        GroupPeriodFactory(group=group)
        GroupPeriodFactory(group=group, valid_from=date("2020-01-01"), valid_until=date("2021-01-01"))
    ConferenceFactory(group=met, quarter=SECOND.first, starts_at=at("2026-05-10"))
    ConferenceFactory(group=met, quarter=Quarter(2026, 1).first, starts_at=at("2026-02-10"), state="held")
    ConferenceFactory(group=met, quarter=Quarter(2026, 3).first, starts_at=at("2026-08-10"))
    with django_assert_num_queries(1):
        assert to_be_done(ConferenceGroup.objects.all(), NOW, DAY) == (1, 2)
    assert to_be_done(ConferenceGroup.objects.none(), NOW, DAY) == (0, 0)
