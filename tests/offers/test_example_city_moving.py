"""The conferences of the example city lie about the day on which it is first loaded, whenever that is."""

import datetime
import tomllib
from collections import Counter

import pytest
from django.utils import timezone

from network.conference_counting import by_borough, overdue_groups
from network.models import Conference, ConferenceGroup
from network.quarters import Quarter
from offers.example_city import conferences
from offers.example_city.load import FOLDER, load_city
from offers.example_city.moving import AS_OF, Shift, brought_up, shift_of
from offers.example_city.reading import Entry

DAYS = [AS_OF + datetime.timedelta(days=days) for days in (*range(0, 370, 3), *range(370, 4000, 41))]
TOLD = tomllib.loads((FOLDER / "conferences.toml").read_text("utf8"))


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("today", "quarters"),
    [
        ("2026-11-26", 0),
        ("2027-01-02", 0),
        ("2027-02-24", 0),
        ("2027-02-25", 1),
        ("2027-05-26", 1),
        ("2027-11-24", 3),
        ("2027-11-25", 4),
        ("2026-11-25", -1),
    ],
)
def test_life_is_moved_by_whole_quarters_and_never_past_today(today, quarters):
    shift = Shift.to(day(today))
    assert (shift.quarters, AS_OF + shift.days <= day(today)) == (quarters, True)


def test_days_keep_their_weekday_and_their_order():
    shift = Shift(5)
    told = sorted(one["day"] for one in TOLD["conference"])
    moved = [shift.moved(one) for one in told]
    assert [one.weekday() for one in moved] == [one.weekday() for one in told]
    assert moved == sorted(moved)


def test_first_days_of_quarters_and_months_stay_first_days():
    told = {"quarter": day("2026-10-01"), "runs": [[day("2023-09-01"), day("2026-01-01")]], "day": day("2026-12-01")}
    assert Shift(1).moved(told) == {
        "quarter": day("2027-01-01"),
        "runs": [[day("2023-12-01"), day("2026-04-01")]],
        "day": day("2027-03-02"),
    }


def test_what_is_no_day_stays_as_it_is():
    told = {"title": "Väter", "from": datetime.time(9), "came": ["skf"], "heads": 3, "arose": ["a", day("2025-01-01")]}
    assert Shift(4).moved(told) == told | {"arose": ["a", day("2026-01-01")]}


def test_days_deep_within_an_entry_are_moved_too():
    told = {"tasks": [{"what": "Anrufen", "until": day("2026-12-10"), "done": day("2026-12-03")}]}
    assert Shift(1).moved(told) == {
        "tasks": [{"what": "Anrufen", "until": day("2027-03-11"), "done": day("2027-03-04")}]
    }


def test_on_whatever_day_each_conference_lies_in_its_quarter():
    strays = {
        (today, one["group"], moved["day"])
        for today in DAYS
        for one in TOLD["conference"]
        if Quarter.of((moved := Shift.to(today).moved(one))["day"]).first != moved["quarter"]
    }
    assert strays == set()


def test_on_whatever_day_nothing_was_held_in_the_future_and_something_is_to_come():
    found = Counter()
    for today in DAYS:
        moved = [Shift.to(today).moved(one) for one in TOLD["conference"]]
        found["held in the future"] += sum(one["state"] != "planned" and one["day"] > today for one in moved)
        found["nothing to come"] += not any(one["state"] == "planned" and one["day"] > today for one in moved)
    assert found == {"held in the future": 0, "nothing to come": 0}


def test_other_tables_are_left_alone():
    entry = Entry("f", "offer", 1, {"day": day("2026-12-01")})
    told = {"offer": [entry], "activity": [Entry("f", "activity", 1, {"day": day("2026-12-01")})]}
    later = AS_OF.replace(year=2027)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("offers.example_city.moving.shift_of", lambda *_given: Shift(4))
        found = brought_up(told, later)
    assert (found["offer"], found["activity"][0].values) == ([entry], {"day": day("2027-11-30")})


@pytest.mark.django_db
def test_a_year_later_the_city_has_groups_that_meet_dates_to_come_and_overdue_ones(monkeypatch):
    later = AS_OF + datetime.timedelta(days=400)
    monkeypatch.setattr(conferences.timezone, "localdate", lambda *_given: later)
    load_city()
    found = [(one.borough.name, one.running, one.total) for one in by_borough(later)]
    assert found == [("Nord", 2, 5), ("Ost", 4, 4), ("Süd", 4, 6), ("West", 2, 3)]
    now = timezone.make_aware(datetime.datetime.combine(later, datetime.time(12)))
    planned, held = Conference.objects.filter(state="planned"), Conference.objects.exclude(state="planned")
    assert (planned.filter(starts_at__gt=now).exists(), held.filter(starts_at__gt=now).exists()) == (True, False)
    assert overdue_groups(ConferenceGroup.objects.all(), later).exists()


@pytest.mark.django_db
def test_a_second_loading_long_after_moves_nothing(city):
    first = Conference.objects.order_by("pk").values_list("pk", "quarter", "starts_at")
    before = list(first)
    told = [Entry("f", "conference", 1, one) for one in TOLD["conference"]]
    later = timezone.localdate() + datetime.timedelta(days=900)
    assert shift_of(told, later) == shift_of(told, timezone.localdate())
    load_city()
    assert list(first.all()) == before
